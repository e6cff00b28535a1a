import { performance } from 'node:perf_hooks';
import { expect, test } from '@jest/globals';
import { rest } from '../../src/start/data/rest.ts';

/** Has something to do all the time, until it is stopped; how often that was. */
function keepBusy(): { readonly times: () => number; readonly stop: () => void } {
  let times = 0;
  let next = setImmediate(function again() {
    times += 1;
    next = setImmediate(again);
  });
  return {
    times: () => times,
    stop: () => {
      clearImmediate(next);
    },
  };
}

test('it is over once there is nothing to be done, however little time has passed', async () => {
  await expect(rest({ elapsed: () => 0 })).resolves.toBeUndefined();
});

test('what waits goes first for as long as there is any, but not for ever', async () => {
  const busy = keepBusy();
  const from = performance.now();
  await rest({ elapsed: () => performance.now() });
  busy.stop();
  expect(performance.now() - from).toBeGreaterThanOrEqual(40);
  expect(busy.times()).toBeGreaterThan(1);
});
