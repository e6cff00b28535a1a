import { type Kysely, sql, type Transaction } from 'kysely';
import type { DeliveryState, MessageState, Post } from '../../delivery/ports.ts';
import type { Tables } from '../schema.ts';

export type Db = Kysely<Tables> | Transaction<Tables>;

// Literals, not parameters: else neither database sees that the partial index fits.
export const pending = sql.lit<DeliveryState>('pending');
export const leased = sql.lit<DeliveryState>('leased');
export const ready = sql.lit<MessageState>('ready');

/** Where a delivery has been posted, once it has. */
export function postOf(row: { conversation_id: string | null; activity_id: string | null }): Post | null {
  return row.conversation_id !== null && row.activity_id !== null
    ? { conversationId: row.conversation_id, activityId: row.activity_id }
    : null;
}
