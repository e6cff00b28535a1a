import {
  calendarYear,
  fiscalStart,
  fiscalYear,
  fiscalYearOf,
  HEISEI_OFFSET,
  inFiscalYear,
  isMonthOfYear,
  monthNumber,
  months,
  oneMonth,
  REIWA_OFFSET,
  yearOf,
  type MonthNumber,
  type Stretch,
} from '../../calendar/month.ts';

/** A month or stretch of months that a text names, and where. */
export interface Point {
  readonly start: number;
  readonly end: number;
  readonly from: MonthNumber;
  readonly to: MonthNumber;
  /** A bare month (8月), which takes its year from the fiscal year of its neighbour or of today. */
  readonly bareMonth: number | null;
  /** 年内, 半年以内: already counts from today. */
  readonly bounded: boolean;
  /** 年が明けてから: from then on. */
  readonly onward: boolean;
}

type Make = (
  m: RegExpExecArray,
  now: MonthNumber,
) => {
  from: MonthNumber;
  to: MonthNumber;
  bareMonth?: number;
  bounded?: boolean;
  onward?: boolean;
} | null;

const KANJI_DIGITS = '〇一二三四五六七八九';
/** 12, 十二, three, a few: a number up to 99 as people write it. */
function smallNumber(text: string): number {
  const word = NUMBER_WORDS.get(text.toLowerCase());
  if (word !== undefined) return word;
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, units] = text.includes('十') ? text.split('十') : ['0', text];
  const digit = (char: string, otherwise: number): number =>
    char === '' ? otherwise : KANJI_DIGITS.indexOf(char);
  return (tens === '0' ? 0 : digit(tens!, 1) * 10) + digit(units!, 0);
}
const NUMBER_WORDS = new Map([
  ['元', 1],
  ['数', 3],
  ['a', 1],
  ['one', 1],
  ['two', 2],
  ['couple of', 2],
  ['a couple of', 2],
  ['three', 3],
  ['few', 3],
  ['a few', 3],
  ['several', 3],
  ['four', 4],
  ['five', 5],
  ['six', 6],
  ['nine', 9],
  ['twelve', 12],
]);
const NUMBER_EN = '(\\d{1,2}|(?:a )?couple of|(?:a )?few|several|one|two|three|four|five|six|nine|twelve)';
const NUMBER_JA = '(\\d{1,2}|[一二三四五六七八九十]{1,2}|数)';
const MONTHS_JA = '\\s?[かヶケカ箇ヵゕ]月';
const ERA_YEAR = '(元|\\d{1,2}|[一二三四五六七八九十]{1,3})';
/** The day, which says no more than the month. */
const DAY = '(?:[./-]\\d{1,2}(?!\\d)|\\s?\\d{1,2}日)?';
const MONTH_NUMBER = '(\\d{1,2}|十[一二]?|[一二三四五六七八九])';

const eraYear = (era: string, year: string): number =>
  (/^(?:平成|h|heisei)$/i.test(era) ? HEISEI_OFFSET : REIWA_OFFSET) + smallNumber(year);
/** 8年度 is of the era, 26年度 of the century. */
const shortYear = (year: number): number => (year < 20 ? REIWA_OFFSET : 2000) + year;

const KANJI_MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const KANA_MONTHS = [
  'いちがつ',
  'にがつ',
  'さんがつ',
  'しがつ',
  'ごがつ',
  'ろくがつ',
  'しちがつ',
  'はちがつ',
  'くがつ',
  'じゅうがつ',
  'じゅういちがつ',
  'じゅうにがつ',
];
const ENGLISH_MONTHS = [
  'jan(?:uary)?',
  'feb(?:ruary)?',
  'mar(?:ch)?',
  'apr(?:il)?',
  'may',
  'june?',
  'july?',
  'aug(?:ust)?',
  'sept?(?:ember)?',
  'oct(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?',
];

const bare = (month: number, now: MonthNumber): ReturnType<Make> =>
  isMonthOfYear(month) ? { ...oneMonth(inFiscalYear(fiscalYearOf(now), month)), bareMonth: month } : null;
const validMonth = (year: number, month: number): ReturnType<Make> =>
  isMonthOfYear(month) ? oneMonth(monthNumber(year, month)) : null;

