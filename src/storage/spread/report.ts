import type { Kysely } from 'kysely';
import type { Adoption } from '../../adoption/decide/adoption.ts';
import type { ReportStore } from '../../report/ports.ts';
import type { TakenOver } from '../../report/report.ts';
import type { Tables } from '../schema.ts';

const mostListed = 20;

/** What a month's report is counted from. */
export function createReportStore(db: Kysely<Tables>): ReportStore {
  return {
    async unanswered(from, to) {
      const kinds = await db
        .selectFrom('kept_questions')
        .select(['kind', ({ fn }) => fn.countAll<number>().as('count')])
        .where('at', '>=', from)
        .where('at', '<', to)
        .groupBy('kind')
        .execute();
      const answered = await db
        .selectFrom('question_groups')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('resolved_at', '>=', from)
        .where('resolved_at', '<', to)
        .executeTakeFirstOrThrow();
      const open = await db
        .selectFrom('question_groups')
        .select(['label', 'count'])
        .where('resolved_at', 'is', null)
        .orderBy('count', 'desc')
        .limit(mostListed)
        .execute();
      const of = (kind: 'none' | 'wrong') => kinds.find((row) => row.kind === kind)?.count ?? 0;
      return { kept: of('none'), wrong: of('wrong'), answered: answered.count, open };
    },

    async spread(from, to) {
      const steps = await stepsBetween(db, from, to);
      const count = (state: Adoption['state']) => steps.filter((step) => step.state === state).length;
      return {
        interested: count('interested'),
        trying: count('trying'),
        adopted: count('adopted'),
        declined: count('declined'),
        taken: takenOf(steps).slice(0, mostListed),
      };
    },

    async reach(from, to) {
      const kinds = await db
        .selectFrom('deliveries')
        .innerJoin('messages', 'messages.id', 'deliveries.message_id')
        .select(['messages.kind', ({ fn }) => fn.countAll<number>().as('count')])
        .where('deliveries.state', '=', 'sent')
        .where('messages.action', '=', 'post')
        .where('deliveries.updated_at', '>=', from)
        .where('deliveries.updated_at', '<', to)
        .groupBy('messages.kind')
        .execute();
      const of = (kind: 'highlights' | 'broadcast') => kinds.find((row) => row.kind === kind)?.count ?? 0;
      return { highlights: of('highlights'), broadcasts: of('broadcast') };
    },

    async themes(month) {
      const rows = await db
        .selectFrom('question_counts')
        .select(['theme', 'count'])
        .where('month', '=', month)
        .execute();
      return new Map(rows.map(({ theme, count }) => [theme, count]));
    },
  };
}

/** What was tried or introduced from `from` on, the latest first, each once with its last state. */
export async function takenOverSince(db: Kysely<Tables>, from: number): Promise<readonly TakenOver[]> {
  return takenOf(await stepsBetween(db, from, Number.MAX_SAFE_INTEGER)).slice(0, mostListed);
}

/** Of begun ones and moves; what was taken back has not been. */
async function stepsBetween(db: Kysely<Tables>, from: number, to: number) {
  return await db
    .selectFrom('adoption_steps as step')
    .innerJoin('adoptions', 'adoptions.id', 'step.adoption_id')
    .select([
      'step.state',
      'step.adoption_id',
      'adoptions.state as now',
      'adoptions.department',
      'adoptions.data',
    ])
    .where('step.at', '>=', from)
    .where('step.at', '<', to)
    .where('step.kind', 'in', ['begin', 'move'])
    .orderBy('step.seq', 'desc')
    .execute();
}

function takenOf(steps: Awaited<ReturnType<typeof stepsBetween>>): readonly TakenOver[] {
  const last = new Map<string, TakenOver>();
  for (const { adoption_id: id, state, now, department, data } of steps) {
    if (last.has(id) || state !== now || (state !== 'trying' && state !== 'adopted')) continue;
    const { source } = JSON.parse(data) as Pick<Adoption, 'source'>;
    last.set(id, { name: source.name, from: source.department, department, state });
  }
  return [...last.values()];
}
