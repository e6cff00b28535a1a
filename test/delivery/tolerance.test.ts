import { expect, test } from '@jest/globals';
import { createTolerance } from '../../src/delivery/pace/tolerance.ts';

const reached = (tolerates: (lateMs: number) => boolean, lates: readonly number[]) => lates.map(tolerates);

test('a slot is used within the tolerance, and given up beyond it', () => {
  expect(reached(createTolerance(200), [0, 200, -5])).toEqual([true, true, true]);
  expect(createTolerance(200)(201)).toBe(false);
});

test('where every slot is reached late, more is taken each time: something is sent all the same', () => {
  expect(reached(createTolerance(200), [700, 700, 700])).toEqual([false, false, true]);
  const sent = reached(
    createTolerance(200),
    Array.from({ length: 100 }, () => 700),
  ).filter(Boolean).length;
  expect(sent).toBeGreaterThan(80);
});

test('never more than five seconds, and no more than before once they are reached in time', () => {
  const tolerates = createTolerance(200);
  expect(reached(tolerates, [6000, 6000, 6000, 6000, 6000, 6000, 6000]).some(Boolean)).toBe(false);
  for (let times = 0; times < 100; times += 1) tolerates(0);
  expect(tolerates(201)).toBe(false);
  expect(createTolerance(60_000)(59_000)).toBe(true);
});
