import {
  calendarYear,
  fiscalYear,
  fiscalYearOf,
  inFiscalYear,
  months,
  oneMonth,
  yearOf,
  type MonthNumber,
  type Stretch,
} from '../../../calendar/month.ts';
import { NUMERAL_EN, NUMERAL_JA, numberOf } from '../../../calendar/numeral.ts';
import { COUNTED_MONTHS, TURNS, yearOffset } from '../../../calendar/words.ts';

/** What one expression stands for. */
export interface Made extends Stretch {
  readonly bareMonth?: number;
  readonly bounded?: boolean;
  readonly onward?: boolean;
}
/** An expression, and what its match means in the month that it is now; null when it is none (13月). */
export type PointRule = readonly [
  pattern: string,
  make: (m: RegExpExecArray, now: MonthNumber) => Made | null,
];

const thisFiscalYear = (now: MonthNumber) => fiscalYear(fiscalYearOf(now));
const thisYear = (now: MonthNumber) => calendarYear(yearOf(now));
const inThisFiscalYear =
  (month: number, count: number): PointRule[1] =>
  (_m, now) =>
    months(inFiscalYear(fiscalYearOf(now), month), count);

/** 3か月, 半年, 1年: two groups. */
const A_WHILE = `(?:${NUMERAL_JA}${COUNTED_MONTHS}|半年|(一|1)年)(?:間|以内|くらい|ほど)?`;
/** A number in Japanese, a year, a number in English, else half a year. */
const monthsOf = ([, japanese, year, english]: RegExpExecArray): number => {
  const number = japanese ?? english;
  if (number !== undefined) return numberOf(number);
  return year === undefined ? 6 : 12;
};
const back = (now: MonthNumber, count: number): Made => ({ from: now - count, to: now, bounded: true });
const ahead = (now: MonthNumber, count: number): Made => ({ from: now, to: now + count, bounded: true });
/** 採用3か月後 counts from somebody's day, not from today. */
const NOT_SINCE = '(?<!から|採用|入庁|配属|着任|異動)';

const COUNTED: readonly PointRule[] = [
  [
    `${NOT_SINCE}(?:${NUMERAL_JA}${COUNTED_MONTHS}|半年)(前|後)(?!後)`,
    (m, now) => oneMonth(now + (m[2] === '前' ? -1 : 1) * (m[1] === undefined ? 6 : numberOf(m[1]))),
  ],
  [
    `(?:ここ|この|過去|直近の?|最近)${A_WHILE}|` +
      `(?<![a-z])(?:in|over|within|during|for) (?:the )?(?:last|past|previous) ${NUMERAL_EN} months?`,
    (m, now) => back(now, monthsOf(m)),
  ],
  [
    `(?:今後|向こう|この先|これから(?:の)?|次の)${A_WHILE}|` +
      `(?<![a-z])(?:(?:in|over|within|during|for) (?:the )?(?:next|coming|following)|within(?: the)?) ${NUMERAL_EN} months?`,
    (m, now) => ahead(now, monthsOf(m)),
  ],
  [`(?<![a-z])${NUMERAL_EN} months? ago`, (m, now) => oneMonth(now - numberOf(m[1]!))],
  [
    `(?<![a-z])(?:${NUMERAL_EN} months? from now|in ${NUMERAL_EN} months?(?:'? time)?(?![a-z]))`,
    (m, now) => oneMonth(now + numberOf((m[1] ?? m[2])!)),
  ],
];

const MONTHS_AND_WEEKS: readonly PointRule[] = [
  ['再来月|さ来月|さらいげつ', (_m, now) => oneMonth(now + 2)],
  ['先々月|先先月', (_m, now) => oneMonth(now - 2)],
  ['今月|当月|こんげつ|this month|今週|来週|再来週|(?<![a-z])(?:this|next) week', (_m, now) => oneMonth(now)],
  ['来月|らいげつ|翌月|next month|the coming month', (_m, now) => oneMonth(now + 1)],
  ['先月|前月|せんげつ|last month|previous month', (_m, now) => oneMonth(now - 1)],
];

const PARTS_OF_THIS_YEAR: readonly PointRule[] = [
  [
    '(?<![a-z])(later|earlier|so far) this (fiscal |financial )?year',
    (m, now) => {
      const { from, to } = m[2] === undefined ? thisYear(now) : thisFiscalYear(now);
      return m[1]!.toLowerCase() === 'later' ? { from: now + 1, to } : { from, to: now };
    },
  ],
  [
    '(?<![a-z])(?:the )?rest of (?:the|this) (fiscal |financial )?year',
    (m, now) => ({
      from: now,
      to: (m[1] === undefined ? thisYear(now) : thisFiscalYear(now)).to,
      bounded: true,
    }),
  ],
  [
    '今年度内|年度内|年度末までに?|(?:before|by) the end of (?:this|the) fiscal year|this fiscal year end(?![a-z])',
    (_m, now) => ({ from: now, to: thisFiscalYear(now).to, bounded: true }),
  ],
  [
    '年内|今年中|年末までに?|年(?:が|の)?(?:明ける|変わる|かわる|越す)(?:前|まで)に?|(?:before|by) the end of (?:this|the) year|(?:before|by) year[- ]end',
    (_m, now) => ({ from: now, to: thisYear(now).to, bounded: true }),
  ],
  [
    '(?<![a-z])(?:the )?end of (?:this|the|our) (fiscal |financial |business )?year|(?<![a-z])(fiscal )year[- ]end',
    (m, now) => oneMonth((m[1] === undefined && m[2] === undefined ? thisYear(now) : thisFiscalYear(now)).to),
  ],
];

