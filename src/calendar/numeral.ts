const KANJI_DIGITS = '〇一二三四五六七八九';
const ENGLISH = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** 数か月, a few months: about that many. */
const ABOUT: Readonly<Record<string, number>> = { 元: 1, 数: 3, a: 1, 'couple of': 2, few: 3, several: 3 };

/** Patterns of numbers as people write them, up to 99. */
export const KANJI_NUMERAL = '[一二三四五六七八九十]{1,3}';
export const NUMERAL_JA = `(\\d{1,2}|${KANJI_NUMERAL}|数)`;
export const NUMERAL_EN =
  '(\\d{1,2}|(?:a )?couple of|(?:a )?few|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';

/** 12, 十二, 元, three, a few: the number that is written. */
export function numberOf(text: string): number {
  const word = text.toLowerCase().replace(/^a (?=.)/, '');
  const known = ABOUT[word] ?? ENGLISH.indexOf(word);
  if (known >= 0) return known;
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, units] = text.includes('十') ? text.split('十') : ['〇', text];
  const digit = (char: string, otherwise: number): number =>
    char === '' ? otherwise : KANJI_DIGITS.indexOf(char);
  return digit(tens!, 1) * 10 + digit(units!, 0);
}
