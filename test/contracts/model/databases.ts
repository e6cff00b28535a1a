import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { DeliveryState, Ledger, MessageState } from '../../../src/delivery/ports.ts';
import { createLedger } from '../../../src/storage/ledger/ledger.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { createPool } from '../../../src/storage/server/pool.ts';
import { tablesOf, type Tables } from '../../../src/storage/schema.ts';
import { databaseFile, NodeSqliteDialect, openDatabase } from '../../../src/storage/sqlite.ts';

/** A ledger for each of three actors on one database. */
export interface ModelDatabase {
  readonly ledgers: readonly Ledger[];
  /** Where every message and its deliveries stand, in order of id, by one query: the checks are most of a run. */
  readonly look: () => Promise<readonly Standing[]>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** A message's state, and how many of its deliveries are in which state. */
export interface Standing {
  readonly id: string;
  readonly state: MessageState;
  readonly counts: ReadonlyMap<DeliveryState, number>;
}

async function look(db: Kysely<Tables>): Promise<Standing[]> {
  const rows = await db
    .selectFrom('messages')
    .leftJoin('deliveries', 'deliveries.messageId', 'messages.id')
    .groupBy(['messages.id', 'messages.state', 'deliveries.state'])
    .select(({ fn }) => [
      'messages.id',
      'messages.state',
      'deliveries.state as of',
      fn.countAll<number>().as('count'),
    ])
    .orderBy('messages.id')
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id)].map(([id, of]) => ({
    id,
    state: of[0]!.state,
    counts: new Map(of.flatMap((row) => (row.of === null ? [] : [[row.of, row.count] as const]))),
  }));
}

async function clear(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('deliveries').execute();
  await db.updateTable('messages').set({ originalId: null }).execute();
  await db.deleteFrom('messages').execute();
}

/** The embedded form: one connection for all. */
export async function openSqlite(): Promise<ModelDatabase> {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-model-'));
  const database = openDatabase(join(dir, databaseFile));
  // What is on the disk after a power cut is not what is looked at here.
  database.exec('pragma synchronous = off');
  const db = tablesOf(new NodeSqliteDialect(database));
  await migrate(db);
  const ledger = createLedger(db, 'sqlite');
  return {
    ledgers: [ledger, ledger, ledger],
    look: () => look(db),
    clear: () => clear(db),
    close: async () => {
      await db.destroy();
      rmSync(dir, { recursive: true });
    },
  };
}

/** `wait` is awaited before each query, so that the actors' queries come in another order each time. */
export async function openPostgres(url: string, wait: () => Promise<void>): Promise<ModelDatabase> {
  const options = '?options=-c%20synchronous_commit%3Doff%20-c%20jit%3Doff';
  const open = (before: () => Promise<void>) =>
    tablesOf(new PostgresDialect({ pool: remembering(createPool(url + options), before) }));
  const quiet = open(() => Promise.resolve());
  const actors = [0, 1, 2].map(() => open(wait));
  await migrate(quiet);
  return {
    ledgers: actors.map((db) => createLedger(db, 'postgres')),
    look: () => look(quiet),
    clear: () => clear(quiet),
    close: async () => {
      await Promise.all([quiet, ...actors].map((db) => db.destroy()));
    },
  };
}

/**
 * Awaits `before` ahead of each query, and has the server keep what it has parsed and planned: a run asks the same few
 * statements millions of times.
 */
function remembering(pool: PostgresPool, before: () => Promise<void>): PostgresPool {
  const known = new WeakSet<PostgresPoolClient>();
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    return name;
  };
  return {
    ...pool,
    connect: async () => {
      const client = await pool.connect();
      if (known.has(client)) return client;
      known.add(client);
      const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
      return Object.assign(client, {
        query: async (text: unknown, values?: unknown[]) => {
          await before();
          if (typeof text !== 'string' || !values) return await query(text, values);
          return await query({ name: nameOf(text), text, values });
        },
      });
    },
  };
}