const quarterOf = (fiscalYear: number, quarter: number): Stretch =>
  months(fiscalStart(fiscalYear) + (quarter - 1) * 3, 3);
const halfOf = (fiscalYear: number, second: boolean): Stretch =>
  months(fiscalStart(fiscalYear) + (second ? 6 : 0), 6);
const quarterIndex = (text: string): number => ('1234一二三四'.indexOf(text) % 4) + 1;

/** Fiscal years named before a half or a quarter. */
const FY = `(?:(令和|r|reiwa )\\s?${ERA_YEAR}年度?|(20\\d\\d)年度?|(今年度|本年度|こんねんど)|(来年度|次年度|翌年度|らいねんど)|(昨年度|前年度))`;
const fiscalYearFrom = (m: RegExpExecArray, offset: number, now: MonthNumber): number => {
  const current = fiscalYearOf(now);
  const [era, year, western, , next, last] = m.slice(offset, offset + 6);
  if (era !== undefined && year !== undefined) return eraYear(era.trim(), year);
  if (western !== undefined) return Number(western);
  return next !== undefined ? current + 1 : last !== undefined ? current - 1 : current;
};

/** The year of "half of next fiscal year", by a word before or after it. */
const RELATIVE_EN =
  '(?: of (?:the |this |our )?(?:(next|coming|new|last|previous|current) )?(?:fiscal|financial|business)? ?year)?';
const relativeFiscalYear = (word: string | undefined, now: MonthNumber): number =>
  fiscalYearOf(now) +
  (word === undefined || /current/i.test(word) ? 0 : /last|previous/i.test(word) ? -1 : 1);

/** The season of the year that 今, 来, 昨, next … say. */
function seasonOf(word: string, month: number, now: MonthNumber): MonthNumber {
  const year = yearOf(now);
  const inYear = monthNumber(year, month);
  if (/^(?:next|coming)/i.test(word)) return inYear > now ? inYear : inYear + 12;
  if (/^last/i.test(word)) return inYear + 2 < now ? inYear : inYear - 12;
  if (/^(?:来|次|翌)/.test(word)) return inYear + 12;
  if (/^[去昨]/.test(word)) return inYear - 12;
  // This winter, said in February, is the one that began in December.
  return inYear - now > 9 ? inYear - 12 : inYear;
}

const SEASONS: readonly (readonly [string, number, number])[] = [
  ['春', 3, 3],
  ['夏', 6, 3],
  ['秋', 9, 3],
  ['冬', 12, 3],
];
const ENGLISH_SEASONS: readonly (readonly [string, number, number])[] = [
  ['spring', 3, 3],
  ['summer', 6, 3],
  ['autumn', 9, 3],
  ['fall', 9, 3],
  ['winter', 12, 3],
];

/** Months of 3か月, 半年 or 1年 in a match of NUMBER_JA and a year. */
const spanOf = (m: RegExpExecArray): number =>
  m[1] !== undefined ? smallNumber(m[1]) : m[2] !== undefined ? 12 : 6;

/**
 * Expressions for a point or stretch of time. Tried in order at each place, each anchored and of bounded length, so
 * that reading is linear in the length of the question.
 */
