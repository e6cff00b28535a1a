import { isThis, rowsMeant } from '../../chat/opened.ts';
import type { Visitor } from '../../chat/visitor.ts';
import { answersOf, type ChatAnswer } from '../../chat/chat.ts';
import { place, today } from '../../chat/services.ts';
import type { ShownAnswer } from '../../chat/given.ts';
import type { Lang } from '../../question/answer.ts';
import type { AdoptionAction } from '../cards/actions.ts';
import type { SpreadView } from '../cards/spread-view.ts';
import type { DepartmentView } from '../cards/view.ts';
import { chainsOf, declined, mostSpread, takenOverBy } from '../decide/lineage.ts';
import { findCoverage, findGaps, findRecommendations } from './matrix.ts';
import type { AdoptionServices } from './services.ts';
import { departmentMeant } from './subjects.ts';
import type { AdoptionWords } from './words.ts';

const say = answersOf('adoption');

/** A question about what has spread, or not. */
export type SpreadQuestion =
  | Exclude<AdoptionWords, { do: 'adoption.department' }>
  | Extract<
      AdoptionAction,
      { do: 'adoption.matrix' | 'adoption.theme' | 'adoption.gaps' | 'adoption.recommend' }
    >;

/** Answers it; null: it was another question after all. */
export async function answerQuestion(
  services: AdoptionServices,
  request: SpreadQuestion,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { cards, store, knowledge } = services;
  const { lang } = request;
  const of = place(services, lang);
  const meant = (asked: { readonly subject: string; readonly lang: Lang }) =>
    rowsMeant(knowledge(), { ...asked, today: today(services) }, visitor);
  const spread = (view: SpreadView, given: ShownAnswer): ChatAnswer => ({
    ...say(`spread ${view.kind}`, cards.spread(view, of)),
    given,
  });
  switch (request.do) {
    case 'adoption.most': {
      const spreads = mostSpread(await store.all());
      const shown = spreads.map(({ initiativeId }) => initiativeId);
      return spread({ kind: 'most', spreads }, { rows: shown, about: [] });
    }
    case 'adoption.spread': {
      const rows = meant(request);
      if (rows.length === 0)
        return isThis(request.subject) || request.subject === ''
          ? spread({ kind: 'nothingMeant' }, { rows: [] })
          : null;
      const all = await store.all();
      const chained = rows.map((initiative) => ({ initiative, chains: chainsOf(initiative, all) }));
      return spread({ kind: 'spread', rows: chained }, { rows: idsOf(rows) });
    }
    case 'adoption.declined': {
      const byDepartment = await declinedBy(services, request, visitor);
      if (byDepartment !== null) return byDepartment;
      const ids = request.subject === '' ? null : new Set(meant(request).map(({ id }) => id));
      const all = declined(await store.all());
      const adoptions = ids === null ? all : all.filter(({ initiativeId }) => ids.has(initiativeId));
      return spread({ kind: 'declined', adoptions }, { rows: [...(ids ?? [])] });
    }
    case 'adoption.matrix': {
      const view = { coverage: await findCoverage(services), page: request.page };
      const isPage = 'v' in request;
      return { ...say('matrix', cards.matrix(view, of), isPage), given: isPage ? 'same' : { rows: [] } };
    }
    case 'adoption.theme': {
      const found = (await findCoverage(services)).find(({ theme }) => theme.id === request.theme);
      if (!found) return say('gone', cards.note('invalid', of));
      const given = { rows: idsOf(found.rows), about: [found.theme.id] };
      return { ...say('theme', cards.theme(found, of)), given };
    }
    case 'adoption.taken':
    case 'adoption.gaps':
    case 'adoption.recommend':
      return await ofDepartment(services, { do: request.do, subject: request.subject, lang }, visitor);
  }
}

/** What a department has declined; null: the words name an initiative, or nothing. */
async function declinedBy(
  services: AdoptionServices,
  { subject, lang }: { readonly subject: string; readonly lang: Lang },
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  // What is the department's is another thing than what it declined: 消防局の取組を見送った理由.
  if (subject === '' || /(取組|取り組み|initiatives?)$/i.test(subject)) return null;
  return await ofDepartment(services, { do: 'adoption.declined', subject, lang }, visitor);
}

/** A question about one department: that of whoever asks, unless it names one. */
async function ofDepartment(
  services: AdoptionServices,
  request: {
    readonly do: NonNullable<DepartmentView['then']>;
    readonly subject: string;
    readonly lang: Lang;
  },
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { lang } = request;
  const meant = await departmentMeant(services, request, visitor);
  if (meant === 'none') return null;
  if (meant === 'unknown') {
    const view = { department: null, note: 'needsDepartment', then: request.do } as const;
    const given = { rows: [], about: [request.do] };
    return { ...say('needsDepartment', services.cards.department(view, place(services, lang))), given };
  }
  return await answerFor(services, request.do, meant.department, lang);
}

/** What is asked of a department that is known. */
export async function answerFor(
  services: AdoptionServices,
  what: NonNullable<DepartmentView['then']>,
  department: string,
  lang: Lang,
): Promise<ChatAnswer> {
  const { cards, store } = services;
  const of = place(services, lang);
  const about = [department];
  if (what === 'adoption.gaps')
    return {
      ...say('gaps', cards.gaps(await findGaps(services, department), of)),
      given: { rows: [], about },
    };
  if (what === 'adoption.recommend') {
    const view = await findRecommendations(services, department);
    const rows = idsOf(view.recommendations.map(({ initiative }) => initiative));
    return { ...say('recommend', cards.recommendations(view, of)), given: { rows, about } };
  }
  const all = await store.all();
  const adoptions =
    what === 'adoption.declined'
      ? declined(all).filter((one) => one.department === department)
      : takenOverBy(department, all);
  const given = { rows: adoptions.map(({ initiativeId }) => initiativeId), about };
  return what === 'adoption.declined'
    ? { ...say('spread declined', cards.spread({ kind: 'declined', adoptions }, of)), given }
    : { ...say('spread taken', cards.spread({ kind: 'taken', department, adoptions }, of)), given };
}

const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);
