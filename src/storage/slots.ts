import { type Kysely, type RawBuilder, sql } from 'kysely';
import { decideSlots, longestWindowMs, withUnbooked } from '../delivery/pace/pacing.ts';
import type { Departure, Slot, SlotBook } from '../delivery/ports.ts';
import type { Db } from './ledger/columns.ts';
import type { Dialect, Tables } from './schema.ts';

/** The app's own row; no conversation has an empty id. */
const appKey = '';

/**
 * The bookings live in the database, so that all instances share them and a restart forgets none. Nobody is held up by a
 * booking: it is read, decided, and written if nobody has booked meanwhile, else decided anew; who is come before again
 * and again books with the app's row locked, as every booking was before: old and new ones may go on side by side. The
 * database's clock is the only one that is asked: instances' clocks differ.
 */
export function createSlotBook(db: Kysely<Tables>, dialect: Dialect): SlotBook {
  const offset = createClockOffset();
  return {
    async reserve(keys, departures, unbooked = 0) {
      const asked = { keys, departures, unbooked };
      const book = (on: Db) => tryBooking(on, dialect, { ...asked, offset });
      const booked = await untilBooked(db, dialect, book);
      const returnedAt = performance.now();
      return booked.map((slot) =>
        slot.booked ? { ...slot, inMs: offset.toLocal(slot.at) - returnedAt } : slot,
      );
    },

    async prune() {
      await db
        .deleteFrom('slots')
        .where('updatedAt', '<', sql<number>`${clockOf(dialect)} - ${2 * longestWindowMs}`)
        .execute();
    },
  };
}

/** Without a lock; many instances on a slow line would else come before each other for ever. */
const maxTries = 4;

async function untilBooked(
  db: Kysely<Tables>,
  dialect: Dialect,
  book: (on: Db) => Promise<readonly Slot[] | null>,
): Promise<readonly Slot[]> {
  // The embedded database lets nobody in between, and waits for no line.
  for (let tried = 0; dialect === 'postgres' && tried < maxTries; tried += 1) {
    const slots = await book(db);
    if (slots) return slots;
  }
  return await db.transaction().execute(async (trx) => {
    // This row first, and alone: whoever books without a lock takes it before the others too.
    const app = trx.selectFrom('slots').select('key').where('key', '=', appKey);
    if (dialect === 'postgres') await app.forUpdate().execute();
    const slots = await book(trx);
    if (!slots) throw new Error('slots were booked under the lock');
    return slots;
  });
}

interface Asked {
  readonly keys: readonly string[];
  readonly departures: readonly Departure[];
  readonly unbooked: number;
  readonly offset: ReturnType<typeof createClockOffset>;
}

/** null = somebody has booked meanwhile. */
async function tryBooking(
  on: Db,
  dialect: Dialect,
  { keys, departures, unbooked, offset }: Asked,
): Promise<readonly Slot[] | null> {
  const asked = [...new Set([...keys, ...departures.map(({ key }) => key)])];
  const { app, known, now } = await readBook(on, dialect, { asked, offset });
  const before = {
    app: withUnbooked(timesOf(app.times), unbooked, now),
    conversations: new Map(known.map((row) => [row.key, timesOf(row.times)])),
  };
  const { slots, booked } = decideSlots(before, keys, now, departures);
  const changed = [...known.map(({ key }) => key), ...keys.filter((_, index) => slots[index]!.booked)];
  const others = [...new Set(changed)].map((key) => ({
    key,
    times: JSON.stringify(booked.conversations.get(key) ?? []),
  }));
  const times = JSON.stringify(booked.app);
  return (await writeBook(on, dialect, { app, times, others, now })) ? slots : null;
}

/** The database's own time, epoch ms. */
function clockOf(dialect: Dialect) {
  return dialect === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`
    : sql<number>`((julianday('now') - 2440587.5) * 86400000.0)`;
}

/** The app's row as it was read; `updatedAt` counts down with each booking, from what is never pruned. */
interface AppRow {
  readonly times: string;
  readonly updatedAt: number;
}

/** The app's row and those that are asked for, as they are at one moment, with the database's time, epoch ms. */
async function readBook(
  db: Db,
  dialect: Dialect,
  {
    asked,
    offset,
  }: { readonly asked: readonly string[]; readonly offset: ReturnType<typeof createClockOffset> },
) {
  const read = db
    .selectFrom('slots')
    .select(['key', 'times', 'updatedAt', clockOf(dialect).as('now')])
    .where('key', 'in', [appKey, ...asked]);
  for (;;) {
    const before = performance.now();
    const rows = await read.execute();
    const app = rows.find(({ key }) => key === appKey);
    if (app) {
      offset.sample(before, app.now, performance.now());
      return { app, known: rows.filter(({ key }) => key !== appKey), now: app.now };
    }
    await db
      .insertInto('slots')
      .values({ key: appKey, times: '[0]', updatedAt: Number.MAX_SAFE_INTEGER })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  }
}

interface Change {
  /** The app's row as it was read, and its new times. */
  readonly app: AppRow;
  readonly times: string;
  readonly others: readonly { readonly key: string; readonly times: string }[];
  readonly now: number;
}

/** By one statement, or in the embedded database's transaction; false: somebody has booked since it was read. */
async function writeBook(db: Db, dialect: Dialect, { app, times, others, now }: Change): Promise<boolean> {
  const putApp = sql`update slots set times = ${times}, updated_at = ${app.updatedAt - 1}
    where key = ${appKey} and times = ${app.times} and updated_at = ${app.updatedAt}`;
  const rows = sql.join(others.map((row) => sql`(${row.key}, ${row.times})`));
  const put = (where: RawBuilder<unknown>) => sql`insert into slots (key, times, updated_at)
    select column1, column2, cast(${Math.round(now)} as bigint) from (values ${rows}) as others where ${where}
    on conflict (key) do update set times = excluded.times, updated_at = excluded.updated_at`;
  if (dialect === 'sqlite') {
    await putApp.execute(db);
    if (others.length > 0) await put(sql`true`).execute(db);
    return true;
  }
  const putOthers = others.length > 0 ? sql`, put as (${put(sql`exists (select from app)`)})` : sql``;
  const { rows: written } =
    await sql`with app as (${putApp} returning key) ${putOthers} select key from app`.execute(db);
  return written.length > 0;
}

function timesOf(json: string): number[] {
  return JSON.parse(json) as number[];
}

/** Older samples are forgotten: clocks drift. */
const sampleAgeMs = 60_000;

/**
 * Translates the database's clock to this process's. Each reading was taken some time between asking and being
 * answered; the one with the shortest wait of the last minute tells best, so a slow answer shifts no slot.
 */
function createClockOffset() {
  let best: { offset: number; uncertainty: number; takenAt: number } | null = null;
  return {
    sample(before: number, databaseNow: number, after: number): void {
      const offset = databaseNow - (before + after) / 2;
      const uncertainty = (after - before) / 2;
      // Beyond what the wait explains, one of the clocks has been set.
      const isStale =
        best === null ||
        after - best.takenAt > sampleAgeMs ||
        Math.abs(offset - best.offset) > uncertainty + best.uncertainty + 5;
      if (isStale || uncertainty <= best!.uncertainty) best = { offset, uncertainty, takenAt: after };
    },
    toLocal(databaseTime: number): number {
      return databaseTime - (best?.offset ?? 0);
    },
  };
}
