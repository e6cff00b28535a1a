import type { Kysely, Selectable } from 'kysely';
import type { Follow } from '../../follow/decide/follow.ts';
import type { FollowStore } from '../../follow/ports.ts';
import { planNotices } from '../ledger/plan.ts';
import { type Dialect, rowsWritten, type Tables } from '../schema.ts';

/** What is followed. */
export function createFollowStore(db: Kysely<Tables>, dialect: Dialect): FollowStore {
  return {
    async begin(follow) {
      const added = await db
        .insertInto('follows')
        .values(rowOf(follow))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return rowsWritten(added) > 0;
    },

    async get(id) {
      const row = await db.selectFrom('follows').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? followOf(row) : null;
    },

    async of(recipientId) {
      const rows = await db
        .selectFrom('follows')
        .selectAll()
        .where('recipientId', '=', recipientId)
        .orderBy('createdAt')
        .orderBy('id')
        .execute();
      return rows.map(followOf);
    },

    async behind({ revision, newsSeq }, after, limit) {
      const rows = await db
        .selectFrom('follows')
        .selectAll()
        .where('id', '>', after)
        .where((eb) => eb.or([eb('revision', '!=', revision), eb('newsSeq', '<', newsSeq)]))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(followOf);
    },

    async advance(before, next, notice) {
      return await db.transaction().execute(async (trx) => {
        const changed = await trx
          .updateTable('follows')
          .set({
            revision: next.revision,
            seen: JSON.stringify(next.seen),
            names: JSON.stringify(next.names),
            newsSeq: next.newsSeq,
          })
          .where('id', '=', before.id)
          .where('revision', '=', before.revision)
          .where('newsSeq', '=', before.newsSeq)
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
        .where('recipientId', '=', recipientId)
        .executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
  };
}

function rowOf({ setBy, seen, names, ...columns }: Follow): Tables['follows'] {
  const [by, rows, called] = [setBy, seen, names].map((one) => JSON.stringify(one)) as [
    string,
    string,
    string,
  ];
  return { ...columns, setBy: by, seen: rows, names: called };
}

function followOf({ setBy, seen, names, ...columns }: Selectable<Tables['follows']>): Follow {
  return {
    ...columns,
    setBy: JSON.parse(setBy) as Follow['setBy'],
    seen: JSON.parse(seen) as Follow['seen'],
    names: names === null ? {} : (JSON.parse(names) as Follow['names']),
  };
}
