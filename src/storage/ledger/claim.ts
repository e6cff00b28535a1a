import { randomUUID } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { ClaimedDelivery, Content, Ledger, Settlement } from '../../delivery/ports.ts';
import { recipientOf } from '../reach.ts';
import { isNotHeldBack } from '../restored.ts';
import type { Dialect, Tables } from '../schema.ts';
import { leased, lockMessages, pending, postOf, ready } from './columns.ts';
import { closeMessages, endLeases } from './sweep.ts';

type Claiming = Pick<Ledger, 'claim' | 'depart' | 'settle' | 'release' | 'expire'>;

/** Notes beside the database that it has come further: in the transaction of a departure, and once that is written. */
export interface Departing {
  count(trx: Transaction<Tables>): Promise<number>;
  note(count: number): void;
}

/** What a worker does with deliveries: leases, marks, outcomes. */
export function createClaiming(db: Kysely<Tables>, dialect: Dialect, departing: Departing | null): Claiming {
  return {
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
      const { ids: marked, count } = await db.transaction().execute(async (trx) => {
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
            .returning(['message_id', 'recipient_id', 'lease_token'])
            .execute();
          ids.push(...rows.map((row) => keyOf(row.message_id, row.recipient_id, row.lease_token!)));
        }
        return { ids: new Set(ids), count: await departing?.count(trx) };
      });
      if (count !== undefined) departing!.note(count);
      // By its lease too: a worker that has stalled may hold a row both by an old one and by the one that counts.
      return deliveries.map(({ messageId, recipientId, leaseToken }) =>
        marked.has(keyOf(messageId, recipientId, leaseToken)),
      );
    },

    async settle(settled, now) {
      if (settled.length === 0) return;
      await db.transaction().execute(async (trx) => {
        // In one order everywhere, so that two instances cannot wait for each other.
        const ordered = [...settled].sort((a, b) => compare(a.delivery, b.delivery));
        await reopen(trx, dialect, ordered, now);
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
      const ended = await db.transaction().execute((trx) => endLeases(trx, dialect, now));
      await db.transaction().execute((trx) => closeMessages(trx, dialect, now));
      return ended;
    },
  };
}

/** An answer that comes after its lease may find the message closed: what is to be tried again opens it. */
async function reopen(
  trx: Transaction<Tables>,
  dialect: Dialect,
  settled: Parameters<Ledger['settle']>[0],
  now: number,
): Promise<void> {
  const again = settled.filter(({ settlement }) => settlement.state === 'retry');
  const ids = [...new Set(again.map(({ delivery }) => delivery.messageId))];
  if (ids.length === 0) return;
  await lockMessages(trx, dialect, ids);
  await trx
    .updateTable('messages')
    .set({ state: 'ready', updated_at: now })
    .where('id', 'in', ids)
    .where('state', '=', 'done')
    .execute();
}

/** Claims due deliveries of the one message whose turn it is. */
async function claimOne(
  trx: Transaction<Tables>,
  dialect: Dialect,
  ask: { limit: number; leaseToken: string; leaseUntil: number; now: number },
): Promise<ClaimedDelivery[]> {
  const message = await nextMessage(trx, dialect, ask.now);
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

/** Locked, so that nobody cancels it between this look and the one at its deliveries. */
async function nextMessage(trx: Transaction<Tables>, dialect: Dialect, now: number) {
  const next = trx
    .selectFrom('messages')
    .select(['id', 'action', 'content'])
    .where('state', '=', ready)
    .where(isNotHeldBack)
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
    .limit(1);
  // Another instance that claims is done with it in a moment; one that has changed meanwhile counts as none.
  return await (dialect === 'postgres' ? next.forNoKeyUpdate() : next).executeTakeFirst();
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

function contentOf(json: string | null): Content | null {
  return json === null ? null : (JSON.parse(json) as Content);
}

function keyOf(messageId: string, recipientId: string, leaseToken: string): string {
  return `${messageId}\n${recipientId}\n${leaseToken}`;
}

function compare(
  a: { messageId: string; recipientId: string },
  b: { messageId: string; recipientId: string },
): number {
  return compareText(a.messageId, b.messageId) || compareText(a.recipientId, b.recipientId);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  return [...Map.groupBy(items, key).values()];
}
