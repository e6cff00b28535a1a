import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { InvokeAnswer } from '../bot/memory/ledger.ts';
import type { TurnStore } from '../bot/memory/shared-memory.ts';
import type { QuestionContext } from '../question/answer.ts';
import type { Tables } from './schema.ts';

export function createTurnStore(db: Kysely<Tables>): TurnStore {
  return {
    async claim(keys, now, heldUntil) {
      // In one order everywhere, so that two claims never wait for each other.
      const names = new Map(keys.map((held) => [digestOfKey(held.key), held]));
      const rows = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
      const taken = await db
        .insertInto('turns')
        .values(
          rows.map(([key, { expiresAt }]) => ({
            key,
            answer: null,
            heldUntil,
            expiresAt,
          })),
        )
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet((eb) => ({
              answer: null,
              heldUntil: eb.ref('excluded.heldUntil'),
              expiresAt: eb.ref('excluded.expiresAt'),
            }))
            .where((eb) => eb.or([eb('turns.expiresAt', '<=', now), eb('turns.heldUntil', '<=', now)])),
        )
        .returning('key')
        .execute();
      return taken.map(({ key }) => names.get(key)!.key);
    },

    async settle(keys, answer) {
      if (keys.length === 0) return;
      await db
        .updateTable('turns')
        .set({ answer: JSON.stringify(answer), heldUntil: null })
        .where('key', 'in', keys.map(digestOfKey))
        .execute();
    },

    async depart(keys, heldUntil) {
      return await changeHeld(db, keys, heldUntil, { answer: JSON.stringify(null), heldUntil: null });
    },

    async hold(keys, heldUntil, until) {
      return await changeHeld(db, keys, heldUntil, { heldUntil: until });
    },

    async release(keys, heldUntil) {
      if (keys.length === 0) return;
      await db
        .deleteFrom('turns')
        .where('key', 'in', keys.map(digestOfKey))
        .where('heldUntil', '=', heldUntil)
        .execute();
    },

    async find(key, now) {
      const row = await db
        .selectFrom('turns')
        .select(['answer', 'heldUntil'])
        .where('key', '=', digestOfKey(key))
        .where('expiresAt', '>', now)
        .executeTakeFirst();
      if (!row || (row.heldUntil !== null && row.heldUntil <= now)) return null;
      if (row.answer === null) return { isAnswered: false };
      return { isAnswered: true, answer: JSON.parse(row.answer) as InvokeAnswer | null };
    },

    async context(key, now) {
      const row = await db
        .selectFrom('turnContexts')
        .select('context')
        .where('key', '=', digestOfKey(key))
        .where('expiresAt', '>', now)
        .executeTakeFirst();
      return row ? (JSON.parse(row.context) as QuestionContext) : null;
    },

    async keepContext(key, context, expiresAt) {
      const values = { context: JSON.stringify(context), expiresAt };
      await db
        .insertInto('turnContexts')
        .values({ key: digestOfKey(key), ...values })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
        .execute();
    },

    async sweep(now) {
      await db.deleteFrom('turns').where('expiresAt', '<=', now).execute();
      await db.deleteFrom('turnContexts').where('expiresAt', '<=', now).execute();
    },
  };
}

/** Changes those of the keys that are held until `heldUntil`; returns them. */
async function changeHeld(
  db: Kysely<Tables>,
  keys: readonly string[],
  heldUntil: number,
  change: { readonly answer?: string; readonly heldUntil: number | null },
): Promise<readonly string[]> {
  const names = new Map(keys.map((key) => [digestOfKey(key), key]));
  if (names.size === 0) return [];
  const held = await db
    .updateTable('turns')
    .set(change)
    .where('key', 'in', [...names.keys()])
    .where('heldUntil', '=', heldUntil)
    .returning('key')
    .execute();
  return held.map(({ key }) => names.get(key)!);
}

/** Keys name people and what they pressed: nobody need read them, and they have one length. */
export function digestOfKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