const POINTS: readonly (readonly [RegExp, Make])[] = (
  [
    // Halves and quarters, with or without their fiscal year.
    [
      `${FY}の?\\s?(上半期|上期|前期|前半|下半期|下期|後期|後半)`,
      (m, now) => halfOf(fiscalYearFrom(m, 1, now), /[下後]/.test(m[7]!)),
    ],
    [
      `${FY}の?\\s?第?([1-4一二三四])\\s?(?:四半期|q)`,
      (m, now) => quarterOf(fiscalYearFrom(m, 1, now), quarterIndex(m[7]!)),
    ],
    [
      '(?:年度の?)?(上半期|上期|下半期|下期|かみはんき|しもはんき)',
      (m, now) => halfOf(fiscalYearOf(now), /[下し]/.test(m[1]!.slice(0, 1))),
    ],
    [
      '(今年|来年|去年|昨年)の?(前半|後半)',
      (m, now) =>
        months(
          (yearOf(now) + (/^来/.test(m[1]!) ? 1 : /^[去昨]/.test(m[1]!) ? -1 : 0)) * 12 +
            (m[2] === '後半' ? 6 : 0),
          6,
        ),
    ],
    ['(?:今|本)?年度の?(前半|後半)', (m, now) => halfOf(fiscalYearOf(now), m[1] === '後半')],
    [
      '(?<![a-z0-9])第?([1-4一二三四])\\s?(?:四半期|q(?![a-z])|クォーター)',
      (m, now) => quarterOf(fiscalYearOf(now), quarterIndex(m[1]!)),
    ],
    ['今四半期|この四半期', (_m, now) => months(now - ((now - 3) % 3), 3)],
    ['来四半期|次の四半期', (_m, now) => months(now - ((now - 3) % 3) + 3, 3)],
    [
      '(?<![a-z])q([1-4])(?![a-z0-9])(?: of (?:fiscal(?: year)? |fy ?)(20\\d\\d))?',
      (m, now) => quarterOf(m[2] ? Number(m[2]) : fiscalYearOf(now), Number(m[1])),
    ],
    [
      '(?<![a-z])(first|second|third|fourth|last|1st|2nd|3rd|4th) quarter(?: of (?:fiscal(?: year)? |fy ?)(20\\d\\d)|' +
        RELATIVE_EN +
        ')',
      (m, now) =>
        quarterOf(
          m[2] ? Number(m[2]) : relativeFiscalYear(m[3], now),
          'la4 fi1 se2 th3 fo4 1s1 2n2 3r3 4t4'
            .split(' ')
            .filter((x) => x.startsWith(m[1]!.slice(0, 2).toLowerCase()))
            .map((x) => Number(x[2]))[0]!,
        ),
    ],
    [
      '(?<![a-z])(first|second|1st|2nd|latter) half(?: of (?:fiscal(?: year)? |fy ?)(20\\d\\d)|' +
        RELATIVE_EN +
        ')',
      (m, now) => halfOf(m[2] ? Number(m[2]) : relativeFiscalYear(m[3], now), /^(?:s|2|l)/i.test(m[1]!)),
    ],
    [
      '(?<![a-z])(this|next|last) quarter',
      (m, now) => months(now - ((now - 3) % 3) + (/next/i.test(m[1]!) ? 3 : /last/i.test(m[1]!) ? -3 : 0), 3),
    ],
    // Eras and years, with and without a month.
    [
      `(?<![a-z])(令和|平成|r|h|reiwa |heisei )\\s?${ERA_YEAR}\\s?年度`,
      (m) => fiscalYear(eraYear(m[1]!.trim(), m[2]!)),
    ],
    [
      '(?<![a-z])(令和|平成|r|h)\\s?(元|\\d{1,2})\\s?[.年/]\\s?(\\d{1,2})(?!\\d)\\s?月?(?:から|~|-)(\\d{1,2})(?!\\d)月',
      (m) => {
        const from = validMonth(eraYear(m[1]!, m[2]!), Number(m[3]));
        const to = validMonth(eraYear(m[1]!, m[2]!), Number(m[4]));
        return from && to ? { from: from.from, to: to.from < from.from ? to.from + 12 : to.from } : null;
      },
    ],
    [
      `(?<![a-z])(令和|平成|r|h)\\s?${ERA_YEAR}\\s?[.年/]\\s?${MONTH_NUMBER}(?!\\d)\\s?月?${DAY}`,
      (m) => validMonth(eraYear(m[1]!, m[2]!), smallNumber(m[3]!)),
    ],
    [`(?<![a-z])(令和|平成)\\s?${ERA_YEAR}\\s?年`, (m) => calendarYear(eraYear(m[1]!, m[2]!))],
    ['(?<![a-z])(reiwa|heisei) (\\d{1,2})(?!\\d)', (m) => fiscalYear(eraYear(m[1]!, m[2]!))],
    ['(?<![a-z0-9])(r)(\\d{1,2})(?![a-z0-9.])年?', (m) => fiscalYear(eraYear(m[1]!, m[2]!))],
    ['(?<!\\d)(20\\d\\d)\\s?年度', (m) => fiscalYear(Number(m[1]))],
    [
      `(?<!\\d)(20\\d\\d)\\s?[年./-]\\s?(\\d{1,2})(?!\\d)\\s?月?${DAY}`,
      (m) => validMonth(Number(m[1]), Number(m[2])),
    ],
    ['(?<![\\dr])(\\d{1,2})年度', (m) => fiscalYear(shortYear(Number(m[1])))],
    [`(?<!\\d)(\\d{1,2})年(\\d{1,2})月${DAY}`, (m) => validMonth(shortYear(Number(m[1])), Number(m[2]))],
    ['(?<!\\d)(20\\d\\d)\\s?年', (m) => calendarYear(Number(m[1]))],
    [
      '(?<![a-z])(?:fiscal(?: year)?|fy)\\s?(20\\d\\d|\\d\\d)(?!\\d)',
      (m) => fiscalYear(m[1]!.length === 2 ? 2000 + Number(m[1]) : Number(m[1])),
    ],
    ['(?<!\\d)(20\\d\\d) fiscal year', (m) => fiscalYear(Number(m[1]))],
    // Months.
    [
      '(今年|ことし|来年|らいねん|去年|昨年|翌年)の?(\\d{1,2})月(?!間)',
      (m, now) =>
        validMonth(
          yearOf(now) + (/^(?:来|ら|翌)/.test(m[1]!) ? 1 : /^(?:去|昨)/.test(m[1]!) ? -1 : 0),
          Number(m[2]),
        ),
    ],
    [
      '(今年度|本年度|来年度|次年度|昨年度|前年度)の?(\\d{1,2})月(?!間)',
      (m, now) => {
        const month = Number(m[2]);
        if (month < 1 || month > 12) return null;
        return oneMonth(
          inFiscalYear(
            fiscalYearOf(now) + (/^[来次]/.test(m[1]!) ? 1 : /^[昨前]/.test(m[1]!) ? -1 : 0),
            month,
          ),
        );
      },
    ],
    [
      '(?<![\\d.])(\\d{1,2})月?\\s?(?:~|-|―)\\s?(\\d{1,2})月(?!間)',
      (m, now) => {
        const from = bare(Number(m[1]), now);
        const to = bare(Number(m[2]), now);
        return from && to && to.to >= from.from ? { from: from.from, to: to.to } : null;
      },
    ],
    [
      '(?<![\\d.])(\\d{1,2})月?\\s?[・、,]\\s?(\\d{1,2})月(?!間)',
      (m, now) => {
        const from = bare(Number(m[1]), now);
        const to = bare(Number(m[2]), now);
        // Neighbours only: 4、6月 are two months.
        return from && to?.from === from.from + 1 ? { from: from.from, to: to.to } : null;
      },
    ],
    ['(?<![\\d.])(\\d{1,2})月(?!間|末締)(?:\\s?\\d{1,2}日)?', (m, now) => bare(Number(m[1]), now)],
    [
      '(?<![\\d/.])(\\d{1,2})/(\\d{1,2})(?=\\s?(?:から|まで|以降|付|に|より|~|スタート|開始|時点|現在))',
      (m, now) => (Number(m[2]) <= 31 ? bare(Number(m[1]), now) : null),
    ],
    [
      `(?<![一二三四五六七八九十])(${[...KANJI_MONTHS].reverse().join('|')})月(?!間)`,
      (m, now) => bare(KANJI_MONTHS.indexOf(m[1]!) + 1, now),
    ],
    [
      `(${[...KANA_MONTHS].reverse().join('|')})(?=[\\s、にのはがもよ以スす開始]|から|まで|$)`,
      (m, now) => bare(KANA_MONTHS.indexOf(m[1]!) + 1, now),
    ],
    ...ENGLISH_MONTHS.map((pattern, i): [string, Make] => {
      const month = i + 1;
      // "may" and "march" are also verbs: they need a preposition, a year or an end of sentence.
      const before =
        month === 5 || month === 3
          ? '(?:(?=(?:next|last|coming) )|(?<=(?:in|from|since|by|before|after|until|till|of|during|this|last|next|every|and|or|to|late|early|mid|for) ))'
          : '(?<![a-z])';
      return [
        `${before}(?:(next|last|coming) )?(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? )?${pattern}(?![a-z])\\.?(?: \\d{1,2}(?:st|nd|rd|th)?(?![\\da-z]))?(?:,? ?(?:of )?(20\\d\\d)|,? (last|this|next) year|,? of (last|this|next) year)?`,
        (m, now) => {
          const relative = m[3] ?? m[4];
          if (m[2] !== undefined) return oneMonth(monthNumber(Number(m[2]), month));
          if (m[1] !== undefined) {
            const inYear = monthNumber(yearOf(now), month);
            if (/last/i.test(m[1])) return oneMonth(inYear < now ? inYear : inYear - 12);
            return oneMonth(inYear > now ? inYear : inYear + 12);
          }
          if (relative !== undefined) {
            return oneMonth(
              monthNumber(
                yearOf(now) + (/next/i.test(relative) ? 1 : /last/i.test(relative) ? -1 : 0),
                month,
              ),
            );
          }
          return bare(month, now);
        },
      ];
    }),
    ['(?<![a-z])may(?= 20\\d\\d)\\s(20\\d\\d)', (m) => oneMonth(monthNumber(Number(m[1]), 5))],
    ...SEASONS.map(([word, month, count]): [string, Make] => [
      `(今年|来年|去年|昨年|この|次の|今|来|昨)の?${word}(?:休み|季|期|場|頃|ごろ)?`,
      (m, now) => months(seasonOf(m[1]!, month, now), count),
    ]),
    // Relative to today.
    [
      `(?<!から|採用|入庁|配属|着任|異動)${NUMBER_JA}${MONTHS_JA}(前|後)(?!後)`,
      (m, now) => oneMonth(now + (m[2] === '前' ? -1 : 1) * smallNumber(m[1]!)),
    ],
    ['(?<!から|採用|入庁|配属|着任|異動)半年(前|後)', (m, now) => oneMonth(now + (m[1] === '前' ? -6 : 6))],
    [
      `(?:ここ|この|過去|直近の?|最近)(?:${NUMBER_JA}${MONTHS_JA}|半年|(一|1)年)(?:間|以内|くらい|ほど)?`,
      (m, now) => ({ from: now - spanOf(m), to: now, bounded: true }),
    ],
    [
      `(?:今後|向こう|この先|これから(?:の)?|次の)(?:${NUMBER_JA}${MONTHS_JA}|半年|(一|1)年)(?:間|以内|くらい|ほど)?`,
      (m, now) => ({ from: now, to: now + spanOf(m), bounded: true }),
    ],
    [
      `(?<![a-z])(?:in|over|within|during|for) (?:the )?(?:last|past|previous) ${NUMBER_EN} months?`,
      (m, now) => ({ from: now - smallNumber(m[1]!), to: now, bounded: true }),
    ],
    [
      `(?<![a-z])(?:(?:in|over|within|during|for) (?:the )?(?:next|coming|following)|within(?: the)?) ${NUMBER_EN} months?`,
      (m, now) => ({ from: now, to: now + smallNumber(m[1]!), bounded: true }),
    ],
    [`(?<![a-z])${NUMBER_EN} months? ago`, (m, now) => oneMonth(now - smallNumber(m[1]!))],
    [
      `(?<![a-z])(?:${NUMBER_EN} months? from now|in ${NUMBER_EN} months?(?:'? time)?(?![a-z]))`,
      (m, now) => oneMonth(now + smallNumber(m[1] ?? m[2]!)),
    ],
    [
      '(?<![a-z])(later|earlier|so far) this (fiscal |financial )?year',
      (m, now) => {
        const year = m[2] === undefined ? calendarYear(yearOf(now)) : fiscalYear(fiscalYearOf(now));
        return m[1]!.toLowerCase() === 'later'
          ? { from: now + 1, to: year.to }
          : { from: year.from, to: now };
      },
    ],
    [
      '(?<![a-z])(?:the )?rest of (?:the|this) (fiscal |financial )?year',
      (m, now) => ({
        from: now,
        to: (m[1] === undefined ? calendarYear(yearOf(now)) : fiscalYear(fiscalYearOf(now))).to,
        bounded: true,
      }),
    ],
    ['再来月|さ来月|さらいげつ', (_m, now) => oneMonth(now + 2)],
    ['先々月|先先月', (_m, now) => oneMonth(now - 2)],
    ['今月|当月|こんげつ|this month', (_m, now) => oneMonth(now)],
    ['来月|らいげつ|翌月|next month|the coming month', (_m, now) => oneMonth(now + 1)],
    ['先月|前月|せんげつ|last month|previous month', (_m, now) => oneMonth(now - 1)],
    ['今週|来週|再来週|(?<![a-z])(?:this|next) week', (_m, now) => oneMonth(now)],
    [
      '今年度内|年度内|年度末までに?|(?:before|by) the end of (?:this|the) fiscal year|this fiscal year end',
      (_m, now) => ({ from: now, to: fiscalStart(fiscalYearOf(now)) + 11, bounded: true }),
    ],
    [
      '年内|今年中|年末までに?|(?:before|by) the end of (?:this|the) year|(?:before|by) year[- ]end',
      (_m, now) => ({ from: now, to: yearOf(now) * 12 + 11, bounded: true }),
    ],
    [
      '(?<![a-z])(?:the )?end of (?:this|the|our) (fiscal |financial |business )?year|(?<![a-z])(?:fiscal )year[- ]end',
      (m, now) =>
        oneMonth(
          m[0].toLowerCase().includes('fiscal') || m[1] !== undefined
            ? fiscalStart(fiscalYearOf(now)) + 11
            : yearOf(now) * 12 + 11,
        ),
    ],
    ['年末(?:年始)?(?!調整)', (_m, now) => oneMonth(yearOf(now) * 12 + 11)],
    // Days off that everybody knows the month of.
    [
      '(?:(?:5月の|大型)連休|連休明け|ゴールデン(?:ウィーク|ウイーク)|(?<![a-z])(?:gw|golden week)(?![a-z]))(?:明け|後|過ぎ)?',
      (_m, now) => oneMonth(inFiscalYear(fiscalYearOf(now), 5)),
    ],
    [
      '(?:お盆|盆休み|盆明け|ぼん休み)(?:休み)?(?:明け|後|過ぎ)?',
      (_m, now) => oneMonth(inFiscalYear(fiscalYearOf(now), 8)),
    ],
    ['クリスマス|(?<![a-z])christmas', (_m, now) => oneMonth(inFiscalYear(fiscalYearOf(now), 12))],
    [
      '(?:お?正月|新年(?!度)|年始)(?:休み)?(?:明け|後)?|(?<![a-z])(?:the )?new year(?![a-z])',
      (_m, now) => oneMonth(Math.floor((now + 11) / 12) * 12),
    ],
    ['夏休み明け', (_m, now) => oneMonth(inFiscalYear(fiscalYearOf(now), 9))],
    [
      '夏休み(?:期間)?|(?<![a-z])summer (?:holidays?|vacation|break)',
      (_m, now) => months(inFiscalYear(fiscalYearOf(now), 7), 2),
    ],
    ['年度末', (_m, now) => oneMonth(fiscalStart(fiscalYearOf(now)) + 11)],
    ['年度初め|年度はじめ|年度当初|年度頭', (_m, now) => oneMonth(fiscalStart(fiscalYearOf(now)))],
    [
      '年度(?:が|の)?(?:変わ|替わ|代わ|かわ|明け)(?:って|ったら|り|て|たら)?(?:から|以降)',
      (_m, now) => ({ ...oneMonth(fiscalStart(fiscalYearOf(now) + 1)), onward: true }),
    ],
    ['年度(?:明け|替わり|代わり|がわり)', (_m, now) => oneMonth(fiscalStart(fiscalYearOf(now) + 1))],
    [
      '年(?:が|を)?(?:明け|越し|またい)(?:て|で|たら)?(?:から|以降)|年(?:が|を)(?:明け|越し|またい)(?:て|で|たら)',
      (_m, now) => ({ ...oneMonth(yearOf(now) * 12 + 12), onward: true }),
    ],
    ['年明け', (_m, now) => months(yearOf(now) * 12 + 12, 3)],
    [
      '(?:今|本|この|こん|当)(?:会計)?(?:年度|ねんど)|この一年度|this (?:fiscal|financial|business) year|current fiscal year',
      (_m, now) => fiscalYear(fiscalYearOf(now)),
    ],
    // In spring the new fiscal year is the one that has just begun.
    ['新年度', (_m, now) => fiscalYear(fiscalYearOf(now) + (now % 12 >= 3 && now % 12 <= 5 ? 0 : 1))],
    ['再来年度', (_m, now) => fiscalYear(fiscalYearOf(now) + 2)],
    ['一昨年度|おととし度', (_m, now) => fiscalYear(fiscalYearOf(now) - 2)],
    ['再来年', (_m, now) => calendarYear(yearOf(now) + 2)],
    ['一昨年|おととし', (_m, now) => calendarYear(yearOf(now) - 2)],
    [
      '(?:来|次|翌|らい|次の)(?:年度|ねんど)|(?:next|the next|the coming|the following) (?:fiscal|financial|business) year',
      (_m, now) => fiscalYear(fiscalYearOf(now) + 1),
    ],
    [
      '(?:昨|前|去|さく)(?:年度|ねんど)|(?:last|previous|the last) (?:fiscal|financial|business) year',
      (_m, now) => fiscalYear(fiscalYearOf(now) - 1),
    ],
    [
      '(?:今年|ことし(?![てたまよか])|本年)(?!度)|(?<![a-z])this year',
      (_m, now) => calendarYear(yearOf(now)),
    ],
    ['(?:来年|らいねん)(?!度|ど)|(?<![a-z])next year', (_m, now) => calendarYear(yearOf(now) + 1)],
    ['(?:去年|昨年|きょねん)(?!度)|(?<![a-z])last year', (_m, now) => calendarYear(yearOf(now) - 1)],
    [
      '半年以内|半年のうち|(?:within|in) (?:the next )?(?:six|6|half a) (?:months|year)',
      (_m, now) => ({ from: now, to: now + 6, bounded: true }),
    ],
    [
      '(\\d{1,2})\\s?[かヶケカ箇ヵ]月以内|(?:within|in) the next (\\d{1,2}) months',
      (m, now) => ({ from: now, to: now + Number(m[1] ?? m[2]), bounded: true }),
    ],
    [
      'もうすぐ|まもなく|間もなく|近々|近いうち|(?<![a-z])soon(?![a-z])',
      (_m, now) => ({ from: now, to: now + 2, bounded: true }),
    ],
    ['最近|直近|さいきん|(?<![a-z])recently', (_m, now) => ({ from: now - 2, to: now })],
    ...SEASONS.map(([word, month, count]): [string, Make] => [
      `(?<![\\u4e00-\\u9fff])${word}(?=から|に|の|以降|より|前|まで|頃|ごろ|休み|は|スタート|開始|始|~|季|期|場|くらい|ぐらい|[、(（]|$)(?:休み|季|期|場|頃|ごろ)?`,
      (_m, now) => months(monthNumber(fiscalYearOf(now), month), count),
    ]),
    ...ENGLISH_SEASONS.map(([word, month, count]): [string, Make] => [
      `(?<![a-z])(this(?: coming)?|next|last|coming) ${word}(?![a-z])`,
      (m, now) => months(seasonOf(m[1]!, month, now), count),
    ]),
    ...ENGLISH_SEASONS.map(([word, month, count]): [string, Make] => [
      `(?<=(?:in|from|since|by|before|after|until|of|during|every|over|the|late|early|mid|mid-) ?)${word}(?![a-z])`,
      (_m, now) => months(monthNumber(fiscalYearOf(now), month), count),
    ]),
  ] as [string, Make][]
).map(([pattern, make]) => [new RegExp(pattern, 'iy'), make] as const);

/** All months and stretches that the text names, in their order; linear in its length. */
export function findPoints(text: string, now: MonthNumber): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < text.length;) {
    let next = i + 1;
    for (const [pattern, make] of POINTS) {
      pattern.lastIndex = i;
      const m = pattern.exec(text);
      if (m === null || m[0] === '') continue;
      const made = make(m, now);
      if (made === null) continue;
      points.push({
        start: i,
        end: i + m[0].length,
        from: made.from,
        to: made.to,
        bareMonth: made.bareMonth ?? null,
        bounded: made.bounded ?? false,
        onward: made.onward ?? false,
      });
      next = i + m[0].length;
      break;
    }
    i = next;
  }
  return points;
}
