import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { type Clock, systemClock } from '../../src/calendar/clock.ts';
import { auditTrail } from '../../src/cli/records.ts';
import { verifyChain } from '../../src/access/audit/audit.ts';
import { startBroadcasts } from '../../src/start/sending/broadcasts.ts';
import { NewerState } from '../../src/storage/migrate.ts';
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/open.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { createFileTransfer } from '../../src/teams/file-transfer.ts';
import { createSender } from '../../src/teams/sender.ts';
import { isLoopbackService } from '../../src/teams/service-url.ts';
import { stubKnowledge } from '../bot/stubs.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { noPace, startUnpaced } from '../delivery/unpaced.ts';
import { RULES } from '../broadcast/rules.ts';
import { kit } from '../cards/kit.ts';

/** What an earlier version left behind goes on under this one; what a later one left is let alone. */
const state = (service: string) =>
  readFileSync(join(import.meta.dirname, '../storage/state-0.1.0.sql'), 'utf8').replaceAll(
    'http://127.0.0.1:1/',
    service,
  );
const person = (id: string) => `00000000-0000-4000-8000-0000000000${id}`;
const READERS = ['11', '12', '13', '14', '15', '16'];
const UNDER_WAY = 'broadcast-f54ea50c706b0cef4ac15282e539ab89';
const SCHEDULED = 'broadcast-177bdb22f6a16a72f8bc0d45abff2f80';
/** Hours after the state was left. */
const LATER = Date.parse('2026-11-20T03:00:00Z');
const DAY_MS = 86_400_000;

let simulator: Simulator;
let postgres: TestPostgres;
let dir: string;
beforeAll(async () => {
  simulator = await startSimulator();
  postgres = await startPostgres();
  dir = mkdtempSync(join(tmpdir(), 'yokoten-upgrade-'));
});
afterAll(async () => {
  await simulator.close();
  await postgres.stop();
  rmSync(dir, { recursive: true });
});

/** A database on which that has been run. */
interface Database {
  readonly options: StorageOptions;
  readonly run: (statements: string) => Promise<void>;
}

function embedded(): Promise<Database> {
  const dataDir = mkdtempSync(join(dir, 'state-'));
  const run = (statements: string) => {
    const database = new DatabaseSync(join(dataDir, 'yokoten.sqlite'));
    database.exec(statements);
    database.close();
    return Promise.resolve();
  };
  return Promise.resolve({ options: { dataDir }, run });
}

async function server(): Promise<Database> {
  const databaseUrl = await postgres.createDatabase();
  const run = async (statements: string) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(statements);
    await client.end();
  };
  return { options: { dataDir: dir, databaseUrl }, run };
}

/** Worker and broadcasts on this state, without pace, at a time that the test moves. */
function startSending(storage: Storage) {
  let passedMs = 0;
  const begun = systemClock.now();
  const clock: Clock = { ...systemClock, now: () => LATER + passedMs + systemClock.now() - begun };
  const sender = createSender({
    connector: createConnector({ getToken: null, isServiceUrl: isLoopbackService }),
    appId: '',
  });
  const worker = startUnpaced(storage, sender, clock);
  const errors: unknown[] = [];
  const broadcasts = startBroadcasts({
    storage: { ...storage, slots: noPace },
    sender,
    files: createFileTransfer({ sandbox: true }),
    knowledge: createKnowledge(stubKnowledge()),
    cards: createBroadcastCards(kit),
    rules: RULES,
    admins: [person('0a')],
    teamRoles: [],
    onTeam: () => undefined,
    clock,
    onPlanned: () => {
      worker.wake();
    },
    onError: (error) => errors.push(error),
    tickMs: 10,
  });
  return {
    errors,
    pass: (ms: number) => {
      passedMs += ms;
    },
    stop: async () => {
      await broadcasts.stop();
      await worker.stop();
    },
  };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`never so: ${holds.toString()}`);
    await systemClock.sleep(5);
  }
}

describe.each([
  ['embedded', embedded],
  ['PostgreSQL', server],
])('%s', (_name, create) => {
  test('broadcasts that the version before was in the midst of go on, each post once', async () => {
    const { options, run } = await create();
    await run(state(simulator.url));
    const storage = openStorage(options);
    await storage.ready();
    const before = simulator.connector.requests.length;
    const postsTo = (id: string) =>
      simulator.connector.requests
        .slice(before)
        .filter(
          ({ method, path }) => method === 'POST' && path.includes(encodeURIComponent(`a:${person(id)}`)),
        ).length;
    const sending = startSending(storage);
    await until(async () => {
      const { pending, leased } = await storage.ledger.totals();
      return pending + leased === 0;
    });
    // One had been sent and one had left: nobody knows of that, and a person decides. The four others get theirs now.
    expect(await storage.ledger.counts(UNDER_WAY)).toMatchObject({ sent: 5, unknown: 1 });
    expect(READERS.map(postsTo)).toEqual([0, 0, 1, 1, 1, 1]);
    // The request for an approval was still to be sent.
    expect(['0a', '0c'].map(postsTo)).toEqual([1, 1]);
    sending.pass(DAY_MS);
    await until(async () => (await storage.ledger.counts(SCHEDULED)).sent === READERS.length);
    expect(READERS.map(postsTo)).toEqual([1, 1, 2, 2, 2, 2]);
    await sending.stop();
    expect(sending.errors).toEqual([]);
    const states = (await storage.broadcasts.list({ limit: 9 })).map(({ state }) => state);
    expect(states.toSorted()).toEqual(['released', 'released', 'submitted']);
    const end = await storage.broadcasts.auditEnd();
    const { problems, rows } = await verifyChain(auditTrail(storage.broadcasts), [end!]);
    expect([problems, rows > 12]).toEqual([[], true]);
    await storage.close();
  });

  test('a state of a later version is refused in clear words, and left as it is', async () => {
    const { options, run } = await create();
    const storage = openStorage(options);
    await storage.ready();
    await storage.close();
    await run(`insert into kysely_migration values ('2031-04-a-rooms', '2031-04-01T00:00:00Z')`);
    const older = openStorage(options);
    await expect(older.ready()).rejects.toThrow(NewerState);
    await older.close();
    const program = spawn(process.execPath, [join(import.meta.dirname, '../../src/start.js'), '--sandbox'], {
      env: { ...process.env, PORT: '0', DATA_DIR: options.dataDir, DATABASE_URL: options.databaseUrl ?? '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said: string[] = [];
    program.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    expect(await once(program, 'exit')).toEqual([1, null]);
    expect(said.join('')).toMatch(/cannot start.*newer version.*2031-04-a-rooms.*backup/s);
  });
});
