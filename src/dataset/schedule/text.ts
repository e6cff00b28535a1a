import { KANJI_NUMERAL, numberOf } from '../../calendar/numeral.ts';
import { COUNTER, HALF, LIST_MARKS } from '../../calendar/words.ts';

const ERA = '(?:令和|平成|昭和|[RHS])';
const WESTERN = '(?:西暦)?(?:19|20)\\d{2}年?';
const JOIN = '(?:及び|および|並びに|ならびに|と|&|又は|または|若しくは|もしくは)';

type Fold = readonly [pattern: RegExp, replacement: string | ((...match: string[]) => string)];

/** Spellings that mean the same, made one, in this order: each may rest on those before it. Linear, for cells are hostile. */
const FOLDS: readonly Fold[] = [
  [/[〜∼∿〰]/g, '~'],
  [/[‐‑‒–—―−]/g, '-'],
  [/(?<=[\d月年度日])ー/g, '~'],
  [new RegExp(`(?<=${ERA})元|元(?=年)`, 'g'), '1'],
  // At most one space remains, and only between two digits.
  [/\s+/g, ' '],
  [/(?<!\d) | (?!\d)/g, ''],
  [/[四4]半期|ク[ォオ]ーター/g, 'Q'],
  // 第一, 令和八年, 年二回, 七月, 三か月: figures; 一斉 and 一定 stay.
  [
    new RegExp(
      `(?<=[第和成年月週に])${KANJI_NUMERAL}(?=[回度年月Q・、,~火水木金土日])|` +
        `(?<=[・、,])${KANJI_NUMERAL}(?=[月火水木金土日]曜|[・、,]|Q)|` +
        `${KANJI_NUMERAL}(?=月|Q|${COUNTER}[月年]|週間|年(?:[\\d一二三四五六七八九十]{1,3}月|おき|ごと|に1))`,
      'g',
    ),
    (numeral) => String(numberOf(numeral)),
  ],
  // 令和8年(2026年)度, 2026(令和8)年度: the same year again.
  [new RegExp(`(${ERA}\\d{1,2}年?)\\(${WESTERN}\\)`, 'g'), '$1'],
  [new RegExp(`(?<!\\d)((?:19|20)\\d{2}年?)\\(${ERA}\\d{1,2}年?\\)`, 'g'), '$1'],
  // 6月1日(月)
  [/(?<=[\d日])\([月火水木金土日祝・]{1,3}\)/g, ''],
  // R8.7~(3か月), R8.7(1年間): how long it takes ends the period.
  [
    new RegExp(
      `(?<=[\\d月日年度])(?:~|-|から|より)\\((約?)(\\d{1,2}(?:${COUNTER}[月年]|年)間?)(?:程度)?\\)`,
      'g',
    ),
    '~$2',
  ],
  [new RegExp(`(?<=[\\d月日年度])\\((約?)(\\d{1,2}(?:${COUNTER}[月年]間?|年間))(?:程度)?\\)`, 'g'), '~$2'],
  // R8.4及び10, 春と秋, 6月・及び12月
  [
    new RegExp(`(?<=[\\d月年度Q期旬末春夏秋冬日])[、,]?${JOIN}(?=[\\dRHS令平昭第QT春夏秋冬年]|${HALF})`, 'g'),
    '・',
  ],
  // 第1・第2Q, 第1~3Q: every one of them is a quarter.
  [/第?([1-4])(?=(?:[・、,~-]第?[1-4]){0,2}[・、,~-]第?[1-4]Q)/g, '第$1Q'],
];

/** Width, era signs, figures, dashes, spaces and joins made one. */
export const foldSchedule = (text: string): string =>
  FOLDS.reduce(
    (folded, [pattern, replacement]) => folded.replace(pattern, replacement as string),
    text.replace(LIST_MARKS, '、').normalize('NFKC').toUpperCase(),
  );

/** Text outside and inside brackets; exceptions (8月を除く) are left out, as they say when it is not. */
export function splitBrackets(text: string): { outer: string; inner: string } {
  let outer = '';
  let inner = '';
  let group = '';
  let depth = 0;
  const close = (): void => {
    if (!/除く|以外/.test(group)) inner += `${group} `;
    group = '';
  };
  for (const char of text) {
    if ('([【〔〈「'.includes(char)) {
      if (depth === 0) outer += ' ';
      depth += 1;
    } else if (depth > 0 && ')]】〕〉」'.includes(char)) {
      depth -= 1;
      if (depth === 0) close();
    } else if (depth > 0) {
      group += char;
    } else {
      outer += char;
    }
  }
  close();
  return { outer, inner };
}
