import type { Kysely, Selectable } from 'kysely';
import type { Edition } from '../../editions/edition.ts';
import type { PackedFiles } from '../../dataset/load/packed-files.ts';
import { type EditionStore, operators } from '../../editions/ports.ts';
import type { AppendAudit } from '../audit.ts';
import { type Dialect, rowsWritten, type Tables, type Trx } from '../schema.ts';

export function createEditionStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): EditionStore {
  return {
    async add(edition, files, entry) {
      return await db.transaction().execute(async (trx) => {
        if (!(await addEdition(trx, edition, files))) return false;
        await appendAudit(trx, entry);
        return true;
      });
    },

    async get(id) {
      const row = await db.selectFrom('editions').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? editionOf(row) : null;
    },

    async list(limit, skipped = 0) {
      const rows = await db
        .selectFrom('editions')
        .selectAll()
        .orderBy('madeAt', 'desc')
        .orderBy('id')
        .limit(limit)
        .offset(skipped)
        .execute();
      return rows.map(editionOf);
    },

    async ofYears() {
      const rows = await db
        .selectFrom('editions')
        .selectAll()
        .where('fiscalYear', 'is not', null)
        .where((where) =>
          where.or([where('answeredAt', 'is not', null), where('madeBy', 'in', [...operators])]),
        )
        .execute();
      const best = new Map<number, Selectable<Tables['editions']>>();
      for (const row of rows) {
        const known = best.get(row.fiscalYear!);
        if (known === undefined || isLater(row, known)) best.set(row.fiscalYear!, row);
      }
      return [...best.values()].sort((a, b) => b.fiscalYear! - a.fiscalYear!).map(editionOf);
    },

    async files(id) {
      const rows = await db
        .selectFrom('editionFiles')
        .select(['name', 'text'])
        .where('editionId', '=', id)
        .orderBy('name')
        .execute();
      return rows.length === 0 ? null : rows;
    },

    async active() {
      const row = await db.selectFrom('editionActive').selectAll().where('id', '=', 1).executeTakeFirst();
      return row ? { id: row.editionId, turn: row.turn, since: row.since } : null;
    },

    async activate(id, replaces, entry) {
      return await db.transaction().execute(async (trx) => {
        const there = await trx.selectFrom('editions').select('id').where('id', '=', id).executeTakeFirst();
        if (!there || !(await putInPlace(trx, dialect, { id, replaces, at: entry.at }))) return false;
        await appendAudit(trx, entry);
        return true;
      });
    },
  };
}

/** Which of two of one year stands for it: who has answered goes first. */
function isLater(row: Selectable<Tables['editions']>, than: Selectable<Tables['editions']>): boolean {
  const [a, b] = [row.answeredAt ?? -1, than.answeredAt ?? -1];
  return a === b ? row.madeAt > than.madeAt : a > b;
}

/** Keeps an edition whole; false when there is the same already. */
export async function addEdition(trx: Trx, edition: Edition, files: PackedFiles): Promise<boolean> {
  const added = await trx
    .insertInto('editions')
    .values(edition)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (rowsWritten(added) === 0) return false;
  for (const { name, text } of files)
    await trx.insertInto('editionFiles').values({ editionId: edition.id, name, text }).execute();
  return true;
}

/** Lets an edition answer in the place of another (null = none); false: another has come between. */
export async function putInPlace(
  trx: Trx,
  dialect: Dialect,
  { id, replaces, at }: { readonly id: string; readonly replaces: string | null; readonly at: number },
): Promise<boolean> {
  const row = trx.selectFrom('editionActive').selectAll().where('id', '=', 1);
  const before = await (dialect === 'postgres' ? row.forUpdate() : row).executeTakeFirst();
  if ((before?.editionId ?? null) !== replaces) return false;
  const values = { editionId: id, turn: (before?.turn ?? 0) + 1, since: at };
  const written = before
    ? await trx.updateTable('editionActive').set(values).where('id', '=', 1).executeTakeFirst()
    : await trx
        .insertInto('editionActive')
        .values({ id: 1, ...values })
        // Of two instances that start on an empty database the second finds it filled.
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
  const changed = 'numUpdatedRows' in written ? written.numUpdatedRows : written.numInsertedOrUpdatedRows;
  if (Number(changed ?? 0n) === 0) return false;
  await trx.updateTable('editions').set({ answeredAt: at }).where('id', '=', id).execute();
  return true;
}

function editionOf({ answeredAt: _, ...edition }: Selectable<Tables['editions']>): Edition {
  return edition;
}
