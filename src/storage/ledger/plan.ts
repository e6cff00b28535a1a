import { type Insertable, type Kysely, sql } from 'kysely';
import type { Notice } from '../../delivery/notice.ts';
import {
  type Content,
  type DeliveryState,
  type Ledger,
  type NewDelivery,
  type NewMessage,
  notApproved,
} from '../../delivery/ports.ts';
import { type Dialect, rowsWritten, type Tables, type Trx } from '../schema.ts';
import { yieldTurn } from '../../text/pages.ts';
import { type Db, lockedState, lockMessages, pending } from './columns.ts';

/** Rows per INSERT while planning: SQLite takes 32,766 parameters, and holds the event loop for the ms of one chunk. */
const planChunk = 500;

/** Puts messages and their deliveries into the ledger. */
export function createPlanning(db: Kysely<Tables>, dialect: Dialect): Pick<Ledger, 'plan' | 'planFollowUp'> {
  return {
    async plan(message, deliveries, now, most = Infinity) {
      await db.transaction().execute((trx) => openMessage(trx, dialect, message, now));
      let planned = 0;
      for await (const chunk of chunksOf(deliveries, planChunk)) {
        planned += await db.transaction().execute(async (trx) => {
          const allowed = await allowedOf(trx, dialect, chunk, { messageId: message.id, most });
          return await insertDeliveries(trx, message.id, allowed, now);
        });
        await yieldTurn();
      }
      await release(db, message.id, now);
      return planned;
    },

    async planFollowUp(message, now, { of, notDoneBy = [], instead, original } = { of: 'sent' }) {
      const step = <T>(work: (trx: Trx) => Promise<T>) => whilePlanning(db, dialect, message.id, work);
      await insertMessage(db, message, now);
      const added = await step(async (trx) => {
        if (original) await setContent(trx, message.originalId!, original, now);
        return await insertFollowUps(trx, message, now, { of, notDoneBy });
      });
      if (instead)
        for await (const ids of instead.recipients)
          await step((trx) => giveContent(trx, message.id, ids, instead.content));
      await step((trx) => release(trx, message.id, now));
      return added ?? 0;
    },
  };
}

/**
 * Does a part of a plan, in a transaction, while the message is held and still being planned; null: somebody else has
 * planned it to its end or stopped it. Who is late with a plan that has been carried out since adds nothing to it.
 */
async function whilePlanning<T>(
  db: Kysely<Tables>,
  dialect: Dialect,
  messageId: string,
  work: (trx: Trx) => Promise<T>,
): Promise<T | null> {
  return await db.transaction().execute(async (trx) => {
    const state = await lockedState(trx, dialect, messageId);
    return state === 'planning' ? await work(trx) : null;
  });
}

/** A row for each post that `message` changes or removes; returns how many. */
async function insertFollowUps(
  trx: Trx,
  message: NewMessage,
  now: number,
  { of, notDoneBy }: { readonly of: DeliveryState; readonly notDoneBy: readonly string[] },
): Promise<number> {
  const added = await trx
    .insertInto('deliveries')
    .columns(['messageId', 'recipientId', 'state', 'dueAt', 'conversationId', 'activityId', 'updatedAt'])
    .expression((eb) =>
      eb
        .selectFrom('deliveries')
        .select([
          sql<string>`cast(${message.id} as text)`.as('messageId'),
          'recipientId',
          sql<DeliveryState>`${pending}`.as('state'),
          sql<number>`cast(${now} as bigint)`.as('dueAt'),
          'conversationId',
          'activityId',
          sql<number>`cast(${now} as bigint)`.as('updatedAt'),
        ])
        .where('messageId', '=', message.originalId)
        .where('state', '=', of)
        .where('activityId', 'is not', null)
        .$if(notDoneBy.length > 0, (posts) =>
          posts.where('recipientId', 'not in', (one) =>
            one
              .selectFrom('deliveries as done')
              .select('done.recipientId')
              .where('done.messageId', 'in', notDoneBy)
              .where('done.state', '=', 'sent'),
          ),
        ),
    )
    .onConflict((conflict) => conflict.columns(['messageId', 'recipientId']).doNothing())
    .executeTakeFirst();
  return rowsWritten(added);
}

