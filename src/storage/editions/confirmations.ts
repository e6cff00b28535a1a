import type { Kysely, Selectable } from 'kysely';
import type { Confirmation, ConfirmationStore } from '../../rows/ports.ts';
import type { AppendAudit } from '../audit.ts';
import { planNotices } from '../ledger/plan.ts';
import type { Dialect, Tables } from '../schema.ts';

export function createConfirmationStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): ConfirmationStore {
  return {
    async latest() {
      const rows = await db
        .selectFrom('row_confirmations')
        .select(['row_id', (of) => of.fn.max('confirmed_at').as('at')])
        .groupBy('row_id')
        .execute();
      return new Map(rows.map(({ row_id, at }) => [row_id, at]));
    },

    async inRound(round) {
      const rows = await db
        .selectFrom('row_confirmations')
        .selectAll()
        .where('round', '=', round)
        .orderBy('confirmed_at')
        .orderBy('row_id')
        .execute();
      return rows.map(confirmationOf);
    },

    async confirm(confirmations, entries) {
      await db.transaction().execute(async (trx) => {
        for (const { rowId, round, department, answer, person, at } of confirmations) {
          const said = {
            department,
            answer,
            person_id: person.id,
            person_name: person.name,
            confirmed_at: at,
          };
          await trx
            .insertInto('row_confirmations')
            .values({ row_id: rowId, round, ...said })
            .onConflict((conflict) => conflict.columns(['round', 'row_id']).doUpdateSet(said))
            .execute();
        }
        for (const entry of entries) await appendAudit(trx, entry);
      });
    },

    async asked(round) {
      const rows = await db
        .selectFrom('confirmation_rounds')
        .selectAll()
        .where('round', '=', round)
        .orderBy('department')
        .execute();
      return rows.map((row) => ({
        round: row.round,
        department: row.department,
        personId: row.person_id,
        askedAt: row.asked_at,
        remindedAt: row.reminded_at,
      }));
    },

    async ask({ round, department, personId, askedAt }, notice) {
      return await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('confirmation_rounds')
          .values({ round, department, person_id: personId, asked_at: askedAt, reminded_at: null })
          .onConflict((conflict) => conflict.columns(['round', 'department']).doNothing())
          .executeTakeFirst();
        if (Number(added.numInsertedOrUpdatedRows ?? 0n) === 0) return false;
        await planNotices(trx, dialect, [notice], askedAt);
        return true;
      });
    },

    async remind({ round, department }, at, notice) {
      return await db.transaction().execute(async (trx) => {
        const changed = await trx
          .updateTable('confirmation_rounds')
          .set({ reminded_at: at })
          .where('round', '=', round)
          .where('department', '=', department)
          .where('reminded_at', 'is', null)
          .executeTakeFirst();
        if (changed.numUpdatedRows === 0n) return false;
        await planNotices(trx, dialect, [notice], at);
        return true;
      });
    },
  };
}

function confirmationOf(row: Selectable<Tables['row_confirmations']>): Confirmation {
  return {
    rowId: row.row_id,
    round: row.round,
    department: row.department,
    answer: row.answer as Confirmation['answer'],
    person: { id: row.person_id, name: row.person_name },
    at: row.confirmed_at,
  };
}
