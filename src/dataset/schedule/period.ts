import { formatMonth, monthOfYear, type MonthNumber } from '../../calendar/month.ts';
import type { FoundDate } from './dates.ts';
import type { Schedule } from '../schema.ts';

/** A stretch of months; null = unknown or unbounded. */
interface Stretch {
  readonly start: MonthNumber | null;
  readonly end: MonthNumber | null;
  readonly from: FoundDate;
}

/** What dates make of a schedule. */
export type ReadPeriod = Pick<
  Schedule,
  'kind' | 'start' | 'end' | 'open' | 'monthStated' | 'recurrenceMonths'
>;

const nameOf = (month: MonthNumber | null): string | null => (month === null ? null : formatMonth(month));

/** Dates joined where one goes on to the next; null when they contradict each other (R9～R8). */
function stretchesOf(dates: readonly FoundDate[]): Stretch[] | null {
  const stretches: Stretch[] = [];
  for (let i = 0; i < dates.length; i += 1) {
    const date = dates[i]!;
    const next = dates[i + 1];
    if (date.to && next !== undefined) {
      if (next.end < date.start) return null;
      stretches.push({ start: date.start, end: next.to ? null : next.end, from: date });
      i += 1;
    } else {
      const start = date.to || date.until === null ? date.start : null;
      stretches.push({ start, end: date.to ? null : date.end, from: date });
    }
  }
  return stretches;
}

/** R8年度（7月、10月）: the year only says which year the months, or the part of it, are in. */
function refines(finer: Stretch, year: Stretch): boolean {
  if (year.from.to || year.from.monthStated || year.start === null || year.end === null) return false;
  if (finer.start === null || finer.start < year.start || finer.start > year.end) return false;
  const shorter = finer.end !== null && finer.end - finer.start < year.end - year.start;
  return finer.from.monthStated || (shorter && year.end - year.start === 11);
}

const isSame = (a: Stretch, b: Stretch): boolean =>
  a.start === b.start && a.end === b.end && a.from.monthStated === b.from.monthStated;

/** Not those that another makes finer, nor the same again (R8.6.1・15). */
const withoutWider = (stretches: readonly Stretch[]): Stretch[] =>
  stretches
    .filter((one) => !stretches.some((other) => other !== one && refines(other, one)))
    .filter((one, i, all) => all.findIndex((other) => isSame(other, one)) === i);

/** Months (1–12) that several stretches cover when they leave gaps within a year; else none. */
function gappedMonths(stretches: readonly Stretch[], start: number | null, end: number | null): number[] {
  if (start === null || end === null || end - start >= 12) return [];
  const covered = new Set<number>();
  for (const stretch of stretches) {
    for (let month = stretch.start!; month <= stretch.end!; month += 1) covered.add(month);
  }
  if (covered.size === end - start + 1) return [];
  return [...covered].sort((a, b) => a - b).map(monthOfYear);
}

/** The dates of one text as one period; null when they contradict each other. `allYear`: it says 通年. */
export function periodOf(dates: readonly FoundDate[], allYear: boolean): ReadPeriod | null {
  const stretches = stretchesOf(dates);
  if (stretches === null) return null;
  const finest = withoutWider(stretches);
  const { start: firstStart, from } = finest[0]!;
  const alone = finest.length === 1;
  const monthStated = dates.some((date) => date.monthStated);
  const starts = finest.map((stretch) => stretch.start);
  const start = starts.includes(null) ? null : Math.min(...(starts as number[]));
  const single = alone && dates.length === 1;
  const open =
    finest.some((stretch) => stretch.end === null) ||
    (allYear && single && from.kind === 'month' && start !== null);
  const end = open ? null : Math.max(...finest.map((stretch) => stretch.end ?? 0));
  const recurrenceMonths = open || alone ? [] : gappedMonths(finest, start, end);
  // R8年度（通年） covers the year, R8年度 falls somewhere in it.
  const coversYear = allYear && single && !monthStated;
  let { kind }: Pick<Schedule, 'kind'> = from;
  if (open) kind = 'from';
  else if (alone && firstStart === null) kind = from.until === 'by' ? 'within' : 'range';
  else if (!alone || from.to || coversYear) kind = 'range';
  return { kind, start: nameOf(start), end: nameOf(end), open, monthStated, recurrenceMonths };
}

/** The months of the year that a yearly recurrence names, ranges filled in: 毎年12月～2月 → 12, 1, 2. */
export function monthsOfYear(dates: readonly FoundDate[]): number[] {
  const months = new Set<number>();
  for (let i = 0; i < dates.length; i += 1) {
    const { start, end, to } = dates[i]!;
    const next = to ? dates[i + 1] : undefined;
    if (next !== undefined) i += 1;
    const last = Math.min(next?.end ?? end, start + 11);
    for (let month = start; month <= last; month += 1) months.add(monthOfYear(month));
  }
  return [...months];
}
