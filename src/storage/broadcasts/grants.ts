import type { Kysely } from 'kysely';
import type { GrantStore } from '../../access/actor.ts';
import type { AppendAudit } from '../audit.ts';
import { rowsWritten, type Tables } from '../schema.ts';

/** Roles that were granted. */
export function createGrantStore(db: Kysely<Tables>, appendAudit: AppendAudit): GrantStore {
  return {
    async roles(personId) {
      const rows = await db
        .selectFrom('roleGrants')
        .select('role')
        .where('personId', '=', personId)
        .orderBy('role')
        .execute();
      return rows.map(({ role }) => role);
    },

    async granted(role) {
      const rows = await db
        .selectFrom('roleGrants')
        .select('personId')
        .where('role', '=', role)
        .orderBy('personId')
        .execute();
      return rows.map((row) => row.personId);
    },

    async grant(personId, role, entry) {
      return await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('roleGrants')
          .values({ personId, role, grantedAt: entry.at })
          .onConflict((conflict) => conflict.columns(['personId', 'role']).doNothing())
          .executeTakeFirst();
        if (rowsWritten(added) === 0) return false;
        await appendAudit(trx, entry);
        return true;
      });
    },

    async revoke(personId, role, entry) {
      return await db.transaction().execute(async (trx) => {
        const removed = await trx
          .deleteFrom('roleGrants')
          .where('personId', '=', personId)
          .where('role', '=', role)
          .executeTakeFirst();
        if (removed.numDeletedRows === 0n) return false;
        await appendAudit(trx, entry);
        return true;
      });
    },

    async grantedBy(actorId, personId, since) {
      const row = await db
        .selectFrom('audit')
        .select('seq')
        .where('actor', '=', actorId)
        .where('subject', '=', personId)
        .where('action', '=', 'grant')
        .where('at', '>', since)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
