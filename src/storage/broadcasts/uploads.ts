import type { Kysely } from 'kysely';
import { z } from 'zod';
import { slicesOf, yieldTurn } from '../../text/pages.ts';
import type { UploadStore } from '../../broadcast/file-ports.ts';
import type { AppendAudit } from '../audit.ts';
import { type Dialect, rowsWritten, type Tables } from '../schema.ts';

/** People in a row: 40 KB or so. */
const pageSize = 1000;
const People = z.array(z.string());

export function createUploadStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): UploadStore {
  return {
    async create(upload, people, entry) {
      return await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('uploads')
          .values(upload)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .executeTakeFirst();
        if (rowsWritten(added) === 0) return false;
        let page = 0;
        for await (const some of slicesOf(people, pageSize)) {
          await trx
            .insertInto('uploadPages')
            .values({ uploadId: upload.id, page, people: JSON.stringify(some) })
            .execute();
          page += 1;
        }
        await appendAudit(trx, entry);
        return true;
      });
    },

    async get(id) {
      const row = await db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
      return row ?? null;
    },

    async *people(id) {
      for (let page = 0; ; page += 1) {
        const row = await db
          .selectFrom('uploadPages')
          .select('people')
          .where('uploadId', '=', id)
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
          .where('createdAt', '<', before)
          .where('id', 'not in', trx.selectFrom('uploadUses').select('uploadId'));
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
        await trx.deleteFrom('uploadPages').where('uploadId', 'in', ids).execute();
        await trx.deleteFrom('uploads').where('id', 'in', ids).execute();
        return ids.length;
      });
    },
  };
}
