import { describe, expect, test } from '@jest/globals';
import { parseQuestionWords } from '../../src/unanswered/chat/words.ts';
import { groupsOf } from '../../src/unanswered/decide/groups.ts';
import { masked } from '../../src/unanswered/decide/mask.ts';
import { labelledQuestions } from '../question/support/labelled.ts';

describe('masking', () => {
  test.each([
    ['taro.yamada@city.example.jp に聞けますか', '〈メール〉 に聞けますか'],
    ['ｔａｒｏ＠ｃｉｔｙ．ｅｘａｍｐｌｅ．ｊｐは？', '〈メール〉は?'],
    ['043-245-5111に電話', '〈番号〉に電話'],
    ['０４３－２４５－５１１１に電話', '〈番号〉に電話'],
    ['043ー245ー5111', '〈番号〉'],
    ['(043)245-5111', '〈番号〉'],
    ['+81 90 1234 5678', '〈番号〉'],
    ['09012345678', '〈番号〉'],
    ['職員番号 1234567 の件', '職員番号 〈番号〉 の件'],
    ['1234 5678 9012 3456', '〈番号〉'],
    ['2026年8月に始まる1on1は？', '2026年8月に始まる1on1は?'],
    ['2026-08-15までに', '2026-08-15までに'],
    ['R8.4～6の研修、50人', 'R8.4~6の研修、50人'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });
});

describe('groups', () => {
  const key = (id: string, label: string, count: number, lastAt = 1) => ({ key: id, label, count, lastAt });

  test('those alike in words are one, the largest first and named by their largest part', () => {
    const groups = groupsOf([
      key('a', '在宅勤務の手当', 2, 5),
      key('b', '在宅勤務手当', 3, 4),
      key('c', '食堂', 4, 9),
      key('d', '制服', 1, 2),
    ]);
    expect(groups).toEqual([
      { key: 'b', label: '在宅勤務手当', keys: ['b', 'a'], count: 5, lastAt: 5 },
      { key: 'c', label: '食堂', keys: ['c'], count: 4, lastAt: 9 },
      { key: 'd', label: '制服', keys: ['d'], count: 1, lastAt: 2 },
    ]);
  });
});

describe('words', () => {
  test.each([
    ['未回答', 'unanswered.list'],
    ['未回答の質問の一覧', 'unanswered.list'],
    ['違う', 'unanswered.wrong'],
    ['違います', 'unanswered.wrong'],
    ['それじゃない', 'unanswered.wrong'],
    ['それは違うよ', 'unanswered.wrong'],
    ['そうじゃなくて', 'unanswered.wrong'],
    ['聞いているのはそれじゃない', 'unanswered.wrong'],
    ["That's not it", 'unanswered.wrong'],
    ["That's not what I asked", 'unanswered.wrong'],
    ['答えが間違っています', 'unanswered.wrong'],
    ['回答が違うよ', 'unanswered.wrong'],
    ['いや、違う', 'unanswered.wrong'],
    ['違うなあ', 'unanswered.wrong'],
    ['求めているものと違う', 'unanswered.wrong'],
    ['知りたいのはそこじゃない', 'unanswered.wrong'],
    ['的外れです', 'unanswered.wrong'],
    ['no, wrong answer', 'unanswered.wrong'],
    ['That isn’t what I asked', 'unanswered.wrong'],
    ['答えられなかった質問を見せて', 'unanswered.list'],
    ['show unanswered questions', 'unanswered.list'],
    ['違う部署の研修は？', null],
    ['研修と面談の違いは？', null],
    ['違い', null],
  ])('%s', (text, expected) => {
    expect(parseQuestionWords(text, 'ja')?.do ?? null).toBe(expected);
  });

  test.each([
    ['在宅勤務の同じ意味の言葉を追加', '在宅勤務'],
    ['在宅勤務と同じ意味の言葉を足す', '在宅勤務'],
    ['テレワークの同義語を登録したい', 'テレワーク'],
    ['休みの取り方の言葉を足す', '休みの取り方'],
    ['add a synonym for remote work', 'remote work'],
    ['言葉を足す', ''],
  ])('%s: words for %s', (text, search) => {
    expect(parseQuestionWords(text, 'ja')).toEqual({ do: 'unanswered.newWords', search, lang: 'ja' });
  });

  test('no labelled question is taken for one of these', () => {
    expect(labelledQuestions().filter((text) => parseQuestionWords(text, 'ja') !== null)).toEqual([]);
  });
});
