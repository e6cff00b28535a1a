import type { Departure, Slot } from '../ports.ts';

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
 * What the app may send in one tenant.
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit#per-app-per-tenant-limit
 */
const appWindow: Window = { count: 50, windowMs: 1000 };

/** For requests that travel at different speeds; what it costs is 2.7 % of the rate: 48.6/s. */
const appMarginMs = 28;

/** Between two requests: closer than the 20.6 ms of a steady run, so that time lost is made up for, yet no burst. */
export const appSpacingMs = 12;

/** A room of this much between two windows, for the same reason. */
const conversationMarginMs = 50;

/** A booking further ahead can only come from a clock that has been set back. */
const longestBookingMs = 30_000;

/** The times, ascending, of the requests that still count: of the app, and of each conversation. */
export interface Booked {
  readonly app: readonly number[];
  readonly conversations: ReadonlyMap<string, readonly number[]>;
}

/**
 * Books a slot for each key in order; the keys that have no room get none and hold nobody up. First the book is put
 * right by what became of earlier slots: a request that left late counts from when it left, one that did not leave
 * counts not at all.
 */
export function decideSlots(
  booked: Booked,
  keys: readonly string[],
  now: number,
  departures: readonly Departure[] = [],
): { readonly booked: Booked; readonly slots: readonly Slot[] } {
  const putRight = (times: readonly number[], key: string | null) =>
    departures.reduce((known, departure) => {
      const isOfBook = key === null || departure.key === key;
      return isOfBook && known.includes(departure.at) ? replaced(known, departure) : known;
    }, times);
  let app = putRight(countingTimes(booked.app, now, appWindow.windowMs), null);
  const conversations = new Map(
    [...booked.conversations].map(([key, times]) => [
      key,
      putRight(countingTimes(times, now, longestWindowMs), key),
    ]),
  );
  const slots = keys.map((key): Slot => {
    const times = conversations.get(key) ?? [];
    const at = Math.ceil(
      Math.max(now, (app.at(-1) ?? -Infinity) + appSpacingMs, roomAfter(app, appWindow, appMarginMs)),
    );
    const roomAt = roomFrom(times);
    if (roomAt > at) return { booked: false, inMs: Math.ceil(roomAt - now), at };
    app = [...app, at];
    conversations.set(key, [...times, at]);
    return { booked: true, inMs: at - now, at };
  });
  return { booked: { app, conversations }, slots };
}

/** However many replies there are, what is booked gets its part. */
const mostUnbooked = 25;

/** The app's times with requests that have left without a slot: what is booked next leaves them their room. */
export function withUnbooked(app: readonly number[], count: number, now: number): readonly number[] {
  if (count === 0) return app;
  const unbooked = Array<number>(Math.min(count, mostUnbooked)).fill(now);
  return [...app, ...unbooked].sort((a, b) => a - b);
}

function replaced(times: readonly number[], { at, lateMs }: Departure): readonly number[] {
  const others = times.toSpliced(times.indexOf(at), 1);
  return lateMs === null ? others : [...others, at + Math.ceil(lateMs)].sort((a, b) => a - b);
}

/** The earliest time at which one more request fits into every window after these (ascending). */
function roomFrom(times: readonly number[]): number {
  return Math.max(...conversationWindows.map((window) => roomAfter(times, window, conversationMarginMs)));
}

function roomAfter(times: readonly number[], { count, windowMs }: Window, marginMs: number): number {
  const first = times.at(-count);
  return first === undefined ? -Infinity : first + windowMs + marginMs;
}

/** What is older than `windowMs` is kept a little longer: it may have left later than it was to. */
function countingTimes(times: readonly number[], now: number, windowMs: number): readonly number[] {
  return times.filter((time) => time > now - windowMs - 1000 && time <= now + longestBookingMs);
}
