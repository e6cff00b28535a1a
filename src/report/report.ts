import { Temporal } from 'temporal-polyfill';
import { isBusinessDay } from '../calendar/business-day.ts';
import { monthAfter, type YearMonth } from '../calendar/month.ts';
import { monthAt } from '../calendar/zone.ts';

/** What a month came to, as plain values. Counts are of that month, unless it says otherwise. */
export interface MonthlyReport {
  readonly month: YearMonth;
  readonly questions: {
    readonly asked: number;
    /** What was asked about most, by the themes' names. */
    readonly themes: readonly {
      readonly label: { readonly ja: string; readonly en: string };
      readonly count: number;
    }[];
  };
  readonly unanswered: {
    readonly kept: number;
    readonly wrong: number;
    readonly answered: number;
    /** That nobody has answered by now, the largest first. */
    readonly open: readonly { readonly label: string; readonly count: number }[];
  };
  /** Steps of departments that take something over. */
  readonly spread: {
    readonly interested: number;
    readonly trying: number;
    readonly adopted: number;
    readonly declined: number;
    /** What was tried or introduced. */
    readonly taken: readonly TakenOver[];
  };
  /** Themes that fewest departments have, by now. */
  readonly coverage: readonly {
    readonly label: { readonly ja: string; readonly en: string };
    readonly count: number;
    readonly of: number;
  }[];
  /** Messages that have arrived. */
  readonly reach: { readonly highlights: number; readonly broadcasts: number };
}

/** A department has begun to try, or has introduced, what another one does. */
export interface TakenOver {
  readonly name: string;
  readonly from: string;
  readonly department: string;
  readonly state: 'trying' | 'adopted';
}

/** Begin and end of a month in the zone, epoch ms; the end is not part of it. */
export function spanOfMonth(
  month: YearMonth,
  timeZone: string,
): { readonly from: number; readonly to: number } {
  const start = (of: YearMonth) =>
    Temporal.PlainDate.from(`${of}-01`).toZonedDateTime({ timeZone }).epochMilliseconds;
  return { from: start(month), to: start(monthAfter(month, 1)) };
}

/** Office hours have begun. */
const hour = 9;
/** A bot that was down makes up for it within a week. */
const lateDays = 7;

/** The month that a report is due for at `now`: the last one, from its successor's first business day on; else null. */
export function dueReport(now: number, timeZone: string): YearMonth | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  let first = local.toPlainDate().with({ day: 1 });
  while (!isBusinessDay(first)) first = first.add({ days: 1 });
  const dueAt = first.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour }) });
  const isDue = now >= dueAt.epochMilliseconds && now < dueAt.add({ days: lateDays }).epochMilliseconds;
  return isDue ? monthAfter(monthAt(now, timeZone), -1) : null;
}
