import { recurrenceOf } from '../calendar/recurrence.ts';
import { WITHIN_MONTH } from '../calendar/words.ts';
import type { YearMonth } from '../calendar/month.ts';
import type { Schedule } from './schema.ts';

/**
 * Reads 実施時期 as Japanese cities write it. Total: every string gives a schedule, and what cannot be read comes
 * back as `unread`; linear in the length of the text.
 *
 * @example parseSchedule('R9.12～R10.2') // kind 'range', start '2027-12', end '2028-02'
 *
 * A month without a year (7月) needs `fiscalYear`, the fiscal year that the document speaks of (2026 = April 2026 to
 * March 2027); without it such a text is `unread`. Several single months (R8.4、R8.10) are a range whose
 * `recurrenceMonths` name the months it really covers.
 */
export function parseSchedule(text: string, options: { readonly fiscalYear?: number | null } = {}): Schedule {
  const folded = fold(text);
  const { outer, inner } = splitBrackets(folded);
  const recurrence = recurrenceOf(`${outer} ${inner}`);
  const scanYear = options.fiscalYear ?? (recurrence === null ? null : ANY_YEAR);
  // A bracket explains what stands outside it: 毎年5月（R8は6月）. It counts only where nothing else names a time.
  const outerDates = scan(outer, scanYear);
  const found =
    outerDates.length > 0 ? withBracketMonths(outerDates, outer, inner, scanYear) : scan(inner, scanYear);

  const named = recurrence !== null && MONTHS_BELONG_TO.has(recurrence);
  const dates = found.filter((date) => !(date.bare && (named || options.fiscalYear == null)));
  const recurrenceMonths = named ? monthsOf(found.filter((date) => date.bare)) : [];

  const weekdayOnly = recurrence === null && dates.length === 0 ? readWeekday(folded) : null;
  if (weekdayOnly !== null) return { ...undated(text, 'recurring'), recurrence: weekdayOnly };
  if (dates.length === 0 || /以前(から|より)/.test(outer)) {
    if (recurrence !== null) {
      const monthStated = recurrenceMonths.length > 0;
      return { ...undated(text, 'recurring'), monthStated, recurrence, recurrenceMonths };
    }
    // A broken date (R8.13) must stay visible as unread even beside a word like 通年.
    return undated(text, dates.length === 0 && BROKEN_DATE.test(folded) ? 'unread' : undatedKind(folded));
  }
  const period = combine(dates, folded);
  if (period === null) return undated(text, 'unread');
  const dated = { ...undated(text, period.kind), ...period };
  if (recurrence === null) return dated;

  const recurring = { ...dated, kind: 'recurring', recurrence, recurrenceMonths } as const;
  if (period.kind !== 'month' || period.start === null) return recurring;
  // 年1回（R8.10）: the first time, and every year in that month.
  const months =
    recurrence === 'yearly' && recurrenceMonths.length === 0
      ? [Number(period.start.slice(5))]
      : recurrenceMonths;
  return { ...recurring, end: null, open: true, recurrenceMonths: months };
}

type Recurrence = Schedule['recurrence'];

/** Months counted from year 0, so that arithmetic needs no calendar. */
type MonthIndex = number;

/** One date of the text, and what the words right after it say. */
interface FoundDate {
  start: MonthIndex;
  end: MonthIndex;
  kind: 'month' | 'range' | 'within';
  monthStated: boolean;
  /** It named no year. */
  bare: boolean;
  /** Goes on: ～, から, 以降, 開始; the next date, if any, ends the period. */
  to: boolean;
  /** until: まで; by: までに; its start is unknown. */
  until: 'until' | 'by' | null;
}

/** The year that a later date of the same text leaves out. */
interface Context {
  readonly year: number;
  /** Year 0 of the era in the western calendar; null for western years. */
  readonly era: number | null;
  readonly fiscal: boolean;
  /** 1–12; null when only the year is known. */
  readonly month: number | null;
  readonly day: boolean;
}