/** Days off that everybody knows the month of. */
const HOLIDAYS: readonly PointRule[] = [
  [
    '(?:(?:5月の|大型)連休|連休明け|ゴールデン(?:ウィーク|ウイーク)|(?<![a-z])(?:gw|golden week)(?![a-z]))(?:明け|後|過ぎ)?',
    inThisFiscalYear(5, 1),
  ],
  ['(?:お盆|盆休み|盆明け|ぼん休み)(?:休み)?(?:明け|後|過ぎ)?', inThisFiscalYear(8, 1)],
  ['クリスマス|(?<![a-z])christmas', inThisFiscalYear(12, 1)],
  [
    '(?:お?正月|新年(?!度)|年始)(?:休み)?(?:明け|後)?|(?<![a-z])(?:the )?new year(?![a-z])',
    (_m, now) => oneMonth(Math.floor((now + 11) / 12) * 12),
  ],
  ['夏休み明け', inThisFiscalYear(9, 1)],
  ['夏休み(?:期間)?|(?<![a-z])summer (?:holidays?|vacation|break)', inThisFiscalYear(7, 2)],
];

const TURN_OF_YEAR: readonly PointRule[] = [
  [
    '年度(?:が|の)?(?:変わ|替わ|代わ|かわ|明け)(?:って|ったら|り|て|たら)?(?:から|以降)',
    (_m, now) => ({ ...oneMonth(thisFiscalYear(now).to + 1), onward: true }),
  ],
  [
    '年(?:が|を)?(?:明け|越し|またい)(?:て|で|たら)?(?:から|以降)|年(?:が|を)(?:明け|越し|またい)(?:て|で|たら)',
    (_m, now) => ({ ...oneMonth(thisYear(now).to + 1), onward: true }),
  ],
  ...TURNS.map(({ words, fiscal, first, count }): PointRule => [
    words,
    (_m, now) => months((fiscal ? thisFiscalYear(now) : thisYear(now)).from + first, count),
  ]),
];

const YEARS: readonly PointRule[] = [
  [
    '(?:今|本|この|こん|当)(?:会計)?(?:年度|ねんど)|この一年度|this (?:fiscal|financial|business) year|current fiscal year',
    (_m, now) => thisFiscalYear(now),
  ],
  // In spring the new fiscal year is the one that has just begun.
  ['新年度', (_m, now) => fiscalYear(fiscalYearOf(now) + (now % 12 >= 3 && now % 12 <= 5 ? 0 : 1))],
  ['(再来|一昨)年度|(おととし)度', (m, now) => fiscalYear(fiscalYearOf(now) + yearOffset((m[1] ?? m[2])!))],
  ['(再来年|一昨年|おととし)', (m, now) => calendarYear(yearOf(now) + yearOffset(m[1]!))],
  [
    '([来次翌昨前去]|らい|さく|次の)(?:年度|ねんど)|' +
      '(?:the )?(next|coming|following|last|previous) (?:fiscal|financial|business) year',
    (m, now) => fiscalYear(fiscalYearOf(now) + yearOffset((m[1] ?? m[2])!)),
  ],
  [
    '((?:今年|ことし(?![てたまよか])|本年)(?!度)|(?:来年|らいねん)(?!度|ど)|(?:去年|昨年|きょねん)(?!度))',
    (m, now) => calendarYear(yearOf(now) + yearOffset(m[1]!)),
  ],
  // Offices say "this year" of the fiscal year as well.
  [
    '(?<![a-z])this year',
    (_m, now) => ({ from: thisYear(now).from, to: Math.max(thisYear(now).to, thisFiscalYear(now).to) }),
  ],
  ['(?<![a-z])(next|last) year', (m, now) => calendarYear(yearOf(now) + yearOffset(m[1]!))],
];

const BEGAN = '(?:始|はじ|新|あたら|でき|スタート|導入|開始|立ち上|加わ|追加|動き出|増え|入った(?:取|も|や))';
const SOON_AND_LATELY: readonly PointRule[] = [
  [
    '半年以内|半年のうち|(?:within|in) (?:the next )?(?:six|6|half a) (?:months|year)',
    (_m, now) => ahead(now, 6),
  ],
  [
    `(\\d{1,2})${COUNTED_MONTHS}以内|(?:within|in) the next (\\d{1,2}) months`,
    (m, now) => ahead(now, Number(m[1] ?? m[2])),
  ],
  ['もうすぐ|まもなく|間もなく|近々|近いうち|(?<![a-z])soon(?![a-z])', (_m, now) => ahead(now, 2)],
  // 最近眠れない, lately I can't sleep: only what began of late is asked for by it.
  [
    `(?:最近|直近|さいきん|ここ最近)(?:に?なって|で|、)?(?=の(?:も|取|や|動|新|話題|施策)|に?${BEGAN})|` +
      '(?<![a-z])recently(?= (?:start|launch|introduc|began|begun|added|set up|new|created))|' +
      '(?<=(?:started|launched|introduced|began|begun|added|set up|new) )recently',
    (_m, now) => ({ from: now - 2, to: now }),
  ],
];

/** Expressions that count from today, in the order in which they are tried. */
export const RELATIVE_POINTS: readonly PointRule[] = [
  ...COUNTED,
  ...PARTS_OF_THIS_YEAR,
  ...MONTHS_AND_WEEKS,
  ...HOLIDAYS,
  ...TURN_OF_YEAR,
  ...YEARS,
  ...SOON_AND_LATELY,
];
