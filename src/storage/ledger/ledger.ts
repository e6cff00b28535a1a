import { type Kysely, type RawBuilder, sql, type SqlBool, type Transaction } from 'kysely';
import type { Ledger } from '../../delivery/ports.ts';
import type { Dialect, Tables } from '../schema.ts';
import { createClaiming } from './claim.ts';
import { pending } from './columns.ts';
import { createPlanning } from './plan.ts';
import { createReading } from './read.ts';

/** The ledger of everything that is sent unasked, on either database. */
export function createLedger(db: Kysely<Tables>, dialect: Dialect): Ledger {
  return {
    ...createPlanning(db),
    ...createClaiming(db, dialect),
    ...createReading(db),

    cancel: (messageId, now) => db.transaction().execute((trx) => cancelMessage(trx, messageId, now)),

    resend: (messageId, state, now) =>
      db.transaction().execute((trx) => resendDeliveries(trx, messageId, state, now)),

    async replaceContent(messageId, content, now) {
      await db
        .updateTable('messages')
        .set({ content: JSON.stringify(content), updated_at: now })
        .where('id', '=', messageId)
        .execute();
    },

    async prune(before) {
      return await db.transaction().execute(async (trx) => {
        const old = trx
          .selectFrom('messages')
          .select('id')
          // What was being planned that long ago, nobody plans any more.
          .where('state', 'in', ['done', 'cancelled', 'planning'])
          .where('updated_at', '<', before)
          // A broadcast that is kept would be taken for one that has still to be planned, and be sent again.
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('broadcasts')
                  .select('broadcasts.id')
                  .where(isOf(sql.ref('broadcasts.id'), sql.ref('messages.id'))),
              ),
            ),
          )
          // An update or a deletion refers to its original, which therefore goes with or after it.
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('messages as follow_up')
                  .select('follow_up.id')
                  .whereRef('follow_up.original_id', '=', 'messages.id'),
              ),
            ),
          );
        await trx.deleteFrom('deliveries').where('message_id', 'in', old).execute();
        const removed = await trx.deleteFrom('messages').where('id', 'in', old).executeTakeFirst();
        return Number(removed.numDeletedRows);
      });
    },
  };
}

/** Stops what is not leased, in the caller's transaction; returns how many were stopped. */
export async function cancelMessage(
  trx: Transaction<Tables>,
  messageId: string,
  now: number,
): Promise<number> {
  const stopped = await trx
    .updateTable('deliveries')
    .set({ state: 'cancelled', updated_at: now })
    .where('message_id', '=', messageId)
    .where('state', '=', pending)
    .executeTakeFirst();
  await trx
    .updateTable('messages')
    .set({ state: 'cancelled', updated_at: now })
    .where('id', '=', messageId)
    .execute();
  return Number(stopped.numUpdatedRows);
}

/** Puts deliveries back to be sent, in the caller's transaction; returns how many. */
export async function resendDeliveries(
  trx: Transaction<Tables>,
  messageId: string,
  state: 'failed' | 'unknown',
  now: number,
): Promise<number> {
  const back = await trx
    .updateTable('deliveries')
    .set({
      state: 'pending',
      attempt: 0,
      due_at: now,
      lease_token: null,
      lease_until: null,
      departed_at: null,
      updated_at: now,
    })
    .where('message_id', '=', messageId)
    .where('state', '=', state)
    .executeTakeFirst();
  const count = Number(back.numUpdatedRows);
  // A cancelled message is alive again for these alone: what was cancelled stays so.
  if (count > 0)
    await trx
      .updateTable('messages')
      .set({ state: 'ready', updated_at: now })
      .where('id', '=', messageId)
      .execute();
  return count;
}

/** Whether a message is a broadcast's own or one that was made for it, `broadcast-…-recall-1`. */
export function isOf(broadcastId: RawBuilder<unknown>, messageId: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${messageId} = ${broadcastId} or ${messageId} like ${broadcastId} || '-%')`;
}
