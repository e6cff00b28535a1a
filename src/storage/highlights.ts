import type { Kysely, Selectable, Transaction } from 'kysely';
import type { AuditEntry } from '../access/audit/audit.ts';
import type { HighlightsPost, HighlightsStore, Subscription } from '../highlights/ports.ts';
import { highlightsMessage } from '../highlights/message.ts';
import type { AppendAudit } from './audit.ts';
import { resendDeliveries } from './ledger/ledger.ts';
import { planNotices } from './ledger/plan.ts';
import type { Dialect, Tables } from './schema.ts';

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

    async put({ recipientId, changedAt, ...settings }) {
      const values = { settings: JSON.stringify(settings satisfies Settings), changedAt };
      await db
        .insertInto('subscriptions')
        .values({ recipientId, ...values })
        .onConflict((conflict) => conflict.column('recipientId').doUpdateSet(values))
        .execute();
    },

    async remove(recipientId) {
      const removed = await db
        .deleteFrom('subscriptions')
        .where('recipientId', '=', recipientId)
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

    async plan({ post, delivery }, digests, now) {
      return await db.transaction().execute(async (trx) => {
        // Whoever comes second, another instance too, waits here for the first and then adds nothing.
        const added = await trx
          .insertInto('highlightsPosts')
          .values({ ...post, featured: JSON.stringify(post.featured), plannedAt: now })
          .onConflict((conflict) => conflict.columns(['recipientId', 'month']).doNothing())
          .executeTakeFirst();
        if (Number(added.numInsertedOrUpdatedRows ?? 0n) === 0) return false;
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
            ? await letBe(trx, messageId, entry)
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

    async isLetBe(month) {
      const row = await db
        .selectFrom('facts')
        .select('name')
        .where('name', '=', letBeOf(highlightsMessage(month).id))
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

const letBeOf = (messageId: string) => `letBe ${messageId}`;

/** How many are unknown; 0 when there are none, or somebody was faster. */
async function letBe(trx: Transaction<Tables>, messageId: string, { at }: AuditEntry): Promise<number> {
  const { count } = await trx
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('messageId', '=', messageId)
    .where('state', '=', 'unknown')
    .executeTakeFirstOrThrow();
  if (count === 0) return 0;
  const added = await trx
    .insertInto('facts')
    .values({ name: letBeOf(messageId), value: '', updatedAt: at })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  return Number(added.numInsertedOrUpdatedRows ?? 0n) === 0 ? 0 : count;
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
