import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import {
  type AuditEntry,
  type AuditKey,
  type AuditRow,
  type AuditStore,
  chain,
  erasure,
  genesisHash,
} from '../access/audit/audit.ts';
import {
  peopleIn,
  pseudonymOf,
  pseudonymsIn,
  withFoldedIds,
  withKnownPseudonyms,
} from '../access/audit/pseudonym.ts';
import type { Dialect, Tables, Trx } from './schema.ts';

/** Adds an entry to the trail, in the transaction of what it tells of; returns its number, which grows as they become visible. */
export type AppendAudit = (trx: Trx, entry: AuditEntry) => Promise<number>;

/** `key`: with which entries are made from now on; null = none. */
export function createAppendAudit(dialect: Dialect, key: AuditKey | null): AppendAudit {
  return async (trx, given) => {
    const entry = await withErased(trx, withFoldedIds(given));
    const end = await lockAuditEnd(trx, dialect);
    await makeKnown(trx, peopleIn(entry));
    const row = chain(end, entry, { pseudonyms: await pseudonyms(trx, peopleIn(entry)), key });
    await trx
      .insertInto('audit')
      .values({
        seq: row.seq,
        at: row.at,
        actor: row.actor,
        action: row.action,
        subject: row.subject,
        detail: JSON.stringify(row.detail),
        previousHash: row.previousHash,
        hash: row.hash,
        form: row.form,
        keyId: row.keyId,
      })
      .execute();
    await trx.updateTable('auditEnd').set({ seq: row.seq, hash: row.hash }).where('id', '=', 1).execute();
    return row.seq;
  };
}

/** An entry may name who is erased; anything else that looks like a pseudonym would pass for an id that was hidden. */
async function withErased(trx: Trx, entry: AuditEntry): Promise<AuditEntry> {
  const named = pseudonymsIn(entry);
  if (named.length === 0 || entry.action === erasure) return entry;
  const erased = await trx
    .selectFrom('audit')
    .select('subject')
    .where('action', '=', erasure)
    .where('subject', 'in', named)
    .execute();
  return withKnownPseudonyms(
    entry,
    erased.map(({ subject }) => subject),
  );
}

/** From here on nobody else adds to the trail before this transaction ends. */
export async function lockAuditEnd(trx: Trx, dialect: Dialect): Promise<{ seq: number; hash: string }> {
  const readEnd = () => {
    const end = trx.selectFrom('auditEnd').select(['seq', 'hash']).where('id', '=', 1);
    return (dialect === 'postgres' ? end.forUpdate() : end).executeTakeFirst();
  };
  const end = await readEnd();
  if (end) return end;
  await trx
    .insertInto('auditEnd')
    .values({ id: 1, seq: 0, hash: genesisHash })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return (await readEnd())!;
}

export async function makeKnown(trx: Trx, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await trx
    .insertInto('auditPeople')
    .values(people.map((id) => ({ personId: id, salt: randomBytes(16).toString('hex') })))
    .onConflict((conflict) => conflict.column('personId').doNothing())
    .execute();
}

/** Of these people, or of all. */
export async function pseudonyms(
  db: Kysely<Tables>,
  people?: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (people?.length === 0) return new Map();
  let query = db.selectFrom('auditPeople').selectAll();
  if (people) query = query.where('personId', 'in', people);
  const rows = await query.execute();
  return new Map(rows.map(({ personId: id, salt }) => [id, pseudonymOf(id, salt)]));
}

/** The trail, to be read and added to. */
export function createAuditStore(db: Kysely<Tables>, appendAudit: AppendAudit): AuditStore {
  return {
    async audit(entry) {
      await db.transaction().execute((trx) => appendAudit(trx, entry));
    },

    async auditEnd() {
      const end = await db
        .selectFrom('auditEnd')
        .select(['seq', 'hash'])
        .where('id', '=', 1)
        .executeTakeFirst();
      return end ?? null;
    },

    auditPseudonyms: () => pseudonyms(db),

    async auditRows({ after, limit }) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('seq', '>', after ?? 0)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(auditRowOf);
    },
  };
}

function auditRowOf({ detail, ...columns }: Selectable<Tables['audit']>): AuditRow {
  return { ...columns, detail: JSON.parse(detail) as AuditRow['detail'] };
}
