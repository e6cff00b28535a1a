import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import type { BroadcastStore } from '../../../src/broadcast/ports.ts';
import type { DeliveryState, Ledger, MessageState, SlotBook } from '../../../src/delivery/ports.ts';
import type { HighlightsStore } from '../../../src/highlights/ports.ts';
import { createAppendAudit } from '../../../src/storage/audit.ts';
import { createBroadcastStore } from '../../../src/storage/broadcasts/broadcasts.ts';
import { createHighlightsStore } from '../../../src/storage/highlights.ts';
import { createLedger } from '../../../src/storage/ledger/ledger.ts';
import { createSlotBook } from '../../../src/storage/slots.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { createPool } from '../../../src/storage/server/pool.ts';
import { type Dialect, tablesOf, type Tables } from '../../../src/storage/schema.ts';
import { databaseFile, NodeSqliteDialect, openDatabase } from '../../../src/storage/sqlite.ts';
import { type Decisions, decisionsOn } from './decisions.ts';

/** What an actor does everything with. */
export interface Actor {
  readonly ledger: Ledger & Decisions;
  readonly broadcasts: BroadcastStore;
  readonly highlights: HighlightsStore;
  readonly slots: SlotBook;
}

/** Three actors on one database. */
export interface ModelDatabase {
  readonly actors: readonly [Actor, Actor, Actor];
  /** To look at what no port shows. */
  readonly db: Kysely<Tables>;
  /** Where every message and its deliveries stand, in order of id, by one query: the checks are most of a run. */
  readonly look: () => Promise<readonly Standing[]>;
  /** Of whatever the checks write. */
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

function actorOn(db: Kysely<Tables>, dialect: Dialect): Actor {
  const appendAudit = createAppendAudit(dialect, null);
  return {
    ledger: { ...createLedger(db, dialect), ...decisionsOn(db, dialect) },
    broadcasts: createBroadcastStore(db, dialect, appendAudit),
    highlights: createHighlightsStore(db, dialect, appendAudit),
    slots: createSlotBook(db, dialect),
  };
}

/** What the checks write; what others refer to comes after them. */
const written = [
  ...['slots', 'highlights_posts', 'dataset_snapshots', 'subscriptions', 'facts'],
  ...['audit', 'audit_end', 'audit_people', 'broadcasts', 'deliveries', 'messages'],
];

/** The embedded form: one connection for all. */
export async function openSqlite(): Promise<ModelDatabase> {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-model-'));
  const database = openDatabase(join(dir, databaseFile));
  // What is on the disk after a power cut is not what is looked at here.
  database.exec('pragma synchronous = off');
  const db = tablesOf(new NodeSqliteDialect(database));
  await migrate(db);
  const actor = actorOn(db, 'sqlite');
  return {
    actors: [actor, actor, actor],
    db,
    look: () => look(db),
    clear() {
      database.exec(written.map((table) => `delete from ${table};`).join(' '));
      return Promise.resolve();
    },
    close: async () => {
      await db.destroy();
      rmSync(dir, { recursive: true });
    },
  };
}

/** By one statement: a round trip for each would be a good part of a run. */
const clearing = sql`with ${sql.join(
  written.slice(0, -1).map((table) => sql`${sql.ref(`of_${table}`)} as (delete from ${sql.table(table)})`),
)} delete from ${sql.table(written.at(-1)!)}`;

/** On a busy machine an answer takes long, and what happens when one does not come is looked at elsewhere. */
const unhurried = { connectMs: 60_000, statementMs: 60_000, lockMs: 60_000 };

/** `wait` is awaited before each query, so that the actors' queries come in another order each time. */
export async function openPostgres(url: string, wait: () => Promise<void>): Promise<ModelDatabase> {
  const options = `${url.includes('?') ? '&' : '?'}options=-c%20synchronous_commit%3Doff%20-c%20jit%3Doff`;
  const open = (before: () => Promise<void>) =>
    tablesOf(
      new PostgresDialect({ pool: remembering(createPool(url + options, undefined, unhurried), before) }),
    );
  const quiet = open(() => Promise.resolve());
  const own = [open(wait), open(wait), open(wait)] as const;
  await migrate(quiet);
  return {
    actors: [actorOn(own[0], 'postgres'), actorOn(own[1], 'postgres'), actorOn(own[2], 'postgres')],
    db: quiet,
    look: () => look(quiet),
    clear: async () => {
      await clearing.execute(quiet);
    },
    close: async () => {
      await Promise.all([quiet, ...own].map((db) => db.destroy()));
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
