import { expect, test } from '@jest/globals';
import { createTimeGuard } from '../../src/calendar/time-guard.ts';

const minute = 60_000;
const day = 1440 * minute;

function world() {
  const it = { now: 1_800_000_000_000, elapsed: 0 };
  const guard = createTimeGuard({ now: () => it.now, elapsed: () => it.elapsed });
  const pass = (ms: number) => {
    it.now += ms;
    it.elapsed += ms;
  };
  return { it, guard, pass };
}

test('time that passes as it does everywhere is trusted', () => {
  const { it, guard, pass } = world();
  expect(guard(it.now - day)).toBe(true);
  for (let count = 0; count < 400; count += 1) {
    pass(day);
    // Drift of a minute a day adds up to hours.
    it.now += minute;
    expect(guard(null)).toBe(true);
  }
});

test.each([2 * 365 * day, 10 * minute, -60 * minute])(
  'a clock that jumps by %d ms is not, for a day',
  (jump) => {
    const { it, guard, pass } = world();
    guard(null);
    it.now += jump;
    expect(guard(null)).toBe(false);
    pass(day - minute);
    expect(guard(null)).toBe(false);
    pass(minute);
    expect(guard(null)).toBe(true);
  },
);

test('one that is wrong for eight seconds is not trusted in them, nor just after', () => {
  const { it, guard, pass } = world();
  guard(null);
  it.now += 730 * day;
  expect(guard(null)).toBe(false);
  pass(8000);
  it.now -= 730 * day;
  expect(guard(null)).toBe(false);
});

test.each([
  [15 * day, false],
  [13 * day, true],
  [-10 * minute, false],
])('a process that starts %d ms after the last was alive: %s', (gap, isTrusted) => {
  const { it, guard } = world();
  expect(guard(it.now - gap)).toBe(isTrusted);
});
