import { ERA, eraYear, ERA_YEAR, shortYear } from '../../../calendar/era.ts';
import {
  calendarYear,
  fiscalYear,
  fiscalYearOf,
  inFiscalYear,
  isMonthOfYear,
  monthNumber,
  months,
  oneMonth,
  yearOf,
  type MonthNumber,
  type Stretch,
} from '../../../calendar/month.ts';
import { numberOf } from '../../../calendar/numeral.ts';
import {
  DAY,
  ENGLISH_MONTH_PATTERNS,
  HALF,
  halfOf,
  KANA_MONTHS,
  MONTH_NUMERAL,
  QUARTER,
  quarterOf,
  SEASONS,
  yearOffset,
} from '../../../calendar/words.ts';
import { RELATIVE_POINTS, type Made, type PointRule } from './relative.ts';

/** A month or stretch of months that a text names, and where. */
export interface Point extends Stretch {
  readonly start: number;
  readonly end: number;
  /** A bare month (8月), which takes its year from the fiscal year of its neighbour or of today. */
  readonly bareMonth: number | null;
  /** 年内, 半年以内: already counts from today. */
  readonly bounded: boolean;
  /** 年が明けてから: from then on. */
  readonly onward: boolean;
}

const bare = (month: number, now: MonthNumber): Made | null =>
  isMonthOfYear(month) ? { ...oneMonth(inFiscalYear(fiscalYearOf(now), month)), bareMonth: month } : null;
const monthIn = (year: number, month: number): Made | null =>
  isMonthOfYear(month) ? oneMonth(monthNumber(year, month)) : null;

const FISCAL_YEAR_WORD = '((?:[今本来次翌昨前]年度)|(?:こん|らい)ねんど)';
const YEAR_WORD = '(今年|ことし|来年|らいねん|去年|昨年|翌年)';
/** Fiscal years named before a half or a quarter: four groups. */
const FY = `(?:(令和|r|reiwa )\\s?${ERA_YEAR}年度?|(20\\d\\d)年度?|${FISCAL_YEAR_WORD})`;
const fyOf = ([, era, year, western, word]: RegExpExecArray, now: MonthNumber): number => {
  if (era !== undefined) return eraYear(era, year!);
  return western === undefined ? fiscalYearOf(now) + yearOffset(word!) : Number(western);
};
/** "of fiscal 2027", "of next fiscal year": two groups. */
const OF_FY =
  '(?: of (?:fiscal(?: year)? |fy ?)(20\\d\\d)|' +
  '(?: of (?:the |this |our )?(?:(next|coming|new|last|previous|current) )?(?:fiscal|financial|business)? ?year)?)';
const ofFy = (western: string | undefined, word: string | undefined, now: MonthNumber): number =>
  western === undefined ? fiscalYearOf(now) + yearOffset(word ?? '') : Number(western);

const PARTS: readonly PointRule[] = [
  [
    '第([1-4])[・、と]第?([1-4])四半期',
    (m, now) => {
      const [first, last] = [m[1]!, m[2]!].sort().map((number) => quarterOf(fiscalYearOf(now), number));
      return Number(m[1]) + 1 === Number(m[2]) ? { from: first!.from, to: last!.to } : null;
    },
  ],
  [`${FY}の?\\s?(${HALF})`, (m, now) => halfOf(fyOf(m, now), m[5]!)],
  [`${FY}の?\\s?${QUARTER}`, (m, now) => quarterOf(fyOf(m, now), (m[5] ?? m[6])!)],
  [
    '(今年|来年|去年|昨年)の?(前半|後半)',
    (m, now) => months(monthNumber(yearOf(now) + yearOffset(m[1]!), 1) + (m[2] === '後半' ? 6 : 0), 6),
  ],
  [`(?:[今本]?年度の?)((?:前|後)半)`, (m, now) => halfOf(fiscalYearOf(now), m[1]!)],
  ['(?:年度の?)?((?:上|下)半?期|(?:かみ|しも)はんき)', (m, now) => halfOf(fiscalYearOf(now), m[1]!)],
  [
    `(?<![a-z0-9])${QUARTER}(?: of (?:fiscal(?: year)? |fy ?)(20\\d\\d))?`,
    (m, now) => quarterOf(m[3] === undefined ? fiscalYearOf(now) : Number(m[3]), (m[1] ?? m[2])!),
  ],
  [
    '(今|この|来|次の)四半期|(?<![a-z])(this|next|last) quarter',
    (m, now) => months(now - ((now - 3) % 3) + 3 * yearOffset((m[1] ?? m[2])!), 3),
  ],
  [
    `(?<![a-z])(?:(first|1st)|(second|2nd)|(third|3rd)|fourth|4th|last) quarter${OF_FY}`,
    (m, now) => {
      const number = m[1] ? '1' : m[2] ? '2' : m[3] ? '3' : '4';
      return quarterOf(ofFy(m[4], m[5], now), number);
    },
  ],
  [`(?<![a-z])(first|second|1st|2nd|latter) half${OF_FY}`, (m, now) => halfOf(ofFy(m[2], m[3], now), m[1]!)],
];

