import { type Kysely, sql } from 'kysely';
import type { OwnerRegister } from '../../access/owners.ts';
import type { AppendAudit } from '../audit.ts';
import { rowsWritten, type Tables } from '../schema.ts';

export function createOwnerRegister(db: Kysely<Tables>, appendAudit: AppendAudit): OwnerRegister {
  /** With the name by which Teams' links know the person, as rosters have told it. */
  const known = db
    .selectFrom('departmentOwners as owner')
    .leftJoin('recipients as person', (join) =>
      join.on('person.id', '=', sql<string>`'person:' || ${sql.ref('owner.personId')}`),
    )
    .selectAll('owner')
    .select('person.upn');
  return {
    async registered(department) {
      return (await known.where('owner.department', '=', department).executeTakeFirst()) ?? null;
    },

    async allRegistered() {
      return await known.orderBy('owner.department').execute();
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
        if (rowsWritten(set) > 0) await appendAudit(trx, entry);
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
