import { type Kysely, sql } from 'kysely';
import { askingPrefix, type Restored, type RestoreStore } from '../operation/ports.ts';
import type { AppendAudit } from './audit.ts';
import { type Dialect, rowsWritten, type Tables, type Trx } from './schema.ts';

const fact = 'restored';

export function createRestoreStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): RestoreStore {
  return {
    async restored() {
      const row = await db.selectFrom('facts').selectAll().where('name', '=', fact).executeTakeFirst();
      return row ? { ...(JSON.parse(row.value) as Marked), at: row.updatedAt } : null;
    },

    async waiting() {
      return await db
        .selectFrom('deliveries')
        .innerJoin('messages', 'messages.id', 'deliveries.messageId')
        .select(['messages.kind', ({ fn }) => fn.countAll<number>().as('count')])
        .where('deliveries.state', 'in', ['pending', 'leased'])
        .where('messages.id', 'not like', `${askingPrefix}%`)
        .groupBy('messages.kind')
        .orderBy('messages.kind')
        .execute();
    },

    async mark({ at, ...what }, entry) {
      return await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('facts')
          .values({ name: fact, value: JSON.stringify(what), updatedAt: at })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .executeTakeFirst();
        if (rowsWritten(added) === 0) return false;
        await appendAudit(trx, entry);
        return true;
      });
    },

    async planned(at) {
      await db.transaction().execute(async (trx) => {
        const marked = await markedAt(trx, at);
        if (!marked) return;
        const value = { ...marked, isPlanned: true };
        await trx
          .updateTable('facts')
          .set({ value: JSON.stringify(value) })
          .where('name', '=', fact)
          .where('updatedAt', '=', at)
          .execute();
      });
    },

    async decide(choice, at, entry) {
      return await db.transaction().execute(async (trx) => {
        if (choice === 'drop' && (await isTooSoon(trx, at, entry.at))) return 'tooSoon';
        const removed = await trx
          .deleteFrom('facts')
          .where('name', '=', fact)
          .where('updatedAt', '=', at)
          .executeTakeFirst();
        if (removed.numDeletedRows === 0n) return null;
        // Whoever plans, resends or closes holds the message: what they see next is what stands then.
        const messages = trx
          .selectFrom('messages')
          .select('id')
          .where('state', 'in', ['planning', 'ready', 'cancelled'])
          .where('id', 'not like', `${askingPrefix}%`)
          .orderBy('id');
        const ids = (await (dialect === 'postgres' ? messages.forNoKeyUpdate() : messages).execute()).map(
          ({ id }) => id,
        );
        const count = ids.length === 0 ? 0 : await decideRows(trx, ids, choice, entry.at);
        await appendAudit(trx, { ...entry, detail: { ...entry.detail, count } });
        return count;
      });
    },
  };
}
type Marked = Omit<Restored, 'at'>;

async function markedAt(trx: Trx, at: number): Promise<Marked | null> {
  const known = await trx
    .selectFrom('facts')
    .select('value')
    .where('name', '=', fact)
    .where('updatedAt', '=', at)
    .executeTakeFirst();
  return known ? (JSON.parse(known.value) as Marked) : null;
}

/** Whether something that is due by the state that was marked `at` has not come to the ledger yet. */
async function isTooSoon(trx: Trx, at: number, now: number): Promise<boolean> {
  const marked = await markedAt(trx, at);
  if (!marked) return false;
  if (marked.isPlanned !== true) return true;
  const overdue = await trx
    .selectFrom('broadcasts')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('sendAt', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return overdue !== undefined;
}

/** Ids in slices: SQLite takes 32,766 parameters. */
const slice = 1000;

async function decideRows(
  trx: Trx,
  ids: readonly string[],
  choice: 'send' | 'drop',
  now: number,
): Promise<number> {
  let count = 0;
  for (let from = 0; from < ids.length; from += slice) {
    const some = ids.slice(from, from + slice);
    if (choice === 'send') {
      const open = await trx
        .selectFrom('deliveries')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('messageId', 'in', some)
        .where('state', 'in', ['pending', 'leased'])
        .executeTakeFirstOrThrow();
      count += open.count;
      continue;
    }
    // It may have arrived: a person looks at each message and sends again, or lets be.
    const changed = await trx
      .updateTable('deliveries')
      .set({
        state: 'unknown',
        reason: 'restored',
        leaseToken: null,
        leaseUntil: null,
        updatedAt: now,
      })
      .where('messageId', 'in', some)
      .where('state', 'in', ['pending', 'leased'])
      .executeTakeFirst();
    count += Number(changed.numUpdatedRows);
    // What is still being planned is not to go out by its rest; it can be sent again as a whole.
    await trx
      .updateTable('messages')
      .set({ state: 'cancelled', updatedAt: now })
      .where('id', 'in', some)
      .where('state', '=', 'planning')
      .execute();
  }
  return count;
}

/** In a query of messages: nothing leaves while a person has not decided what becomes of a restored state. */
export const isNotHeldBack = sql<boolean>`(
  not exists (select 1 from facts where name = ${sql.lit(fact)})
  or messages.id like ${sql.lit(`${askingPrefix}%`)}
)`;