/** What is still to be posted, and what is sent again, says this instead. */
async function setContent(trx: Trx, messageId: string, content: Content, now: number): Promise<void> {
  await trx
    .updateTable('messages')
    .set({ content: JSON.stringify(content), updatedAt: now })
    .where('id', '=', messageId)
    .execute();
}

/** Adds messages, or to messages that are open for more, each with whom it goes to, in the caller's transaction. */
export async function planNotices(
  trx: Trx,
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

/** Adds the message in `planning` unless it is there: nothing of it is claimed before `release`. */
async function insertMessage(db: Db, message: NewMessage, now: number): Promise<void> {
  await db
    .insertInto('messages')
    .values({
      id: message.id,
      kind: message.kind,
      action: message.action,
      priority: message.priority,
      content: message.content === null ? null : JSON.stringify(message.content),
      originalId: message.originalId,
      state: 'planning',
      createdAt: now,
      updatedAt: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/**
 * The same for one that may be added to. One that was done has to be planned again to its end, whoever dies in between.
 * Locks it for the rest of the transaction.
 */
async function openMessage(trx: Trx, dialect: Dialect, message: NewMessage, now: number): Promise<void> {
  await insertMessage(trx, message, now);
  await lockMessages(trx, dialect, [message.id]);
  await trx
    .updateTable('messages')
    .set({ state: 'planning', updatedAt: now })
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
    .where('messageId', '=', messageId)
    .where('recipientId', 'in', recipientIds)
    .where('state', '=', 'pending')
    .execute();
}

/** Lets the worker have what is pending, unless the message was cancelled while it was planned. */
async function release(db: Db, messageId: string, now: number): Promise<void> {
  await db
    .updateTable('messages')
    .set({ state: 'ready', updatedAt: now })
    .where('id', '=', messageId)
    .where('state', '!=', 'cancelled')
    .execute();
}

/**
 * What of a part may be planned where no more than `most` are to get it: the rest is skipped. It is counted while the
 * message is held, for another instance may be planning the same at this moment.
 */
async function allowedOf(
  trx: Trx,
  dialect: Dialect,
  deliveries: readonly NewDelivery[],
  { messageId, most }: { readonly messageId: string; readonly most: number },
): Promise<readonly NewDelivery[]> {
  if (most === Infinity) return deliveries;
  await lockMessages(trx, dialect, [messageId]);
  const planned = trx.selectFrom('deliveries').where('messageId', '=', messageId);
  const ids = deliveries.map(({ recipientId }) => recipientId);
  const there = await planned.select('recipientId').where('recipientId', 'in', ids).execute();
  const { count } = await planned
    .where('state', '!=', 'skipped')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const seen = new Set(there.map(({ recipientId }) => recipientId));
  let reach = count;
  return deliveries.map((delivery) => {
    if (delivery.skip !== null || seen.has(delivery.recipientId)) return delivery;
    if (reach + 1 > most) return { ...delivery, skip: notApproved };
    seen.add(delivery.recipientId);
    reach += 1;
    return delivery;
  });
}

async function insertDeliveries(
  db: Db,
  messageId: string,
  deliveries: readonly NewDelivery[],
  now: number,
): Promise<number> {
  const rows = deliveries.map((delivery): Insertable<Tables['deliveries']> => ({
    messageId,
    recipientId: delivery.recipientId,
    state: delivery.skip === null ? 'pending' : 'skipped',
    reason: delivery.skip,
    dueAt: delivery.dueAt,
    content: delivery.content === null ? null : JSON.stringify(delivery.content),
    updatedAt: now,
  }));
  const added = await db
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['messageId', 'recipientId']).doNothing())
    .executeTakeFirst();
  return rowsWritten(added);
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
