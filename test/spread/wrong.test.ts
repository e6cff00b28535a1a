import { describe, expect, test } from '@jest/globals';
import {
  ANN,
  answeredMessage,
  BOB,
  EVE,
  HR,
  judges,
  opens,
  presses,
  pressesData,
  rowOf,
  says,
  storage,
  useSpread,
  wantedWords,
} from './office.ts';

const row = rowOf('緑区役所', '1 on 1');
const QUESTION = '1on1をやっている部署は？';
const open = () => storage.questions.open(99);

describe.each([
  ['in memory', false],
  ['in the store', true],
])('with the answers of late %s', (_, shares) => {
  useSpread({ shares });

  test.each<readonly [string, () => Promise<unknown>]>([
    ['a row that is opened', () => opens(ANN, row.id)],
    ['rows like it', () => pressesData(ANN, 'x', { v: 1, lang: 'ja', do: 'similar', id: row.id })],
    ['where it has spread to', () => says(ANN, '緑区役所の1on1はどこに広がった？')],
    ['a table of who does what', () => says(ANN, '部署ごとの一覧表')],
    ['whom to ask', () => says(ANN, '緑区役所の担当は？')],
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
    // The next of the engine's is meant again.
    await says(ANN, QUESTION);
    expect((await says(ANN, '違う')).json).toContain('違う答えとして記録');
    expect(await open()).toMatchObject([{ count: 1 }]);
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
    expect((await says(ANN, '違う')).json).toContain('どの答えのことか');
    expect(await open()).toMatchObject([{ count: 1 }]);
    expect((await says(ANN, 'このテーマをフォローしたい')).json).toContain('フォローしました');
  });

  /** The questions that words for the data are tried with, as they are put into a draft. */
  async function tried(): Promise<readonly string[]> {
    await says(EVE, '社員食堂のカレーは何円？');
    const group = (await open()).at(-1)!.key;
    const filled = { search: '', row: row.id, questions: 'カレー', concept: '', terms: '' };
    await pressesData(HR, 'x', { v: 1, lang: 'ja', do: 'unanswered.addWords', group, ...filled });
    return wantedWords.at(-1)!.tried.map(({ question }) => question);
  }

  test('words for the data are tried with what was answered, but for what was called wrong', async () => {
    await says(ANN, '研修');
    await says(ANN, '消防局の取組は？ 043-245-5111');
    await says(ANN, QUESTION);
    expect(await tried()).toEqual(['1on1をやっている部署は?', '消防局の取組は? 043-245-5111', '研修']);
    await says(ANN, '違う');
    expect(await tried()).toEqual(['消防局の取組は? 043-245-5111', '研修']);
    // Asked again it gets the same answer.
    await says(BOB, QUESTION);
    expect(await tried()).toEqual(['消防局の取組は? 043-245-5111', '研修']);
  });
});
