import type { Kysely } from 'kysely';
import type { OwnerStore } from '../../access/owners.ts';
import type { AppendAudit } from '../audit.ts';
import type { Tables } from '../schema.ts';

export function createOwnerStore(db: Kysely<Tables>, appendAudit: AppendAudit): OwnerStore {
  return {
    async ownerOf(department) {
      const row = await db
        .selectFrom('departmentOwners')
        .selectAll()
        .where('department', '=', department)
        .executeTakeFirst();
      return row ?? null;
    },

    async owners() {
      return await db.selectFrom('departmentOwners').selectAll().orderBy('department').execute();
    },

    async setOwner({ department, ...values }, entry) {
      await db.transaction().execute(async (trx) => {
        const set = await trx
          .insertInto('departmentOwners')
          .values({ department, ...values })
          .onConflict((conflict) =>
            conflict
              .column('department')
              .doUpdateSet(values)
              .whereRef('departmentOwners.personId', '!=', 'excluded.personId'),
          )
          .executeTakeFirst();
        if (Number(set.numInsertedOrUpdatedRows ?? 0n) > 0) await appendAudit(trx, entry);
      });
    },

    async removeOwner(department, entry) {
      return await db.transaction().execute(async (trx) => {
        const removed = await trx
          .deleteFrom('departmentOwners')
          .where('department', '=', department)
          .executeTakeFirst();
        if (removed.numDeletedRows === 0n) return false;
        await appendAudit(trx, entry);
        return true;
      });
    },
  };
}
