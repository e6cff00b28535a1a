import { createHash } from 'node:crypto';
import type { Initiative } from './schema.ts';

/** A short fingerprint of what a row says, which changes when any of it does. */
export function digestOf({ department, name, summary, schedule, remarks, stage }: Initiative): string {
  return createHash('sha256')
    .update(JSON.stringify([department, name, summary, schedule.text, remarks, stage]))
    .digest('base64url')
    .slice(0, 12);
}
