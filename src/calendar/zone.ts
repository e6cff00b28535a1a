import { Temporal } from 'temporal-polyfill';
import type { YearMonth } from './month.ts';

/** The month that it is at `now` (epoch ms) in the zone. */
export function monthAt(now: number, timeZone: string): YearMonth {
  return Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
}
