import { eraOf } from '../calendar/era.ts';
import { recurrenceOf, type Recurrence } from '../calendar/recurrence.ts';
import { ANYTIME } from '../calendar/words.ts';
import type { FoundDate } from './schedule/dates.ts';
import { monthsOfYear, periodOf } from './schedule/period.ts';
import { scanDates } from './schedule/scan.ts';
import { foldSchedule, splitBrackets } from './schedule/text.ts';
import type { Schedule } from './schema.ts';

/** Stands for every year while the months of a yearly recurrence are read. */
const ANY_YEAR = 2000;

/** With these, a month without a year says in which months of each year (毎年5月), not when it begins. */
const MONTHS_BELONG_TO: ReadonlySet<Recurrence | null> = new Set<Recurrence | null>([
  'quarterly',
  'halfYearly',
  'yearly',
]);

/** What runs already does not take place in the month of its revision: 従来から実施（R8.4改定）. */
const RUNS_ALREADY = /(?:以前|従来|従前)(?:から|より)/;
const GOES_ON = new RegExp(
  `${ANYTIME}|通年|常時|常設|不定期|継続|実施中|従来|従前|以前から|日常|(?<!\\d)年間`,
);
const UNDECIDED = /未定|調整中|検討中|協議中|未実施|実施済|導入済|完了|終了済/;
/** Words that say no time, of which nothing else stands there. */
const NOTHING = /^(?:なし|無し|無|不明|済み?|終了|予定)?$/;

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
  const folded = foldSchedule(text);
  const { outer, inner } = splitBrackets(folded);
  if (hasBrokenDate(outer)) return undated(text, 'unread');
  const fiscalYear = options.fiscalYear ?? null;
  const recurrence = recurrenceOf(`${outer} ${inner}`);
  const found = findDates(outer, inner, fiscalYear ?? (recurrence === null ? null : ANY_YEAR));
  const named = MONTHS_BELONG_TO.has(recurrence);
  const dates = found.filter((date) => !(date.bare && (named || fiscalYear === null)));
  const recurrenceMonths = named ? monthsOfYear(found.filter((date) => date.bare)) : everyOtherMonth(folded);

  if (dates.length === 0 || RUNS_ALREADY.test(outer)) {
    const often = recurrence ?? (dates.length === 0 ? byWeekday(folded) : null);
    return often === null
      ? undated(text, dates.length === 0 && hasBrokenDate(inner) ? 'unread' : undatedKind(folded))
      : {
          ...undated(text, 'recurring'),
          monthStated: recurrenceMonths.length > 0,
          recurrence: often,
          recurrenceMonths,
        };
  }
  const period = periodOf(dates, /通年|(?<!\d)年間/.test(folded));
  if (period === null) return undated(text, 'unread');
  const dated = { ...undated(text, period.kind), ...period };
  if (recurrence === null) return dated;

  const recurring = { ...dated, kind: 'recurring', recurrence, recurrenceMonths } as const;
  if (period.kind !== 'month' || period.start === null) return recurring;
  // 年1回（R8.10）: the first time, and every year in that month.
  const inItsMonth = recurrence === 'yearly' && recurrenceMonths.length === 0;
  const months = inItsMonth ? [Number(period.start.slice(5))] : recurrenceMonths;
  return { ...recurring, end: null, open: true, recurrenceMonths: months };
}

/**
 * A date that is a slip, so that nothing beside it may be read as if it were whole: R8.13, H32.4, R8,4. A plan's 平成32年度
 * is one, too: it is for a person to say what became of it.
 */
function hasBrokenDate(folded: string): boolean {
  const eras = folded.matchAll(/(令和|平成|昭和|(?<![A-Z0-9])[RHS])(\d{1,2})(?!\d)(?:[./](\d{1,2})|(,)\d)?/g);
  for (const [, era, year, month, comma] of eras) {
    const wrongYear = Number(year) < 1 || Number(year) > eraOf(era!).last;
    if (wrongYear || comma !== undefined || isWrongMonth(month)) return true;
  }
  return Array.from(folded.matchAll(/(?<!\d)(?:19|20)\d{2}[./-](\d{1,2})(?!\d)/g)).some(([, month]) =>
    isWrongMonth(month),
  );
}

const isWrongMonth = (month: string | undefined): boolean =>
  month !== undefined && (Number(month) < 1 || Number(month) > 12);

/** A bracket explains what stands outside it: 毎年5月（R8は6月）. It counts only where nothing else names a time. */
function findDates(outer: string, inner: string, fiscalYear: number | null): FoundDate[] {
  const outerDates = scanDates(outer, fiscalYear);
  if (outerDates.length > 0) return withBracket(outerDates, `${outer} ${inner}`, fiscalYear);
  const innerDates = scanDates(inner, fiscalYear);
  // 従来から実施（R8.4）; 継続（R8.4～) says since when.
  const runs = /継続|実施中|既に|従来|従前|以前/.test(outer) || /改[定正訂]|見直|変更|更新/.test(inner);
  return runs && GOES_ON.test(outer) && !innerDates.some(({ to }) => to) ? [] : innerDates;
}

/** R8年度（7月、10月）, 令和8年度（第2四半期）: a bracket may say which part of the year outside it is meant. */
function withBracket(outerDates: FoundDate[], whole: string, fiscalYear: number | null): FoundDate[] {
  const [only] = outerDates;
  if (outerDates.length > 1 || only!.monthStated || only!.to || only!.until !== null) return outerDates;
  const both = scanDates(whole, fiscalYear);
  const finer = both.slice(1);
  if (finer.some(({ monthStated }) => monthStated)) return both;
  const inside = finer.every(
    ({ start, end }) => start >= only!.start && start <= only!.end && end - start < 11,
  );
  return finer.length > 0 && inside ? finer : outerDates;
}

/** 偶数月 → 2, 4 … 12 */
function everyOtherMonth(folded: string): number[] {
  const parity = /([偶奇])数月/.exec(folded)?.[1];
  return parity === undefined
    ? []
    : [2, 4, 6, 8, 10, 12].map((month) => (parity === '奇' ? month - 1 : month));
}

/** A weekday alone recurs (水曜日); beside a date it only says which day that is (R9.7.1（水曜）). */
function byWeekday(text: string): Recurrence | null {
  if (/平日/.test(text)) return 'daily';
  const weekday = /(第\d)?(?:[・、,]第?\d){0,4}[月火水木金土日]曜/.exec(text);
  if (weekday === null) return null;
  return weekday[1] === undefined ? 'weekly' : 'monthly';
}

function undatedKind(text: string): Schedule['kind'] {
  if (GOES_ON.test(text)) return 'anytime';
  const words = text.replace(/[^\p{L}\p{N}]/gu, '').replace(/^ー+$/, '');
  return UNDECIDED.test(text) || NOTHING.test(words) ? 'unstated' : 'unread';
}

const UNDATED = { start: null, end: null, open: false, monthStated: false, recurrence: null };

const undated = (text: string, kind: Schedule['kind']): Schedule => ({
  text,
  kind,
  ...UNDATED,
  recurrenceMonths: [],
});
