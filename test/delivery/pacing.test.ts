import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Booked, decideSlots, withUnbooked } from '../../src/delivery/pace/pacing.ts';

/** Documented: learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const perConversation = [
  [7, 1000],
  [8, 2000],
  [60, 30_000],
  [1800, 3_600_000],
] as const;

/** The plain reading of a limit: no window of this length, wherever it begins, holds more than `count`. */
function mostInAnyWindow(times: readonly number[], windowMs: number): number {
  return Math.max(
    0,
    ...times.map((start) => times.filter((time) => time >= start && time < start + windowMs).length),
  );
}

const ask = fc.record({
  /** Between this booking and the one before. */
  laterMs: fc.oneof(fc.nat(30), fc.nat(3000), fc.nat(40_000)),
  keys: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 }),
});

function book(asks: readonly { laterMs: number; keys: readonly string[] }[]) {
  let booked: Booked = { app: [], conversations: new Map() };
  let now = 10_000_000;
  const sent: { key: string; at: number }[] = [];
  const refused: { key: string; at: number; againAt: number; already: number }[] = [];
  for (const { laterMs, keys } of asks) {
    now += laterMs;
    const decision = decideSlots(booked, keys, now);
    booked = decision.booked;
    decision.slots.forEach((slot, index) => {
      const key = keys[index]!;
      if (slot.booked) sent.push({ key, at: now + slot.inMs });
      else
        refused.push({
          key,
          at: now,
          againAt: now + slot.inMs,
          already: sent.filter((other) => other.key === key).length,
        });
    });
  }
  return { sent, refused };
}

test('whatever is asked and when, no window of any limit is exceeded', () => {
  fc.assert(
    fc.property(fc.array(ask, { maxLength: 120 }), (asks) => {
      const { sent } = book(asks);
      expect(
        mostInAnyWindow(
          sent.map(({ at }) => at),
          1000,
        ),
      ).toBeLessThanOrEqual(50);
      for (const key of ['a', 'b', 'c', 'd']) {
        const times = sent.filter((one) => one.key === key).map(({ at }) => at);
        for (const [count, windowMs] of perConversation)
          expect(mostInAnyWindow(times, windowMs)).toBeLessThanOrEqual(count);
      }
    }),
    { numRuns: 200 },
  );
});

test('a conversation without history is never refused, and a refused one has room when it is told to come again', () => {
  fc.assert(
    fc.property(fc.array(ask, { maxLength: 60 }), (asks) => {
      const { refused } = book(asks);
      for (const { already, at, againAt } of refused) {
        expect(already).toBeGreaterThanOrEqual(7);
        expect(againAt).toBeGreaterThan(at);
      }
    }),
  );
  const { refused } = book([{ laterMs: 0, keys: Array.from({ length: 8 }, () => 'a') }]);
  const wait = refused[0]!.againAt - refused[0]!.at;
  const retried = book([
    { laterMs: 0, keys: Array.from({ length: 8 }, () => 'a') },
    { laterMs: wait, keys: ['a'] },
  ]);
  expect(retried.sent).toHaveLength(8);
});

test('the hour: of posts every 1.5 s to one conversation the 1,801st waits until the first is an hour old', () => {
  const { sent, refused } = book(Array.from({ length: 2000 }, () => ({ laterMs: 1500, keys: ['a'] })));
  expect(sent.length).toBeLessThan(2000);
  expect(refused[0]!.already).toBe(1800);
  expect(refused[0]!.againAt).toBeGreaterThanOrEqual(sent[0]!.at + 3_600_000);
});

test('in a steady run the rate is 48.6 a second', () => {
  const { sent } = book(
    Array.from({ length: 1000 }, (_, index) => ({
      laterMs: 90,
      keys: [0, 1, 2, 3, 4].map((part) => `${index}/${part}`),
    })),
  );
  const span = sent.at(-1)!.at - sent[0]!.at;
  expect(((sent.length - 1) / span) * 1000).toBeCloseTo(48.6, 0);
});