const ERAS: Readonly<Record<string, { readonly base: number; readonly last: number }>> = {
  令和: { base: 2018, last: 99 },
  R: { base: 2018, last: 99 },
  平成: { base: 1988, last: 31 },
  H: { base: 1988, last: 31 },
  昭和: { base: 1925, last: 64 },
  S: { base: 1925, last: 64 },
};
const REIWA = 2018;

/** Stands for every year while the months of a yearly recurrence are read. */
const ANY_YEAR = 2000;

/** With these, a month without a year says in which months of each year (毎年5月), not when it begins. */
const MONTHS_BELONG_TO: ReadonlySet<Recurrence> = new Set<Recurrence>(['quarterly', 'halfYearly', 'yearly']);

const DURATION = /(\d{1,2})([かヶカヵケ箇]月|年)間?(?!度)/y;

/** More dates than any real cell has; what follows them is left unread, so that a hostile cell costs no time. */
const MAX_DATES = 50;

/** First and last month of a part of the year, as offsets from April of the fiscal year. */
const PARTS: readonly (readonly [RegExp, number, number, FoundDate['kind']])[] = [
  [/(?:上半期|上期|前半期|前期|前半)/y, 0, 5, 'range'],
  [/(?:下半期|下期|後半期|後期|後半)/y, 6, 11, 'range'],
  [/(?:第?[1一](?:四半期|Q)|Q1(?!\d))/iy, 0, 2, 'range'],
  [/(?:第?[2二](?:四半期|Q)|Q2(?!\d))/iy, 3, 5, 'range'],
  [/(?:第?[3三](?:四半期|Q)|Q3(?!\d))/iy, 6, 8, 'range'],
  [/(?:第?[4四](?:四半期|Q)|Q4(?!\d))/iy, 9, 11, 'range'],
];

/** Seasons as offsets from January; winter reaches into the next year. */
const SEASONS: Readonly<Record<string, readonly [number, number]>> = {
  春: [2, 4],
  夏: [5, 7],
  秋: [8, 10],
  冬: [11, 13],
};
const SEASON =
  /([春夏秋冬])(?:頃|ごろ|ころ|季|期|先)?(?=以降|以後|まで|から|より|予定|開始|実施|導入|に|中|[~・、,) -]|$)/y;

const YEAR = /(?:(令和|平成|昭和|[RHS])(\d{1,2})(?!\d)|((?:19|20)\d{2})(?!\d))/iy;
const RELATIVE_YEAR = /(再来年|来年|翌年|次年(?=度)|今年|本年|当年(?=度)|昨年|前年)(度?)/y;
const RELATIVE_OFFSET: Readonly<Record<string, number>> = {
  再: 2,
  来: 1,
  翌: 1,
  次: 1,
  今: 0,
  本: 0,
  当: 0,
  昨: -1,
  前: -1,
};
const YEAR_WITHOUT_ERA = /(\d{1,2})年(?=度|\d{1,2}月)/y;
const BROKEN_DATE = /(?:令和|平成|昭和|(?<![A-Z])[RHS])\d|(?:19|20)\d{2}[年./-]/i;

/** Words between a date and the mark that says how it goes on (R8.7予定～, R9.4月下旬から). */
const SUFFIX = new RegExp(`(?:${WITHIN_MONTH}|目途|めど|予定| )`, 'y');
const TO = /(?:~|-|から|より|以降|以後|→)/y;
const UNTIL = /(?:までに|まで|以前)/y;

