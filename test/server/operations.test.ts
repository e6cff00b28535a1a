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
const NOW = 1_800_000_000_000;
/** What has been due for 90 s is still there. */
const ledger = {
  totals: () => Promise.resolve(counts),
  nextDueAt: () => Promise.resolve(NOW - 90_000),
};
const metricsOf = (over: Partial<typeof ledger> = {}) =>
  createMetrics({
    ledger: { ...ledger, ...over },
    edition: () => ({ id: 'edition-1', initiatives: 49 }),
    now: () => NOW,
    version: '1.2.3',
  });
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
    const metrics = metricsOf();
    bot = await startHarness({
      bot: { onTurn: metrics.onTurn },
      server: { metrics: metrics.getText },
    });
    const where = scene(bot.simulator.url);
    await sendToBot(bot.url, personalMessage(where, 'one', '研修'));
    await sendToBot(bot.url, personalMessage(where, 'two', '存在しない話題'));
    metrics.worker.settled?.({} as never, { state: 'unknown', reason: 'timeout' });
    metrics.worker.settled?.({} as never, { state: 'sent', post: null });
    metrics.onHighlights();
    metrics.onRefused('no token');
    metrics.onRefused('no token');
    metrics.worker.waited?.(120);
    metrics.onToken(new Error('no'));
    metrics.onToken(null);
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
      'yokoten_queue_age_seconds 90',
      'yokoten_last_sent_timestamp_seconds 1800000000',
      'yokoten_last_highlights_timestamp_seconds 1800000000',
      'yokoten_refused_requests_total{reason="no token"} 2',
      'yokoten_token_failures_total 1',
      'yokoten_token_available 1',
      `yokoten_build_info{version="1.2.3",node="${process.version}"} 1`,
    ])
      expect(text.split('\n')).toContain(line);
  });

  test('say while there is no token that there is none, each time that it goes once, and when it is back', async () => {
    const metrics = metricsOf();
    const token = async () =>
      (await metrics.getText()).text.split('\n').filter((line) => line.startsWith('yokoten_token_'));
    expect(await token()).toEqual(['yokoten_token_available 1', 'yokoten_token_failures_total 0']);
    metrics.onToken(new Error('no token within 10000 ms'));
    expect(await token()).toEqual(['yokoten_token_available 0', 'yokoten_token_failures_total 1']);
    metrics.onToken(null);
    metrics.onToken(new Error('refused'));
    expect(await token()).toEqual(['yokoten_token_available 0', 'yokoten_token_failures_total 2']);
  });

  test('a queue whose first delivery is yet to be due is not late', async () => {
    const metrics = metricsOf({ nextDueAt: () => Promise.resolve(NOW + 90_000) });
    bot = await startHarness({ server: { metrics: metrics.getText } });
    expect((await get('/metrics')).text).toContain('yokoten_queue_age_seconds 0\n');
  });

  test('are there while the database is away, and say that it is', async () => {
    const metrics = metricsOf({ totals: () => Promise.reject(new Error('away')) });
    bot = await startHarness({ server: { metrics: metrics.getText } });
    const { status, text } = await get('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('yokoten_state_errors_total 1');
    expect(text).not.toContain('yokoten_deliveries{');
  });
});
