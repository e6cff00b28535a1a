import type { ExpressionBuilder, ExpressionWrapper, SqlBool, Transaction, UpdateObject } from 'kysely';
import type { Dialect, Tables } from '../schema.ts';
import { leased, pending, ready } from './columns.ts';

/** Ends leases that ran out, and what came back, or was planned, after its message was cancelled. */
export async function endLeases(
  trx: Transaction<Tables>,
  dialect: Dialect,
  now: number,
): Promise<{ readonly returned: number; readonly unknown: number }> {
  const returned = await change(
    trx,
    dialect,
    (eb) => eb.and([eb('state', '=', leased), eb('lease_until', '<=', now), eb('departed_at', 'is', null)]),
    { state: 'pending', lease_token: null, lease_until: null, updated_at: now },
  );
  // The token stays: the worker that has it may only be slow, and its answer settles the row.
  const unknown = await change(
    trx,
    dialect,
    (eb) =>
      eb.and([eb('state', '=', leased), eb('lease_until', '<=', now), eb('departed_at', 'is not', null)]),
    { state: 'unknown', reason: 'interrupted', lease_until: null, updated_at: now },
  );
  await change(
    trx,
    dialect,
    (eb) =>
      eb.and([
        eb('state', '=', pending),
        eb(
          'message_id',
          'in',
          eb.selectFrom('messages').select('id').where('messages.state', '=', 'cancelled'),
        ),
      ]),
    { state: 'cancelled', updated_at: now },
  );
  return { returned, unknown };
}

/** Rows that somebody else has in hand are left to them, and looked at the next time: sweeps wait for nobody. */
async function change(
  trx: Transaction<Tables>,
  dialect: Dialect,
  which: (eb: ExpressionBuilder<Tables, 'deliveries'>) => ExpressionWrapper<Tables, 'deliveries', SqlBool>,
  values: UpdateObject<Tables, 'deliveries'>,
): Promise<number> {
  const changed = await trx
    .with('mine', (cte) => {
      const rows = cte.selectFrom('deliveries').select(['message_id', 'recipient_id']).where(which);
      return dialect === 'postgres' ? rows.forUpdate().skipLocked() : rows;
    })
    .updateTable('deliveries')
    .from('mine')
    .set(values)
    .whereRef('deliveries.message_id', '=', 'mine.message_id')
    .whereRef('deliveries.recipient_id', '=', 'mine.recipient_id')
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

/**
 * Closes messages with nothing left. In two looks: the first finds and locks, and a second that begins when the locks
 * are held decides, since PostgreSQL would judge a row for which it has waited by what it saw of others before.
 */
export async function closeMessages(trx: Transaction<Tables>, dialect: Dialect, now: number): Promise<void> {
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
    .set({ state: 'done', updated_at: now })
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
        .select('recipient_id')
        .whereRef('deliveries.message_id', '=', 'messages.id')
        .where('deliveries.state', 'in', ['pending', 'leased']),
    ),
  );
}
