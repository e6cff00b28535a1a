import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { RestoreCause, RestoreStore } from '../operation/ports.ts';
import type { Reached } from './embedded/reached.ts';
import type { Departing } from './ledger/claim.ts';
import type { Db } from './ledger/columns.ts';
import type { Tables } from './schema.ts';

/** A write is one to the disk; those who ask between two get a round trip. */
const writeEveryMs = 5000;

export interface Ping {
  /** Resolves when the database can be written: one that is full, or has become read-only, still reads. */
  (): Promise<void>;
  /** When some process last saw so before this one did, epoch ms; null = none has, or it is not known yet. */
  readonly aliveBefore: () => number | null;
  /** For the ledger of an embedded database. */
  readonly departing: Departing;
}

/** Counts on: what is found with a smaller count later is an older state of the same store. */
async function countOn(db: Db, now: number): Promise<number> {
  const { value } = await db
    .insertInto('facts')
    .values({ name: 'alive', value: '1', updatedAt: now })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({
        value: sql<string>`cast(cast(coalesce(nullif(facts.value, ''), '0') as bigint) + 1 as text)`,
        updatedAt: now,
      }),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return Number(value);
}

interface PingServices {
  readonly db: Kysely<Tables>;
  /** Ms that never jump. */
  readonly elapsed: () => number;
  readonly restore: Pick<RestoreStore, 'mark'>;
  /** null: there is no place beside it (PostgreSQL); then the process alone remembers. */
  readonly reached: Reached | null;
  /** A server's own clock, epoch ms; an embedded database has none. */
  readonly onTime?: ((at: number) => void) | undefined;
}

/** Sees whether the database can be written, and whether it is an older state than has been seen of it. */
export function createPing({ db, elapsed, restore, reached, onTime }: PingServices): Ping {
  let writtenAt = -Infinity;
  let aliveBefore: number | null = null;
  let store: string | null = null;
  let last = 0;
  let noted = 0;
  let writing: Promise<void> | null = null;

  async function mark(cause: RestoreCause, asOf: number | null): Promise<void> {
    const at = Math.round(Date.now());
    const detail = { cause, asOf };
    await restore.mark(
      { at, ...detail },
      { at, actor: 'system', action: 'restored', subject: 'store', detail },
    );
  }

  async function begin(): Promise<void> {
    const before = await db.selectFrom('facts').selectAll().where('name', '=', 'alive').executeTakeFirst();
    aliveBefore = before?.updatedAt ?? null;
    const id = await storeId(db);
    const cause = causeOf(reached?.read(), { store: id, count: Number(before?.value ?? 0) });
    if (reached && cause !== null) await mark(cause, aliveBefore);
    store = id;
  }

  /** Never back: two that were written one after the other may be noted the other way round. */
  function note(count: number): void {
    if (store === null || count < noted) return;
    noted = count;
    reached?.write({ store, count });
  }

  async function write(): Promise<void> {
    if (store === null) await begin();
    const count = await countOn(db, Math.round(Date.now()));
    if (count <= last && !reached) await mark('older', null);
    last = count;
    note(count);
    writtenAt = elapsed();
  }

  const ping = async () => {
    if (elapsed() - writtenAt < writeEveryMs) {
      if (onTime) onTime(await serverTime(db));
      else await sql`select 1`.execute(db);
      return;
    }
    writing ??= write().finally(() => {
      writing = null;
    });
    await writing;
  };
  return Object.assign(ping, {
    aliveBefore: () => aliveBefore,
    departing: { count: (trx: Db) => countOn(trx, Math.round(Date.now())), note },
  });
}

/** null: it is where it was left. */
function causeOf(
  beside: ReturnType<Reached['read']> | undefined,
  found: NonNullable<ReturnType<Reached['read']>>,
): RestoreCause | null {
  // Never counted: new, or of a version that did not.
  if (!beside) return found.count > 0 ? 'moved' : null;
  if (beside.count === Infinity) return 'restore';
  if (beside.store !== found.store) return 'moved';
  return beside.count > found.count ? 'older' : null;
}

async function serverTime(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{
    now: number;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`.execute(db);
  return rows[0]!.now;
}

async function storeId(db: Kysely<Tables>): Promise<string> {
  await db
    .insertInto('facts')
    .values({ name: 'store', value: randomUUID(), updatedAt: 0 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { value } = await db
    .selectFrom('facts')
    .select('value')
    .where('name', '=', 'store')
    .executeTakeFirstOrThrow();
  return value;
}
