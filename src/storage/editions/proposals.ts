import type { Kysely, Selectable } from 'kysely';
import { ENTRIES_IN_PAGE, unpackEntries } from '../../dataset/load/packed-entries.ts';
import type { PackedFiles } from '../../dataset/load/packed-files.ts';
import { type Proposal, standsFor } from '../../editions/decide/proposal.ts';
import type { ProposalContent, ProposalStore } from '../../editions/ports.ts';
import { slicesOf } from '../../text/pages.ts';
import type { AppendAudit } from '../audit.ts';
import { planNotices } from '../ledger/plan.ts';
import type { Dialect, Tables, Trx } from '../schema.ts';
import { addEdition, putInPlace } from './editions.ts';
type Data = Omit<Proposal, 'id' | 'version' | 'state' | 'movedAt'>;

/** Some 100 KB. */
const pagesAtOnce = 25;

export function createProposalStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): ProposalStore {
  return {
    async create(proposal, content, entry, replaced = []) {
      return await db
        .transaction()
        .execute(async (trx) => {
          // The trail's end is locked from here on: of two presses at once the second finds what the first has made.
          await appendAudit(trx, entry);
          for (const { next, entry: withdrawal } of replaced)
            if (await putNext(trx, next)) await appendAudit(trx, withdrawal);
          const same = await sameChange(trx, proposal);
          if (same) throw new ThereAlready(same);
          await trx
            .insertInto('proposals')
            .values({ id: proposal.id, ...columnsOf(proposal) })
            .execute();
          await putContent(trx, proposal.id, content);
          return proposal;
        })
        .catch((error: unknown) => {
          if (error instanceof ThereAlready) return error.proposal;
          throw error;
        });
    },

    async get(id) {
      const row = await db.selectFrom('proposals').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? proposalOf(row) : null;
    },

    async list({ states, limit }) {
      const rows = await db
        .selectFrom('proposals')
        .selectAll()
        .where('state', 'in', states)
        .orderBy('movedAt', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(proposalOf);
    },

    async files(id) {
      const files = await filesOf(db, id);
      return files.length === 0 ? null : files;
    },

    async changes(id, from, count) {
      const first = Math.floor(from / ENTRIES_IN_PAGE);
      const rows = await db
        .selectFrom('proposalChanges')
        .select('entries')
        .where('proposalId', '=', id)
        .where('page', '>=', first)
        .where('page', '<=', Math.floor((from + count - 1) / ENTRIES_IN_PAGE))
        .orderBy('page')
        .execute();
      const entries = await unpackEntries(rows.map((row) => row.entries));
      const skipped = from - first * ENTRIES_IN_PAGE;
      return entries.slice(skipped, skipped + count);
    },

    async commit(next, entry, { notices, content, unsaid = [] }) {
      return await db.transaction().execute(async (trx) => {
        if (!(await putNext(trx, next))) return false;
        if (content) {
          await removeContent(trx, [next.id]);
          await putContent(trx, next.id, content);
        }
        if (unsaid.length > 0) await takeBack(trx, next, unsaid);
        await appendAudit(trx, entry);
        await planNotices(trx, dialect, notices, entry.at);
        return true;
      });
    },

    async approve(next, entry, notices) {
      return await db
        .transaction()
        .execute(async (trx) => {
          if (!(await putNext(trx, next))) return 'stale';
          const files = await filesOf(trx, next.id);
          if (files.length === 0) throw new Error(`the draft ${next.id} has no files`);
          await addEdition(trx, next.edition, files);
          const place = { id: next.edition.id, replaces: next.base, at: entry.at };
          if (!(await putInPlace(trx, dialect, place))) throw new Overtaken();
          await appendAudit(trx, entry);
          const { at, actor } = entry;
          const detail = { replaces: next.base, proposal: next.id };
          await appendAudit(trx, {
            at,
            actor,
            action: 'edition.activate',
            subject: next.edition.id,
            detail,
          });
          await planNotices(trx, dialect, notices, at);
          return 'done' as const;
        })
        .catch((error: unknown) => {
          if (error instanceof Overtaken) return 'overtaken';
          throw error;
        });
    },

    async prune(before) {
      return await db.transaction().execute(async (trx) => {
        const old = await trx.selectFrom('proposals').select('id').where('movedAt', '<', before).execute();
        const ids = old.map(({ id }) => id);
        if (ids.length === 0) return 0;
        await removeContent(trx, ids);
        await trx.deleteFrom('proposals').where('id', 'in', ids).execute();
        return ids.length;
      });
    },
  };
}

/** Of what its author has said of these rows since: that they hold stays said. */
async function takeBack(trx: Trx, { author, createdAt }: Proposal, rowIds: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('rowConfirmations')
    .where('rowId', 'in', rowIds)
    .where('personId', '=', author.id)
    .where('answer', '!=', 'same')
    .where('confirmedAt', '>=', createdAt)
    .execute();
}

/** Rolls the transaction back. */
class Overtaken extends Error {}

/** Rolls the transaction back. */
class ThereAlready extends Error {
  readonly proposal: Proposal;
  constructor(proposal: Proposal) {
    super('there is the same already');
    this.proposal = proposal;
  }
}

async function sameChange(trx: Trx, proposal: Proposal): Promise<Proposal | undefined> {
  const rows = await trx
    .selectFrom('proposals')
    .selectAll()
    .where('state', 'in', ['draft', 'requested'])
    .orderBy('movedAt', 'desc')
    .execute();
  return rows.map(proposalOf).find((other) => standsFor(other, proposal));
}

async function putNext(trx: Trx, next: Proposal): Promise<boolean> {
  const changed = await trx
    .updateTable('proposals')
    .set(columnsOf(next))
    .where('id', '=', next.id)
    .where('version', '=', next.version - 1)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

async function putContent(trx: Trx, id: string, { files, entries: pages }: ProposalContent): Promise<void> {
  for (const { name, text } of files ?? [])
    await trx.insertInto('proposalFiles').values({ proposalId: id, name, text }).execute();
  let from = 0;
  for await (const some of slicesOf(pages, pagesAtOnce)) {
    const rows = some.map((entries, index) => ({ proposalId: id, page: from + index, entries }));
    await trx.insertInto('proposalChanges').values(rows).execute();
    from += some.length;
  }
}

async function removeContent(trx: Trx, ids: readonly string[]): Promise<void> {
  await trx.deleteFrom('proposalFiles').where('proposalId', 'in', ids).execute();
  await trx.deleteFrom('proposalChanges').where('proposalId', 'in', ids).execute();
}

async function filesOf(db: Kysely<Tables>, id: string): Promise<PackedFiles> {
  const own = await db
    .selectFrom('proposalFiles')
    .select(['name', 'text'])
    .where('proposalId', '=', id)
    .execute();
  if (own.length > 0) return own;
  return await db
    .selectFrom('editionFiles')
    .innerJoin('proposals', 'proposals.editionId', 'editionFiles.editionId')
    .select(['editionFiles.name', 'editionFiles.text'])
    .where('proposals.id', '=', id)
    .execute();
}

function columnsOf(proposal: Proposal) {
  const { id: _, version, state, movedAt, ...data } = proposal;
  return {
    version,
    state,
    editionId: proposal.edition.id,
    data: JSON.stringify(data satisfies Data),
    movedAt,
  };
}

function proposalOf(row: Selectable<Tables['proposals']>): Proposal {
  const { id, version, state, movedAt } = row;
  return { ...(JSON.parse(row.data) as Data), id, version, state, movedAt };
}