const YEARS: readonly PointRule[] = [
  [`(?<![a-z])${ERA}\\s?${ERA_YEAR}\\s?年度`, (m) => fiscalYear(eraYear(m[1]!, m[2]!))],
  [
    `(?<![a-z])${ERA}\\s?${ERA_YEAR}\\s?[.年/]\\s?(\\d{1,2})(?!\\d)\\s?月?(?:から|~|-)(\\d{1,2})(?!\\d)月`,
    (m) => {
      const from = monthIn(eraYear(m[1]!, m[2]!), Number(m[3]));
      const to = monthIn(eraYear(m[1]!, m[2]!), Number(m[4]));
      return from && to ? { from: from.from, to: to.from < from.from ? to.from + 12 : to.from } : null;
    },
  ],
  [
    `(?<![a-z])${ERA}\\s?${ERA_YEAR}\\s?[.年/]\\s?(\\d{1,2}|十[一二]?|[一二三四五六七八九])(?!\\d)\\s?月?${DAY}`,
    (m) => monthIn(eraYear(m[1]!, m[2]!), numberOf(m[3]!)),
  ],
  [`(?<![a-z])(令和|平成|昭和)\\s?${ERA_YEAR}\\s?年`, (m) => calendarYear(eraYear(m[1]!, m[2]!))],
  ['(?<![a-z])(reiwa|heisei) (\\d{1,2})(?!\\d)', (m) => fiscalYear(eraYear(m[1]!, m[2]!))],
  ['(?<![a-z0-9])(r)(\\d{1,2})(?![a-z0-9.])年?', (m) => fiscalYear(eraYear(m[1]!, m[2]!))],
  ['(?<!\\d)(20\\d\\d)\\s?年度', (m) => fiscalYear(Number(m[1]))],
  [
    `(?<!\\d)(20\\d\\d)\\s?[年./-]\\s?(\\d{1,2})(?!\\d)\\s?月?${DAY}`,
    (m) => monthIn(Number(m[1]), Number(m[2])),
  ],
  ['(?<![\\dr])(\\d{1,2})年度', (m) => fiscalYear(shortYear(Number(m[1])))],
  [`(?<!\\d)(\\d{1,2})年(\\d{1,2})月${DAY}`, (m) => monthIn(shortYear(Number(m[1])), Number(m[2]))],
  ['(?<!\\d)(20\\d\\d)\\s?年', (m) => calendarYear(Number(m[1]))],
  // planned for 2029: a year by itself.
  [
    '(?<=(?:in|for|from|since|by|before|after|until|during|of|year) )(20\\d\\d)(?![\\d年/.-])',
    (m) => calendarYear(Number(m[1])),
  ],
  [
    '(?<![a-z])(?:fiscal(?: year)?|fy)\\s?(?:20)?(\\d\\d)(?!\\d)|(?<!\\d)20(\\d\\d) fiscal year',
    (m) => fiscalYear(2000 + Number(m[1] ?? m[2])),
  ],
];

/** "may" and "march" are also verbs: they need a preposition, a year or an end of sentence. */
const BEFORE_A_VERB =
  '(?:(?=(?:next|last|coming) )|(?<=(?:in|from|since|by|before|after|until|till|of|during|' +
  'this|last|next|every|and|or|to|late|early|mid|for) )|(?<=the )(?=(?:may|march) (?:ones?|batch|intake|entry|item|row)(?![a-z])))';
const ENGLISH_MONTH_TAIL =
  '(?![a-z])\\.?(?: \\d{1,2}(?:st|nd|rd|th)?(?![\\da-z]))?' +
  '(?:,? ?(?:of )?(20\\d\\d)|,? (last|this|next) year|,? of (last|this|next) year)?';
const englishMonth = (pattern: string, index: number): PointRule => {
  const month = index + 1;
  const before = month === 5 || month === 3 ? BEFORE_A_VERB : '(?<![a-z])';
  return [
    `${before}(?:(next|last|coming) )?(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? )?${pattern}${ENGLISH_MONTH_TAIL}`,
    ([, word, western, yearWord, ofYearWord], now) => {
      if (western !== undefined) return oneMonth(monthNumber(Number(western), month));
      const inYear = monthNumber(yearOf(now), month);
      if (word !== undefined && yearOffset(word) < 0) return oneMonth(inYear < now ? inYear : inYear - 12);
      if (word !== undefined) return oneMonth(inYear > now ? inYear : inYear + 12);
      const relative = yearWord ?? ofYearWord;
      return relative === undefined ? bare(month, now) : oneMonth(inYear + 12 * yearOffset(relative));
    },
  ];
};

