import { randomUUID } from 'node:crypto';
import { type Expression, type Kysely, type RawBuilder, sql } from 'kysely';
import type { ClaimedDelivery, Content, DeliveryState, Ledger, Settlement } from '../../delivery/ports.ts';
import { recipientOf } from '../reach.ts';
import { isNotHeldBack } from '../restored.ts';
import type { Dialect, Tables, Trx } from '../schema.ts';
import { type Db, leased, lockMessages, pending, postOf, ready } from './columns.ts';
import { closeMessages, endLeases } from './sweep.ts';

type Claiming = Pick<Ledger, 'claim' | 'depart' | 'settle' | 'release' | 'expire'>;

/** Notes beside the database that it has come further: in the transaction of a departure, and once that is written. */
export interface Departing {
  count(trx: Trx): Promise<number>;
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
      // By its lease too: a worker that has stalled may hold a row both by an old one and by the one that counts.
      const marked = new Set(await markDeparted(db, departing, deliveries, now));
      return deliveries.map((delivery) => marked.has(keyOf(delivery)));
    },

    async settle(settled, now) {
      if (settled.length === 0) return;
      const retried = settled.filter(({ settlement }) => settlement.state === 'retry');
      if (retried.length === 0) {
        await writeSettled(db, settled, now);
        return;
      }
      await db.transaction().execute(async (trx) => {
        await reopen(trx, dialect, retried, now);
        await writeSettled(trx, settled, now);
      });
    },

    async release(deliveries, now) {
      for (const group of groupBy(deliveries, (delivery) => delivery.messageId)) {
        await db
          .updateTable('deliveries')
          .set({ state: 'pending', leaseToken: null, leaseUntil: null, updatedAt: now })
          .where('messageId', '=', group[0]!.messageId)
          .where(
            'recipientId',
            'in',
            group.map((delivery) => delivery.recipientId),
          )
          .where('leaseToken', 'in', [...new Set(group.map((delivery) => delivery.leaseToken))])
          .where('state', '=', leased)
          .where('departedAt', 'is', null)
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

/** Marks those whose lease counts, by one statement, and returns their keys. */
async function markDeparted(
  db: Kysely<Tables>,
  departing: Departing | null,
  deliveries: readonly ClaimedDelivery[],
  now: number,
): Promise<string[]> {
  const mark = async (trx: Db) => {
    const rows = await trx
      .with('leaving(messageId, recipientId, leaseToken)', () => valuesOf(deliveries.map(leaseOf)))
      .updateTable('deliveries')
      .from('leaving')
      .set({ departedAt: now })
      .whereRef('deliveries.messageId', '=', 'leaving.messageId')
      .whereRef('deliveries.recipientId', '=', 'leaving.recipientId')
      .whereRef('deliveries.leaseToken', '=', 'leaving.leaseToken')
      .where('deliveries.state', '=', leased)
      .where('deliveries.leaseUntil', '>', now)
      .returning(['deliveries.messageId', 'deliveries.recipientId', 'deliveries.leaseToken'])
      .execute();
    return rows.map((row) =>
      keyOf({ messageId: row.messageId, recipientId: row.recipientId, leaseToken: row.leaseToken! }),
    );
  };
  if (departing === null) return await mark(db);
  const { keys, count } = await db
    .transaction()
    .execute(async (trx) => ({ keys: await mark(trx), count: await departing.count(trx) }));
  departing.note(count);
  return keys;
}

/** By one statement: a server that is 20 ms away would else be behind what comes in. */
async function writeSettled(db: Db, settled: Parameters<Ledger['settle']>[0], now: number): Promise<void> {
  // In one order everywhere, so that two instances cannot wait for each other.
  const ordered = [...settled].sort((a, b) => compare(a.delivery, b.delivery));
  const columns = ordered.map(({ delivery, settlement }) => ({
    ...leaseOf(delivery),
    ...settledColumns(settlement),
  }));
  await db
    .with(
      'settled(messageId, recipientId, leaseToken, state, reason, attempt, dueAt, conversationId, activityId)',
      () => valuesOf(columns),
    )
    .updateTable('deliveries')
    .from('settled')
    .set((eb) => ({
      state: eb.ref('settled.state'),
      reason: eb.ref('settled.reason'),
      leaseUntil: null,
      attempt: eb.fn.coalesce(asInteger(eb.ref('settled.attempt')), 'deliveries.attempt'),
      dueAt: eb.fn.coalesce(asInteger(eb.ref('settled.dueAt')), 'deliveries.dueAt'),
      conversationId: eb.fn.coalesce('settled.conversationId', 'deliveries.conversationId'),
      activityId: eb.fn.coalesce('settled.activityId', 'deliveries.activityId'),
      // What is tried again is nobody's.
      leaseToken: eb
        .case()
        .when('settled.state', '=', 'pending')
        .then(null)
        .else(eb.ref('deliveries.leaseToken'))
        .end(),
      departedAt: eb
        .case()
        .when('settled.state', '=', 'pending')
        .then(null)
        .else(eb.ref('deliveries.departedAt'))
        .end(),
      updatedAt: now,
    }))
    .whereRef('deliveries.messageId', '=', 'settled.messageId')
    .whereRef('deliveries.recipientId', '=', 'settled.recipientId')
    .whereRef('deliveries.leaseToken', '=', 'settled.leaseToken')
    // A lease that ran out during the request made it unknown; now we know better.
    .where('deliveries.state', 'in', ['leased', 'unknown'])
    .execute();
}

/** An answer that comes after its lease may find the message closed: what is to be tried again opens it. */
async function reopen(
  trx: Trx,
  dialect: Dialect,
  retried: Parameters<Ledger['settle']>[0],
  now: number,
): Promise<void> {
  const ids = [...new Set(retried.map(({ delivery }) => delivery.messageId))];
  await lockMessages(trx, dialect, ids);
  await trx
    .updateTable('messages')
    .set({ state: 'ready', updatedAt: now })
    .where('id', 'in', ids)
    .where('state', '=', 'done')
    .execute();
}

interface Ask {
  readonly limit: number;
  readonly leaseToken: string;
  readonly leaseUntil: number;
  readonly now: number;
}

/** Claims due deliveries of the one message whose turn it is. */
async function claimOne(trx: Trx, dialect: Dialect, ask: Ask): Promise<ClaimedDelivery[]> {
  const message = await nextMessage(trx, dialect, ask.now);
  if (!message) return [];
  const rows = await leaseRows(trx, dialect, message.id, ask);
  if (rows.length === 0) return [];
  await endTurn(trx, message.id);
  const recipients = await trx
    .selectFrom('recipients')
    .selectAll()
    .where(
      'id',
      'in',
      rows.map((row) => row.recipientId),
    )
    .execute();
  const byId = new Map(recipients.map((row) => [row.id, recipientOf(row)]));
  return rows
    .sort((a, b) => a.dueAt - b.dueAt || compareText(a.recipientId, b.recipientId))
    .map((row) => ({
      messageId: message.id,
      recipientId: row.recipientId,
      action: message.action,
      content: contentOf(row.content ?? message.content),
      attempt: row.attempt,
      leaseToken: ask.leaseToken,
      leaseUntil: ask.leaseUntil,
      recipient: byId.get(row.recipientId) ?? null,
      target: postOf(row),
    }));
}

async function leaseRows(trx: Trx, dialect: Dialect, messageId: string, ask: Ask) {
  return await trx
    .with('due', (cte) => {
      const due = cte
        .selectFrom('deliveries')
        .select('recipientId')
        .where('messageId', '=', messageId)
        .where('state', '=', pending)
        .where('dueAt', '<=', ask.now)
        .orderBy('dueAt')
        .orderBy('recipientId')
        .limit(ask.limit);
      // The one difference: several instances claim side by side, each the rows that no other has in hand.
      return dialect === 'postgres' ? due.forUpdate().skipLocked() : due;
    })
    .updateTable('deliveries')
    .set({
      state: 'leased',
      leaseToken: ask.leaseToken,
      leaseUntil: ask.leaseUntil,
      departedAt: null,
      updatedAt: ask.now,
    })
    .where('messageId', '=', messageId)
    .where('recipientId', 'in', (eb) => eb.selectFrom('due').select('due.recipientId'))
    .returning(['recipientId', 'attempt', 'content', 'conversationId', 'activityId', 'dueAt'])
    .execute();
}

/** The message comes after all others of its priority from now on. */
async function endTurn(trx: Trx, messageId: string): Promise<void> {
  await trx
    .updateTable('messages')
    .set((eb) => ({
      turn: eb
        .selectFrom('messages as other')
        // Another instance may have closed the last open message since: then there is no turn to follow.
        .select(sql<number>`coalesce(max(other.turn), 0) + 1`.as('turn'))
        .where('other.state', '=', ready),
    }))
    .where('id', '=', messageId)
    .execute();
}

/** Locked, so that nobody cancels it between this look and the one at its deliveries. */
async function nextMessage(trx: Trx, dialect: Dialect, now: number) {
  const next = trx
    .selectFrom('messages')
    .select(['id', 'action', 'content'])
    .where('state', '=', ready)
    .where(isNotHeldBack)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('deliveries')
          .select('recipientId')
          .whereRef('deliveries.messageId', '=', 'messages.id')
          .where('deliveries.state', '=', pending)
          .where('deliveries.dueAt', '<=', now),
      ),
    )
    .orderBy('priority')
    .orderBy('turn')
    .orderBy('id')
    .limit(1);
  // Another instance that claims is done with it in a moment; one that has changed meanwhile counts as none.
  return await (dialect === 'postgres' ? next.forNoKeyUpdate() : next).executeTakeFirst();
}