/** Width, era signs, dashes and spaces made one; at most one space remains, and only between two digits. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[〜∼∿〰]/g, '~')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/(?<=[\d月年度日])ー/g, '~')
    .replace(/元(?=年)/g, '1')
    .replace(/[\s\u3000]+/g, ' ')
    .replace(/(?<!\d) | (?!\d)/g, '');
}

/** Text outside and inside brackets; exceptions (8月を除く) are left out, as they say when it is not. */
function splitBrackets(text: string): { outer: string; inner: string } {
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

/** R8年度（7月、10月）: a bracket may say which months of the year that stands outside it are meant. */
function withBracketMonths(
  outerDates: FoundDate[],
  outer: string,
  inner: string,
  fiscalYear: number | null,
): FoundDate[] {
  const [only] = outerDates;
  if (outerDates.length > 1 || only!.monthStated || only!.to || only!.until !== null) return outerDates;
  const both = scan(`${outer} ${inner}`, fiscalYear);
  return both.some((date) => date.monthStated) ? both : outerDates;
}

/** A weekday alone recurs (水曜日); beside a date it only says which day that is (R9.7.1（水曜）). */
function readWeekday(text: string): Recurrence {
  if (/平日/.test(text)) return 'daily';
  const weekday = /(第\d)?(?:[・、,]?第?\d)?[月火水木金土日]曜/.exec(text);
  if (weekday === null) return null;
  return weekday[1] === undefined ? 'weekly' : 'monthly';
}

function undatedKind(text: string): Schedule['kind'] {
  if (
    /随時|通年|(?<!\d)年間|常時|常設|適宜|都度|必要に応じ|不定期|いつでも|継続|実施中|従来|従前|以前から|日常/.test(
      text,
    )
  ) {
    return 'anytime';
  }
  if (/未定|調整中|検討中|協議中|未実施|実施済|導入済|完了|終了済/.test(text)) return 'unstated';
  const words = text.replace(/[^\p{L}\p{N}]/gu, '').replace(/^ー+$/, '');
  return /^(?:なし|無し|無|不明|済み?|終了|予定)?$/.test(words) ? 'unstated' : 'unread';
}

function undated(text: string, kind: Schedule['kind']): Schedule {
  return {
    text,
    kind,
    start: null,
    end: null,
    open: false,
    monthStated: false,
    recurrence: null,
    recurrenceMonths: [],
  };
}

/** All dates of the text in order. One pass: every look-ahead is bounded. */
function scan(text: string, fiscalYear: number | null): FoundDate[] {
  const dates: FoundDate[] = [];
  let context: Context | null = null;
  let at = 0;
  let leading = false;
  let last: FoundDate | undefined;
  while (at < text.length && dates.length < MAX_DATES) {
    // R8.4～、毎年5月: what recurs does not end the period before it.
    if (/^(?:毎年|例年)/.test(text.slice(at, at + 2))) {
      context = null;
      last = undefined;
    }
    const token = readDate(text, at, context, fiscalYear, last ?? null);
    if (token === null) {
      at = skipNonDate(text, at);
      // 開始 may stand apart from its date: R8.4に運用を開始.
      if (last && !last.to && last.until === null && /^(?:開始|スタート)/.test(text.slice(at, at + 4)))
        last.to = true;
      // 10時～15時 is no range of months, nor is the ～ before a first date that does not touch it.
      leading = text[at] === '~' && dates.length === 0;
      if (last && !last.to && text[at] === '~' && !/[\d時分回名人]/.test(text[at - 1] ?? '')) last.to = true;
      at += 1;
      continue;
    }
    const { date, next } = token;
    if (leading) date.until = 'until';
    leading = false;
    at = readEnding(text, next, date);
    context = token.context;
    last = date;
    dates.push(date);
  }
  return dates;
}

/** A run of digits that is no date is passed over whole, so that its tail is not read as one (113月). */
function skipNonDate(text: string, at: number): number {
  let end = at;
  while (/\d/.test(text[end] ?? '') && /\d/.test(text[end + 1] ?? '')) end += 1;
  return end;
}

/** Reads what follows a date into it; returns where it ends. */
function readEnding(text: string, from: number, date: FoundDate): number {
  let at = from;
  if (date.kind === 'range' && /^[中内]/.test(text.slice(at, at + 1))) date.kind = 'within';
  if (/^[中内]/.test(text.slice(at, at + 1))) at += 1;
  for (let length = matchAt(SUFFIX, text, at); length > 0; length = matchAt(SUFFIX, text, at)) at += length;
  const to = matchAt(TO, text, at);
  if (to > 0) {
    date.to = true;
    return at + to;
  }
  const until = matchAt(UNTIL, text, at);
  if (until > 0) {
    date.until = text.startsWith('までに', at) ? 'by' : 'until';
    return at + until;
  }
  return at;
}

interface Token {
  readonly date: FoundDate;
  readonly next: number;
  readonly context: Context;
}

function readDate(
  text: string,
  at: number,
  context: Context | null,
  fiscalYear: number | null,
  last: FoundDate | null,
): Token | null {
  const before = text[at - 1] ?? '';
  return (
    readFullYear(text, at, before) ??
    readRelativeYear(text, at, context, fiscalYear) ??
    (/[\d.第/]/.test(before) ? null : readYearWithoutEra(text, at, context)) ??
    (/[\d./:]/.test(before) ? null : readBareMonth(text, at, context, fiscalYear, last)) ??
    readBarePart(text, at, context, fiscalYear) ??
    (context !== null && last !== null ? readBareNumber(text, at, context, last) : null)
  );
}

function readFullYear(text: string, at: number, before: string): Token | null {
  if (/[A-Z0-9]/.test(before)) return null;
  const match = execAt(YEAR, text, at);
  if (match === null) return null;
  const era = match[1] === undefined ? undefined : ERAS[match[1]];
  const number = Number(match[2] ?? match[3]);
  if (era !== undefined && (number < 1 || number > era.last)) return null;
  return readRestOfYear(text, at + match[0].length, (era?.base ?? 0) + number, era?.base ?? null);
}

function readRelativeYear(
  text: string,
  at: number,
  context: Context | null,
  fiscalYear: number | null,
): Token | null {
  const match = execAt(RELATIVE_YEAR, text, at);
  const base = context?.year ?? fiscalYear;
  if (match === null || base === null) return null;
  const year = base + RELATIVE_OFFSET[match[1]!.charAt(0)]!;
  return readRestOfYear(text, at + match[0].length - match[2]!.length - 1, year, null);
}

function readYearWithoutEra(text: string, at: number, context: Context | null): Token | null {
  const match = execAt(YEAR_WITHOUT_ERA, text, at);
  if (match === null || Number(match[1]) < 1) return null;
  const era = context?.era ?? REIWA;
  return readRestOfYear(text, at + match[1]!.length, era + Number(match[1]), era);
}

/** The rest of a date after its year number: .5, 年5月, 年度上半期, 年夏頃, or nothing. */
function readRestOfYear(text: string, from: number, year: number, era: number | null): Token | null {
  const unit = execAt(/年度|年/y, text, from)?.[0] ?? '';
  const at = from + unit.length;
  const month =
    unit === ''
      ? execAt(
          era === null
            ? /([./-])(\d{1,2})(?!\d)(?:\1(\d{1,2})(?!\d))?月?/y
            : /([./])(\d{1,2})(?!\d)(?:\1(\d{1,2})(?!\d))?月?/y,
          text,
          at,
        )
      : execAt(/(の?)(\d{1,2})月(?:(\d{1,2})日)?/y, text, at);
  if (month !== null) {
    const number = Number(month[2]);
    if (!isMonth(number)) return null;
    const calendarYear = unit === '年度' && number < 4 ? year + 1 : year;
    return monthToken(calendarYear, number, at + month[0].length, {
      year: calendarYear,
      era,
      fiscal: false,
      month: number,
      day: month[3] !== undefined,
    });
  }
  const context: Context = { year, era, fiscal: unit !== '年', month: null, day: false };
  const part = readPart(text, text[at] === 'の' ? at + 1 : at, year, unit);
  if (part !== null) return { ...part, context };
  // R8.13 or 2026名 is no year; R8 alone is the fiscal year (R8以降 = from April).
  if (
    unit === '' &&
    /^(?:[./]?\d|-\d{1,2}(?!\d)|[A-Z%回名人件円万])/.test(text.slice(at, at + 3)) &&
    !isYearRange(text, at, era)
  ) {
    return null;
  }
  const start = unit === '年' ? indexOf(year, 1) : indexOf(year, 4);
  return {
    date: { ...PLAIN, start, end: start + 11, kind: 'within', monthStated: false },
    next: at,
    context,
  };
}

/** R8-10 is a range of years: an era year takes no hyphen before its month. */
function isYearRange(text: string, at: number, era: number | null): boolean {
  return era !== null && text[at] === '-';
}

function readBareMonth(
  text: string,
  at: number,
  context: Context | null,
  fiscalYear: number | null,
  last: FoundDate | null,
): Token | null {
  const match =
    execAt(/(\d{1,2})月(?!間|曜)(?:(\d{1,2})日)?/y, text, at) ??
    execAt(/(\d{1,2})(?=(?:[~・、,-]\d{1,2}){1,11}月(?!間))/y, text, at) ??
    execAt(/(\d{1,2})\/(\d{1,2})(?![\d/])/y, text, at);
  if (match === null || !isMonth(Number(match[1]))) return null;
  return bareMonthToken(
    Number(match[1]),
    at + match[0].length,
    match[2] !== undefined,
    context,
    fiscalYear,
    last,
  );
}

function bareMonthToken(
  month: number,
  next: number,
  day: boolean,
  context: Context | null,
  fiscalYear: number | null,
  last: FoundDate | null,
): Token | null {
  const bare = last === null || last.bare;
  let year: number;
  if (context === null || bare) {
    const base = fiscalYear ?? (context === null ? null : context.year);
    if (base === null) return null;
    year = month < 4 ? base + 1 : base;
  } else if (context.month === null) {
    year = context.fiscal && month < 4 ? context.year + 1 : context.year;
  } else {
    year = month < context.month ? context.year + 1 : context.year;
  }
  // 2月～5月: the end of a period never lies before its start.
  if (last?.to === true && indexOf(year, month) < last.start) year += 1;
  const token = monthToken(year, month, next, { year, era: context?.era ?? null, fiscal: false, month, day });
  return { ...token, date: { ...token.date, bare } };
}

/** A part of the year without one: 上半期, 夏頃, 年度末. */
function readBarePart(
  text: string,
  at: number,
  context: Context | null,
  fiscalYear: number | null,
): Token | null {
  const fiscal = text.startsWith('年度', at);
  const unit = fiscal ? '年度' : text[at] === '年' ? '年' : '';
  const year = context?.year ?? fiscalYear;
  if (year === null) return null;
  const part = readPart(text, at + unit.length, year, unit === '' ? '年度' : unit);
  if (part !== null) {
    const bare = context === null;
    return {
      date: { ...part.date, bare },
      next: part.next,
      context: context ?? { year, era: null, fiscal: true, month: null, day: false },
    };
  }
  if (context !== null || unit === '' || !/^[中内]/.test(text.slice(at + unit.length, at + unit.length + 1)))
    return null;
  const start = fiscal ? indexOf(year, 4) : indexOf(year, 1);
  return {
    date: { ...PLAIN, start, end: start + 11, kind: 'within', monthStated: false, bare: true },
    next: at + unit.length,
    context: { year, era: null, fiscal, month: null, day: false },
  };
}

function readPart(
  text: string,
  at: number,
  year: number,
  unit: string,
): { date: FoundDate; next: number } | null {
  const plain = { ...PLAIN, monthStated: false };
  for (const [pattern, first, last, kind] of PARTS) {
    const length = matchAt(pattern, text, at);
    if (length === 0) continue;
    const april = indexOf(year, 4);
    return { date: { ...plain, start: april + first, end: april + last, kind }, next: at + length };
  }
  const season = execAt(SEASON, text, at);
  if (season !== null) {
    const [first, last] = SEASONS[season[1]!]!;
    const january = indexOf(year, 1);
    // The spring of a fiscal year begins with it.
    const start = unit === '年度' ? Math.max(january + first, january + 3) : january + first;
    return { date: { ...plain, start, end: january + last, kind: 'within' }, next: at + season[0].length };
  }
  const edge = execAt(/末|当初|初め|始め|初頭/y, text, at)?.[0];
  if (edge === undefined || unit === '') return null;
  const first = unit === '年度' ? indexOf(year, 4) : indexOf(year, 1);
  const month = edge === '末' ? first + 11 : first;
  return { date: { ...plain, start: month, end: month, kind: 'within' }, next: at + edge.length };
}

/** A number right after ～ or a separator leaves out what the date before it said: R8.6～8, R8～10, R8.4・10. */
function readBareNumber(text: string, at: number, context: Context, last: FoundDate): Token | null {
  if (/[・、,]/.test(text[at] ?? '')) {
    const inList = context.month !== null && /^\d/.test(text.slice(at + 1, at + 2));
    return inList ? readBareNumber(text, at + 1, context, last) : null;
  }
  if (!/[・、,~\-らり降後 ]/.test(text[at - 1] ?? '')) return null;
  const duration = execAt(DURATION, text, at);
  if (duration !== null && last.to && Number(duration[1]) > 0) {
    const months = Number(duration[1]) * (duration[2] === '年' ? 12 : 1);
    const end = last.start + months - 1;
    return {
      date: {
        ...PLAIN,
        start: last.start,
        end,
        kind: 'month',
        monthStated: last.monthStated,
        bare: last.bare,
      },
      next: at + duration[0].length,
      context,
    };
  }
  const match = execAt(
    /(\d{1,2})(?:[./](\d{1,2}))?(?![\d./:])(?!回|名|人|件|時|分|日|[かヶカヵケ箇]月|週|年|%|割|歳|階)/y,
    text,
    at,
  );
  if (match === null || match[0] === '') return null;
  const number = Number(match[1]);
  const next = at + match[0].length;
  if (context.month === null) {
    if (context.era === null || match[2] !== undefined || number < 1) return null;
    const start = indexOf(context.era + number, 4);
    return {
      date: { ...PLAIN, start, end: start + 11, kind: 'within', monthStated: false },
      next,
      context: { ...context, year: context.era + number },
    };
  }
  // R8.4～9.3 goes on to March of R9; R8.4.1～9.30 ends on a day of September.
  if (match[2] !== undefined && !context.day && context.era !== null && isMonth(Number(match[2]))) {
    const year = context.era + number;
    const month = Number(match[2]);
    if (indexOf(year, month) >= last.start) {
      return monthToken(year, month, next, { ...context, year, month });
    }
  }
  return isMonth(number) ? bareMonthToken(number, next, match[2] !== undefined, context, null, last) : null;
}

const PLAIN = { kind: 'month', monthStated: true, bare: false, to: false, until: null } as const;

function monthToken(year: number, month: number, next: number, context: Context): Token {
  const index = indexOf(year, month);
  return { date: { ...PLAIN, start: index, end: index }, next, context };
}

/** A stretch of months; null = unknown or unbounded. */
interface Stretch {
  readonly start: MonthIndex | null;
  readonly end: MonthIndex | null;
  readonly from: FoundDate;
}

/** The dates of one text as one period; null when they contradict each other (R9～R8). */
function combine(dates: readonly FoundDate[], text: string): Omit<Schedule, 'text' | 'recurrence'> | null {
  const stretches: Stretch[] = [];
  for (let i = 0; i < dates.length; i += 1) {
    const date = dates[i]!;
    const next = dates[i + 1];
    if (date.to && next !== undefined) {
      if (next.end < date.start) return null;
      stretches.push({ start: date.start, end: next.to ? null : next.end, from: date });
      i += 1;
    } else if (date.to) {
      stretches.push({ start: date.start, end: null, from: date });
    } else {
      stretches.push({ start: date.until === null ? date.start : null, end: date.end, from: date });
    }
  }
  // R8年度（7月、10月）: the year only says which year the months are in.
  const kept = stretches.filter(
    (outer) => !stretches.some((other) => other !== outer && refines(other, outer)),
  );
  const first = kept[0]!;
  const monthStated = dates.some((date) => date.monthStated);
  const starts = kept.map((stretch) => stretch.start);
  const start = starts.includes(null) ? null : Math.min(...(starts as number[]));
  const allYear = /通年|(?<!\d)年間/.test(text);
  const yearOnly = kept.length === 1 && dates.length === 1 && !monthStated;
  const open =
    kept.some((stretch) => stretch.end === null) ||
    (allYear && kept.length === 1 && first.from.kind === 'month' && start !== null && dates.length === 1);
  const end = open ? null : Math.max(...kept.map((stretch) => stretch.end ?? 0));
  const shown = { start: monthName(start), end: monthName(end), open, monthStated };

  if (open) return { kind: 'from', ...shown, recurrenceMonths: [] };
  if (kept.length > 1) return { kind: 'range', ...shown, recurrenceMonths: gappedMonths(kept, start, end) };
  if (first.start === null)
    return { kind: first.from.until === 'by' ? 'within' : 'range', ...shown, recurrenceMonths: [] };
  if (first.from.to) return { kind: 'range', ...shown, recurrenceMonths: [] };
  // R8年度（通年） covers the year, R8年度 falls somewhere in it.
  return { kind: allYear && yearOnly ? 'range' : first.from.kind, ...shown, recurrenceMonths: [] };
}

function refines(finer: Stretch, year: Stretch): boolean {
  if (year.from.to || year.from.monthStated || year.start === null || year.end === null) return false;
  if (!finer.from.monthStated || finer.start === null) return false;
  return finer.start >= year.start && finer.start <= year.end;
}

/** Months (1–12) that several stretches cover when they leave gaps within a year; else none. */
function gappedMonths(stretches: readonly Stretch[], start: number | null, end: number | null): number[] {
  if (start === null || end === null || end - start >= 12) return [];
  const covered = new Set<number>();
  for (const stretch of stretches) {
    for (let month = stretch.start!; month <= stretch.end!; month += 1) covered.add(month);
  }
  if (covered.size === end - start + 1) return [];
  return [...covered].sort((a, b) => a - b).map((month) => (month % 12) + 1);
}

/** The months of the year that a yearly recurrence names, ranges filled in: 毎年12月～2月 → 12, 1, 2. */
function monthsOf(dates: readonly FoundDate[]): number[] {
  const months: number[] = [];
  for (let i = 0; i < dates.length; i += 1) {
    const date = dates[i]!;
    const next = dates[i + 1];
    const end = date.to && next !== undefined ? next.end : date.end;
    if (date.to && next !== undefined) i += 1;
    for (let month = date.start; month <= end && months.length < 12; month += 1) {
      const number = (month % 12) + 1;
      if (!months.includes(number)) months.push(number);
    }
  }
  return months;
}

function isMonth(number: number): boolean {
  return number >= 1 && number <= 12;
}

function indexOf(year: number, month: number): MonthIndex {
  return year * 12 + month - 1;
}

function monthName(index: MonthIndex | null): YearMonth | null {
  if (index === null) return null;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

function execAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

/** Length of the match at this place; 0 = none. */
function matchAt(sticky: RegExp, text: string, at: number): number {
  return execAt(sticky, text, at)?.[0].length ?? 0;
}
