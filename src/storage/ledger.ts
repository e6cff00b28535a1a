import { randomUUID } from 'node:crypto';
import { type Insertable, type Kysely, type RawBuilder, sql, type SqlBool, type Transaction } from 'kysely';
import {
  type ClaimedDelivery,
  type Content,
  type DeliveryCounts,
  type DeliveryState,
  deliveryStates,
  type Ledger,
  type MessageState,
  type NewDelivery,
  type NewMessage,
  type Post,
  type Settlement,
} from '../delivery/ports.ts';
import { recipientOf } from './reach.ts';
import type { Dialect, Tables } from './schema.ts';

/** Rows per INSERT while planning: SQLite takes 32,766 parameters, and one chunk blocks the event loop for some ms. */
const planChunk = 500;
/** A literal, not a parameter: else neither database sees that the partial index fits. */
const pending = sql.lit<DeliveryState>('pending');
const leased = sql.lit<DeliveryState>('leased');
const ready = sql.lit<MessageState>('ready');

type Db = Kysely<Tables> | Transaction<Tables>;

export function createLedger(db: Kysely<Tables>, dialect: Dialect): Ledger {
  return {
    async plan(message, deliveries, now) {
      await insertMessage(db, message, now);
      let planned = 0;
      for await (const chunk of chunksOf(deliveries, planChunk)) {
        planned += await insertDeliveries(db, message.id, chunk, now);
      }
      await release(db, message.id, now);
      return planned;
    },

    async planFollowUp(message, now, { of, notDoneBy = [] } = { of: 'sent' }) {
      await insertMessage(db, message, now);
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
      await release(db, message.id, now);
      return Number(added.numInsertedOrUpdatedRows ?? 0n);
    },

    async claim({ limit, leaseMs, now }) {
      const leaseToken = randomUUID();
      const leaseUntil = now + leaseMs;
      const claimed: ClaimedDelivery[] = [];
      while (claimed.length < limit) {
        // A transaction each: two instances that hold several messages could wait for each other.
        const more = await db
          .transaction()
          .execute((trx) =>
            claimOne(trx, dialect, { limit: limit - claimed.length, leaseToken, leaseUntil, now }),
          );
        // None is due, or another instance has those that are in hand.
        if (more.length === 0) break;
        claimed.push(...more);
      }
      return claimed;
    },

    async depart(deliveries, now) {
      if (deliveries.length === 0) return [];
      const marked = await db.transaction().execute(async (trx) => {
        const ids: string[] = [];
        for (const group of groupBy(deliveries, (delivery) => delivery.messageId)) {
          const rows = await trx
            .updateTable('deliveries')
            .set({ departed_at: now })
            .where('message_id', '=', group[0]!.messageId)
            .where(
              'recipient_id',
              'in',
              group.map((delivery) => delivery.recipientId),
            )
            .where('lease_token', 'in', [...new Set(group.map((delivery) => delivery.leaseToken))])
            .where('state', '=', leased)
            .where('lease_until', '>', now)
            .returning(['message_id', 'recipient_id'])
            .execute();
          ids.push(...rows.map((row) => keyOf(row.message_id, row.recipient_id)));
        }
        return new Set(ids);
      });
      return deliveries.map((delivery) => marked.has(keyOf(delivery.messageId, delivery.recipientId)));
    },

    async settle(settled, now) {
      if (settled.length === 0) return;
      await db.transaction().execute(async (trx) => {
        // In one order everywhere, so that two instances cannot wait for each other.
        const ordered = [...settled].sort((a, b) => compare(a.delivery, b.delivery));
        for (const { delivery, settlement } of ordered) {
          await trx
            .updateTable('deliveries')
            .set({ ...settledColumns(settlement), updated_at: now })
            .where('message_id', '=', delivery.messageId)
            .where('recipient_id', '=', delivery.recipientId)
            // A lease that ran out during the request made it unknown; now we know better.
            .where('lease_token', '=', delivery.leaseToken)
            .where('state', 'in', ['leased', 'unknown'])
            .execute();
        }
      });
    },

    async release(deliveries, now) {
      for (const group of groupBy(deliveries, (delivery) => delivery.messageId)) {
        await db
          .updateTable('deliveries')
          .set({ state: 'pending', lease_token: null, lease_until: null, updated_at: now })
          .where('message_id', '=', group[0]!.messageId)
          .where(
            'recipient_id',
            'in',
            group.map((delivery) => delivery.recipientId),
          )
          .where('lease_token', 'in', [...new Set(group.map((delivery) => delivery.leaseToken))])
          .where('state', '=', leased)
          .where('departed_at', 'is', null)
          .execute();
      }
    },

    async expire(now) {
      return await db.transaction().execute(async (trx) => {
        const ended = () =>
          trx.updateTable('deliveries').where('state', '=', leased).where('lease_until', '<=', now);
        const returned = await ended()
          .set({ state: 'pending', lease_token: null, lease_until: null, updated_at: now })
          .where('departed_at', 'is', null)
          .executeTakeFirst();
        // The token stays: the worker that has it may only be slow, and its answer settles the row.
        const unknown = await ended()
          .set({ state: 'unknown', reason: 'interrupted', lease_until: null, updated_at: now })
          .where('departed_at', 'is not', null)
          .executeTakeFirst();
        // Came back, or was planned, after its message was cancelled.
        await trx
          .updateTable('deliveries')
          .set({ state: 'cancelled', updated_at: now })
          .where('state', '=', pending)
          .where('message_id', 'in', (eb) =>
            eb.selectFrom('messages').select('id').where('messages.state', '=', 'cancelled'),
          )
          .execute();
        await trx
          .updateTable('messages')
          .set({ state: 'done', updated_at: now })
          .where('state', '=', ready)
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('deliveries')
                  .select('recipient_id')
                  .whereRef('deliveries.message_id', '=', 'messages.id')
                  .where('deliveries.state', 'in', ['pending', 'leased']),
              ),
            ),
          )
          .execute();
        return { returned: Number(returned.numUpdatedRows), unknown: Number(unknown.numUpdatedRows) };
      });
    },

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

    counts: (messageId) => countStates(db, messageId),

    async reasons(messageId) {
      return await db
        .selectFrom('deliveries')
        .select(['state', 'reason', ({ fn }) => fn.countAll<number>().as('count')])
        .where('message_id', '=', messageId)
        .where('reason', 'is not', null)
        .groupBy(['state', 'reason'])
        .orderBy('count', 'desc')
        .execute()
        .then((rows) => rows.map((row) => ({ ...row, reason: row.reason! })));
    },
    totals: () => countStates(db, null),

    async messageState(messageId) {
      const row = await db
        .selectFrom('messages')
        .select('state')
        .where('id', '=', messageId)
        .executeTakeFirst();
      return row?.state ?? null;
    },

    async rows(messageId, { state, after, limit }) {
      let query = db
        .selectFrom('deliveries as d')
        .leftJoin('recipients as r', 'r.id', 'd.recipient_id')
        .select([
          'd.message_id',
          'd.recipient_id',
          'd.state',
          'd.reason',
          'd.attempt',
          'd.conversation_id',
          'd.activity_id',
          'd.updated_at',
          'r.kind',
          'r.name',
        ])
        .where('d.message_id', '=', messageId)
        .orderBy('d.recipient_id')
        .limit(limit);
      if (state !== undefined) query = query.where('d.state', '=', state);
      if (after !== undefined) query = query.where('d.recipient_id', '>', after);
      return (await query.execute()).map((row) => ({
        messageId: row.message_id,
        recipientId: row.recipient_id,
        kind: row.kind,
        name: row.name,
        state: row.state,
        reason: row.reason,
        attempt: row.attempt,
        post: postOf(row),
        updatedAt: row.updated_at,
      }));
    },

    async nextDueAt() {
      const row = await db
        .selectFrom('messages')
        .innerJoin('deliveries', 'deliveries.message_id', 'messages.id')
        .where('messages.state', '=', ready)
        .where('deliveries.state', '=', pending)
        .select(({ fn }) => fn.min('deliveries.due_at').as('dueAt'))
        .executeTakeFirst();
      return row?.dueAt ?? null;
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
      original_id: message.originalId,
      state: 'planning',
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
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

/** Adds one delivery to a message that is open for more (the month's highlights), in the caller's transaction. */
export async function addDelivery(
  trx: Transaction<Tables>,
  message: NewMessage,
  delivery: NewDelivery,
  now: number,
): Promise<void> {
  await insertMessage(trx, message, now);
  await insertDeliveries(trx, message.id, [delivery], now);
  await release(trx, message.id, now);
}

async function nextMessage(trx: Transaction<Tables>, now: number) {
  return await trx
    .selectFrom('messages')
    .select(['id', 'action', 'content'])
    .where('state', '=', ready)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('deliveries')
          .select('recipient_id')
          .whereRef('deliveries.message_id', '=', 'messages.id')
          .where('deliveries.state', '=', pending)
          .where('deliveries.due_at', '<=', now),
      ),
    )
    .orderBy('priority')
    .orderBy('turn')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** Claims due deliveries of the one message whose turn it is. */
