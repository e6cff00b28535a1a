import type { Kysely } from 'kysely';
import { departmentsBefore } from '../../adoption/decide/lineage.ts';
import type { AdoptionStore } from '../../adoption/ports.ts';
import type { ReportStore } from '../../report/ports.ts';
import { spreadOf, type SpreadStep } from '../../report/report.ts';
import type { StoredQuestion } from '../../unanswered/decide/question.ts';
import type { Tables } from '../schema.ts';

const mostListed = 20;

/** What a month's report is counted from. */
export function createReportStore(db: Kysely<Tables>, adoptions: Pick<AdoptionStore, 'all'>): ReportStore {
  return {
    async unanswered(from, to) {
      const kinds = await db
        .selectFrom('keptQuestions')
        .select(['kind', ({ fn }) => fn.countAll<number>().as('count')])
        .where('at', '>=', from)
        .where('at', '<', to)
        .groupBy('kind')
        .execute();
      const answered = await db
        .selectFrom('questionGroups')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('resolvedAt', '>=', from)
        .where('resolvedAt', '<', to)
        .executeTakeFirstOrThrow();
      const of = (kind: StoredQuestion['kind']) => kinds.find((row) => row.kind === kind)?.count ?? 0;
      return { kept: of('none'), wrong: of('wrong'), liked: of('liked'), answered: answered.count };
    },

    async spread(from, to) {
      const { taken, ...counts } = spreadOf(await stepsBetween(db, adoptions, { from, to }));
      return { ...counts, taken: taken.slice(0, mostListed) };
    },

    async reach(from, to) {
      const kinds = await db
        .selectFrom('deliveries')
        .innerJoin('messages', 'messages.id', 'deliveries.messageId')
        .select(['messages.kind', ({ fn }) => fn.countAll<number>().as('count')])
        .where('deliveries.state', '=', 'sent')
        .where('messages.action', '=', 'post')
        .where('deliveries.updatedAt', '>=', from)
        .where('deliveries.updatedAt', '<', to)
        .groupBy('messages.kind')
        .execute();
      const of = (kind: 'highlights' | 'broadcast') => kinds.find((row) => row.kind === kind)?.count ?? 0;
      return { highlights: of('highlights'), broadcasts: of('broadcast') };
    },

    async themes(month) {
      const rows = await db
        .selectFrom('questionCounts')
        .select(['theme', 'count'])
        .where('month', '=', month)
        .execute();
      return new Map(rows.map(({ theme, count }) => [theme, count]));
    },
  };
}

/** The first first. */
async function stepsBetween(
  db: Kysely<Tables>,
  adoptions: Pick<AdoptionStore, 'all'>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly SpreadStep[]> {
  const rows = await db
    .selectFrom('adoptionSteps')
    .select(['state', 'kind', 'adoptionId'])
    .where('at', '>=', from)
    .where('at', '<', to)
    .where('kind', 'in', ['begin', 'move', 'takeBack'])
    .orderBy('seq')
    .execute();
  // Read after their steps: there is none without.
  const all = await adoptions.all();
  const byId = new Map(all.map((adoption) => [adoption.id, adoption]));
  return rows.map(({ adoptionId, state, kind }) => {
    const adoption = byId.get(adoptionId)!;
    const { source, department } = adoption;
    const before = departmentsBefore(adoption, all).slice(0, -1);
    const of = { name: source.name, before, from: source.department, department };
    return { adoptionId, kind: kind as SpreadStep['kind'], state, ...of };
  });
}
