import type { Slot } from './ports.ts';

/** At most `count` requests in any `windowMs`. */
interface Window {
  readonly count: number;
  readonly windowMs: number;
}

/**
 * What one bot may send to one conversation.
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit#per-bot-per-thread-limit
 */
const conversationWindows: readonly Window[] = [
  { count: 7, windowMs: 1000 },
  { count: 8, windowMs: 2000 },
  { count: 60, windowMs: 30_000 },
  { count: 1800, windowMs: 3_600_000 },
];

/** The longest of them: what is older does not count any more. */
export const longestWindowMs = 3_600_000;

/**
 * Time between two requests of the app in one tenant. The limit is 50 in any second
 * (learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit#per-app-per-tenant-limit); 49/s leaves 20 ms
 * for requests that travel at different speeds: 51 of them span 1,020 ms when they leave. (At 49.5/s, with 10 ms,
 * the simulator refused 3 of 1,485.)
 */
export const appSpacingMs = 1000 / 49;

/** A request that comes later than this after its slot would crowd the ones after it. */
export const slotToleranceMs = 16;

/** A room of this much between two windows, for the same reason. */
const conversationMarginMs = 50;

/** A booking further ahead can only come from a clock that has been set back. */
const longestBookingMs = 30_000;

/** What has been booked: of the app the time of the next free slot, of each conversation the times that still count. */
export interface Booked {
  readonly nextAt: number;
  readonly conversations: ReadonlyMap<string, readonly number[]>;
}

/**
 * Books a slot for each key in order; the keys that have no room get none and hold nobody up. `lost` slots stay empty
 * before them: room for as many requests that arrived late, among those that were to come after them.
 */
export function decideSlots(
  booked: Booked,
  keys: readonly string[],
  now: number,
  lost = 0,
): { readonly booked: Booked; readonly slots: readonly Slot[] } {
  const conversations = new Map(booked.conversations);
  const next = booked.nextAt > now + longestBookingMs ? now : Math.max(booked.nextAt, now);
  let nextAt = next + lost * appSpacingMs;
  const slots = keys.map((key): Slot => {
    const times = countingTimes(conversations.get(key) ?? [], now);
    const at = nextAt;
    const roomAt = roomFrom(times);
    if (roomAt > at) return { booked: false, inMs: Math.ceil(roomAt - now) };
    conversations.set(key, [...times, at]);
    nextAt = at + appSpacingMs;
    return { booked: true, inMs: at - now };
  });
  return { booked: { nextAt, conversations }, slots };
}

/** The earliest time at which one more request fits into every window after these (ascending). */
function roomFrom(times: readonly number[]): number {
  return conversationWindows.reduce((latest, { count, windowMs }) => {
    const first = times.at(-count);
    return times.length < count || first === undefined
      ? latest
      : Math.max(latest, first + windowMs + conversationMarginMs);
  }, -Infinity);
}

function countingTimes(times: readonly number[], now: number): readonly number[] {
  return times.filter(
    (time) => time > now - longestWindowMs - conversationMarginMs && time <= now + longestBookingMs,
  );
}
