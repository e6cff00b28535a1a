import { expect, test } from '@jest/globals';
import { createGiveBack } from '../../src/delivery/stopping.ts';
import type { ClaimedDelivery } from '../../src/delivery/ports.ts';

const deliveries = Array.from({ length: 64 }, (_, n) => ({ recipientId: `${n}` }) as ClaimedDelivery);

/** Gives each back by itself, as those do that have waited for a mark; the first `failures` tries fail. */
async function givenBack(failures: number, isStopping: boolean) {
  const released: number[] = [];
  const stopping = new AbortController();
  if (isStopping) stopping.abort();
  const giveBack = createGiveBack(
    {
      ledger: {
        release: (some) => {
          released.push(some.length);
          return released.length > failures ? Promise.resolve() : Promise.reject(new Error('locked'));
        },
      },
      clock: { now: () => 1, elapsed: () => 1, sleep: () => Promise.resolve() },
    },
    stopping.signal,
  );
  await Promise.all(deliveries.map((one) => giveBack([one])));
  return released;
}

test('what comes back at once goes back by one statement', async () => {
  expect(await givenBack(0, true)).toEqual([64]);
});

test('it is tried again while the process stops, and not otherwise: it comes back when the lease ends', async () => {
  expect(await givenBack(3, true)).toEqual([64, 64, 64, 64]);
  expect(await givenBack(3, false)).toEqual([64]);
});

test('nothing to give back asks for nothing', async () => {
  const release = () => Promise.reject(new Error('asked'));
  const clock = { now: () => 1, elapsed: () => 1, sleep: () => Promise.resolve() };
  await expect(
    createGiveBack({ ledger: { release }, clock }, AbortSignal.abort())([]),
  ).resolves.toBeUndefined();
});
