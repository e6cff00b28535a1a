import type { Kysely, Selectable } from 'kysely';
import type { Confirmation, ConfirmationStore } from '../../rows/ports.ts';
import type { AppendAudit } from '../audit.ts';
import { planNotices } from '../ledger/plan.ts';
import { type Dialect, rowsWritten, type Tables, type Trx } from '../schema.ts';

export function createConfirmationStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): ConfirmationStore {
  return {
    async latest() {
      const rows = await db
        .selectFrom('rowConfirmations')
        .select(['rowId', (of) => of.fn.max('confirmedAt').as('at')])
        .groupBy('rowId')
        .execute();
      return new Map(rows.map(({ rowId, at }) => [rowId, at]));
    },

    async inRound(round) {
      const rows = await db
        .selectFrom('rowConfirmations')
        .selectAll()
        .where('round', '=', round)
        .orderBy('confirmedAt')
        .orderBy('rowId')
        .execute();
      return rows.map(confirmationOf);
    },

    async confirm(confirmations, entryOf) {
      await db.transaction().execute(async (trx) => {
        for (const confirmation of confirmations)
          if (await confirm(trx, confirmation)) await appendAudit(trx, entryOf(confirmation));
      });
    },

    async asked(round) {
      return await db
        .selectFrom('confirmationRounds')
        .selectAll()
        .where('round', '=', round)
        .orderBy('department')
        .execute();
    },

    async ask(asked, notice) {
      return await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('confirmationRounds')
          .values({ ...asked, remindedAt: null })
          .onConflict((conflict) => conflict.columns(['round', 'department']).doNothing())
          .executeTakeFirst();
        if (rowsWritten(added) === 0) return false;
        await planNotices(trx, dialect, [notice], asked.askedAt);
        return true;
      });
    },

    async remind({ round, department }, at, notice) {
      return await db.transaction().execute(async (trx) => {
        const changed = await trx
          .updateTable('confirmationRounds')
          .set({ remindedAt: at })
          .where('round', '=', round)
          .where('department', '=', department)
          .where('remindedAt', 'is', null)
          .executeTakeFirst();
        if (changed.numUpdatedRows === 0n) return false;
        await planNotices(trx, dialect, [notice], at);
        return true;
      });
    },
  };
}

/** false: it has been said already. */
async function confirm(trx: Trx, { rowId, round, person, at, ...what }: Confirmation): Promise<boolean> {
  const said = { ...what, personId: person.id, personName: person.name, confirmedAt: at };
  const changed = await trx
    .insertInto('rowConfirmations')
    .values({ rowId, round, ...said })
    .onConflict((conflict) =>
      conflict
        .columns(['round', 'rowId'])
        .doUpdateSet(said)
        .where((eb) =>
          eb.or([eb('rowConfirmations.answer', '!=', 'same'), eb('excluded.answer', '!=', 'same')]),
        ),
    )
    .executeTakeFirst();
  return rowsWritten(changed) > 0;
}

function confirmationOf(row: Selectable<Tables['rowConfirmations']>): Confirmation {
  const { personId, personName, confirmedAt, ...rest } = row;
  return { ...rest, person: { id: personId, name: personName }, at: confirmedAt };
}
