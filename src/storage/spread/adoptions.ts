import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Adoption, AdoptionStep } from '../../adoption/decide/adoption.ts';
import type { AdoptionStore } from '../../adoption/ports.ts';
import type { AdoptionTables } from './adoption-schema.ts';
import type { AppendAudit } from '../audit.ts';
import { planNotices } from '../ledger/plan.ts';
import type { Dialect, Tables } from '../schema.ts';

type Trx = Transaction<Tables>;
/** What has no column of its own. */
type Data = Pick<Adoption, 'source' | 'before' | 'reason' | 'people' | 'rowId'>;

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
      const rows = await db.selectFrom('adoptions').selectAll().orderBy('began_at').orderBy('id').execute();
      return rows.map(adoptionOf);
    },

    async steps(id) {
      const rows = await db
        .selectFrom('adoption_steps')
        .selectAll()
        .where('adoption_id', '=', id)
        .orderBy('seq')
        .execute();
      return rows.map(stepOf);
    },

    async newsAfter(seq, limit) {
      const rows = await db
        .selectFrom('adoption_steps as step')
        .innerJoin('adoptions', 'adoptions.id', 'step.adoption_id')
        .select(['step.seq', 'step.kind', 'step.state', 'step.at', 'step.person_id'])
        .select(['adoptions.initiative_id', 'adoptions.department'])
        .where('step.seq', '>', seq)
        .orderBy('step.seq')
        .limit(limit)
        .execute();
      return rows.map(({ person_id: personId, initiative_id: initiativeId, ...rest }) => ({
        ...rest,
        personId,
        initiativeId,
      }));
    },

    async lastSeq() {
      const row = await db
        .selectFrom('adoption_steps')
        .select(({ fn }) => fn.max('seq').as('seq'))
        .executeTakeFirst();
      return row?.seq ?? 0;
    },

    async commit({ next, step }, entry, notices) {
      return await db.transaction().execute(async (trx) => {
        if (!(await putNext(trx, next))) return false;
        const seq = await appendAudit(trx, entry);
        await trx
          .insertInto('adoption_steps')
          .values({
            seq,
            adoption_id: next.id,
            kind: step.kind,
            state: step.state,
            at: step.at,
            person_id: step.person.id,
            person_name: step.person.name,
            note: step.note,
          })
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
        .where('moved_at', '<', before)
        .where('asked_at', 'is', null)
        .orderBy('moved_at')
        .execute();
      return rows.map(adoptionOf);
    },

    async ask({ id, version }, notice, now) {
      return await db.transaction().execute(async (trx) => {
        const asked = await trx
          .updateTable('adoptions')
          .set({ asked_at: now })
          .where('id', '=', id)
          .where('version', '=', version)
          .where('asked_at', 'is', null)
          .executeTakeFirst();
        if (asked.numUpdatedRows === 0n) return false;
        await planNotices(trx, dialect, [notice], now);
        return true;
      });
    },

    async departmentOf(personId) {
      const row = await db
        .selectFrom('person_departments')
        .select('department')
        .where('person_id', '=', personId)
        .executeTakeFirst();
      return row?.department ?? null;
    },

    async setDepartment(personId, department, now) {
      const values = { department, changed_at: now };
      await db
        .insertInto('person_departments')
        .values({ person_id: personId, ...values })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
        .execute();
    },

    async isQuiet(department) {
      const row = await db
        .selectFrom('quiet_departments')
        .select('department')
        .where('department', '=', department)
        .executeTakeFirst();
      return row !== undefined;
    },

    async setQuiet(department, isQuiet, entry) {
      return await db.transaction().execute(async (trx) => {
        const changed = isQuiet
          ? await trx
              .insertInto('quiet_departments')
              .values({ department, since: entry.at })
              .onConflict((conflict) => conflict.column('department').doNothing())
              .executeTakeFirst()
              .then(({ numInsertedOrUpdatedRows }) => numInsertedOrUpdatedRows)
          : await trx
              .deleteFrom('quiet_departments')
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
      .values({ id: next.id, asked_at: null, ...columns })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return Number(added.numInsertedOrUpdatedRows ?? 0n) > 0;
  }
  const changed = await trx
    .updateTable('adoptions')
    .set((eb) => ({
      ...columns,
      // Asked once for each step: who moves it may be asked again later.
      asked_at: eb.case().when('moved_at', '=', next.movedAt).then(eb.ref('asked_at')).else(null).end(),
    }))
    .where('id', '=', next.id)
    .where('version', '=', next.version - 1)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

function columnsOf({ version, initiativeId, department, state, beganAt, movedAt, ...rest }: Adoption) {
  const { source, before, reason, people, rowId } = rest;
  return {
    version,
    initiative_id: initiativeId,
    department,
    state,
    data: JSON.stringify({ source, before, reason, people, rowId } satisfies Data),
    began_at: beganAt,
    moved_at: movedAt,
  };
}

function adoptionOf(row: Selectable<AdoptionTables['adoptions']>): Adoption {
  return {
    ...(JSON.parse(row.data) as Data),
    id: row.id,
    version: row.version,
    initiativeId: row.initiative_id,
    department: row.department,
    state: row.state,
    beganAt: row.began_at,
    movedAt: row.moved_at,
  };
}

function stepOf(row: Selectable<AdoptionTables['adoption_steps']>): AdoptionStep {
  return {
    kind: row.kind,
    state: row.state,
    at: row.at,
    person: { id: row.person_id, name: row.person_name },
    note: row.note,
  };
}
