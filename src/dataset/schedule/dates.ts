import { eraOf, REIWA, shortYear } from '../../calendar/era.ts';
import { isMonthOfYear, monthNumber, type MonthNumber, type Stretch } from '../../calendar/month.ts';
import { COUNTER, HALF, halfOf, quarterOf, SEASONS, TURNS, yearOffset } from '../../calendar/words.ts';

/** One date of the text, and what the words right after it say. */
export interface FoundDate {
  start: MonthNumber;
  end: MonthNumber;
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
export interface Context {
  readonly year: number;
  /** Year 0 of the era in the western calendar; null for western years. */
  readonly era: number | null;
  readonly fiscal: boolean;
  /** 1–12; null when only the year is known. */
  readonly month: number | null;
  /** Day of the month; null when none is said. */
  readonly day: number | null;
}

interface Token {
  readonly date: FoundDate;
  readonly next: number;
  readonly context: Context;
}

/** Where the reader stands, and what it knows from before. */
interface Place {
  readonly text: string;
  readonly at: number;
  /** The character before. */
  readonly before: string;
  readonly context: Context | null;
  readonly last: FoundDate | null;
  /** Of the document; null when it is not known. */
  readonly fiscalYear: number | null;
}

const PLAIN = { kind: 'month', monthStated: true, bare: false, to: false, until: null } as const;
export const sticky = (pattern: string): RegExp => new RegExp(pattern, 'iy');

/** The match that begins at this place. */
export function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function monthToken(
  year: number,
  month: number,
  next: number,
  context: Omit<Context, 'year' | 'month'>,
): Token {
  const index = monthNumber(year, month);
  return { date: { ...PLAIN, start: index, end: index }, next, context: { ...context, year, month } };
}

const stretchOf = ({ from, to }: Stretch, kind: FoundDate['kind'], bare = false): FoundDate => ({
  ...PLAIN,
  start: from,
  end: to,
  kind,
  monthStated: false,
  bare,
});

/** R8, 令和8, 2026; what follows it says how much of it is meant. */
function readFullYear({ text, at, before }: Place): Token | null {
  if (/[A-Z0-9]/.test(before)) return null;
  const match = execAt(/(令和|平成|昭和|[RHS])(\d{1,2})(?!\d)|((?:19|20)\d{2})(?!\d)/y, text, at);
  if (match === null) return null;
  const era = match[1] === undefined ? null : eraOf(match[1]);
  const number = Number(match[2] ?? match[3]);
  return readRestOfYear(text, at + match[0].length, (era?.base ?? 0) + number, era?.base ?? null);
}

/** 来年4月, 翌年度, 今年夏, 来春 */
function readRelativeYear({ text, at, context, fiscalYear }: Place): Token | null {
  const word = execAt(/(?:再来|[来翌今本昨前])(?=[年春夏秋冬])|[次当](?=年度)|去(?=年)/y, text, at)?.[0];
  const base = context?.year ?? fiscalYear;
  if (word === undefined || base === null) return null;
  const year = base + yearOffset(word);
  if (text[at + word.length] === '年') return readRestOfYear(text, at + word.length, year, null);
  const season = readPart(text, at + word.length, year, '年');
  return season && { ...season, context: { year, era: null, fiscal: false, month: null, day: null } };
}

/** 9年3月, 9年度: of the era before it, else of the one that two figures tell. */
function readYearWithoutEra({ text, at, before, context }: Place): Token | null {
  const match = /[\d.第/A-Z和成]/.test(before) ? null : execAt(/(\d{1,2})年(?=度|\d{1,2}月)/y, text, at);
  if (match === null || Number(match[1]) < 1) return null;
  const { year, era } = yearIn(context, Number(match[1]));
  return readRestOfYear(text, at + match[1]!.length, year, era);
}

const yearIn = (context: Context | null, number: number): Pick<Context, 'year' | 'era'> => {
  if (context?.era != null) return { year: context.era + number, era: context.era };
  const year = shortYear(number);
  return { year, era: number < 20 ? REIWA.base : null };
};

/** After a year number: what makes it no year at all (R8.13, 2026名). */
const NO_YEAR = /[./]?\d|-\d{1,2}(?!\d)|[A-Z%回名人件円万]/y;

/** The rest of a date after its year number: .5, 年5月, 年度上半期, 年夏頃, or nothing. */
function readRestOfYear(text: string, from: number, year: number, era: number | null): Token | null {
  const unit = execAt(/年度|年/y, text, from)?.[0] ?? '';
  const at = from + unit.length;
  // An era year takes no hyphen before its month: R8-10 is a range of years.
  const sign = era === null ? '[./-]' : '[./]';
  const month =
    unit === ''
      ? execAt(sticky(`(${sign})(\\d{1,2})(?!\\d)(?:\\1(\\d{1,2})(?!\\d))?月?`), text, at)
      : execAt(/(の?)(\d{1,2})月(?:(\d{1,2})日)?/y, text, at);
  if (month !== null) {
    const number = Number(month[2]);
    if (!isMonthOfYear(number)) return null;
    const calendarYear = unit === '年度' && number < 4 ? year + 1 : year;
    const day = month[3] === undefined ? null : Number(month[3]);
    return monthToken(calendarYear, number, at + month[0].length, { era, fiscal: false, day });
  }
  const context: Context = { year, era, fiscal: unit !== '年', month: null, day: null };
  const turn = readTurn(text, from, unit === '年' ? monthNumber(year, 1) : monthNumber(year, 4), true);
  if (turn !== null) return { ...turn, context };
  const part = readPart(text, /[の ]/.test(text[at] ?? '') ? at + 1 : at, year, unit);
  if (part !== null) return { ...part, context };
  if (unit === '' && !(era !== null && text[at] === '-') && execAt(NO_YEAR, text, at) !== null) return null;
  // R8 alone is the fiscal year (R8以降 = from April).
  const start = monthNumber(year, unit === '年' ? 1 : 4);
  return { date: stretchOf({ from: start, to: start + 11 }, 'within'), next: at, context };
}

type Part = Pick<Token, 'date' | 'next'>;

const PART = sticky(`(${HALF})|第?([1-4])Q|Q([1-4])(?!\\d)`);
const SEASON = sticky(
  `([春夏秋冬])(?:頃|ごろ|ころ|季|期|先)?(?=以降|以後|まで|から|より|予定|開始|実施|導入|に|中|[~・、,) -]|$)`,
);

/** A half, a quarter or a season of the year. */
function readPart(text: string, at: number, year: number, unit: string): Part | null {
  const part = execAt(PART, text, at);
  if (part !== null) {
    const stretch = part[1] === undefined ? quarterOf(year, (part[2] ?? part[3])!) : halfOf(year, part[1]);
    return { date: stretchOf(stretch, 'range'), next: at + part[0].length };
  }
  const season = execAt(SEASON, text, at);
  if (season === null) return null;
  const { first, count } = SEASONS.find(({ words }) => words === season[1])!;
  const january = monthNumber(year, 1);
  // The spring of a fiscal year begins with it.
  const from = january + (unit === '年度' ? Math.max(first, 3) : first);
  return {
    date: stretchOf({ from, to: january + first + count - 1 }, 'within'),
    next: at + season[0].length,
  };
}

const TURN_PATTERNS = TURNS.map((turn) => ({ ...turn, pattern: sticky(turn.words) }));

/** 年度末, 年明け, R9年末; a year that is named has its own turn (R9年明け is January of R9). */
function readTurn(text: string, at: number, first: MonthNumber, named: boolean): Part | null {
  for (const turn of TURN_PATTERNS) {
    const match = execAt(turn.pattern, text, at);
    if (match === null) continue;
    const from = first + (named && !turn.fiscal ? turn.first % 12 : turn.first);
    return { date: stretchOf({ from, to: from + turn.count - 1 }, 'within'), next: at + match[0].length };
  }
  return null;
}

const BARE_MONTHS = [
  /(\d{1,2})月(?![間曜])(?:(\d{1,2})日)?/y,
  /(\d{1,2})(?=(?:[~・、,-]\d{1,2}){1,11}月(?![間曜]))/y,
  /(\d{1,2})\/(\d{1,2})(?![\d/])/y,
];

function readBareMonth(place: Place): Token | null {
  const { text, at, before } = place;
  if (/[\d./:]/.test(before)) return null;
  for (const pattern of BARE_MONTHS) {
    const match = execAt(pattern, text, at);
    if (match === null || !isMonthOfYear(Number(match[1]))) continue;
    const day = match[2] === undefined ? null : Number(match[2]);
    return bareMonthToken(place, Number(match[1]), at + match[0].length, day);
  }
  return null;
}

function bareMonthToken(place: Place, month: number, next: number, day: number | null): Token | null {
  const { context, last } = place;
  const bare = last === null || last.bare;
  let year = yearOfBareMonth(place, month, bare);
  if (year === null) return null;
  // 2月～5月: the end of a period never lies before its start.
  if (last?.to === true && monthNumber(year, month) < last.start) year += 1;
  const token = monthToken(year, month, next, { era: context?.era ?? null, fiscal: false, day });
  return { ...token, date: { ...token.date, bare } };
}

function yearOfBareMonth({ context, fiscalYear }: Place, month: number, bare: boolean): number | null {
  if (context === null || bare) {
    const base = fiscalYear ?? context?.year ?? null;
    return base !== null && month < 4 ? base + 1 : base;
  }
  if (context.month === null) return context.fiscal && month < 4 ? context.year + 1 : context.year;
  return month < context.month ? context.year + 1 : context.year;
}

/** A part of the year without one: 上半期, 夏頃, 年度末, 年度内. */
function readBarePart({ text, at, context, fiscalYear, last }: Place): Token | null {
  const unit = execAt(/年度|年/y, text, at)?.[0] ?? '';
  const year = context?.year ?? fiscalYear;
  if (year === null) return null;
  const month = context?.month ?? null;
  // R9.1～年度末: the fiscal year that January is in.
  const base = unit !== '年' && month !== null && month < 4 ? year - 1 : year;
  const after = { year, era: null, fiscal: unit !== '年', month: null, day: null };
  const start = monthNumber(base, unit === '年' ? 1 : 4);
  const turn =
    context !== null && unit === '年' ? turnBefore(context, text, at) : readTurn(text, at, start, false);
  const part = turn ?? readPart(text, at + unit.length, base, unit === '' ? '年度' : unit);
  if (part !== null) {
    const bare = context === null || last?.bare === true;
    return { date: { ...part.date, bare }, next: part.next, context: context ?? after };
  }
  if (context !== null || unit === '' || !/[中内]/.test(text[at + unit.length] ?? '')) return null;
  return {
    date: stretchOf({ from: start, to: start + 11 }, 'within', true),
    next: at + unit.length,
    context: after,
  };
}

/** R8.10～年末: the first turn after what was said. */
function turnBefore({ year, month }: Context, text: string, at: number): Part | null {
  const turn = readTurn(text, at, monthNumber(year, 1), false);
  if (turn === null || month === null || turn.date.start >= monthNumber(year, month)) return turn;
  return { ...turn, date: { ...turn.date, start: turn.date.start + 12, end: turn.date.end + 12 } };
}

/** R8.4～3か月間, 7月～1年間: how long it goes on. */
function readDuration({ text, at, context, last }: Place): Token | null {
  const match = execAt(sticky(`(\\d{1,2})(?:${COUNTER}([月年])|(年))間?(?![度\\d])`), text, at);
  if (match === null || last?.to !== true || context === null || Number(match[1]) < 1) return null;
  const months = Number(match[1]) * ((match[2] ?? match[3]) === '年' ? 12 : 1);
  const { start, monthStated, bare } = last;
  return {
    date: { ...PLAIN, start, end: start + months - 1, monthStated, bare },
    next: at + match[0].length,
    context,
  };
}

/** 6月1日～30日: another day of the same month. */
function readDay({ text, at, before, context, last }: Place): Token | null {
  const match = /[~・、,\-らり]/.test(before) ? execAt(/(\d{1,2})日(?!間)/y, text, at) : null;
  if (match === null || last === null || context?.month == null || context.day === null) return null;
  return sameMonth(context, last, Number(match[1]), at + match[0].length);
}

function sameMonth(context: Context, last: FoundDate, day: number, next: number): Token {
  const token = monthToken(context.year, context.month!, next, { ...context, day });
  return { ...token, date: { ...token.date, bare: last.bare } };
}

const NUMBERS = sticky(
  `(\\d{1,2})(?:[./](\\d{1,2}))?(?:[./](\\d{1,2}))?(?![\\d./:])(?!回|名|人|件|時|分|日|${COUNTER}[月年]|週|年|%|割|歳|階)`,
);

/** A number right after ～ or a separator leaves out what the date before it said: R8.6～8, R8～10, R8.4・10. */
function readBareNumber(place: Place): Token | null {
  const { text, at, before, context, last } = place;
  if (context === null || last === null) return null;
  if (/[・、,]/.test(text[at] ?? '')) {
    const inList = context.month !== null && /\d/.test(text[at + 1] ?? '');
    return inList ? readBareNumber({ ...place, at: at + 1, before: text[at]! }) : null;
  }
  const match = /[・、,~\-らり降後 ]/.test(before) ? execAt(NUMBERS, text, at) : null;
  if (match === null) return null;
  const next = at + match[0].length;
  const number = Number(match[1]);
  const second = match[2] === undefined ? null : Number(match[2]);
  if (context.month === null) return second === null ? readYearNumber(context, number, next) : null;
  // R8.4.1～9.3.31 ends on a day, R8.4～9.3 in a month of R9; R8.4.1～9.30 ends on a day of September.
  if (second !== null && (match[3] !== undefined || context.day === null)) {
    const ended = readYearAndMonth(place, [number, second], next);
    if (ended !== null || match[3] !== undefined) return ended;
  }
  const isDay = context.day !== null && second === null && number >= context.day && text[next] !== '月';
  if (isDay) return sameMonth(context, last, number, next);
  return isMonthOfYear(number) ? bareMonthToken({ ...place, fiscalYear: null }, number, next, second) : null;
}

/** R8～10, 2026～28: years. */
function readYearNumber(context: Context, number: number, next: number): Token | null {
  if (number < 1 || (context.era === null && number < 20)) return null;
  const { year } = yearIn(context, number);
  const start = monthNumber(year, 4);
  return { date: stretchOf({ from: start, to: start + 11 }, 'within'), next, context: { ...context, year } };
}

function readYearAndMonth(
  { context, last }: Place,
  [number, month]: [number, number],
  next: number,
): Token | null {
  if (context === null || last === null || (context.era === null && number < 20) || !isMonthOfYear(month))
    return null;
  const { year } = yearIn(context, number);
  return monthNumber(year, month) < last.start ? null : monthToken(year, month, next, context);
}

/** Tried in this order at each place. */
const READERS: readonly ((place: Place) => Token | null)[] = [
  readFullYear,
  readRelativeYear,
  readYearWithoutEra,
  readBareMonth,
  readBarePart,
  readDuration,
  readDay,
  readBareNumber,
];

/** The date that begins at the place; null when none does. */
export function readDate(place: Place): Token | null {
  for (const read of READERS) {
    const token = read(place);
    if (token !== null) return token;
  }
  return null;
}
