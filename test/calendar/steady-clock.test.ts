import { expect, test } from '@jest/globals';
import { createSteadyClock } from '../../src/calendar/steady-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = 1_800_000_000_000;

/** A machine whose clock can be set, and what the steady clock makes of it. */
function world() {
  const it = { now: start, elapsed: 1000 };
  const held: boolean[] = [];
  const clock = createSteadyClock(
    { now: () => it.now, elapsed: () => it.elapsed, sleep: () => Promise.resolve() },
    (isHeld) => held.push(isHeld),
  );
  const pass = (ms: number) => {
    it.now += ms;
    it.elapsed += ms;
  };
  clock.now();
  return { it, clock, held, pass };
}

test('two years ahead for eight seconds: nobody notices but the log', () => {
  const { it, clock, held, pass } = world();
  it.now += 730 * day;
  expect(clock.now()).toBe(start);
  expect(clock.isTrusted(null)).toBe(false);
  pass(8000);
  expect(clock.now()).toBe(start + 8000);
  it.now -= 730 * day;
  expect(clock.now()).toBe(start + 8000);
  expect(clock.isTrusted(null)).toBe(true);
  expect(held).toEqual([true, false]);
});

test('an hour back: time goes on, so nothing waits for an hour', () => {
  const { it, clock, pass } = world();
  it.now -= hour;
  pass(minute);
  expect(clock.now()).toBe(start + minute);
});

test.each([395 * day, 3 * hour, -2 * hour])(
  'a jump of %d ms is followed once another clock agrees',
  (jump) => {
    const { it, clock, pass } = world();
    clock.witness(start);
    it.now += jump;
    pass(minute);
    expect(clock.now()).toBe(start + minute);
    clock.witness(start + minute + jump);
    expect(clock.now()).toBe(start + minute + jump);
    expect(clock.isTrusted(null)).toBe(true);
  },
);

test('one that no other clock speaks of is followed after a day, one that others deny never', () => {
  for (const isDenied of [false, true]) {
    const { it, clock, pass } = world();
    it.now += 30 * day;
    clock.now();
    if (isDenied) clock.witness(start);
    pass(day - minute);
    expect(clock.now()).toBe(start + day - minute);
    pass(minute);
    expect(clock.now()).toBe(start + day + (isDenied ? 0 : 30 * day));
    expect(clock.isTrusted(null)).toBe(!isDenied);
  }
});

test('drift adds up and is followed', () => {
  const { it, clock, pass } = world();
  for (let days = 0; days < 400; days += 1) {
    pass(day);
    it.now += minute;
    expect(clock.now()).toBe(it.now);
  }
});

test.each([
  [13 * day, true],
  [395 * day, false],
  [-10 * minute, false],
])(
  'a process that starts %d ms after the last was alive: %s, until another clock agrees',
  (gap, isTrusted) => {
    const { clock } = world();
    expect(clock.isTrusted(start - gap)).toBe(isTrusted);
    clock.witness(start + 2000);
    expect(clock.isTrusted(start - gap)).toBe(true);
    clock.witness(start - 395 * day);
    expect(clock.isTrusted(start - gap)).toBe(false);
  },
);
