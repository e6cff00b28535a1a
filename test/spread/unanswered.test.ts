import { describe, expect, test } from '@jest/globals';
import { givenBy } from '../../src/chat/given.ts';
import { askedOf, type StoredQuestion } from '../../src/unanswered/decide/question.ts';
import {
  ANN,
  answeredMessage,
  answerTo,
  BOB,
  cards,
  EVE,
  HR,
  judges,
  lastCard,
  owners,
  pass,
  presses,
  pressesData,
  rowOf,
  says,
  storage,
  until,
  useSpread,
} from './office.ts';

useSpread();

const row = rowOf('緑区役所', '1 on 1');
const QUESTION = '社員食堂のカレーは何円？';
const open = () => storage.questions.open(99);
const dayMs = 86_400_000;

const keyOf = (question: string): string => askedOf(givenBy(answerTo(question))).key;

/** What a card's buttons are called, and whether they stand in sight (primary) or under […]. */
function buttonsOf(card: unknown): readonly (readonly [string, string])[] {
  const { body } = card as { body: { actions?: { title: string; mode?: string }[] }[] };
  return body.flatMap(({ actions = [] }) =>
    actions.map(({ title, mode = 'primary' }) => [title, mode] as const),
  );
}

/** The card of the first group, as HR sees it. */
async function firstGroup() {
  const list = await says(HR, '未回答');
  const [group] = await open();
  return await pressesData(HR, list.id, { v: 1, lang: 'ja', do: 'unanswered.group', group: group!.key });
}

