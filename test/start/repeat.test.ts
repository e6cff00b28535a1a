import { expect, test } from '@jest/globals';
import { systemClock } from '../../src/calendar/clock.ts';
import { repeatWhenReady } from '../../src/start/repeat.ts';

const hourMs = 3_600_000;

test('what is done once an hour is done at once when another edition answers, and once more when it is under way', async () => {
  const listeners: (() => void)[] = [];
  let begun = 0;
  let waiting = Promise.withResolvers<null>();
  let going = Promise.withResolvers<null>();
  const beginsAgain = async () => {
    await waiting.promise;
    waiting = Promise.withResolvers();
  };
  const options = {
    ready: () => Promise.resolve(),
    clock: systemClock,
    onError: (error: unknown) => {
      throw error;
    },
    onEdition: (listener: () => void) => listeners.push(listener),
  };
  const stop = repeatWhenReady(
    options,
    async () => {
      begun += 1;
      waiting.resolve(null);
      await going.promise;
    },
    hourMs,
  );
  const wake = () => {
    for (const listener of listeners) listener();
  };
  await beginsAgain();
  wake();
  expect(begun).toBe(1);
  going.resolve(null);
  await beginsAgain();
  expect(begun).toBe(2);
  await new Promise(setImmediate);
  going = Promise.withResolvers();
  wake();
  await beginsAgain();
  expect(begun).toBe(3);
  going.resolve(null);
  await stop();
  expect(begun).toBe(3);
});
