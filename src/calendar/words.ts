import { ENGLISH_MONTHS, fiscalYear, months, type Stretch } from './month.ts';
import { KANJI_NUMERAL, numberOf } from './numeral.ts';

/*
 * The words for times, in Japanese and English: what documents write and what people ask by. Patterns are of bounded
 * length, and read without regard to case.
 */

/** How many years from this one a word for a year says: 来年度, 次の, らいねん, next → 1. */
export function yearOffset(word: string): number {
  if (/^(?:再来|さ来)/.test(word)) return 2;
  if (/^(?:一昨|おととし)/.test(word)) return -2;
  if (/^(?:来|次|翌|らい|next|coming|following|new)/i.test(word)) return 1;
  return /^(?:昨|前|去|さく|きょ|last|previous)/i.test(word) ? -1 : 0;
}

/** A part of a year: its first month, counted from that year's first, and how many months it has. */
export interface PartOfYear {
  readonly words: string;
  readonly first: number;
  readonly count: number;
}

/** Of the fiscal year. */
const FIRST_HALF = '上半期|上期|前半期|前期|前半|かみはんき';
const SECOND_HALF = '下半期|下期|後半期|後期|後半|しもはんき';
export const HALF = `(?:${FIRST_HALF}|${SECOND_HALF})`;
export const halfOf = (year: number, word: string): Stretch =>
  months(fiscalYear(year).from + (/^(?:[下後し]|second|2|latter)/i.test(word) ? 6 : 0), 6);

/** 第2四半期, 第二Q, 2Q, Q2; the number is in one of the groups. */
export const QUARTER = `(?:第?([1-4一二三四])\\s?(?:四半期|Q(?![a-z])|クォーター)|Q([1-4])(?![a-z0-9]))`;
export const quarterOf = (year: number, number: string): Stretch =>
  months(fiscalYear(year).from + (numberOf(number) - 1) * 3, 3);

/** Of the calendar year; winter reaches into the next. */
export const SEASONS: readonly (PartOfYear & { readonly english: string })[] = [
  { words: '春', english: 'spring', first: 2, count: 3 },
  { words: '夏', english: 'summer', first: 5, count: 3 },
  { words: '秋', english: '(?:autumn|fall)', first: 8, count: 3 },
  { words: '冬', english: 'winter', first: 11, count: 3 },
];

/** Where a year begins and ends. Seen from within the year, its calendar's turn is the one to come. */
export const TURNS: readonly (PartOfYear & { readonly fiscal: boolean })[] = [
  { words: '年度末', fiscal: true, first: 11, count: 1 },
  { words: '年度(?:初め|はじめ|始め|当初|初頭|頭|初)', fiscal: true, first: 0, count: 1 },
  { words: '年度(?:明け|[替代が]わり)', fiscal: true, first: 12, count: 1 },
  { words: '年末(?:年始)?(?!調整)', fiscal: false, first: 11, count: 1 },
  { words: '年明け', fiscal: false, first: 12, count: 3 },
  { words: '年(?:始|初め|初頭|当初|初)', fiscal: false, first: 12, count: 1 },
];

/** jan(?:uary)?, … */
export const ENGLISH_MONTH_PATTERNS = ENGLISH_MONTHS.map((name) =>
  name === 'September' ? 'sept?(?:ember)?' : `${name.slice(0, 3)}(?:${name.slice(3)})?`.toLowerCase(),
);
export const KANA_MONTHS =
  'いちがつ にがつ さんがつ しがつ ごがつ ろくがつ しちがつ はちがつ くがつ じゅうがつ じゅういちがつ じゅうにがつ'.split(
    ' ',
  );
/** 7, 七, 十二; not one month of several (7か月), nor the end of a longer number. */
export const MONTH_NUMERAL = `(?<![\\d.一二三四五六七八九十])(\\d{1,2}|${KANJI_NUMERAL})`;
/** The day, which says no more than the month. */
export const DAY = '(?:[./-]\\d{1,2}(?!\\d)|\\s?\\d{1,2}日)?';
/** 3か月, ３ヶ月 */
export const COUNTER = '[かヶケカ箇ヵゕ]';
export const COUNTED_MONTHS = `\\s?${COUNTER}月`;
/** What stands after a month and says no more than it: 8月上旬, 6月末. */
export const WITHIN_MONTH = '[上中下初]旬|半ば|なかば|末日|末|初め|はじめ|始め|初頭|当初|頃|ごろ|ころ';
/** Always, or whenever it is needed. */
export const ANYTIME = '随時|都度|適宜|必要に応じ|いつでも';
/** ①, ⑴, ⒈: marks of a list, which NFKC would make figures of what follows them. */
export const LIST_MARKS = /[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3280-\u3289]/g;
