import { Agent, request } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import type { StartTimer } from '../../src/bot/typing.ts';
import { createLogger } from '../../src/server/log.ts';
import { personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import type { Scene } from '../simulator/teams.ts';
import { NOW, startHarness } from './harness.ts';
import type { Harness, HarnessOptions } from './harness.ts';

let bot: Harness;
let where: Scene;
afterEach(() => bot.close());

async function start(options: HarnessOptions = {}) {
  bot = await startHarness(options);
  where = scene(bot.simulator.url);
}

async function get(path: string) {
  const response = await fetch(bot.adminUrl + path);
  return { status: response.status, text: await response.text() };
}

const types = () => bot.simulator.connector.requests.map(({ body }) => (body as { type: string }).type);
const summaries = () =>
  bot.simulator.connector.requests.map(({ body }) => (body as { summary: string }).summary);

test('health, readiness and more documents', async () => {
  const checks = { database: true };
  await start({
    server: {
      degradable: { database: () => checks.database, token: () => Promise.resolve(true) },
      metrics: () => Promise.resolve({ contentType: 'text/plain', text: 'turns 1\n' }),
    },
  });
  expect((await get('/healthz')).status).toBe(200);
  expect(await get('/readyz')).toEqual({ status: 200, text: '{"status":"ready"}' });
  expect(await get('/metrics')).toEqual({ status: 200, text: 'turns 1\n' });
  checks.database = false;
  expect(await get('/readyz')).toEqual({
    status: 200,
    text: '{"status":"ready","degraded":["database"]}',
  });
});

test('HEAD is answered with what GET would be, and on the port for Teams not at all', async () => {
  await start({
    server: { metrics: () => Promise.resolve({ contentType: 'text/plain', text: 'turns 1\n' }) },
  });
  const head = async (base: string, path: string) => {
    const response = await fetch(base + path, { method: 'HEAD' });
    return [response.status, response.headers.get('content-length'), await response.text()];
  };
  expect(await head(bot.adminUrl, '/healthz')).toEqual([200, '15', '']);
  expect(await head(bot.adminUrl, '/readyz')).toEqual([200, '18', '']);
  expect(await head(bot.adminUrl, '/metrics')).toEqual([200, '8', '']);
  for (const path of ['/healthz', '/readyz', '/metrics']) expect((await head(bot.url, path))[0]).toBe(404);
});

test('a readiness check that throws does not hold', async () => {
  await start({ server: { degradable: { database: () => Promise.reject(new Error('gone')) } } });
  expect((await get('/readyz')).text).toContain('database');
});

test('draining finishes the running turn, refuses the next on a kept connection, and closes', async () => {
  await start();
  bot.simulator.connector.faults.add({ fault: { kind: 'slow', delayMs: 300 } });
  const agent = new Agent({ keepAlive: true });
  const other = new Agent({ keepAlive: true });
  expect(await postWith(other, '0')).toBe(200);
  const running = postWith(agent, '1');
  // The turn is running once its reply has arrived at the (slow) connector.
  while (types().length < 2) await new Promise(setImmediate);
  const drained = bot.server.drain(5_000);
  const late = await postWith(other, '2').catch(() => 'refused');
  expect([503, 'refused']).toContain(late);
  expect(await running).toBe(200);
  expect(await drained).toBe(true);
  await expect(fetch(bot.url)).rejects.toThrow();
  agent.destroy();
  other.destroy();
});

test('a turn that outlasts the deadline is dropped', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
  const never = () => {
    begin(undefined);
    return new Promise<null>(() => undefined);
  };
  await start({ bot: { contexts: { get: never, put: () => Promise.resolve() } } });
  const running = sendToBot(bot.url, personalMessage(where, '1', '研修')).catch(() => 'dropped');
  await begun;
  expect(await bot.server.drain(50)).toBe(false);
  expect(await running).toBe('dropped');
});

