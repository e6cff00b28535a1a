import { Temporal } from 'temporal-polyfill';
import type { BroadcastContent } from './content.ts';

/** The city's own rules, from configuration. */
export interface BroadcastRules {
  /** A second person must approve, never the author. */
  readonly fourEyes: boolean;
  /** Broadcasts an author may release in 24 hours. */
  readonly perAuthorAndDay: number;
  /** Above this many recipients it is asked again. */
  readonly confirmAbove: number;
  /** Nothing is released between these; null = at any time. */
  readonly quietHours: QuietHours | null;
  readonly timeZone: string;
  /** How long reports, and broadcasts with them, are kept. */
  readonly retentionDays: number;
  /** Where pictures may come from: a host, or `*.` and what all of them end in; empty = there are no pictures. */
  readonly pictureHosts: readonly string[];
}

/** Whether it names a host, or with `*.` every host below one of two labels at least. */
export function isHostPattern(text: string): boolean {
  return /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(text);
}

/** Whether pictures may come from there: on another port of a host somebody else may answer. */
export function isPictureHost(address: string, hosts: readonly string[]): boolean {
  const url = URL.parse(address);
  if (url?.port !== '') return false;
  const host = url.hostname;
  return hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one));
}

/** Whether it has a picture from where none may come any more: the setting may have changed since it was written. */
export function hasForeignPicture(
  { pictures = [] }: Pick<BroadcastContent, 'pictures'>,
  { pictureHosts }: Pick<BroadcastRules, 'pictureHosts'>,
): boolean {
  return pictures.some(({ url }) => !isPictureHost(url, pictureHosts));
}

/** Times of day, HH:MM; `from` later than `until` spans midnight. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

/** `20:00-07:00`; null when it cannot be read. */
export function parseQuietHours(text: string): QuietHours | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!match) return null;
  const [from, until] = [`${match[1]!}:${match[2]!}`, `${match[3]!}:${match[4]!}`];
  return from === until ? null : { from, until };
}

/** Whether `at` lies in the quiet hours of the zone. */
export function isQuiet(at: number, { quietHours, timeZone }: BroadcastRules): boolean {
  if (quietHours === null) return false;
  const time = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
  const { from, until } = quietHours;
  return from < until ? time >= from && time < until : time >= from || time < until;
}

/**
 * `2026-07-01 09:00` in the zone as epoch ms; null when it cannot be read. A time that a change of the clocks skips
 * or repeats is taken as the zone's own rules say (the later, or the earlier).
 */
export function parseLocalTime(text: string, timeZone: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!match) return null;
  try {
    return Temporal.PlainDateTime.from(`${match[1]!}T${match[2]!.padStart(2, '0')}:${match[3]!}`, {
      overflow: 'reject',
    }).toZonedDateTime(timeZone).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