async function claimOne(
  trx: Transaction<Tables>,
  dialect: Dialect,
  ask: { limit: number; leaseToken: string; leaseUntil: number; now: number },
): Promise<ClaimedDelivery[]> {
  const message = await nextMessage(trx, ask.now);
  if (!message) return [];
  const rows = await trx
    .with('due', (cte) => {
      const due = cte
        .selectFrom('deliveries')
        .select('recipient_id')
        .where('message_id', '=', message.id)
        .where('state', '=', pending)
        .where('due_at', '<=', ask.now)
        .orderBy('due_at')
        .orderBy('recipient_id')
        .limit(ask.limit);
      // The one difference: several instances claim side by side, each the rows that no other has in hand.
      return dialect === 'postgres' ? due.forUpdate().skipLocked() : due;
    })
    .updateTable('deliveries')
    .set({
      state: 'leased',
      lease_token: ask.leaseToken,
      lease_until: ask.leaseUntil,
      departed_at: null,
      updated_at: ask.now,
    })
    .where('message_id', '=', message.id)
    .where('recipient_id', 'in', (eb) => eb.selectFrom('due').select('due.recipient_id'))
    .returning(['recipient_id', 'attempt', 'content', 'conversation_id', 'activity_id', 'due_at'])
    .execute();
  if (rows.length === 0) return [];
  await trx
    .updateTable('messages')
    .set((eb) => ({
      turn: eb
        .selectFrom('messages as other')
        // Another instance may have closed the last open message since: then there is no turn to follow.
        .select(sql<number>`coalesce(max(other.turn), 0) + 1`.as('turn'))
        .where('other.state', '=', ready),
    }))
    .where('id', '=', message.id)
    .execute();
  const recipients = await trx
    .selectFrom('recipients')
    .selectAll()
    .where(
      'id',
      'in',
      rows.map((row) => row.recipient_id),
    )
    .execute();
  const byId = new Map(recipients.map((row) => [row.id, recipientOf(row)]));
  return rows
    .sort((a, b) => a.due_at - b.due_at || compareText(a.recipient_id, b.recipient_id))
    .map((row) => ({
      messageId: message.id,
      recipientId: row.recipient_id,
      action: message.action,
      content: contentOf(row.content ?? message.content),
      attempt: row.attempt,
      leaseToken: ask.leaseToken,
      leaseUntil: ask.leaseUntil,
      recipient: byId.get(row.recipient_id) ?? null,
      target: postOf(row),
    }));
}

