import type { Kysely } from 'kysely';
import type { Adoption } from '../../adoption/decide/adoption.ts';
import type { ReportStore } from '../../report/ports.ts';
import { spreadOf, type SpreadStep } from '../../report/report.ts';
import type { KeptQuestion } from '../../unanswered/decide/question.ts';
import type { Tables } from '../schema.ts';

const mostListed = 20;

/** What a month's report is counted from. */
export function createReportStore(db: Kysely<Tables>): ReportStore {
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
      const of = (kind: KeptQuestion['kind']) => kinds.find((row) => row.kind === kind)?.count ?? 0;
      return { kept: of('none'), wrong: of('wrong'), liked: of('liked'), answered: answered.count };
    },

    async spread(from, to) {
      const { taken, ...counts } = spreadOf(await stepsBetween(db, from, to));
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
async function stepsBetween(db: Kysely<Tables>, from: number, to: number): Promise<readonly SpreadStep[]> {
  const rows = await db
    .selectFrom('adoptionSteps as step')
    .innerJoin('adoptions', 'adoptions.id', 'step.adoptionId')
    .select(['step.state', 'step.kind', 'step.adoptionId', 'adoptions.department', 'adoptions.data'])
    .where('step.at', '>=', from)
    .where('step.at', '<', to)
    .where('step.kind', 'in', ['begin', 'move', 'takeBack'])
    .orderBy('step.seq')
    .execute();
  return rows.map(({ adoptionId, state, kind, department, data }) => {
    const { source } = JSON.parse(data) as Pick<Adoption, 'source'>;
    const of = { name: source.name, from: source.department, department };
    return { adoptionId, kind: kind as SpreadStep['kind'], state, ...of };
  });
}
