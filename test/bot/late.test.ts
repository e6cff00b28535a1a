import { afterEach, expect, test } from '@jest/globals';
import { placed, say } from '../../src/bot/decide.ts';
import type { StatefulDecide } from '../../src/bot/stateful.ts';
import type { StartTimer } from '../../src/bot/typing.ts';
import { type Harness, startHarness } from '../server/harness.ts';
import { execute, personalMessage, scene, sendToBot } from '../simulator/teams.ts';

let bot: Harness;
afterEach(() => bot.close());

/** A bot whose one button takes until `work` is settled, and a clock that strikes on demand. */
async function startSlow(inPlace = true) {
  const { promise: working, resolve: finish, reject: fail } = Promise.withResolvers<undefined>();
  const timers: (() => void)[] = [];
  let count = 0;
  const slow: StatefulDecide = async (turn) => {
    if (turn.kind !== 'action') return null;
    count += 1;
    await working;
    return placed(say('slow', { summary: 'sent to 50,000', card: { body: [] } }), turn, inPlace);
  };
  const startTimer: StartTimer = (delayMs, onTime) => {
    if (delayMs >= 1000) timers.push(onTime);
    return () => undefined;
  };
  bot = await startHarness({ bot: { deciders: [slow], startTimer } });
  const where = scene(bot.simulator.url);
  await sendToBot(bot.url, personalMessage(where, 'asks', '研修'));
  const cardId = bot.simulator.connector.requests[0]!.activityId!;
  bot.simulator.connector.requests.length = 0;
  const press = (id: string) => sendToBot(bot.url, execute(where, id, cardId, { do: 'slow' }));
  const strike = async () => {
    while (timers.length === 0) await new Promise(setImmediate);
    timers.splice(0).forEach((onTime) => {
      onTime();
    });
  };
  return { where, press, strike, finish, fail, runs: () => count };
}

const requests = () =>
  bot.simulator.connector.requests.map(({ method, body }) => [
    method === 'PUT' ? 'the card' : 'a message',
    (body as { summary: string }).summary.split(' ').slice(0, 2).join(' '),
  ]);

async function untilRequests(count: number): Promise<void> {
  while (bot.simulator.connector.requests.length < count) await new Promise(setImmediate);
}

const words = {
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: 'message ja stillWorking',
};

test('a press that takes longer than Teams waits is answered in time; the card changes when it is done', async () => {
  const { press, strike, finish, runs } = await startSlow();
  const pressed = press('1');
  await strike();
  expect(await pressed).toEqual({ status: 200, body: words });
  // Again, by an impatient person or by Teams: it is under way.
  expect(await press('2')).toEqual({ status: 200, body: words });
  finish(undefined);
  await untilRequests(1);
  expect(requests()).toEqual([['the card', 'sent to']]);
  expect(runs()).toBe(1);
});

test('the words are in the language of the card that was pressed, whatever the client is set to', async () => {
  const { where, strike, finish } = await startSlow();
  const pressed = sendToBot(bot.url, execute(where, 'p1', 'card-1', { do: 'slow', lang: 'en' }));
  await strike();
  expect(await pressed).toMatchObject({ body: { value: 'message en stillWorking' } });
  finish(undefined);
  await untilRequests(1);
});

test('what is no change of the card comes as a message, once', async () => {
  const { press, strike, finish } = await startSlow(false);
  const pressed = press('1');
  await strike();
  await pressed;
  finish(undefined);
  await untilRequests(1);
  expect(requests()).toEqual([['a message', 'sent to']]);
});

test('what fails late is apologised for, once', async () => {
  const { press, strike, fail } = await startSlow();
  const pressed = press('1');
  await strike();
  expect(await pressed).toEqual({ status: 200, body: words });
  fail(new Error('the database is away'));
  await untilRequests(1);
  expect(requests()).toEqual([['a message', 'error ja']]);
});

test('late ones count among what a person has under way', async () => {
  const { where, press, strike, finish } = await startSlow(false);
  for (let n = 0; n < 8; n += 1) {
    const pressed = sendToBot(bot.url, execute(where, `p${n}`, `card-${n}`, { do: 'slow', n }));
    await strike();
    await pressed;
  }
  expect(await press('9')).toMatchObject({ body: { value: 'message ja tooManyAtOnce' } });
  finish(undefined);
  await untilRequests(8);
  // The last of them is over a moment after its answer has arrived.
  let later = await press('10');
  while (JSON.stringify(later).includes('tooManyAtOnce')) later = await press('10');
  expect(later).toMatchObject({ body: { value: 'sent to 50,000' } });
});