describe('a question that finds nothing', () => {
  test('is kept without the person, masked, and counted with those alike', async () => {
    expect((await says(ANN, QUESTION)).json).toContain('分かったら知らせて');
    await says(BOB, '社員食堂のカレー 043-245-5111');
    const kept = await storage.questions.samples(
      (await open()).map(({ key }) => key),
      9,
    );
    expect(kept.map(({ text }) => text).join()).toContain('社員食堂');
    expect(JSON.stringify(kept)).not.toMatch(/245|職員/);
    const list = await says(HR, '未回答');
    expect(list.json).toContain('社員食堂');
  });

  test('is answered by HR with a row; who asked to be told is told once; asked again it is found', async () => {
    const nothing = await says(ANN, QUESTION);
    expect((await presses(ANN, nothing, '分かったら知らせて')).json).toContain('お知らせします');
    expect((await presses(ANN, { ...nothing, id: 'again' }, '分かったら知らせて')).json).toContain(
      'すでに承って',
    );
    await says(BOB, QUESTION);
    const group = await firstGroup();
    expect(group.json).toContain('1人が回答を待っています');
    // Two have asked it in the same words.
    expect(group.json).toContain('2回の質問');
    expect(group.json.match(/"text":"社員食堂のカレーは何円/g)).toHaveLength(1);
    // With no row to choose none is offered as the answer, and words can be added without a look for the button.
    expect(group.json).not.toContain('この取組が答え');
    expect(buttonsOf(group.card)).toEqual([
      ['候補を探す', 'primary'],
      ['回答を書く', 'primary'],
      ['担当者に転送', 'primary'],
      ['資料にない', 'primary'],
      ['言葉を足す', 'primary'],
    ]);
    const found = await presses(HR, group, '候補を探す', { search: '1on1' });
    expect(found.json).toContain(row.id);
    expect(buttonsOf(found.card)[5]).toEqual(['言葉を足す', 'secondary']);
    expect((await presses(HR, found, 'この取組が答え', { row: '' })).json).toContain('選んでください');
    expect((await presses(HR, found, 'この取組が答え', { row: row.id })).json).toContain('回答しました');
    const told = () => cards(ANN).filter(({ json }) => json.includes('お尋ねの件が分かりました'));
    await until(() => told().length === 1);
    expect(told()[0]!.json).toContain(row.name);
    expect(cards(BOB).some(({ json }) => json.includes('お尋ねの件'))).toBe(false);
    // The same press on an older card has no second effect.
    expect((await presses(HR, { ...group, id: 'older' }, '資料にない')).json).toContain('すでに回答済み');
    const again = await says(BOB, QUESTION);
    expect(again.json).toContain('人事担当からの回答');
    expect(again.json).toContain(row.name);
    expect(told()).toHaveLength(1);
    expect((await storage.broadcasts.auditRows({ limit: 9 })).map(({ action }) => action)).toEqual([
      'unanswered.row',
    ]);
  });

  test('is answered by two at once: one answer, one word to who waits', async () => {
    await presses(ANN, await says(ANN, QUESTION), '分かったら知らせて');
    const [one, two] = [await firstGroup(), await firstGroup()];
    const both = await Promise.all([
      presses(HR, one, '回答を書く', { text: '1号館で400円です' }),
      presses(HR, two, '資料にない'),
    ]);
    expect(both.filter(({ json }) => json.includes('"回答しました'))).toHaveLength(1);
    await until(() => cards(ANN).some(({ json }) => json.includes('お尋ねの件')));
    expect(cards(ANN).filter(({ json }) => json.includes('お尋ねの件'))).toHaveLength(1);
  });

  test('is answered by HR alone, and by the owner it was forwarded to', async () => {
    owners['会計課'] = [`person:${BOB}`];
    await says(BOB, '研修');
    await says(ANN, QUESTION);
    const group = await presses(HR, await firstGroup(), '候補を探す', { search: '1on1' });
    expect((await says(EVE, '未回答')).json).toContain('人事担当か、転送を受けた');
    for (const title of ['この取組が答え', '回答を書く', '資料にない', '担当者に転送'])
      expect(
        (await presses(EVE, { ...group, id: `e-${title}` }, title, { text: 'x', row: row.id })).json,
      ).toContain('人事担当か');
    expect((await presses(HR, group, '担当者に転送', { department: '消防局' })).json).toContain(
      '担当者の登録がありません',
    );
    expect((await presses(HR, group, '担当者に転送', { department: '会計課' })).json).toContain(
      '転送しました',
    );
    await until(() => lastCard(BOB).json.includes('未回答：'));
    const forwarded = lastCard(BOB);
    expect(forwarded.json).not.toContain('この取組が答え');
    expect((await presses(BOB, forwarded, '回答を書く', { text: ' ' })).json).toContain('書いてください');
    expect((await presses(BOB, forwarded, '回答を書く', { text: '400円です' })).json).toContain(
      '回答しました',
    );
    expect((await says(ANN, QUESTION)).json).toContain('400円です');
  });

  test('is kept forty times of one person in ten minutes: a script does not bury what others ask', async () => {
    const rounds = Array.from({ length: 50 }, (_, index) => index);
    const tell = (person: string, index: number) =>
      pressesData(person, `t${index}`, {
        v: 1,
        lang: 'ja',
        do: 'unanswered.tell',
        question: `火星移住${String.fromCodePoint(0x4e00 + 97 * index)}課の社員食堂`,
      });
    const said: string[] = [];
    for (const index of rounds) said.push((await tell(EVE, index)).json);
    expect(said.filter((json) => json.includes('お知らせします'))).toHaveLength(40);
    expect(said.at(-1)).toContain('これ以上は記録できません');
    const kept = async () => (await open()).reduce((sum, { count }) => sum + count, 0);
    expect(await kept()).toBe(40);
    // She is answered as ever.
    expect((await says(EVE, QUESTION)).json).toContain('分かったら知らせて');
    expect(await kept()).toBe(40);
    await says(BOB, QUESTION);
    expect(await kept()).toBe(41);
    pass(10 * 60_000);
    await says(EVE, QUESTION);
    expect(await kept()).toBe(42);
  });

  test.each(['1on1をやっている部署は？', '研修は何がある？'])(
    'waits under its own group: that of 「%s」, which a press names, is none of it while it is not kept',
    async (popular) => {
      const tell = { v: 1, lang: 'ja', do: 'unanswered.tell', question: QUESTION, group: keyOf(popular) };
      expect((await pressesData(EVE, 'forged', tell)).json).toContain('お知らせします');
      expect(await open()).toMatchObject([{ key: keyOf(QUESTION), count: 1 }]);
      const group = await firstGroup();
      await presses(HR, group, '回答を書く', { text: '400円です' });
      expect((await says(BOB, popular)).json).not.toContain('400円です');
      expect((await says(BOB, QUESTION)).json).toContain('400円です');
      // Where it is kept, nothing of the words of who presses is.
      await says(ANN, popular);
      await says(ANN, '違う');
      const before = await open();
      expect((await pressesData(BOB, 'kept', { ...tell, question: '食堂の営業時間は？' })).json).toContain(
        'お知らせします',
      );
      expect(await open()).toEqual(before);
      expect(await storage.questions.samples([keyOf(popular)], 9)).toHaveLength(1);
    },
  );

  test('is answered by what HR has said as long as somebody asks it, and no longer', async () => {
    await says(ANN, QUESTION);
    await presses(HR, await firstGroup(), '回答を書く', { text: '400円です' });
    for (let months = 0; months < 4; months += 1) {
      pass(45 * dayMs);
      expect((await says(BOB, QUESTION)).json).toContain('400円です');
    }
    pass(92 * dayMs);
    await until(async () => (await storage.questions.answeredKeys()).length === 0);
    expect((await says(BOB, QUESTION)).json).not.toContain('400円です');
  });

  test('is forgotten after 90 days', async () => {
    await says(ANN, QUESTION);
    pass(91 * dayMs);
    await until(async () => (await open()).length === 0);
  });
});

describe('an answer that is not what was asked for', () => {
  test('is marked in words, once, and answered by HR in its place', async () => {
    expect((await says(ANN, '違う')).json).toContain('どの答えのことか');
    await says(ANN, '1on1をやっている部署は？');
    expect((await says(ANN, '違う')).json).toContain('違う答えとして記録');
    expect((await says(ANN, '違う')).json).toContain('どの答えのことか');
    expect(await open()).toMatchObject([{ count: 1 }]);
    const group = await firstGroup();
    expect(group.json).toContain('（「違う」との声）');
    await presses(HR, group, '回答を書く', { text: '全庁の一覧は人事課にあります' });
    expect((await says(BOB, '1on1をやっている部署は？')).json).toContain('全庁の一覧は人事課にあります');
  });

  test('is marked by Teams’ own buttons, of which every answer has a pair', async () => {
    await says(ANN, '1on1をやっている部署は？');
    const message = answeredMessage(ANN);
    expect(message.activity).toMatchObject({ channelData: { feedbackLoop: { type: 'default' } } });
    const calls: StoredQuestion[] = [];
    const keep = storage.questions.keep.bind(storage.questions);
    storage.questions.keep = (question) => {
      calls.push(question);
      return keep(question);
    };
    // Liked twice it is counted once, and is no question without an answer.
    for (const words of ['助かりました 043-245-5111', ''])
      expect(await judges(ANN, message.id, 'like', words)).toEqual({ status: 200, body: {} });
    expect(await open()).toEqual([]);
    const month = await storage.reports.unanswered(0, Number.MAX_SAFE_INTEGER);
    expect(month).toEqual({ kept: 0, wrong: 0, liked: 1, answered: 0 });
    expect((await says(HR, '月次報告')).json).toContain('「役に立った」との声1件');
    expect(await judges(ANN, message.id, 'dislike', '電話は 043-245-5111')).toEqual({
      status: 200,
      body: {},
    });
    expect(await judges(ANN, message.id, 'dislike', '二度目')).toEqual({ status: 200, body: {} });
    const [group] = await open();
    expect(group).toMatchObject({ count: 1 });
    const [kept] = await storage.questions.samples([group!.key], 9);
    expect(kept).toMatchObject({ kind: 'wrong', text: '1on1をやっている部署は?(電話は 〈番号〉)' });
    expect(kept!.rows).toContain(row.id);
    // Nothing that was written of the two names who judged.
    const written = JSON.stringify(calls);
    expect(calls.map(({ kind }) => kind)).toEqual(['liked', 'wrong']);
    for (const person of [ANN, '職員', '245-5111']) expect(written).not.toContain(person);
  });

  test('feedback that nobody can read is answered all the same', async () => {
    for (const feedback of ['not json', '{"feedbackText":1}', null])
      expect(await judges(ANN, 'unknown', 'dislike', feedback)).toEqual({ status: 200, body: {} });
    expect(await open()).toEqual([]);
  });
});
