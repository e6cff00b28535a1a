import { Temporal } from 'temporal-polyfill';
import type { YearMonth } from './month.ts';

/** The month that it is at `now` (epoch ms) in the zone. */
export function monthAt(now: number, timeZone: string): YearMonth {
  return dayAt(now, timeZone).toPlainYearMonth().toString();
}

/** The ISO date that it is at `now` (epoch ms) in the zone. */
export function dateAt(now: number, timeZone: string): string {
  return dayAt(now, timeZone).toString();
}

/** The day that it is at `now` (epoch ms) in the zone. */
export function dayAt(now: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
}

/** `YYYY-MM-DD HH:MM` at `now` (epoch ms) in the zone. */
export function timeAt(now: number, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}
