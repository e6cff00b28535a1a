import type { Kysely } from 'kysely';
import { z } from 'zod';
import { slicesOf, yieldTurn } from '../text/pages.ts';
import type { UploadStore } from '../broadcast/file-ports.ts';
import type { AppendAudit } from './audit.ts';
import type { Dialect, Tables } from './schema.ts';

/** People in a row: 40 KB or so. */
const pageSize = 1000;
const People = z.array(z.string());

export function createUploadStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): UploadStore {
  return {
    async create({ id, ownerId, name, count, createdAt }, people, entry) {
      return await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('uploads')
          .values({ id, owner_id: ownerId, name, count, created_at: createdAt })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .executeTakeFirst();
        if (Number(added.numInsertedOrUpdatedRows ?? 0n) === 0) return false;
        let page = 0;
        for await (const some of slicesOf(people, pageSize)) {
          await trx
            .insertInto('upload_pages')
            .values({ upload_id: id, page, people: JSON.stringify(some) })
            .execute();
          page += 1;
        }
        await appendAudit(trx, entry);
        return true;
      });
    },

    async get(id) {
      const row = await db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return null;
      return { id, ownerId: row.owner_id, name: row.name, count: row.count, createdAt: row.created_at };
    },

    async *people(id) {
      for (let page = 0; ; page += 1) {
        const row = await db
          .selectFrom('upload_pages')
          .select('people')
          .where('upload_id', '=', id)
          .where('page', '=', page)
          .executeTakeFirst();
        if (!row && page === 0) throw new Error(`the list ${id} is not there any more`);
        if (!row) return;
        yield People.parse(JSON.parse(row.people));
        await yieldTurn();
      }
    },

    async prune(before) {
      return await db.transaction().execute(async (trx) => {
        const unused = trx
          .selectFrom('uploads')
          .select('id')
          .where('created_at', '<', before)
          .where('id', 'not in', trx.selectFrom('upload_uses').select('upload_id'));
        // Held from here on; what a broadcast has just named is seen by the second look alone.
        const held = await (dialect === 'postgres' ? unused.forUpdate().skipLocked() : unused).execute();
        if (held.length === 0) return 0;
        const old = await unused
          .where(
            'id',
            'in',
            held.map(({ id }) => id),
          )
          .execute();
        const ids = old.map(({ id }) => id);
        if (ids.length === 0) return 0;
        await trx.deleteFrom('upload_pages').where('upload_id', 'in', ids).execute();
        await trx.deleteFrom('uploads').where('id', 'in', ids).execute();
        return ids.length;
      });
    },
  };
}
