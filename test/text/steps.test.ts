import { expect, test } from '@jest/globals';
import { finish, finishInSlices, type Steps } from '../../src/text/steps.ts';

function* counting(to: number, step: () => void = () => undefined): Steps<number> {
  for (let i = 1; i <= to; i++) {
    step();
    yield;
  }
  return to;
}

test('work in steps comes to its end in one go', () => {
  expect(finish(counting(3))).toBe(3);
});

test('in slices it pauses whenever a slice is over, and comes to the same', async () => {
  let time = 0;
  const pausedAt: number[] = [];
  const pauses = {
    elapsed: () => time,
    pause: () => {
      pausedAt.push(time);
      time += 100;
      return Promise.resolve();
    },
  };
  // Each step takes 3 ms: three of them are more than a slice.
  const step = () => {
    time += 3;
  };
  expect(await finishInSlices(counting(7, step), pauses)).toBe(7);
  expect(pausedAt).toEqual([9, 118]);
});
