import { type Kysely, sql, type Transaction } from 'kysely';
import { decideSlots, longestWindowMs, withUnbooked } from '../delivery/pace/pacing.ts';
import type { SlotBook } from '../delivery/ports.ts';
import type { Dialect, Tables } from './schema.ts';

/** The app's own row; no conversation has an empty id. */
const appKey = '';

/**
 * The bookings live in the database, so that all instances share them and a restart forgets none. The app's row is
 * locked for the time of a booking, and the database's clock is the only one that is asked: instances' clocks differ.
 */
export function createSlotBook(db: Kysely<Tables>, dialect: Dialect): SlotBook {
  const offset = createClockOffset();
  return {
    async reserve(keys, departures, unbooked = 0) {
      const booked = await db.transaction().execute(async (trx) => {
        const { times, now } = await lockApp(trx, dialect, offset);
        const known = await trx
          .selectFrom('slots')
          .select(['key', 'times'])
          .where('key', 'in', [...new Set([...keys, ...departures.map(({ key }) => key)])])
          .execute();
        const before = {
          app: withUnbooked(timesOf(times), unbooked, now),
          conversations: new Map(known.map((row) => [row.key, timesOf(row.times)])),
        };
        const { slots, booked } = decideSlots(before, keys, now, departures);
        const changed = [...known.map(({ key }) => key), ...keys.filter((_, index) => slots[index]!.booked)];
        await writeTimes(trx, booked, { changed: new Set(changed), now });
        return slots;
      });
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

/** The database's own time, epoch ms. */
function clockOf(dialect: Dialect) {
  return dialect === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`
    : sql<number>`((julianday('now') - 2440587.5) * 86400000.0)`;
}

/** The app's times with the database's own, epoch ms; nobody else books before this transaction ends. */
async function lockApp(
  trx: Transaction<Tables>,
  dialect: Dialect,
  offset: ReturnType<typeof createClockOffset>,
): Promise<{ readonly times: string; readonly now: number }> {
  const clock = clockOf(dialect);
  const read = async () => {
    const row = trx
      .selectFrom('slots')
      .select(['times', clock.as('now')])
      .where('key', '=', appKey);
    const before = performance.now();
    const app = await (dialect === 'postgres' ? row.forUpdate() : row).executeTakeFirst();
    if (app) offset.sample(before, app.now, performance.now());
    return app;
  };
  const app = await read();
  if (app) return app;
  await trx
    .insertInto('slots')
    .values({ key: appKey, times: '[0]', updatedAt: Number.MAX_SAFE_INTEGER })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await read())!;
}

async function writeTimes(
  trx: Transaction<Tables>,
  { app, conversations }: ReturnType<typeof decideSlots>['booked'],
  { changed, now }: { readonly changed: ReadonlySet<string>; readonly now: number },
): Promise<void> {
  const updatedAt = Math.round(now);
  const rows = [...changed].map((key) => ({
    key,
    times: JSON.stringify(conversations.get(key) ?? []),
    updatedAt,
  }));
  await trx
    .insertInto('slots')
    .values([{ key: appKey, times: JSON.stringify(app), updatedAt: Number.MAX_SAFE_INTEGER }, ...rows])
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        times: eb.ref('excluded.times'),
        updatedAt: eb.ref('excluded.updatedAt'),
      })),
    )
    .execute();
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
