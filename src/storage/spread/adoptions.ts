import type { Kysely, Selectable } from 'kysely';
import type { Adoption, AdoptionStep } from '../../adoption/decide/adoption.ts';
import type { AdoptionStore } from '../../adoption/ports.ts';
import type { AdoptionData } from './adoption-schema.ts';
import type { AppendAudit } from '../audit.ts';
import { planNotices } from '../ledger/plan.ts';
import { type Dialect, rowsWritten, type Tables, type Trx } from '../schema.ts';
type Data = Pick<Adoption, AdoptionData>;

/** Adoptions with their history. */
export function createAdoptionStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): AdoptionStore {
  return {
    async get(id) {
      const row = await db.selectFrom('adoptions').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? adoptionOf(row) : null;
    },

    async all() {
      const rows = await db.selectFrom('adoptions').selectAll().orderBy('beganAt').orderBy('id').execute();
      return rows.map(adoptionOf);
    },

    async steps(id) {
      const rows = await db
        .selectFrom('adoptionSteps')
        .selectAll()
        .where('adoptionId', '=', id)
        .orderBy('seq')
        .execute();
      return rows.map(stepOf);
    },

    async newsAfter(seq, limit) {
      return await db
        .selectFrom('adoptionSteps as step')
        .innerJoin('adoptions', 'adoptions.id', 'step.adoptionId')
        .select(['step.seq', 'step.kind', 'step.state', 'step.at', 'step.personId'])
        .select(['adoptions.initiativeId', 'adoptions.department'])
        .where('step.seq', '>', seq)
        .orderBy('step.seq')
        .limit(limit)
        .execute();
    },

    async lastSeq() {
      const row = await db
        .selectFrom('adoptionSteps')
        .select(({ fn }) => fn.max('seq').as('seq'))
        .executeTakeFirst();
      return row?.seq ?? 0;
    },

    async commit({ next, step }, entry, notices) {
      return await db.transaction().execute(async (trx) => {
        if (!(await putNext(trx, next))) return false;
        const seq = await appendAudit(trx, entry);
        const { person, ...what } = step;
        await trx
          .insertInto('adoptionSteps')
          .values({ seq, adoptionId: next.id, ...what, personId: person.id, personName: person.name })
          .execute();
        await planNotices(trx, dialect, notices, step.at);
        return true;
      });
    },

    async resting(before) {
      const rows = await db
        .selectFrom('adoptions')
        .selectAll()
        .where('state', 'in', ['interested', 'considering', 'trying'])
        .where('movedAt', '<', before)
        .where('askedAt', 'is', null)
        .orderBy('movedAt')
        .execute();
      return rows.map(adoptionOf);
    },

    async ask({ id, version }, notice, now) {
      return await db.transaction().execute(async (trx) => {
        const asked = await trx
          .updateTable('adoptions')
          .set({ askedAt: now })
          .where('id', '=', id)
          .where('version', '=', version)
          .where('askedAt', 'is', null)
          .executeTakeFirst();
        if (asked.numUpdatedRows === 0n) return false;
        await planNotices(trx, dialect, [notice], now);
        return true;
      });
    },

    async departmentOf(personId) {
      const row = await db
        .selectFrom('personDepartments')
        .select('department')
        .where('personId', '=', personId)
        .executeTakeFirst();
      return row?.department ?? null;
    },

    async setDepartment(personId, department, now) {
      const values = { department, changedAt: now };
      await db
        .insertInto('personDepartments')
        .values({ personId, ...values })
        .onConflict((conflict) => conflict.column('personId').doUpdateSet(values))
        .execute();
    },

    async isQuiet(department) {
      const row = await db
        .selectFrom('quietDepartments')
        .select('department')
        .where('department', '=', department)
        .executeTakeFirst();
      return row !== undefined;
    },

    async setQuiet(department, isQuiet, entry) {
      return await db.transaction().execute(async (trx) => {
        const changed = isQuiet
          ? await trx
              .insertInto('quietDepartments')
              .values({ department, since: entry.at })
              .onConflict((conflict) => conflict.column('department').doNothing())
              .executeTakeFirst()
              .then(({ numInsertedOrUpdatedRows }) => numInsertedOrUpdatedRows)
          : await trx
              .deleteFrom('quietDepartments')
              .where('department', '=', department)
              .executeTakeFirst()
              .then(({ numDeletedRows }) => numDeletedRows);
        if (Number(changed ?? 0n) === 0) return false;
        await appendAudit(trx, entry);
        return true;
      });
    },
  };
}

/** false: another one stands already where this one should follow. */
async function putNext(trx: Trx, next: Adoption): Promise<boolean> {
  const columns = columnsOf(next);
  if (next.version === 1) {
    const added = await trx
      .insertInto('adoptions')
      .values({ id: next.id, askedAt: null, ...columns })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return rowsWritten(added) > 0;
  }
  const changed = await trx
    .updateTable('adoptions')
    .set((eb) => ({
      ...columns,
      // Asked once for each step: who moves it may be asked again later.
      askedAt: eb.case().when('movedAt', '=', next.movedAt).then(eb.ref('askedAt')).else(null).end(),
    }))
    .where('id', '=', next.id)
    .where('version', '=', next.version - 1)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

function columnsOf({ id: _, source, before, reason, people, rowId, ...columns }: Adoption) {
  return {
    ...columns,
    data: JSON.stringify({ source, before, reason, people, rowId } satisfies Data),
  };
}

function adoptionOf({ data, askedAt: _, ...columns }: Selectable<Tables['adoptions']>): Adoption {
  return { ...(JSON.parse(data) as Data), ...columns };
}

function stepOf(row: Selectable<Tables['adoptionSteps']>): AdoptionStep {
  const { kind, state, at, personId, personName, note } = row;
  return { kind, state, at, person: { id: personId, name: personName }, note };
}
