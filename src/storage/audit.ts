import type { Transaction } from 'kysely';
import { type AuditEntry, chain, genesisHash } from '../access/audit/audit.ts';
import type { Dialect, Tables } from './schema.ts';

/** Adds an entry to the trail, in the transaction of what it tells of; returns its number, which grows as they become visible. */
export async function appendAudit(
  trx: Transaction<Tables>,
  dialect: Dialect,
  entry: AuditEntry,
): Promise<number> {
  const readEnd = () => {
    const end = trx.selectFrom('audit_end').select(['seq', 'hash']).where('id', '=', 1);
    return (dialect === 'postgres' ? end.forUpdate() : end).executeTakeFirst();
  };
  let end = await readEnd();
  if (!end) {
    await trx
      .insertInto('audit_end')
      .values({ id: 1, seq: 0, hash: genesisHash })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    end = (await readEnd())!;
  }
  const row = chain(end, entry);
  await trx
    .insertInto('audit')
    .values({
      seq: row.seq,
      at: row.at,
      actor: row.actor,
      action: row.action,
      subject: row.subject,
      detail: JSON.stringify(row.detail),
      previous_hash: row.previousHash,
      hash: row.hash,
    })
    .execute();
  await trx.updateTable('audit_end').set({ seq: row.seq, hash: row.hash }).where('id', '=', 1).execute();
  return row.seq;
}
