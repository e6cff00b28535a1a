import { Temporal } from 'temporal-polyfill';
import { monthAt } from '../../calendar/zone.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { AdoptionParts } from './parts.ts';

type Calendar = Pick<AdoptionParts, 'now' | 'timeZone'>;

/** ISO date in the city's zone. */
export function todayOf({ now, timeZone }: Calendar): string {
  return Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Whether a row has not begun: it says so itself, or its first month is to come. */
export function isPlanned({ stage, schedule }: Initiative, { now, timeZone }: Calendar): boolean {
  return stage !== null || (schedule.start !== null && schedule.start > monthAt(now(), timeZone));
}
