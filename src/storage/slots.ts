import { type Kysely, sql } from 'kysely';
import { decideSlots, longestWindowMs } from '../delivery/pacing.ts';
import type { SlotBook } from '../delivery/ports.ts';
import type { Dialect, Tables } from './schema.ts';

/** The app's own row; no conversation has an empty id. */
const appKey = '';

/**
 * The bookings live in the database, so that all instances share them and a restart forgets none. The app's row is
 * locked for the time of a booking, and the database's clock is the only one that is asked: instances' clocks differ.
 */
export function createSlotBook(db: Kysely<Tables>, dialect: Dialect): SlotBook {
  const postgres = dialect === 'postgres';
  const clock = postgres
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`
    : sql<number>`((julianday('now') - 2440587.5) * 86400000.0)`;
  return {
    async reserve(keys) {
      return await db.transaction().execute(async (trx) => {
        const readApp = () => {
          const row = trx
            .selectFrom('slots')
            .select(['times', clock.as('now')])
            .where('key', '=', appKey);
          return (postgres ? row.forUpdate() : row).executeTakeFirst();
        };
        let app = await readApp();
        if (!app) {
          await trx
            .insertInto('slots')
            .values({ key: appKey, times: '[0]', updated_at: Number.MAX_SAFE_INTEGER })
            .onConflict((conflict) => conflict.column('key').doNothing())
            .execute();
          app = (await readApp())!;
        }
        const known = await trx
          .selectFrom('slots')
          .select(['key', 'times'])
          .where('key', 'in', [...new Set(keys)])
          .execute();
        const { booked, slots } = decideSlots(
          {
            nextAt: timesOf(app.times)[0] ?? 0,
            conversations: new Map(known.map((row) => [row.key, timesOf(row.times)])),
          },
          keys,
          app.now,
        );
        const updatedAt = Math.round(app.now);
        const changed = new Set(keys.filter((_, index) => slots[index]!.booked));
        if (changed.size === 0) return slots;
        await trx
          .insertInto('slots')
          .values([
            { key: appKey, times: JSON.stringify([booked.nextAt]), updated_at: Number.MAX_SAFE_INTEGER },
            ...[...changed].map((key) => ({
              key,
              times: JSON.stringify((booked.conversations.get(key) ?? []).map(Math.round)),
              updated_at: updatedAt,
            })),
          ])
          .onConflict((conflict) =>
            conflict.column('key').doUpdateSet((eb) => ({
              times: eb.ref('excluded.times'),
              updated_at: eb.ref('excluded.updated_at'),
            })),
          )
          .execute();
        return slots;
      });
    },

    async prune(now) {
      await db
        .deleteFrom('slots')
        .where('updated_at', '<', now - 2 * longestWindowMs)
        .execute();
    },
  };
}

function timesOf(json: string): number[] {
  return JSON.parse(json) as number[];
}
