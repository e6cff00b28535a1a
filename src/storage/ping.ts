import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

/** A write is one to the disk; those who ask between two get a round trip. */
const writeEveryMs = 5000;

/** Resolves when the database can be written: one that is full, or has become read-only, still reads. */
export function createPing(db: Kysely<Tables>, now: () => number): () => Promise<void> {
  let writtenAt = -Infinity;
  return async () => {
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
}
