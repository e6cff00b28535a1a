import { type Kysely, type RawBuilder, sql } from 'kysely';
import {
  type DeliveryCounts,
  type DeliveryState,
  deliveryStates,
  type Ledger,
  withoutId,
} from '../../delivery/ports.ts';
import type { Tables } from '../schema.ts';
import { pending, postOf, ready } from './columns.ts';

/** The reason of a delivery; of what was sent, that it has no id. */
function whyOf(table: string): RawBuilder<string | null> {
  const [state, reason, activityId] = ['state', 'reason', 'activityId'].map((name) =>
    sql.ref(`${table}.${name}`),
  );
  const isWithoutId = sql`${state} = ${sql.lit<DeliveryState>('sent')} and ${activityId} is null`;
  return sql`case when ${isWithoutId} then ${sql.lit(withoutId)} else ${reason} end`;
}
const why = whyOf('deliveries');

type Reading = Pick<Ledger, 'counts' | 'reasons' | 'totals' | 'messageState' | 'rows' | 'nextDueAt'>;

/** What the ledger can say of messages and deliveries. */
export function createReading(db: Kysely<Tables>): Reading {
  return {
    counts: (messageId) => countStates(db, messageId),

    async reasons(messageId) {
      return await db
        .selectFrom('deliveries')
        .select(['state', why.as('why'), ({ fn }) => fn.countAll<number>().as('count')])
        .where('messageId', '=', messageId)
        .where(why, 'is not', null)
        .groupBy(['state', why])
        .orderBy('count', 'desc')
        .execute()
        .then((rows) => rows.map(({ state, why: reason, count }) => ({ state, reason: reason!, count })));
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
        .leftJoin('recipients as r', 'r.id', 'd.recipientId')
        .leftJoin('recipients as t', (join) =>
          join.on('t.id', '=', sql<string>`'team:' || r.team_id`).on('r.kind', '=', 'channel'),
        )
        .select([
          'd.messageId',
          'd.recipientId',
          'd.state',
          whyOf('d').as('reason'),
          'd.attempt',
          'd.conversationId',
          'd.activityId',
          'd.updatedAt',
          'r.kind',
          'r.name',
          't.name as team',
        ])
        .where('d.messageId', '=', messageId)
        .orderBy('d.recipientId')
        .limit(limit);
      if (state !== undefined) query = query.where('d.state', '=', state);
      if (after !== undefined) query = query.where('d.recipientId', '>', after);
      const rows = await query.execute();
      return rows.map(({ conversationId, activityId, ...row }) => ({
        ...row,
        post: postOf({ conversationId, activityId }),
      }));
    },

    async nextDueAt() {
      const row = await db
        .selectFrom('messages')
        .innerJoin('deliveries', 'deliveries.messageId', 'messages.id')
        .where('messages.state', '=', ready)
        .where('deliveries.state', '=', pending)
        .select(({ fn }) => fn.min('deliveries.dueAt').as('dueAt'))
        .executeTakeFirst();
      return row?.dueAt ?? null;
    },
  };
}

async function countStates(db: Kysely<Tables>, messageId: string | null): Promise<DeliveryCounts> {
  let query = db
    .selectFrom('deliveries')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('state');
  query =
    messageId === null
      ? query.where('messageId', 'in', (eb) =>
          eb.selectFrom('messages').select('id').where('messages.state', 'in', ['planning', 'ready']),
        )
      : query.where('messageId', '=', messageId);
  const counts = Object.fromEntries(deliveryStates.map((state) => [state, 0])) as Record<
    DeliveryState,
    number
  >;
  for (const row of await query.execute()) counts[row.state] = row.count;
  return counts;
}
