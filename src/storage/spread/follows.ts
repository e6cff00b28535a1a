import type { Kysely, Selectable } from 'kysely';
import type { Follow } from '../../follow/decide/follow.ts';
import type { FollowStore } from '../../follow/ports.ts';
import { planNotices } from '../ledger/plan.ts';
import type { Dialect, Tables } from '../schema.ts';
import type { FollowTables } from './follow-schema.ts';

/** What is followed. */
export function createFollowStore(db: Kysely<Tables>, dialect: Dialect): FollowStore {
  return {
    async begin(follow) {
      const added = await db
        .insertInto('follows')
        .values(rowOf(follow))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return Number(added.numInsertedOrUpdatedRows ?? 0n) > 0;
    },

    async get(id) {
      const row = await db.selectFrom('follows').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? followOf(row) : null;
    },

    async of(recipientId) {
      const rows = await db
        .selectFrom('follows')
        .selectAll()
        .where('recipient_id', '=', recipientId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(followOf);
    },

    async behind({ revision, newsSeq }, after, limit) {
      const rows = await db
        .selectFrom('follows')
        .selectAll()
        .where('id', '>', after)
        .where((eb) => eb.or([eb('revision', '!=', revision), eb('news_seq', '<', newsSeq)]))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(followOf);
    },

    async advance(before, next, notice) {
      return await db.transaction().execute(async (trx) => {
        const changed = await trx
          .updateTable('follows')
          .set({ revision: next.revision, seen: JSON.stringify(next.seen), news_seq: next.newsSeq })
          .where('id', '=', before.id)
          .where('revision', '=', before.revision)
          .where('news_seq', '=', before.newsSeq)
          .executeTakeFirst();
        if (changed.numUpdatedRows === 0n) return false;
        if (notice) await planNotices(trx, dialect, [notice], notice.deliveries[0]!.dueAt);
        return true;
      });
    },

    async end(id) {
      const removed = await db.deleteFrom('follows').where('id', '=', id).executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },

    async endAll(recipientId) {
      const removed = await db
        .deleteFrom('follows')
        .where('recipient_id', '=', recipientId)
        .executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
  };
}

function rowOf({ recipientId, setBy, createdAt, seen, newsSeq, ...rest }: Follow): FollowTables['follows'] {
  return {
    ...rest,
    recipient_id: recipientId,
    set_by: JSON.stringify(setBy),
    created_at: createdAt,
    seen: JSON.stringify(seen),
    news_seq: newsSeq,
  };
}

function followOf(row: Selectable<FollowTables['follows']>): Follow {
  return {
    id: row.id,
    recipientId: row.recipient_id,
    question: row.question,
    lang: row.lang,
    setBy: JSON.parse(row.set_by) as Follow['setBy'],
    createdAt: row.created_at,
    revision: row.revision,
    seen: JSON.parse(row.seen) as Follow['seen'],
    newsSeq: row.news_seq,
  };
}