type Lease = Pick<ClaimedDelivery, 'messageId' | 'recipientId' | 'leaseToken'>;

function leaseOf({ messageId, recipientId, leaseToken }: Lease) {
  return { messageId, recipientId, leaseToken };
}

/** null where what is there stays, but for the reason. */
function settledColumns(settlement: Settlement) {
  const { state } = settlement;
  const post = state === 'sent' ? settlement.post : null;
  const retry = state === 'retry' ? settlement : null;
  return {
    state: (state === 'retry' ? 'pending' : state) satisfies DeliveryState as DeliveryState,
    reason: state === 'sent' ? null : settlement.reason,
    attempt: retry?.attempt ?? null,
    dueAt: retry?.dueAt ?? null,
    conversationId: post?.conversationId ?? null,
    activityId: post?.activityId ?? null,
  };
}

/** Rows as a table of a statement; PostgreSQL takes what stands there for text. */
function valuesOf<Row extends Record<string, string | number | null>>(rows: readonly Row[]): RawBuilder<Row> {
  return sql<Row>`(values ${sql.join(rows.map((row) => sql`(${sql.join(Object.values(row))})`))})`;
}

function asInteger(value: Expression<number | null>): RawBuilder<number | null> {
  return sql`cast(${value} as bigint)`;
}

function contentOf(json: string | null): Content | null {
  return json === null ? null : (JSON.parse(json) as Content);
}

function keyOf({ messageId, recipientId, leaseToken }: Lease): string {
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
