import { afterEach, expect, test } from '@jest/globals';
import type { Fault } from '../simulator/faults.ts';
import { personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import { startHarness } from '../server/harness.ts';
import type { Harness } from '../server/harness.ts';

let bot: Harness;
afterEach(() => bot.close());

/** What reached the connector when the first `times` requests of a turn met with this fault. */
async function replies(fault: Fault, times = 1) {
  const limits = { totalMs: 1_500, firstDelayMs: 1 };
  bot = await startHarness({ limits });
  bot.simulator.connector.faults.add({ fault, times });
  const { status } = await sendToBot(bot.url, personalMessage(scene(bot.simulator.url), '1', '研修'));
  expect(status).toBe(200);
  return bot.simulator.connector.requests.map((request) => {
    const { summary } = request.body as { summary: string };
    return `${summary.split(' ')[0]!} ${request.recorded ? 'arrived' : 'lost'}`;
  });
}

test('an answer that Teams has refused is not sent again, but apologised for', async () => {
  const fault: Fault = { kind: 'serverError', status: 500, recorded: true };
  expect(await replies(fault)).toEqual(['answer arrived', 'error arrived']);
});

test.each<Fault>([
  { kind: 'reset', recorded: true },
  { kind: 'hang', recorded: true },
])('an answer that may have arrived is neither sent again nor taken back: %j', async (fault) => {
  expect(await replies(fault)).toEqual(['answer arrived']);
});

test.each<Fault>([
  { kind: 'throttled', retryAfterSeconds: 0 },
  { kind: 'throttled', retryAfterSeconds: null },
  { kind: 'preconditionFailed' },
  { kind: 'serverError', status: 502, recorded: false },
  { kind: 'serverError', status: 503, recorded: false },
  { kind: 'serverError', status: 504, recorded: false },
])('an answer that Teams asks for again is sent again: %j', async (fault) => {
  expect(await replies(fault, 2)).toEqual(['answer lost', 'answer lost', 'answer arrived']);
});

test('a turn does not wait longer than its time', async () => {
  expect(await replies({ kind: 'throttled', retryAfterSeconds: 60 })).toEqual([
    'answer lost',
    'error arrived',
  ]);
});
