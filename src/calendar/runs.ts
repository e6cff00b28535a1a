import { monthOfYear, parseMonth, type MonthNumber, type Stretch, type YearMonth } from './month.ts';
import type { Recurrence } from './recurrence.ts';

/** What a row says of its time, as far as it was read: a schedule without its text. */
export interface Stated {
  readonly kind: 'month' | 'range' | 'from' | 'within' | 'anytime' | 'recurring' | 'unstated' | 'unread';
  readonly start: YearMonth | null;
  readonly end: YearMonth | null;
  readonly monthStated: boolean;
  readonly recurrence: Recurrence | null;
  readonly recurrenceMonths: readonly number[];
}

/** The same, to be asked about months. */
export interface StatedSpan extends Pick<Stated, 'kind' | 'monthStated' | 'recurrence' | 'recurrenceMonths'> {
  /** First and last month that are stated; null = none. */
  readonly start: MonthNumber | null;
  readonly end: MonthNumber | null;
}

/** A schedule's span. */
export function spanOf({ kind, start, end, monthStated, recurrence, recurrenceMonths }: Stated): StatedSpan {
  return {
    kind,
    monthStated,
    recurrence,
    recurrenceMonths,
    start: start === null ? null : parseMonth(start),
    end: end === null ? null : parseMonth(end),
  };
}

const MONTHS_BETWEEN: Partial<Record<string, number>> = { quarterly: 3, halfYearly: 6, yearly: 12 };

const lies = (inner: Stretch, outer: Stretch): boolean => inner.from >= outer.from && inner.to <= outer.to;

/** The months that are known to be meant; what has no first or last month has no bound there. */
const stretchOf = ({ start, end }: StatedSpan): Stretch => ({
  from: start ?? -Infinity,
  to: end ?? Infinity,
});

/** Its first month lies in the stretch; of what falls some time within a stretch (R8年度中), all of that stretch does. */
export function beginsIn({ kind, start, end }: StatedSpan, asked: Stretch): boolean {
  if (start === null) return false;
  if (kind === 'within') return lies({ from: start, to: end ?? start }, asked);
  return lies({ from: start, to: start }, asked);
}

/** A month of the year that it names comes round in the stretch (毎年5月; R8.4・10). */
export function comesRoundIn(span: StatedSpan, asked: Stretch): boolean {
  const { from, to } = stretchOf(span);
  const first = Math.max(from, asked.from);
  const last = Math.min(to, asked.to);
  if (last - first >= 11) return span.recurrenceMonths.length > 0;
  for (let n = first; n <= last; n++) if (span.recurrenceMonths.includes(monthOfYear(n))) return true;
  return false;
}

/**
 * Under way in some month of the stretch. 随時, what recurs and what has no end are, until something says otherwise: a
 * first month, a last one, the months that are named. What falls some time within a stretch is only where all of that
 * was asked for; twice a year may be any month, so that only half a year surely holds one; a time that is not stated,
 * or could not be read, never is.
 */
export function runsIn(span: StatedSpan, asked: Stretch): boolean {
  const { kind, start, end, recurrence } = span;
  if (kind === 'unstated' || kind === 'unread') return false;
  if (kind === 'within') return start !== null && lies({ from: start, to: end ?? start }, asked);
  if (span.recurrenceMonths.length > 0) return comesRoundIn(span, asked);
  if (recurrence !== null && start === null && asked.to - asked.from + 1 < (MONTHS_BETWEEN[recurrence] ?? 1))
    return false;
  const { from, to } = stretchOf(span);
  return from <= asked.to && asked.from <= to;
}

/** Its last month is stated and lies in the stretch; a month alone (R8.4) tells when it begins, not that it ends. */
export function endsIn({ kind, end }: StatedSpan, asked: Stretch): boolean {
  return end !== null && kind !== 'within' && kind !== 'month' && lies({ from: end, to: end }, asked);
}