function settledColumns(settlement: Settlement) {
  const over = { lease_until: null, reason: null };
  switch (settlement.state) {
    case 'sent':
      return {
        ...over,
        state: settlement.state,
        ...(settlement.post && {
          conversation_id: settlement.post.conversationId,
          activity_id: settlement.post.activityId,
        }),
      };
    case 'retry':
      return {
        ...over,
        state: 'pending' as const,
        reason: settlement.reason,
        attempt: settlement.attempt,
        due_at: settlement.dueAt,
        lease_token: null,
        departed_at: null,
      };
    default:
      return { ...over, state: settlement.state, reason: settlement.reason };
  }
}

async function countStates(db: Db, messageId: string | null): Promise<DeliveryCounts> {
  let query = db
    .selectFrom('deliveries')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('state');
  query =
    messageId === null
      ? query.where('message_id', 'in', (eb) =>
          eb.selectFrom('messages').select('id').where('messages.state', 'in', ['planning', 'ready']),
        )
      : query.where('message_id', '=', messageId);
  const counts = Object.fromEntries(deliveryStates.map((state) => [state, 0])) as Record<
    DeliveryState,
    number
  >;
  for (const row of await query.execute()) counts[row.state] = row.count;
  return counts;
}

function contentOf(json: string | null): Content | null {
  return json === null ? null : (JSON.parse(json) as Content);
}

function postOf(row: { conversation_id: string | null; activity_id: string | null }): Post | null {
  return row.conversation_id !== null && row.activity_id !== null
    ? { conversationId: row.conversation_id, activityId: row.activity_id }
    : null;
}

function keyOf(messageId: string, recipientId: string): string {
  return `${messageId}\n${recipientId}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compare(
  a: { messageId: string; recipientId: string },
  b: { messageId: string; recipientId: string },
): number {
  return compareText(a.messageId, b.messageId) || compareText(a.recipientId, b.recipientId);
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  return [...Map.groupBy(items, key).values()];
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
