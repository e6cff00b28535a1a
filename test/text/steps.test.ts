import { describe, expect, test } from '@jest/globals';
import { due, finish, finishInSlices, type Steps } from '../../src/text/steps.ts';

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

describe('work that is due', () => {
  function counting() {
    const done: number[] = [];
    function* work(): Steps<string> {
      for (const step of [1, 2, 3]) {
        done.push(step);
        yield;
      }
      return 'whole';
    }
    return { done, work: due(work()) };
  }

  test('is done ahead, step by step', () => {
    const { done, work } = counting();
    const steps = work.steps();
    steps.next();
    expect(done).toEqual([1]);
    finish(steps);
    expect(done).toEqual([1, 2, 3]);
    expect(work.get()).toBe('whole');
    expect(done).toEqual([1, 2, 3]);
  });

  test('is done at once by whoever needs it before, and then once for all', () => {
    const { done, work } = counting();
    const steps = work.steps();
    steps.next();
    expect([work.get(), work.get()]).toEqual(['whole', 'whole']);
    expect(done).toEqual([1, 2, 3]);
    finish(steps);
    expect(done).toEqual([1, 2, 3]);
  });
});
