import { expect, test } from '@jest/globals';
import { systemClock } from '../../src/calendar/clock.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { createLogger } from '../../src/server/log.ts';
import { startHighlights } from '../../src/start/sending/highlights.ts';
import { stubHighlightsCards, stubKnowledge } from '../bot/stubs.ts';

test('no month is planned or skipped while the time may be wrong', async () => {
  let isTrusted = false;
  let looks = 0;
  let asked = 0;
  let onLook: () => void = () => undefined;
  const never = () => Promise.reject(new Error('not to be asked'));
  const look = () => {
    looks += 1;
    if (looks === 3) isTrusted = true;
    return isTrusted;
  };
  const done = new Promise<void>((resolve) => {
    onLook = resolve;
  });
  const feature = startHighlights({
    storage: {
      highlights: {
        subscriptions: () => {
          asked += 1;
          onLook();
          return Promise.resolve([]);
        },
      } as never,
      ledger: { counts: never, rows: never },
      ready: () => Promise.resolve(),
    },
    isTimeTrusted: look,
    knowledge: createKnowledge(stubKnowledge() as never),
    cards: stubHighlightsCards(),
    rolesOf: () => Promise.resolve(new Set()),
    timeZone: 'Asia/Tokyo',
    clock: { ...systemClock, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
    onPlanned: () => undefined,
    onError: (error) => {
      throw error;
    },
    log: createLogger('silent'),
  });
  await done;
  const before = looks;
  await feature.stop();
  expect([before, asked > 0]).toEqual([3, true]);
});
