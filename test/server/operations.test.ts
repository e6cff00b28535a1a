import { afterEach, describe, expect, test } from '@jest/globals';
import { createMetrics } from '../../src/server/metrics.ts';
import { personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import { type Harness, startHarness } from './harness.ts';

let bot: Harness;
afterEach(async () => {
  await bot.close();
});

const get = async (path: string) => {
  const response = await fetch(`${bot.adminUrl}${path}`);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};
const counts = { pending: 7, leased: 2, sent: 0, unknown: 1, failed: 0, skipped: 0, cancelled: 0 };

describe('/readyz', () => {
  test('names a database that is away, and stays ready: questions need none', async () => {
    let up = false;
    bot = await startHarness({ server: { degradable: { database: () => Promise.resolve(up) } } });
    expect(await get('/readyz')).toMatchObject({
      status: 200,
      text: '{"status":"ready","degraded":["database"]}',
    });
    up = true;
    expect(await get('/readyz')).toMatchObject({ status: 200, text: '{"status":"ready"}' });
  });
});

describe('/metrics', () => {
  test('counts turns by intent and outcome, deliveries by state and the queue', async () => {
    const metrics = createMetrics(() => Promise.resolve(counts));
    bot = await startHarness({
      bot: { onTurn: metrics.onTurn },
      server: { metrics: metrics.getText },
    });
    const where = scene(bot.simulator.url);
    await sendToBot(bot.url, personalMessage(where, 'one', '研修'));
    await sendToBot(bot.url, personalMessage(where, 'two', '存在しない話題'));
    metrics.worker.settled?.({} as never, { state: 'unknown', reason: 'timeout' });
    metrics.worker.waited?.(120);
    const { type, text } = await get('/metrics');
    expect(type).toMatch(/^text\/plain/);
    for (const line of [
      'yokoten_turns_total{kind="question",intent="find",outcome="answered"} 2',
      'yokoten_turn_seconds_count{kind="question"} 2',
      'yokoten_unanswered_questions_total 1',
      'yokoten_deliveries_settled_total{state="unknown"} 1',
      'yokoten_pacer_wait_seconds_sum 0.12',
      'yokoten_deliveries{state="pending"} 7',
      'yokoten_queue_depth 9',
    ])
      expect(text.split('\n')).toContain(line);
  });

  test('are there while the database is away, and say that it is', async () => {
    const metrics = createMetrics(() => Promise.reject(new Error('away')));
    bot = await startHarness({ server: { metrics: metrics.getText } });
    const { status, text } = await get('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('yokoten_state_errors_total 1');
    expect(text).not.toContain('yokoten_deliveries{');
  });
});
