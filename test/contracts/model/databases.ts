import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { Ledger } from '../../../src/delivery/ports.ts';
import { createLedger } from '../../../src/storage/ledger/ledger.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { createPool } from '../../../src/storage/server/pool.ts';
import type { Tables } from '../../../src/storage/schema.ts';
import { databaseFile, NodeSqliteDialect, openDatabase } from '../../../src/storage/sqlite.ts';

/** A ledger for each of three actors on one database. */
export interface ModelDatabase {
  readonly ledgers: readonly Ledger[];
  clear(): Promise<void>;
  close(): Promise<void>;
}

async function clear(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('deliveries').execute();
  await db.updateTable('messages').set({ original_id: null }).execute();
  await db.deleteFrom('messages').execute();
}

/** The embedded form: one connection for all. */
export async function openSqlite(): Promise<ModelDatabase> {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-model-'));
  const database = openDatabase(join(dir, databaseFile));
  // What is on the disk after a power cut is not what is looked at here.
  database.exec('pragma synchronous = off');
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
  await migrate(db);
  const ledger = createLedger(db, 'sqlite');
  return {
    ledgers: [ledger, ledger, ledger],
    clear: () => clear(db),
    close: async () => {
      await db.destroy();
      rmSync(dir, { recursive: true });
    },
  };
}

/** `wait` is awaited before each query, so that the actors' queries come in another order each time. */
export async function openPostgres(url: string, wait: () => Promise<void>): Promise<ModelDatabase> {
  const options = '?options=-c%20synchronous_commit%3Doff';
  const open = (hold: (pool: PostgresPool) => PostgresPool) =>
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool: hold(createPool(url + options)) }) });
  const quiet = open((pool) => pool);
  const actors = [0, 1, 2].map(() => open((pool) => waiting(pool, wait)));
  await migrate(quiet);
  return {
    ledgers: actors.map((db) => createLedger(db, 'postgres')),
    clear: () => clear(quiet),
    close: async () => {
      await Promise.all([quiet, ...actors].map((db) => db.destroy()));
    },
  };
}

function waiting(pool: PostgresPool, wait: () => Promise<void>): PostgresPool {
  const known = new WeakSet<PostgresPoolClient>();
  return {
    ...pool,
    connect: async () => {
      const client = await pool.connect();
      if (known.has(client)) return client;
      known.add(client);
      const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
      return Object.assign(client, {
        query: async (...args: unknown[]) => {
          await wait();
          return await query(...args);
        },
      });
    },
  };
}
