import { monthAt } from '../../calendar/zone.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { AdoptionServices } from './services.ts';

/** Whether a row has not begun: it says so itself, or its first month is to come. */
export function isPlanned(
  { stage, schedule }: Initiative,
  { now, timeZone }: Pick<AdoptionServices, 'now' | 'timeZone'>,
): boolean {
  return stage !== null || (schedule.start !== null && schedule.start > monthAt(now(), timeZone));
}
