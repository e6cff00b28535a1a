import type { Kysely, Selectable } from 'kysely';
import type { Owner, OwnerStore } from '../../access/owners.ts';
import type { AppendAudit } from '../audit.ts';
import type { Tables } from '../schema.ts';

export function createOwnerStore(db: Kysely<Tables>, appendAudit: AppendAudit): OwnerStore {
  return {
    async ownerOf(department) {
      const row = await db
        .selectFrom('department_owners')
        .selectAll()
        .where('department', '=', department)
        .executeTakeFirst();
      return row ? ownerOf(row) : null;
    },

    async owners() {
      const rows = await db.selectFrom('department_owners').selectAll().orderBy('department').execute();
      return rows.map(ownerOf);
    },

    async setOwner({ department, personId, name, setAt }, entry) {
      const values = { person_id: personId, name, set_at: setAt };
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('department_owners')
          .values({ department, ...values })
          .onConflict((conflict) => conflict.column('department').doUpdateSet(values))
          .execute();
        await appendAudit(trx, entry);
      });
    },

    async removeOwner(department, entry) {
      return await db.transaction().execute(async (trx) => {
        const removed = await trx
          .deleteFrom('department_owners')
          .where('department', '=', department)
          .executeTakeFirst();
        if (removed.numDeletedRows === 0n) return false;
        await appendAudit(trx, entry);
        return true;
      });
    },
  };
}

function ownerOf(row: Selectable<Tables['department_owners']>): Owner {
  return { department: row.department, personId: row.person_id, name: row.name, setAt: row.set_at };
}