function postWith(agent: Agent, id: string): Promise<number> {
  const body = JSON.stringify(personalMessage(where, id, '研修'));
  return new Promise((resolve, reject) => {
    const options = { agent, method: 'POST', headers: { 'Content-Type': 'application/json' } };
    const sending = request(`${bot.url}/api/messages`, options, (response) => {
      response.resume().on('end', () => {
        resolve(response.statusCode!);
      });
    });
    sending.on('error', reject).end(body);
  });
}

test('one line a turn, and the words of a question at debug only', async () => {
  await start();
  await sendToBot(bot.url, personalMessage(where, 'activity-1', '研修の秘密'));
  expect(bot.lines).toHaveLength(2);
  const [turn, text] = bot.lines;
  expect(turn).toMatchObject({
    level: 30,
    msg: 'turn',
    activityId: 'activity-1',
    tenant: where.tenantId,
    kind: 'question',
    intent: 'find',
    rows: 0,
    ms: 0,
    repeated: false,
    failed: false,
  });
  expect(JSON.stringify(turn)).not.toContain('秘密');
  expect(text).toMatchObject({ level: 20, text: '研修の秘密' });
});

test('a failed turn is logged once, with its error', async () => {
  await start();
  await sendToBot(bot.url, personalMessage(where, '1', '爆発'));
  const errors = bot.lines.filter(({ level }) => level === 50);
  expect(errors).toEqual([expect.objectContaining({ activityId: '1', msg: 'turn failed' })]);
  expect(summaries()).toEqual(['error ja 1']);
});

test('a slow answer shows that the bot is typing; a quick one does not', async () => {
  const timers: { delayMs: number; stopped: boolean }[] = [];
  const startTimer: StartTimer = (delayMs, onTime) => {
    const timer = { delayMs, stopped: false };
    timers.push(timer);
    if (timers.length === 2) onTime();
    return () => {
      timer.stopped = true;
    };
  };
  await start({ bot: { startTimer } });
  await sendToBot(bot.url, personalMessage(where, '1', '研修'));
  expect(types()).toEqual(['message']);
  await sendToBot(bot.url, personalMessage(where, '2', '研修'));
  while (types().length < 3) await new Promise(setImmediate);
  expect(types().slice(1).sort()).toEqual(['message', 'typing']);
  expect(timers).toEqual([
    { delayMs: 500, stopped: true },
    { delayMs: 500, stopped: true },
  ]);
});

test.each([
  ['Asia/Tokyo', Date.UTC(2026, 5, 30, 14, 59), '2026-06-30'],
  ['Asia/Tokyo', Date.UTC(2026, 5, 30, 15, 0), '2026-07-01'],
  ['UTC', Date.UTC(2026, 5, 30, 15, 0), '2026-06-30'],
])('today in %s', async (timeZone, now, today) => {
  await start({ bot: { timeZone, now: () => now } });
  await sendToBot(bot.url, personalMessage(where, '1', '研修'));
  expect(summaries()).toEqual([expect.stringContaining(today)]);
});

test('what came of each turn is told to whoever counts', async () => {
  const reports: unknown[] = [];
  await start({ bot: { onTurn: (report) => reports.push(report), now: () => NOW } });
  await sendToBot(bot.url, personalMessage(where, '1', '研修'));
  await sendToBot(bot.url, personalMessage(where, '1', '研修'));
  expect(reports).toEqual([
    { kind: 'question', intent: 'find', rows: 2, ms: 0, repeated: false, failed: false },
    { kind: 'question', intent: '', rows: 0, ms: 0, repeated: true, failed: false },
  ]);
});

test('a port that is taken is an error, not a crash later', async () => {
  await start();
  await expect(startOn(bot.server.port)).rejects.toThrow('EADDRINUSE');
});

async function startOn(port: number) {
  const { startServer } = await import('../../src/server/server.ts');
  const host = '127.0.0.1';
  const parts = { log: createLogger('silent') } as Parameters<typeof startServer>[0];
  return startServer(parts, { host, port }, { host, port: 0 });
}
