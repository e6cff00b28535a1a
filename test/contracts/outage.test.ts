import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
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
  expect(await says('配信')).toContain('記録を保存する場所につながらない');
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
  expect(await says('配信')).not.toContain('記録を保存する場所につながらない');
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
