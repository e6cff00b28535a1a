import { expect, test } from '@jest/globals';
import { stop, stopLimits } from '../../src/start/stop.ts';

const done = () => Promise.resolve();
const never = () => new Promise<never>(() => undefined);
const parts = {
  server: { drain: () => Promise.resolve(true) },
  memory: { leave: done },
  features: [{ stop: done }],
  storage: { close: done },
  traces: null,
};
const limits = { drainMs: 1, closeMs: 1 };

test('all that a stop waits for leaves a busy machine half a second of the nine that it may take', () => {
  // Docker kills after ten.
  expect(stopLimits.drainMs + stopLimits.closeMs).toBeLessThanOrEqual(8_500);
});

test('what it waits for ends it cleanly', async () => {
  expect(await stop(parts)).toBe(true);
});

test('turns have no longer than they have, and are said to have been left', async () => {
  const given: number[] = [];
  const drain = (ms: number) => Promise.resolve(given.push(ms) === 0);
  expect(await stop({ ...parts, server: { drain } })).toBe(false);
  expect(given).toEqual([stopLimits.drainMs]);
});

test.each([
  ['a table that is locked when answered turns are noted', { memory: { leave: never } }],
  ['a request that hangs', { features: [{ stop: never }, { stop: done }] }],
  ['a database that does not close', { storage: { close: never } }],
  ['traces that nobody takes', { traces: { stop: never } }],
])('%s holds nothing up', async (_, hanging) => {
  expect(await stop({ ...parts, ...hanging }, limits)).toBe(false);
});

test('a part that fails to stop keeps no other from it', async () => {
  let stopped = 0;
  const failing = { stop: () => Promise.reject(new Error('x')) };
  const other = {
    stop: () => {
      stopped += 1;
      return Promise.resolve();
    },
  };
  expect(await stop({ ...parts, features: [failing, other] })).toBe(true);
  expect(stopped).toBe(1);
});
