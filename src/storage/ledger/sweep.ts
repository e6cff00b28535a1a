import type { ExpressionBuilder, ExpressionWrapper, SqlBool, UpdateObject } from 'kysely';
import type { Dialect, Tables, Trx } from '../schema.ts';
import { leased, pending, ready } from './columns.ts';

/** Ends leases that ran out, and what came back, or was planned, after its message was cancelled. */
export async function endLeases(
  trx: Trx,
  dialect: Dialect,
  now: number,
): Promise<{ readonly returned: number; readonly unknown: number }> {
  const returned = await change(
    trx,
    dialect,
    (eb) => eb.and([eb('state', '=', leased), eb('leaseUntil', '<=', now), eb('departedAt', 'is', null)]),
    { state: 'pending', leaseToken: null, leaseUntil: null, updatedAt: now },
  );
  // The token stays: the worker that has it may only be slow, and its answer settles the row.
  const unknown = await change(
    trx,
    dialect,
    (eb) => eb.and([eb('state', '=', leased), eb('leaseUntil', '<=', now), eb('departedAt', 'is not', null)]),
    { state: 'unknown', reason: 'interrupted', leaseUntil: null, updatedAt: now },
  );
  await change(
    trx,
    dialect,
    (eb) =>
      eb.and([
        eb('state', '=', pending),
        eb(
          'messageId',
          'in',
          eb.selectFrom('messages').select('id').where('messages.state', '=', 'cancelled'),
        ),
      ]),
    { state: 'cancelled', updatedAt: now },
  );
  return { returned, unknown };
}

/** Rows that somebody else has in hand are left to them, and looked at the next time: sweeps wait for nobody. */
async function change(
  trx: Trx,
  dialect: Dialect,
  which: (eb: ExpressionBuilder<Tables, 'deliveries'>) => ExpressionWrapper<Tables, 'deliveries', SqlBool>,
  values: UpdateObject<Tables, 'deliveries'>,
): Promise<number> {
  const changed = await trx
    .with('mine', (cte) => {
      const rows = cte.selectFrom('deliveries').select(['messageId', 'recipientId']).where(which);
      return dialect === 'postgres' ? rows.forUpdate().skipLocked() : rows;
    })
    .updateTable('deliveries')
    .from('mine')
    .set(values)
    .whereRef('deliveries.messageId', '=', 'mine.messageId')
    .whereRef('deliveries.recipientId', '=', 'mine.recipientId')
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

/**
 * Closes messages with nothing left. In two looks: the first finds and locks, and a second that begins when the locks
 * are held decides, since PostgreSQL would judge a row for which it has waited by what it saw of others before.
 */
export async function closeMessages(trx: Trx, dialect: Dialect, now: number): Promise<void> {
  const found = trx
    .selectFrom('messages')
    .select('id')
    .where('state', '=', ready)
    .where(hasNothingOpen)
    .orderBy('id');
  // What others have in hand is looked at the next time.
  const rows = await (dialect === 'postgres' ? found.forNoKeyUpdate().skipLocked() : found).execute();
  if (rows.length === 0) return;
  await trx
    .updateTable('messages')
    .set({ state: 'done', updatedAt: now })
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('state', '=', ready)
    .where(hasNothingOpen)
    .execute();
}

function hasNothingOpen(eb: ExpressionBuilder<Tables, 'messages'>) {
  return eb.not(
    eb.exists(
      eb
        .selectFrom('deliveries')
        .select('recipientId')
        .whereRef('deliveries.messageId', '=', 'messages.id')
        .where('deliveries.state', 'in', ['pending', 'leased']),
    ),
  );
}
