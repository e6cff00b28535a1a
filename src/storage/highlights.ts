import type { Kysely, Selectable } from 'kysely';
import type { HighlightsPost, HighlightsStore, Subscription } from '../highlights/ports.ts';
import { highlightsMessage } from '../highlights/message.ts';
import type { AppendAudit } from './audit.ts';
import { type Db, lockMessages } from './ledger/columns.ts';
import { resendDeliveries } from './ledger/ledger.ts';
import { planNotices } from './ledger/plan.ts';
import { type Dialect, rowsWritten, type Tables, type Trx } from './schema.ts';

type Settings = Omit<Subscription, 'recipientId' | 'changedAt'>;

export function createHighlightsStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): HighlightsStore {
  return {
    async subscriptions() {
      const rows = await db.selectFrom('subscriptions').selectAll().orderBy('recipientId').execute();
      return rows.map(subscriptionOf);
    },

    async subscription(recipientId) {
      const row = await db
        .selectFrom('subscriptions')
        .selectAll()
        .where('recipientId', '=', recipientId)
        .executeTakeFirst();
      return row ? subscriptionOf(row) : null;
    },

    async put({ recipientId, changedAt, ...settings }, current) {
      const values = { settings: JSON.stringify(settings satisfies Settings), changedAt };
      if (current === null) {
        const added = await db
          .insertInto('subscriptions')
          .values({ recipientId, ...values })
          .onConflict((conflict) => conflict.column('recipientId').doNothing())
          .executeTakeFirst();
        return rowsWritten(added) > 0;
      }
      const changed = await db
        .updateTable('subscriptions')
        .set(values)
        .where('recipientId', '=', recipientId)
        .where('changedAt', '=', current.changedAt)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },

    async remove({ recipientId, changedAt }) {
      const removed = await db
        .deleteFrom('subscriptions')
        .where('recipientId', '=', recipientId)
        .where('changedAt', '=', changedAt)
        .executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },

    async plannedSince(month) {
      const rows = await db
        .selectFrom('highlightsPosts')
        .select(['recipientId', 'month'])
        .where('month', '>=', month)
        .execute();
      return new Map(
        [...Map.groupBy(rows, (row) => row.recipientId)].map(([recipientId, of]) => [
          recipientId,
          new Set(of.map((row) => row.month)),
        ]),
      );
    },

    async history(recipientId) {
      const rows = await db
        .selectFrom('highlightsPosts')
        .selectAll()
        .where('recipientId', '=', recipientId)
        .orderBy('month', 'desc')
        .execute();
      return rows.map(postOf);
    },

    async snapshot(revision) {
      const row = await db
        .selectFrom('datasetSnapshots')
        .select('digests')
        .where('revision', '=', revision)
        .executeTakeFirst();
      return row ? new Map(Object.entries(JSON.parse(row.digests) as Record<string, string>)) : null;
    },

    async plan({ post, delivery, changedAt }, digests, now) {
      return await db.transaction().execute(async (trx) => {
        // Held, so that nobody ends it between this look and the post.
        const subscription = trx
          .selectFrom('subscriptions')
          .select('recipientId')
          .where('recipientId', '=', post.recipientId)
          .where('changedAt', '=', changedAt);
        const stands = await (dialect === 'postgres' ? subscription.forShare() : subscription).execute();
        if (stands.length === 0) return false;
        // Whoever comes second, another instance too, waits here for the first and then adds nothing.
        const added = await trx
          .insertInto('highlightsPosts')
          .values({ ...post, featured: JSON.stringify(post.featured), plannedAt: now })
          .onConflict((conflict) => conflict.columns(['recipientId', 'month']).doNothing())
          .executeTakeFirst();
        if (rowsWritten(added) === 0) return false;
        if (post.revision !== null)
          await trx
            .insertInto('datasetSnapshots')
            .values({
              revision: post.revision,
              digests: JSON.stringify(Object.fromEntries(digests)),
              createdAt: now,
            })
            .onConflict((conflict) => conflict.column('revision').doNothing())
            .execute();
        const notice = { message: highlightsMessage(post.month), deliveries: [delivery] };
        await planNotices(trx, dialect, [notice], now);
        return true;
      });
    },

    async decide(month, decision, entry) {
      const { id: messageId } = highlightsMessage(month);
      return await db.transaction().execute(async (trx) => {
        const count =
          decision === 'letBe'
            ? await letBe(trx, dialect, messageId, entry.at)
            : await resendDeliveries(
                trx,
                dialect,
                { messageId, state: decision === 'resendFailed' ? 'failed' : 'unknown' },
                entry.at,
              );
        if (count === 0) return 0;
        if (decision === 'resendUnknown')
          await trx.deleteFrom('facts').where('name', '=', letBeOf(messageId)).execute();
        await appendAudit(trx, { ...entry, detail: { ...entry.detail, count } });
        return count;
      });
    },

    isLetBe: (month) => unknownOf(db, highlightsMessage(month).id).then(({ isLetBe }) => isLetBe),
  };
}

const letBeOf = (messageId: string) => `letBe ${messageId}`;

/** How many are unknown, and whether somebody has let that many be: what becomes unknown later is still to be decided. */
async function unknownOf(
  db: Db,
  messageId: string,
): Promise<{ readonly count: number; readonly isLetBe: boolean }> {
  const { count } = await db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('messageId', '=', messageId)
    .where('state', '=', 'unknown')
    .executeTakeFirstOrThrow();
  const fact = await db
    .selectFrom('facts')
    .select('value')
    .where('name', '=', letBeOf(messageId))
    .executeTakeFirst();
  return { count, isLetBe: fact !== undefined && Number(fact.value) >= count };
}

/** How many are unknown; 0 when there are none, or somebody was faster. */
async function letBe(trx: Trx, dialect: Dialect, messageId: string, now: number): Promise<number> {
  await lockMessages(trx, dialect, [messageId]);
  const { count, isLetBe } = await unknownOf(trx, messageId);
  if (count === 0 || isLetBe) return 0;
  const fact = { value: String(count), updatedAt: now };
  await trx
    .insertInto('facts')
    .values({ name: letBeOf(messageId), ...fact })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(fact))
    .execute();
  return count;
}

function subscriptionOf({ settings, ...columns }: Selectable<Tables['subscriptions']>): Subscription {
  return { ...(JSON.parse(settings) as Settings), ...columns };
}

function postOf({
  featured,
  plannedAt: _,
  ...columns
}: Selectable<Tables['highlightsPosts']>): HighlightsPost {
  return { ...columns, featured: JSON.parse(featured) as HighlightsPost['featured'] };
}