const MONTHS: readonly PointRule[] = [
  [`${YEAR_WORD}の?(\\d{1,2})月(?!間)`, (m, now) => monthIn(yearOf(now) + yearOffset(m[1]!), Number(m[2]))],
  [
    `${FISCAL_YEAR_WORD}の?(\\d{1,2})月(?!間)`,
    (m, now) => {
      const month = Number(m[2]);
      if (!isMonthOfYear(month)) return null;
      return oneMonth(inFiscalYear(fiscalYearOf(now) + yearOffset(m[1]!), month));
    },
  ],
  [
    '(?<![\\d.])(\\d{1,2})月?\\s?([~\\-―・、,])\\s?(\\d{1,2})月(?!間)',
    (m, now) => {
      const from = bare(Number(m[1]), now);
      const to = bare(Number(m[3]), now);
      if (from === null || to === null || to.to < from.from) return null;
      // Neighbours only: 4、6月 are two months.
      return /[・、,]/.test(m[2]!) && to.from !== from.from + 1 ? null : { from: from.from, to: to.to };
    },
  ],
  [`${MONTH_NUMERAL}月(?!間|末締)(?:\\s?\\d{1,2}日)?`, (m, now) => bare(numberOf(m[1]!), now)],
  [
    '(?<![\\d/.])(\\d{1,2})/(\\d{1,2})(?=\\s?(?:から|まで|以降|付|に|より|~|スタート|開始|時点|現在))',
    (m, now) => (Number(m[2]) <= 31 ? bare(Number(m[1]), now) : null),
  ],
  [
    `(${KANA_MONTHS.toReversed().join('|')})(?=[\\s、にのはがもよ以スす開始]|から|まで|$)`,
    (m, now) => bare(KANA_MONTHS.indexOf(m[1]!) + 1, now),
  ],
  ...ENGLISH_MONTH_PATTERNS.map(englishMonth),
  ['(?<![a-z])may(?= 20\\d\\d)\\s(20\\d\\d)', (m) => oneMonth(monthNumber(Number(m[1]), 5))],
];

/** The season of the year that 今, 来, 昨, next … say. */
function seasonOf(word: string, first: number, now: MonthNumber): MonthNumber {
  const inYear = monthNumber(yearOf(now), 1) + first;
  if (/^(?:next|coming)/i.test(word)) return inYear > now ? inYear : inYear + 12;
  if (/^last/i.test(word)) return inYear + 2 < now ? inYear : inYear - 12;
  const years = yearOffset(word);
  // This winter, said in February, is the one that began in December.
  return years === 0 && inYear - now > 9 ? inYear - 12 : inYear + 12 * years;
}

const SEASONS_OF_A_YEAR = SEASONS.map(({ words, first, count }): PointRule => [
  `(今年|来年|去年|昨年|この|次の|今|来|昨)の?${words}(?:休み|季|期|場|頃|ごろ)?`,
  (m, now) => months(seasonOf(m[1]!, first, now), count),
]);
const BARE_SEASONS = SEASONS.flatMap(({ words, english, first, count }): PointRule[] => {
  const ofFiscalYear: PointRule[1] = (_m, now) => months(monthNumber(fiscalYearOf(now), 1) + first, count);
  return [
    [
      `(?<![\\u4e00-\\u9fff])${words}(?=から|に|の|以降|より|前|まで|頃|ごろ|休み|は|スタート|開始|始|~|季|期|場|くらい|ぐらい|[、(（]|$)` +
        '(?:休み|季|期|場|頃|ごろ)?',
      ofFiscalYear,
    ],
    [
      `(?<![a-z])(this(?: coming)?|next|last|coming) ${english}(?![a-z])`,
      (m, now) => months(seasonOf(m[1]!, first, now), count),
    ],
    [
      `(?<=(?:in|from|since|by|before|after|until|of|during|every|over|the|late|early|mid|mid-) ?)${english}(?![a-z])`,
      ofFiscalYear,
    ],
  ];
});

/**
 * Tried in order at each place, each anchored and of bounded length, so that reading is linear in the length of the
 * question.
 */
const POINTS = [...PARTS, ...YEARS, ...MONTHS, ...SEASONS_OF_A_YEAR, ...RELATIVE_POINTS, ...BARE_SEASONS].map(
  ([pattern, make]) => [new RegExp(pattern, 'iy'), make] as const,
);

/** All months and stretches that the text names, in their order; linear in its length. */
export function findPoints(text: string, now: MonthNumber): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < text.length;) {
    const point = pointAt(text, i, now);
    if (point !== null) points.push(point);
    i = point?.end ?? i + 1;
  }
  return points;
}

function pointAt(text: string, start: number, now: MonthNumber): Point | null {
  for (const [pattern, make] of POINTS) {
    pattern.lastIndex = start;
    const m = pattern.exec(text);
    const made = m === null || m[0] === '' ? null : make(m, now);
    if (made !== null)
      return { start, end: start + m![0].length, bareMonth: null, bounded: false, onward: false, ...made };
  }
  return null;
}