test('even when every request takes up to 28 ms more on its way than another, no second holds more than 50', () => {
  const { sent } = book([{ laterMs: 0, keys: Array.from({ length: 500 }, (_, index) => `${index}`) }]);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 27.9, noNaN: true }), { minLength: 500, maxLength: 500 }),
      (delays) => {
        const arrived = sent.map(({ at }, index) => at + delays[index]!);
        expect(mostInAnyWindow(arrived, 1000)).toBeLessThanOrEqual(50);
      },
    ),
    { numRuns: 30 },
  );
});

test('a clock that is set back by hours does not stop the sending', () => {
  const ahead = decideSlots(
    { app: [], conversations: new Map() },
    ['a', 'a', 'a', 'a', 'a', 'a', 'a'],
    50_000_000,
  );
  const back = decideSlots(ahead.booked, ['a', 'b'], 10_000_000);
  expect(back.slots).toEqual([
    { booked: true, inMs: 0, at: 10_000_000 },
    { booked: true, inMs: 12, at: 10_000_012 },
  ]);
});

describe('what became of a slot', () => {
  const start = 1_000_000;
  const fifty = () =>
    decideSlots(
      { app: [], conversations: new Map() },
      Array.from({ length: 50 }, (_, index) => `${index}`),
      start,
    );

  test('a request that left late counts from when it left', () => {
    const { booked } = fifty();
    const departures = [{ key: '0', at: start, lateMs: 10.3 }];
    const { slots } = decideSlots(booked, ['x', 'y'], start + 900, departures);
    // The second that the late one begins ends 11 ms later.
    expect(slots.map(({ at }) => at)).toEqual([start + 11 + 1028, start + 11 + 1028 + 12]);
  });

  test('one that did not leave makes room for another', () => {
    const { booked } = fifty();
    const { slots } = decideSlots(booked, ['x'], start + 900, [{ key: '3', at: start + 36, lateMs: null }]);
    expect(slots.map(({ at }) => at)).toEqual([start + 900]);
  });

  test('what is not in the book changes nothing', () => {
    const { booked } = fifty();
    const { slots } = decideSlots(booked, ['x'], start + 900, [{ key: '3', at: start + 1, lateMs: null }]);
    expect(slots.map(({ at }) => at)).toEqual([start + 1028]);
  });

  test('however late they leave, up to 200 ms, no second holds more than 50', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.nat(200)), { minLength: 400, maxLength: 400 }),
        (lates) => {
          let booked: Booked = { app: [], conversations: new Map() };
          let now = start;
          const left: number[] = [];
          let unreported: { key: string; at: number; lateMs: number }[] = [];
          for (let first = 0; first < lates.length; first += 5) {
            const keys = [0, 1, 2, 3, 4].map((part) => `${first + part}`);
            const reported = unreported.filter(({ at, lateMs }) => at + lateMs <= now);
            unreported = unreported.filter((departure) => !reported.includes(departure));
            const decision = decideSlots(booked, keys, now, reported);
            booked = decision.booked;
            decision.slots.forEach(({ at }, index) => {
              const lateMs = lates[first + index]!;
              left.push(at + lateMs);
              unreported.push({ key: keys[index]!, at, lateMs });
            });
            // Booked a little ahead, as a worker does.
            now = Math.max(now, decision.slots.at(-1)!.at - 100);
          }
          expect(mostInAnyWindow(left, 1000)).toBeLessThanOrEqual(50);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('what leaves without a slot', () => {
  const keys = Array.from({ length: 50 }, (_, index) => `c${index}`);
  const within = (app: readonly number[], now: number) =>
    decideSlots({ app, conversations: new Map() }, keys, now).slots.filter(({ inMs }) => inMs < 1000).length;

  test('finds room beside what is booked next', () => {
    expect(within([], 10_000)).toBe(50);
    expect(within(withUnbooked([], 10, 10_000), 10_000)).toBe(40);
    // Beside slots that are booked ahead too.
    const ahead = Array.from({ length: 20 }, (_, index) => 10_000 + 12 * index);
    expect(within(withUnbooked(ahead, 10, 10_000), 10_000)).toBe(20);
  });

  test('leaves what is booked half of the rate, however much it is', () => {
    expect(within(withUnbooked([], 1_000, 10_000), 10_000)).toBe(25);
  });
});
