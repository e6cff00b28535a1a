import { describe, expect, test } from '@jest/globals';
import { inPlainWords } from '../../../src/question/read/wording.ts';

const plain = (text: string): string => inPlainWords(text).replace(/\s+/g, ' ').trim();

describe('what is named and narrows nothing', () => {
  test.each([
    ['保育園に限らず夜勤の取組', '夜勤の取組'],
    ['うちの局にかぎらず、研修をしているところ', '研修をしているところ'],
    ['年齢に関係なく受けられる研修', '受けられる研修'],
    ['水道局だけでなく全庁の面談', '全庁の面談'],
    ['税務課のみならず広く委託の例を', '広く委託の例を'],
    ['研修だけでなく面談もしている局', '研修と面談もしている局'],
    ['surveys, not just in the water bureau', 'surveys,'],
    ['Not only the hospital: who has night shifts?', ': who has night shifts?'],
    [
      'What does the roads division (the people with the snowploughs) do?',
      'What does the roads division do?',
    ],
    ['Everything the Civic Affairs side (市民局) lists', 'Everything the 市民局 lists'],
  ])('%s → %s', (text, rest) => {
    expect(plain(text)).toBe(rest);
  });

  test.each([
    '研修だけの部署',
    '期限に限りのあるもの',
    'Which departments not only do training but are paid for it',
    'the night shift (people in their twenties)',
  ])('%s: as it stands', (text) => {
    expect(plain(text)).toBe(text);
  });
});
