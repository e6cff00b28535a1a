import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { NewDelivery } from '../../src/delivery/ports.ts';
import { openStorage } from '../../src/storage/open.ts';
import { type RunningBot, startBot, stopBot } from '../bench/process.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { execute, installedPersonal, personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** The program with a real PostgreSQL, which goes away and comes back while it runs. */
const MAIN = join(import.meta.dirname, '../../src/start.js');
const READY = { status: 200, body: { status: 'ready' } };
const DEGRADED = { status: 200, body: { status: 'ready', degraded: ['database'] } };

let dataDir: string;
let databaseUrl: string;
let postgres: TestPostgres;
let simulator: Simulator;
let bot: RunningBot;
let url: string;
let adminUrl: string;
let nextId = 0;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'yokoten-outage-'));
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  simulator = await startSimulator();
  bot = await startBot([MAIN, '--sandbox'], {
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    HR_ADMINS: scene('').aadObjectId,
  });
  url = `http://127.0.0.1:${bot.port}`;
  adminUrl = `http://127.0.0.1:${bot.adminPort}`;
});
afterAll(async () => {
  await stopBot(bot.process);
  await simulator.close();
  await postgres.stop();
  rmSync(dataDir, { recursive: true });
});

const here = (): ReturnType<typeof scene> => scene(simulator.url);
const id = (): string => `activity-${++nextId}`;

async function readiness(): Promise<unknown> {
  const response = await fetch(`${adminUrl}/readyz`);
  return { status: response.status, body: await response.json() };
}

/** What the bot posts as its answer, as JSON. */
async function says(text: string): Promise<string> {
  const before = simulator.connector.requests.length;
  expect(await sendToBot(url, personalMessage(here(), id(), text))).toEqual({ status: 200, body: null });
  return posted(before);
}

function posted(from: number): string {
  return JSON.stringify(simulator.connector.requests.slice(from).map(({ body }) => body));
}

/** What becomes of the card with the button, another one each time, and what is posted below it, as JSON. */
async function presses(data: object): Promise<string> {
  const before = simulator.connector.requests.length;
  const { status, body } = await sendToBot(url, execute(here(), id(), `card-${nextId}`, data));
  expect(status).toBe(200);
  return JSON.stringify(body) + posted(before);
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`never so: ${holds.toString()}`);
    await sleep(50);
  }
}

async function knows(person: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rowCount } = await client.query('select 1 from recipients where id like $1', [`%${person}`]);
  await client.end();
  return rowCount === 1;
}

test('with PostgreSQL away it answers, says what it cannot do, and goes on when it is back', async () => {
  expect(await readiness()).toEqual(READY);
  const subscribe = { v: 1, do: 'subscribe', lang: 'ja', day: 'day:10', hour: '9', language: 'ja' };
  expect(await presses(subscribe)).toContain('設定しました');

  await postgres.halt();
  expect(await readiness()).toEqual(DEGRADED);
  const answer = await says('１ｏｎ１やってる局は？');
  for (const department of ['緑区役所', '会計課']) expect(answer).toContain(department);
  expect(await says('購読')).toContain('いま設定を読み書きできません');
  expect(await presses(subscribe)).toContain('いま設定を読み書きできません');
  expect(await says('配信')).toContain('いま記録を読み書きできません');
  expect((await fetch(`${adminUrl}/metrics`)).status).toBe(200);
  const newcomer = '00000000-0000-4000-8000-0000000000aa';
  const from = scene(simulator.url, { aadObjectId: newcomer, userId: '29:newcomer' });
  const installed = installedPersonal(from, id());
  expect((await sendToBot(url, installed)).status).toBeLessThan(300);
  // More than once: it stays so for as long as it takes.
  expect(await readiness()).toEqual(DEGRADED);

  await postgres.resume();
  expect(await readiness()).toEqual(READY);
  expect(await says('購読')).toContain('購読中です');
  expect(await says('配信')).not.toContain('いま記録を読み書きできません');
  // What Teams has told meanwhile was kept, and what is to be sent leaves.
  const other = scene(simulator.url, {
    aadObjectId: '00000000-0000-4000-8000-0000000000bb',
    userId: '29:other',
  });
  await sendToBot(url, personalMessage(other, id(), '研修'));
  await until(() => knows(newcomer));
  const before = simulator.connector.requests.length;
  const month = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7);
  await presses({ v: 1, do: 'postNow', lang: 'ja', month });
  await until(() => posted(before).includes('のハイライト'));
});

/** People whom the bot has met, and a message to each of them. */
async function plan(messageId: string, count: number): Promise<void> {
  const storage = openStorage({ dataDir, databaseUrl });
  await storage.ready();
  const ids = Array.from(
    { length: count },
    (_, n) => `person:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  );
  await storage.reach.apply(
    ids.map((recipientId) => ({
      type: 'reachable',
      recipient: {
        id: recipientId,
        kind: 'person',
        teamId: null,
        conversationId: `a:${recipientId}`,
        userId: `29:${recipientId}`,
        tenantId: here().tenantId,
        serviceUrl: simulator.url,
        name: null,
        locale: null,
      },
    })),
    Date.now(),
  );
  const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
  const words = { summary: 'hello', card };
  const message = {
    id: messageId,
    kind: 'broadcast',
    action: 'post',
    priority: 10,
    originalId: null,
  } as const;
  const deliveries = ids.map((recipientId): NewDelivery => ({
    recipientId,
    dueAt: 0,
    content: null,
    skip: null,
  }));
  await storage.ledger.plan({ ...message, content: { ja: words, en: words } }, deliveries, Date.now());
  await storage.close();
}

test('SIGTERM ends it with a table locked and 200 requests hanging, and what has not left is given back', async () => {
  simulator.connector.reset();
  simulator.connector.faults.add({ fault: { kind: 'hang', recorded: true } });
  await plan('broadcast-hanging', 300);
  await until(() => simulator.connector.requests.length > 20);
  const locker = new pg.Client({ connectionString: databaseUrl });
  await locker.connect();
  // What every turn and everything that is sent needs.
  await locker.query('begin; lock table deliveries, turns, turn_contexts, recipients');
  const asking = Array.from({ length: 200 }, (_, n) => {
    const who = scene(simulator.url, {
      userId: `29:asks-${n}`,
      aadObjectId: `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`,
    });
    return sendToBot(url, personalMessage(who, id(), '研修')).catch(() => 'dropped');
  });
  const hangingAt = simulator.connector.requests.length;
  await until(() => simulator.connector.requests.length >= hangingAt + 200);

  bot.process.removeAllListeners('exit');
  const ended = once(bot.process, 'exit');
  bot.process.kill('SIGTERM');
  const unlocked = sleep(4000).then(() => locker.query('rollback'));
  // Its limits (test/start/stop.test.ts) and what a busy machine adds; what it waits for takes longer still.
  const [code] = (await Promise.race([ended, sleep(12_000, ['still running'], { ref: false })])) as unknown[];
  expect(code).toBe(0);
  await unlocked;
  await Promise.all(asking);
  const { rows } = await locker.query<{ state: string; left: boolean; count: string }>(
    `select state, departed_at is not null as left, count(*) from deliveries
      where message_id = 'broadcast-hanging' group by 1, 2 order by 1, 2`,
  );
  await locker.end();
  expect(rows.filter(({ state, left }) => state === 'leased' && !left)).toEqual([]);
});
