import { type Insertable, type Kysely, sql, type Transaction } from 'kysely';
import type { Notice } from '../../delivery/notice.ts';
import type { Content, DeliveryState, Ledger, NewDelivery, NewMessage } from '../../delivery/ports.ts';
import type { Dialect, Tables } from '../schema.ts';
import { yieldTurn } from '../../text/pages.ts';
import { type Db, lockMessages, pending } from './columns.ts';

/** Rows per INSERT while planning: SQLite takes 32,766 parameters, and holds the event loop for the ms of one chunk. */
const planChunk = 500;

/** Puts messages and their deliveries into the ledger. */
export function createPlanning(db: Kysely<Tables>, dialect: Dialect): Pick<Ledger, 'plan' | 'planFollowUp'> {
  return {
    async plan(message, deliveries, now) {
      await db.transaction().execute((trx) => openMessage(trx, dialect, message, now));
      let planned = 0;
      for await (const chunk of chunksOf(deliveries, planChunk)) {
        planned += await insertDeliveries(db, message.id, chunk, now);
        await yieldTurn();
      }
      await release(db, message.id, now);
      return planned;
    },

    async planFollowUp(message, now, { of, notDoneBy = [], instead } = { of: 'sent' }) {
      await db.transaction().execute((trx) => openMessage(trx, dialect, message, now));
      const added = await db
        .insertInto('deliveries')
        .columns([
          'message_id',
          'recipient_id',
          'state',
          'due_at',
          'conversation_id',
          'activity_id',
          'updated_at',
        ])
        .expression((eb) =>
          eb
            .selectFrom('deliveries')
            .select([
              sql<string>`cast(${message.id} as text)`.as('message_id'),
              'recipient_id',
              sql<DeliveryState>`${pending}`.as('state'),
              sql<number>`cast(${now} as bigint)`.as('due_at'),
              'conversation_id',
              'activity_id',
              sql<number>`cast(${now} as bigint)`.as('updated_at'),
            ])
            .where('message_id', '=', message.originalId)
            .where('state', '=', of)
            .where('activity_id', 'is not', null)
            .$if(notDoneBy.length > 0, (posts) =>
              posts.where('recipient_id', 'not in', (one) =>
                one
                  .selectFrom('deliveries as done')
                  .select('done.recipient_id')
                  .where('done.message_id', 'in', notDoneBy)
                  .where('done.state', '=', 'sent'),
              ),
            ),
        )
        .onConflict((conflict) => conflict.columns(['message_id', 'recipient_id']).doNothing())
        .executeTakeFirst();
      if (instead)
        for await (const ids of instead.recipients) await giveContent(db, message.id, ids, instead.content);
      await release(db, message.id, now);
      return Number(added.numInsertedOrUpdatedRows ?? 0n);
    },
  };
}

/** Adds messages, or to messages that are open for more, each with whom it goes to, in the caller's transaction. */
export async function planNotices(
  trx: Transaction<Tables>,
  dialect: Dialect,
  notices: readonly Notice[],
  now: number,
): Promise<void> {
  for (const { message, deliveries } of notices) {
    await openMessage(trx, dialect, message, now);
    if (deliveries.length > 0) await insertDeliveries(trx, message.id, deliveries, now);
    await release(trx, message.id, now);
  }
}

/**
 * Adds the message in `planning` unless it is there: nothing of it is claimed before `release`. One that was done has
 * to be planned again to its end, whoever dies in between. Locks it for the rest of the transaction.
 */
async function openMessage(
  trx: Transaction<Tables>,
  dialect: Dialect,
  message: NewMessage,
  now: number,
): Promise<void> {
  await trx
    .insertInto('messages')
    .values({
      id: message.id,
      kind: message.kind,
      action: message.action,
      priority: message.priority,
      content: message.content === null ? null : JSON.stringify(message.content),
      original_id: message.originalId,
      state: 'planning',
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await lockMessages(trx, dialect, [message.id]);
  await trx
    .updateTable('messages')
    .set({ state: 'planning', updated_at: now })
    .where('id', '=', message.id)
    .where('state', '=', 'done')
    .execute();
}

/** What these recipients get instead of the message's own content, while nothing of it has been claimed. */
async function giveContent(
  db: Db,
  messageId: string,
  recipientIds: readonly string[],
  content: Content,
): Promise<void> {
  if (recipientIds.length === 0) return;
  await db
    .updateTable('deliveries')
    .set({ content: JSON.stringify(content) })
    .where('message_id', '=', messageId)
    .where('recipient_id', 'in', recipientIds)
    .where('state', '=', 'pending')
    .execute();
}

/** Lets the worker have what is pending, unless the message was cancelled while it was planned. */
async function release(db: Db, messageId: string, now: number): Promise<void> {
  await db
    .updateTable('messages')
    .set({ state: 'ready', updated_at: now })
    .where('id', '=', messageId)
    .where('state', '!=', 'cancelled')
    .execute();
}

async function insertDeliveries(
  db: Db,
  messageId: string,
  deliveries: readonly NewDelivery[],
  now: number,
): Promise<number> {
  const rows = deliveries.map((delivery): Insertable<Tables['deliveries']> => ({
    message_id: messageId,
    recipient_id: delivery.recipientId,
    state: delivery.skip === null ? 'pending' : 'skipped',
    reason: delivery.skip,
    due_at: delivery.dueAt,
    content: delivery.content === null ? null : JSON.stringify(delivery.content),
    updated_at: now,
  }));
  const added = await db
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['message_id', 'recipient_id']).doNothing())
    .executeTakeFirst();
  return Number(added.numInsertedOrUpdatedRows ?? 0n);
}

async function* chunksOf<T>(items: Iterable<T> | AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
