import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseQuestions } from '../../tools/score/questions.ts';
import { asker } from '../support/dataset.ts';
import { engine } from '../support/real.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The least share of facts.jsonl whose statement is the right one of the right row. Never to be lowered. */
const GATE = 0.95;

test('60 facts asked in 180 ways: the right statement of the right row', () => {
  const file = readFileSync(path.join(ROOT, 'test/questions/facts.jsonl'), 'utf8');
  const { questions, problems } = parseQuestions(file);
  expect(problems).toEqual([]);
  expect(questions).toHaveLength(180);
  expect(new Set(questions.map(({ must, expect_text }) => JSON.stringify([must, expect_text]))).size).toBe(
    60,
  );
  const missed = questions.flatMap(({ q, today, lang, must, expect_text }) => {
    const { fact } = engine.ask({ text: q, today, lang: lang === 'en' ? 'en' : 'ja', previous: null });
    const row = fact && [fact.initiative.department, fact.initiative.name];
    const isRight =
      JSON.stringify(row) === JSON.stringify(must[0]) &&
      fact!.text.normalize('NFKC').includes(expect_text!.normalize('NFKC'));
    return isRight ? [] : [`${q}: ${fact?.text ?? 'no fact'}`];
  });
  expect({ enough: missed.length <= 180 * (1 - GATE), missed }).toEqual({ enough: true, missed });
});

describe('a fact is told by the statement that has it', () => {
  const { ask } = asker({
    rows: [
      {
        department: '産業部',
        name: '企業訪問',
        summary: '①工場の見学 ②商店街での聞き取り ③経営者との懇談',
        when: 'R8.6～8',
        remarks: '【訪問済】青葉市、白浜市 【予定】黒川市（9月）',
      },
      {
        department: '教育部',
        name: '朗読会',
        summary: '司書による朗読会。小学生を対象に4冊を読む',
        when: '毎月',
        remarks: 'R7.12 試行',
      },
      {
        department: '建設部',
        name: '橋の点検',
        summary: '・点検を業者3社に委託\n・職員2名が毎年1回立ち会う\n・経費の軽減につなげる',
        when: '随時',
      },
    ],
  });

  test.each([
    ['朗読会は誰がやるの', '司書による朗読会'],
    ['朗読会の対象は誰', '小学生を対象に4冊を読む'],
    ['朗読会で読むのは何冊？', '小学生を対象に4冊を読む'],
    ['朗読会は何冊', '小学生を対象に4冊を読む'],
    ['朗読会の試行はいつだった', 'R7.12 試行'],
    ['朗読会はいつ', '毎月'],
    ['朗読会の頻度は？', '毎月'],
    ['企業訪問で工場は何をするの。内容を教えて', '①工場の見学'],
    ['企業訪問の中身は？', '①工場の見学 ②商店街での聞き取り ③経営者との懇談'],
    ['企業訪問の訪問先はどこの市？これから行くところ', '【予定】黒川市（9月）'],
    ['企業訪問で黒川市はいつ行く', '【予定】黒川市（9月）'],
    ['企業訪問はいつ', 'R8.6～8'],
    ['橋の点検は何社に委託', '点検を業者3社に委託'],
    ['橋の点検に立ち会う職員は何名', '職員2名が毎年1回立ち会う'],
    ['橋の点検の効果は', '経費の軽減につなげる'],
  ])('%s: %s', (question, statement) => {
    expect(ask(question).fact?.text).toBe(statement);
  });

  test('how many of a thing is the number that the row tells; how many initiatives are counted', () => {
    expect(ask('How many 業者 for 橋の点検?')).toMatchObject({
      intent: 'fact',
      fact: { text: '点検を業者3社に委託' },
    });
    expect(ask('How many initiatives are there?')).toMatchObject({ intent: 'count', count: 3, fact: null });
  });
});
