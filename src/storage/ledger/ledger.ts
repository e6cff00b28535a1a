import { type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Ledger } from '../../delivery/ports.ts';
import type { Dialect, Tables, Trx } from '../schema.ts';
import { createClaiming, type Departing } from './claim.ts';
import { lockedState, lockMessages, pending } from './columns.ts';
import { createPlanning } from './plan.ts';
import { createReading } from './read.ts';

/** Messages removed at a time: SQLite takes 32,766 parameters, and what is left goes the next time. */
const pruneBatch = 1000;

/** The ledger of everything that is sent unasked, on either database. */
export function createLedger(
  db: Kysely<Tables>,
  dialect: Dialect,
  departing: Departing | null = null,
): Ledger {
  return {
    ...createPlanning(db, dialect),
    ...createClaiming(db, dialect, departing),
    ...createReading(db),

    async prune(before) {
      return await db.transaction().execute(async (trx) => {
        const candidates = trx
          .selectFrom('messages')
          .select('id')
          // What was being planned that long ago, nobody plans any more.
          .where('state', 'in', ['done', 'cancelled', 'planning'])
          .where('updatedAt', '<', before)
          .limit(pruneBatch)
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
                  .selectFrom('messages as followUp')
                  .select('followUp.id')
                  .whereRef('followUp.originalId', '=', 'messages.id'),
              ),
            ),
          );
        // Held, so that nobody sends again what is being removed; what others hold now goes the next time.
        const old = (
          await (dialect === 'postgres' ? candidates.forUpdate().skipLocked() : candidates).execute()
        ).map(({ id }) => id);
        if (old.length === 0) return 0;
        await trx.deleteFrom('deliveries').where('messageId', 'in', old).execute();
        await trx.deleteFrom('messages').where('id', 'in', old).execute();
        return old.length;
      });
    },
  };
}

/**
 * Stops what is not leased, in the caller's transaction; returns how many were stopped. A broadcast's message that is
 * still to be planned is put there as stopped, so that whoever plans it finds it so.
 */
export async function cancelMessage(
  trx: Trx,
  dialect: Dialect,
  messageId: string,
  now: number,
): Promise<number> {
  await trx
    .insertInto('messages')
    .values({
      id: messageId,
      kind: 'broadcast',
      action: 'post',
      priority: 0,
      content: null,
      originalId: null,
      state: 'cancelled',
      createdAt: now,
      updatedAt: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await lockMessages(trx, dialect, [messageId]);
  const stopped = await stopPending(trx, messageId, now);
  await trx
    .updateTable('messages')
    .set({ state: 'cancelled', updatedAt: now })
    .where('id', '=', messageId)
    .execute();
  return stopped;
}

async function stopPending(trx: Trx, messageId: string, now: number): Promise<number> {
  const stopped = await trx
    .updateTable('deliveries')
    .set({ state: 'cancelled', updatedAt: now })
    .where('messageId', '=', messageId)
    .where('state', '=', pending)
    .executeTakeFirst();
  return Number(stopped.numUpdatedRows);
}

/** Puts deliveries back to be sent, in the caller's transaction; returns how many. */
export async function resendDeliveries(
  trx: Trx,
  dialect: Dialect,
  { messageId, state }: { readonly messageId: string; readonly state: 'failed' | 'unknown' },
  now: number,
): Promise<number> {
  const before = await lockedState(trx, dialect, messageId);
  // Of a cancelled message these alone are alive again: what was cancelled, or came back since, is not.
  if (before === 'cancelled') await stopPending(trx, messageId, now);
  // In the order in which answers are settled, so that nobody waits in a circle.
  const rows = trx
    .selectFrom('deliveries')
    .select('recipientId')
    .where('messageId', '=', messageId)
    .where('state', '=', state)
    .orderBy('recipientId');
  if (dialect === 'postgres') await rows.forUpdate().execute();
  // Whoever could not be reached is tried again, or it would be skipped.
  await trx
    .updateTable('recipients')
    .set({ state: 'active', reason: null, updatedAt: now })
    .where('state', '=', 'parked')
    .where('id', 'in', rows.clearOrderBy())
    .execute();
  const back = await trx
    .updateTable('deliveries')
    .set({
      state: 'pending',
      attempt: 0,
      dueAt: now,
      leaseToken: null,
      leaseUntil: null,
      departedAt: null,
      updatedAt: now,
    })
    .where('messageId', '=', messageId)
    .where('state', '=', state)
    .executeTakeFirst();
  const count = Number(back.numUpdatedRows);
  // One that is still being planned is released when all of it is written.
  if (count > 0 && before !== 'planning')
    await trx
      .updateTable('messages')
      .set({ state: 'ready', updatedAt: now })
      .where('id', '=', messageId)
      .execute();
  return count;
}

/** Whether a message is a broadcast's own or one that was made for it, `broadcast-…-recall-…`. */
export function isOf(broadcastId: RawBuilder<unknown>, messageId: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${messageId} = ${broadcastId} or ${messageId} like ${broadcastId} || '-%')`;
}
