import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

/** A write is one to the disk; those who ask between two get a round trip. */
const writeEveryMs = 5000;

export interface Ping {
  /** Resolves when the database can be written: one that is full, or has become read-only, still reads. */
  (): Promise<void>;
  /** When some process last saw so before this one did, epoch ms; null = none has, or it is not known yet. */
  readonly aliveBefore: () => number | null;
}

export function createPing(db: Kysely<Tables>, now: () => number): Ping {
  let writtenAt = -Infinity;
  let aliveBefore: number | null = null;
  const ping = async () => {
    if (writtenAt === -Infinity) {
      const row = await db
        .selectFrom('facts')
        .select('updated_at')
        .where('name', '=', 'alive')
        .executeTakeFirst();
      aliveBefore = row?.updated_at ?? null;
    }
    if (now() - writtenAt < writeEveryMs) {
      await sql`select 1`.execute(db);
      return;
    }
    const values = { value: '', updated_at: Math.round(Date.now()) };
    await db
      .insertInto('facts')
      .values({ name: 'alive', ...values })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
      .execute();
    writtenAt = now();
  };
  return Object.assign(ping, { aliveBefore: () => aliveBefore });
}
