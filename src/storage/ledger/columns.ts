import { type Kysely, sql } from 'kysely';
import type { DeliveryState, MessageState, Post } from '../../delivery/ports.ts';
import type { Dialect, Tables, Trx } from '../schema.ts';

export type Db = Kysely<Tables> | Trx;

// Literals, not parameters: else neither database sees that the partial index fits.
export const pending = sql.lit<DeliveryState>('pending');
export const leased = sql.lit<DeliveryState>('leased');
export const ready = sql.lit<MessageState>('ready');

/**
 * Locks messages for the rest of the transaction, in order of id. Whoever changes a message's state, or what is open in
 * it, locks it first and looks only then: what was seen before waiting for a lock may have passed meanwhile.
 * Messages before their deliveries, so that nobody waits in a circle.
 */
export async function lockMessages(trx: Trx, dialect: Dialect, ids: readonly string[]): Promise<void> {
  // The embedded database takes one transaction at a time.
  if (dialect === 'sqlite' || ids.length === 0) return;
  await trx
    .selectFrom('messages')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** The message's state, looked at under its lock; undefined: there is none. */
export async function lockedState(
  trx: Trx,
  dialect: Dialect,
  messageId: string,
): Promise<MessageState | undefined> {
  await lockMessages(trx, dialect, [messageId]);
  const message = await trx
    .selectFrom('messages')
    .select('state')
    .where('id', '=', messageId)
    .executeTakeFirst();
  return message?.state;
}

/** Where a delivery has been posted, once it has. */
export function postOf(row: { conversationId: string | null; activityId: string | null }): Post | null {
  return row.conversationId !== null && row.activityId !== null
    ? { conversationId: row.conversationId, activityId: row.activityId }
    : null;
}
