import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { NewMessage } from '../../src/delivery/ports.ts';
import { createLedger } from '../../src/storage/ledger/ledger.ts';
import { createAppendAudit } from '../../src/storage/audit.ts';
import { createPing, type Ping } from '../../src/storage/ping.ts';
import { createRestoreStore } from '../../src/storage/restored.ts';
import { createPool } from '../../src/storage/server/pool.ts';
import { tablesOf, type Tables } from '../../src/storage/schema.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { startSilentLine } from './silent-line.ts';

/** A server that changes under us, with ten connections in use: each of them must not fail once for it. */
const limits = { connectMs: 5000, statementMs: 800, lockMs: 300, idleInTransactionMs: 500 };
const CONNECTIONS = 10;

let postgres: TestPostgres;
let url: string;
let db: Kysely<Tables>;
let other: pg.Client;
let errors: unknown[];
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
});
beforeEach(async () => {
  url = await postgres.createMigrated();
  errors = [];
  db = open(url);
  other = new pg.Client({ connectionString: url });
  await other.connect();
});
afterEach(async () => {
  await db.destroy();
  await other.end();
});

function open(to: string): Kysely<Tables> {
  const pool = createPool(to, (error) => errors.push(error), limits);
  return tablesOf(new PostgresDialect({ pool }));
}

/** One transaction that writes; waits inside it for `meanwhile`, so that several are open at once. */
async function write(key: string, meanwhile?: (trx: Kysely<Tables>) => Promise<unknown>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (meanwhile) await meanwhile(trx);
    await trx
      .insertInto('facts')
      .values({ name: key, value: '', updatedAt: 1 })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: 'again' }))
      .execute();
  });
}

/** Opens all connections, and does this on each; nobody waits on when one can't be opened. Returns the first column. */
async function onEach(statement: string): Promise<unknown[]> {
  const all = Promise.withResolvers<null>();
  let open = 0;
  const each = async (one: Kysely<Tables>): Promise<unknown> => {
    open += 1;
    if (open === CONNECTIONS) all.resolve(null);
    await all.promise;
    const { rows } = await sql.raw<Record<string, unknown>>(statement).execute(one);
    return Object.values(rows[0] ?? {})[0];
  };
  const done = Array.from({ length: CONNECTIONS }, () => db.connection().execute(each));
  for (const one of done) one.catch(all.reject);
  await all.promise;
  return await Promise.all(done);
}

/** What /readyz asks; each time it writes. */
function pings(over: Partial<Parameters<typeof createPing>[0]> = {}): Ping {
  let asked = 0;
  return createPing({
    db,
    elapsed: () => (asked += 60_000),
    restore: createRestoreStore(db, 'postgres', createAppendAudit('postgres', null)),
    reached: null,
    ...over,
  });
}

/** How many of `count` writes, one after another, fail. */
async function failuresOf(count: number): Promise<number> {
  let failures = 0;
  for (let index = 0; index < count; index += 1)
    await write(`w-${index}`).catch(() => {
      failures += 1;
    });
  return failures;
}

test('sessions of a server that has become read-only are given up together', async () => {
  await onEach('set session characteristics as transaction read only');
  expect(await failuresOf(12)).toBe(1);
});

test('so are those that the server has ended', async () => {
  await onEach('select 1');
  await other.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  );
  expect(await failuresOf(12)).toBeLessThanOrEqual(1);
});

const post: NewMessage = {
  id: 'm',
  kind: 'broadcast',
  action: 'post',
  priority: 1,
  content: { ja: { summary: 's', card: {} } },
  originalId: null,
};

test('whatever says that the server is not what it was: all connections of its age go, and sending goes on', async () => {
  const ledger = createLedger(db, 'postgres');
  const ping = pings();
  const codes = ['25006', '25P02', '57P01', '57P03', '08003', '08006'];
  const people = codes.map((code) => ({
    recipientId: `person:${code}`,
    dueAt: 1,
    content: null,
    skip: null,
  }));
  await ledger.plan(post, people, 1);
  const claim = async () => (await ledger.claim({ limit: 1, leaseMs: 1000, now: 1 })).length;
  const seen = new Set(await onEach('select pg_backend_pid()'));
  for (const code of codes) {
    // What it says is said in the middle of a transaction, to whoever writes.
    await other.query(
      `create or replace function refuse() returns trigger language plpgsql as
         $$ begin raise exception 'not any more' using errcode = '${code}'; end $$;
       create trigger refuse before insert on facts for each row execute function refuse();
       create trigger refuse before update on deliveries for each row execute function refuse()`,
    );
    await expect(claim()).rejects.toMatchObject({ code });
    // /readyz is degraded for as long.
    await expect(ping()).rejects.toMatchObject({ code });
    await expect(ping()).rejects.toMatchObject({ code });
    await other.query('drop trigger refuse on facts; drop trigger refuse on deliveries');
    expect([code, await claim()]).toEqual([code, 1]);
    await ping();
    const now = await onEach('select pg_backend_pid()');
    expect([code, now.filter((pid) => seen.has(pid))]).toEqual([code, []]);
    for (const pid of now) seen.add(pid);
  }
});

test('a statement that fails as statements do costs no connection', async () => {
  const before = await onEach('select pg_backend_pid()');
  await expect(sql`select 1 / 0`.execute(db)).rejects.toMatchObject({ code: '22012' });
  expect((await onEach('select pg_backend_pid()')).toSorted()).toEqual(before.toSorted());
});

test('a transaction that cannot be taken back leaves no connection inside it', async () => {
  await onEach('select 1');
  const broken = write('x', async (trx) => {
    await other.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    );
    await sql`select 1`.execute(trx);
  });
  await expect(broken).rejects.toThrow();
  expect(await failuresOf(12)).toBe(0);
});

test('a lock that is held longer than anybody waits leaves no transaction behind', async () => {
  await onEach('select 1');
  await other.query('begin; lock table facts');
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => write(`l-${index}`)));
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  await other.query('rollback');
  expect(await failuresOf(12)).toBe(0);
});

test('a process that stops in the middle of a transaction holds its locks for a bounded time', async () => {
  const stopped = write('x', async (trx) => {
    await sql`lock table facts`.execute(trx);
    await new Promise((resolve) => setTimeout(resolve, 1200));
  });
  await expect(stopped).rejects.toThrow();
  expect(await failuresOf(12)).toBeLessThanOrEqual(1);
});

test('connections that are silent, as after a failover without a word, are left within the time of one query', async () => {
  const line = await startSilentLine(url);
  await db.destroy();
  db = open(line.url);
  await onEach('select 1');
  line.silence();
  expect(await failuresOf(12)).toBe(1);
  await db.destroy();
  await line.close();
  db = open(url);
});

test('a server that only reads is not ready', async () => {
  let now = 0;
  const times: number[] = [];
  const ping = pings({ elapsed: () => now, onTime: (at) => times.push(at) });
  await ping();
  // Between two writes the server's clock is asked, which here is this machine's.
  await ping();
  expect(times.map((at) => Math.abs(at - Date.now()) < 3_600_000)).toEqual([true]);
  await onEach('set session characteristics as transaction read only');
  now += 60_000;
  await expect(ping()).rejects.toThrow('read-only');
  // Said again as often as it is asked, until it is over.
  await other.query(
    `alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`,
  );
  await expect(ping()).rejects.toThrow('read-only');
  await other.query(`set default_transaction_read_only = off`);
  await other.query(`alter database ${new URL(url).pathname.slice(1)} reset default_transaction_read_only`);
  await ping().catch(() => undefined);
  await ping();
});
