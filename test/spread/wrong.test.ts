import { describe, expect, test } from '@jest/globals';
import { DATA } from '../question/support/real.ts';
import {
  ANN,
  answeredMessage,
  BOB,
  cards,
  EVE,
  HR,
  judges,
  opens,
  presses,
  pressesData,
  rowOf,
  says,
  storage,
  until,
  useSpread,
  wantedWords,
} from './office.ts';

const row = rowOf('緑区役所', '1 on 1');
const QUESTION = '1on1をやっている部署は？';
const TRAINING = DATA.concepts.find(({ label }) => label.ja === '研修')!.id;
const PRESS = { v: 1, lang: 'ja' };
const open = () => storage.questions.open(99);
const liked = async () => (await storage.reports.unanswered(0, Number.MAX_SAFE_INTEGER)).liked;

describe.each([
  ['in memory', false],
  ['in the store', true],
])('with the answers of late %s', (_, shares) => {
  useSpread({ shares });

  test.each<readonly [string, () => Promise<unknown>]>([
    ['a list of what is followed', () => says(ANN, 'フォロー一覧')],
    ['a command that is refused', () => says(ANN, '未回答')],
    ['help', () => says(ANN, '使い方')],
    ['who answers', () => says(ANN, 'あなたは誰？')],
    ['a beginning anew', () => says(ANN, 'リセット')],
  ])('after %s, what is wrong is not the answer before it', async (_, answersOtherwise) => {
    await says(ANN, QUESTION);
    await answersOtherwise();
    expect((await says(ANN, '違う')).json).toContain('どの答えのことか');
    expect(await open()).toEqual([]);
    // The next answer is meant again.
    await says(ANN, QUESTION);
    expect((await says(ANN, '違う')).json).toContain('違う答えとして記録');
    expect(await open()).toMatchObject([{ count: 1 }]);
  });

  test.each<readonly [string, string, () => Promise<unknown>]>([
    ['an opened row', '1 on 1', () => opens(ANN, row.id)],
    ['rows like it', '1 on 1', () => pressesData(ANN, 'x', { ...PRESS, do: 'similar', id: row.id })],
    [
      'where it has spread to',
      '緑区役所の1on1はどこに広がった?',
      () => says(ANN, '緑区役所の1on1はどこに広がった？'),
    ],
    ['a table of who does what', '部署ごとの一覧表', () => says(ANN, '部署ごとの一覧表')],
    [
      'one theme of it',
      '研修',
      () => pressesData(ANN, 'x', { ...PRESS, do: 'adoption.theme', theme: TRAINING }),
    ],
    ['whom to ask', '緑区役所の担当は?', () => says(ANN, '緑区役所の担当は？')],
    [
      'whom to ask, pressed',
      '1 on 1',
      () => pressesData(ANN, 'x', { ...PRESS, do: 'adoption.contact', id: row.id }),
    ],
    [
      'what a department does not do',
      '会計課でやっていないことは?',
      () => says(ANN, '会計課でやっていないことは？'),
    ],
    [
      'which department it is about',
      'うちでやっていないことは?',
      () => says(ANN, 'うちでやっていないことは？'),
    ],
  ])('%s has the same buttons, and is what is wrong afterwards', async (_, label, answers) => {
    await says(ANN, QUESTION);
    await answers();
    const message = answeredMessage(ANN);
    expect(message.activity).toMatchObject({ channelData: { feedbackLoop: { type: 'default' } } });
    await judges(ANN, message.id, 'like', '');
    await judges(ANN, message.id, 'like', '');
    expect((await says(ANN, '違う')).json).toContain('違う答えとして記録');
    const [group, ...others] = await open();
    expect(others).toEqual([]);
    expect(group!.count).toBe(1);
    expect(group!.label).toContain(label);
    expect(await liked()).toBe(1);
  });

  test('what HR has written is judged as what stands in the place of the answer, by a button or in words', async () => {
    await says(ANN, QUESTION);
    await says(ANN, '違う');
    const [group] = await open();
    const press = { ...PRESS, do: 'unanswered.write', group: group!.key, text: '人事課へどうぞ' };
    expect((await pressesData(HR, 'x', press)).json).toContain('回答しました');
    expect((await says(BOB, QUESTION)).json).toContain('人事課へどうぞ');
    const message = answeredMessage(BOB);
    expect(message.activity).toMatchObject({ channelData: { feedbackLoop: { type: 'default' } } });
    await judges(BOB, message.id, 'like', '');
    expect(await liked()).toBe(1);
    // Wrong as well: it is open again, and no row was shown; what HR has written stands until HR decides.
    await judges(BOB, message.id, 'dislike', '');
    expect(await open()).toMatchObject([{ key: group!.key, count: 2 }]);
    expect((await storage.questions.samples([group!.key], 1))[0]).toMatchObject({ kind: 'wrong', rows: [] });
    expect((await says(ANN, QUESTION)).json).toContain('人事課へどうぞ');
    // Who wants to be told waits for what comes of it.
    const waiting = await presses(ANN, await says(ANN, '違う'), '分かったら知らせて');
    expect(waiting.json).toContain('お知らせします');
    const shown = await pressesData(HR, 'y', { ...PRESS, do: 'unanswered.group', group: group!.key });
    expect(shown.json).toContain('（「違う」との声）');
    expect((await pressesData(HR, 'z', { ...press, text: '職員課へどうぞ' })).json).toContain('回答しました');
    expect((await says(BOB, QUESTION)).json).toContain('職員課へどうぞ');
    expect(await open()).toEqual([]);
  });

  test('what others answer stays what it is when HR has answered; who waits for better is told', async () => {
    await says(ANN, '部署ごとの一覧表');
    const noted = await says(ANN, '違う');
    expect((await presses(ANN, noted, '分かったら知らせて')).json).toContain('お知らせします');
    await opens(ANN, row.id);
    await says(ANN, '違う');
    expect(await open()).toHaveLength(2);
    for (const { key } of await open())
      await pressesData(HR, key, { ...PRESS, do: 'unanswered.write', group: key, text: '人事課へどうぞ' });
    const told = () => cards(ANN).filter(({ json }) => json.includes('お尋ねの件が分かりました'));
    await until(() => told().length === 1);
    expect(told()[0]!.json).toContain('人事課へどうぞ');
    expect((await says(BOB, '部署ごとの一覧表')).json).not.toContain('人事課へどうぞ');
    expect((await opens(BOB, row.id)).json).not.toContain('人事課へどうぞ');
  });

  test.each(['ありがとう', '👍', 'うーん', 'いまいち'])(
    'after %s, which is said to an answer, that answer is meant',
    async (words) => {
      await says(ANN, QUESTION);
      await says(ANN, words);
      expect((await says(ANN, '違う')).json).toContain('違う答えとして記録');
    },
  );

  test('another page is of the same answer', async () => {
    const answer = await says(ANN, '研修');
    await presses(ANN, answer, '残り');
    expect((await says(ANN, '違う')).json).toContain('違う答えとして記録');
  });

  test('what one person opens changes nothing for another', async () => {
    await says(ANN, QUESTION);
    await opens(BOB, row.id);
    expect((await says(ANN, '違う')).json).toContain('違う答えとして記録');
  });

  test('below its own message the answer is marked all the same, and it can be followed', async () => {
    await says(ANN, QUESTION);
    const message = answeredMessage(ANN);
    await opens(ANN, row.id);
    await judges(ANN, message.id, 'dislike', '');
    expect(await open()).toMatchObject([{ count: 1 }]);
    await judges(ANN, message.id, 'dislike', '');
    // In words it is the row that is wrong, which is not what was asked last.
    expect((await says(ANN, '違う')).json).toContain('違う答えとして記録');
    expect(await open()).toMatchObject([{ count: 1 }, { count: 1 }]);
    expect((await says(ANN, 'このテーマをフォローしたい')).json).toContain('フォローしました');
  });

  /** The questions that words for the data are tried with, as they are put into a draft. */
  async function tried(): Promise<readonly string[]> {
    await says(EVE, '社員食堂のカレーは何円？');
    const group = (await open()).at(-1)!.key;
    const filled = { search: '', row: row.id, questions: 'カレー', concept: '', terms: '' };
    await pressesData(HR, 'x', { v: 1, lang: 'ja', do: 'unanswered.addWords', group, ...filled });
    const asked = wantedWords.at(-1)!.tried.flatMap((page) => JSON.parse(page) as { question: string }[]);
    return asked.map(({ question }) => question).toSorted();
  }

  test('words for the data are tried with what was answered, but for what was called wrong', async () => {
    await says(ANN, '研修');
    await says(ANN, '消防局の取組は？ 043-245-5111');
    await says(ANN, QUESTION);
    // What hangs on the one before it is none by itself; the same in other letters is one.
    await says(ANN, 'その中で緑区役所は？');
    await says(BOB, '消防局 の取組は？ 043-245-9999');
    expect(await tried()).toEqual(['1on1をやっている部署は?', '消防局の取組は? 〈番号〉', '研修']);
    await says(ANN, QUESTION);
    await says(ANN, '違う');
    expect(await tried()).toEqual(['消防局の取組は? 〈番号〉', '研修']);
    // Asked again it gets the same answer.
    await says(BOB, QUESTION);
    expect(await tried()).toEqual(['消防局の取組は? 〈番号〉', '研修']);
  });
});
