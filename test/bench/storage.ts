import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NewDelivery } from '../../src/delivery/ports.ts';
import { openStorage, type StorageOptions } from '../../src/storage/open.ts';
import { startPostgres } from '../contracts/postgres.ts';
import { median, NODE_FLAGS, startBot, stopBot } from './process.ts';

const MAIN = join(import.meta.dirname, '../../src/start.js');

/** As many broadcasts of so many recipients. */
const MESSAGES = 100;
const DELIVERIES = 1_000;
const ROUNDS = 5;
/** Until it is at rest. */
const IDLE_MS = 3_000;
const YEAR_MS = 365 * 24 * 3_600_000;

/** Medians of one database with so many deliveries in it. */
export interface StorageFigures {
  readonly database: 'SQLite' | 'PostgreSQL';
  readonly rows: number;
  /** The start that makes the schema (and, of an empty folder, the compile cache). */
  readonly firstMs: number;
  readonly readyMs: number;
  readonly megabytes: number;
}

interface Store {
  readonly options: StorageOptions;
  readonly database: StorageFigures['database'];
  readonly rows: number;
  readonly firstMs: number;
  readonly starts: Start[];
}

/**
 * Starts the bot on both databases, empty and full: how long until it is ready, and what it takes at rest.
 * In turns, so that noise of the machine hits all alike.
 */
export async function benchStorage(): Promise<StorageFigures[]> {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-bench-'));
  const postgres = await startPostgres({ durable: true });
  try {
    const stores: Store[] = [];
    for (const rows of [0, MESSAGES * DELIVERIES]) {
      stores.push(await makeStore('SQLite', rows, dir, undefined));
      stores.push(await makeStore('PostgreSQL', rows, dir, await postgres.createDatabase()));
    }
    for (let round = 0; round < ROUNDS; round++)
      for (const { options, starts } of stores) starts.push(await measureStart(options, IDLE_MS));
    return stores.map(({ database, rows, firstMs, starts }) => ({
      database,
      rows,
      firstMs,
      readyMs: median(starts.map(({ readyMs }) => readyMs)),
      megabytes: median(starts.map(({ megabytes }) => megabytes)),
    }));
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true });
  }
}

async function makeStore(
  database: StorageFigures['database'],
  rows: number,
  dir: string,
  databaseUrl: string | undefined,
): Promise<Store> {
  const options = { dataDir: mkdtempSync(join(dir, 'store-')), databaseUrl };
  const first = await measureStart(options, 0);
  if (rows > 0) await fill(options);
  return { options, database, rows, firstMs: first.readyMs, starts: [] };
}

/** Half is over, half is due next year: so nothing is sent, and the indexes of what waits are full too. */
async function fill(options: StorageOptions): Promise<void> {
  const storage = openStorage(options);
  await storage.ready();
  const now = Date.now();
  const content = { ja: { card: { type: 'AdaptiveCard', body: [] }, summary: '', text: '' } };
  for (let index = 0; index < MESSAGES; index++) {
    const deliveries = Array.from({ length: DELIVERIES }, (_, n): NewDelivery => {
      const over = n % 2 === 0;
      return {
        recipientId: `person:${n}`,
        dueAt: now + YEAR_MS,
        content: null,
        skip: over ? 'blocked' : null,
      };
    });
    await storage.ledger.plan(
      { id: `m${index}`, kind: 'broadcast', action: 'post', priority: 1, content, originalId: null },
      deliveries,
      now,
    );
  }
  await storage.close();
}

interface Start {
  readonly readyMs: number;
  readonly megabytes: number;
}

/** Ready = /readyz says so with the database at hand. */
async function measureStart({ dataDir, databaseUrl }: StorageOptions, idleMs: number): Promise<Start> {
  const startedAt = performance.now();
  const bot = await startBot([...NODE_FLAGS, MAIN, '--sandbox'], {
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl ?? '',
  });
  try {
    const answer = await (await fetch(`http://127.0.0.1:${bot.adminPort}/readyz`)).text();
    const readyMs = performance.now() - startedAt;
    if (answer !== '{"status":"ready"}') throw new Error(`not ready: ${answer}`);
    await sleep(idleMs);
    return { readyMs, megabytes: residentMegabytes(bot.process.pid!) };
  } finally {
    await stopBot(bot.process);
  }
}

function residentMegabytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

/** The figures as a table. */
export function describeStorage(found: readonly StorageFigures[]): string {
  const lines = found.map(({ database, rows, firstMs, readyMs, megabytes }) => {
    const cells = [
      rows.toLocaleString('en'),
      `${readyMs.toFixed(0)} ms`,
      `${firstMs.toFixed(0)} ms`,
      `${megabytes.toFixed(0)} MB`,
    ];
    return `| ${database} | ${cells.join(' | ')} |`;
  });
  return [
    `Start of the process to /readyz with the database, and memory (RSS) after ${IDLE_MS / 1000} s at rest: medians of ` +
      `${ROUNDS} starts on the same store. First: an empty database, no compile cache.`,
    '',
    '| | deliveries stored | ready | very first start | memory at rest |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

if (import.meta.main) console.log(describeStorage(await benchStorage()));
