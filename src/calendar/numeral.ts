const KANJI_DIGITS = '〇一二三四五六七八九';
const WORDS: Readonly<Record<string, number>> = {
  元: 1,
  数: 3,
  a: 1,
  one: 1,
  two: 2,
  'couple of': 2,
  'a couple of': 2,
  three: 3,
  few: 3,
  'a few': 3,
  several: 3,
  four: 4,
  five: 5,
  six: 6,
  nine: 9,
  twelve: 12,
};

/** Patterns of numbers as people write them, up to 99. */
export const KANJI_NUMERAL = '[一二三四五六七八九十]{1,3}';
export const NUMERAL_JA = `(\\d{1,2}|${KANJI_NUMERAL}|数)`;
export const NUMERAL_EN =
  '(\\d{1,2}|(?:a )?couple of|(?:a )?few|several|one|two|three|four|five|six|nine|twelve)';

/** 12, 十二, 元, three, a few: the number that is written. */
export function numberOf(text: string): number {
  const word = WORDS[text.toLowerCase()];
  if (word !== undefined) return word;
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, units] = text.includes('十') ? text.split('十') : ['〇', text];
  const digit = (char: string, otherwise: number): number =>
    char === '' ? otherwise : KANJI_DIGITS.indexOf(char);
  return digit(tens!, 1) * 10 + digit(units!, 0);
}
