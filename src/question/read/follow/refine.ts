import type { Facet } from '../../answer.ts';
import { asksOffice, ROW_FACT_CUES } from '../row-fact-cues.ts';
import { Query, saysWhen, type When } from '../query.ts';

/** The conditions that a question may have taken over from the one before. */
export type Carried = Exclude<Facet, 'remarks'>;

/** The previous question with what the new one says. */
export function refine(previous: Query, next: Query, how: 'among' | 'instead'): Query {
  const isTopical = next.groups.length > 0;
  const asks = formOf(previous, next, how);
  const groups =
    how === 'among' ? [...previous.groups, ...next.groups] : isTopical ? next.groups : previous.groups;
  const { features, words, lights, loose, literal } = isTopical ? next : previous;
  return {
    ...previous,
    ...asks,
    lang: next.lang,
    groups,
    ...(how === 'instead' && { loose, literal }),
    lights,
    features,
    words,
    excluded: [...previous.excluded, ...next.excluded],
    departments: next.departments ?? except(previous.departments, next.excludedDepartments),
    excludedDepartments: [
      ...new Set([
        ...(next.departments === null ? previous.excludedDepartments : []),
        ...next.excludedDepartments,
      ]),
    ],
    unknownDepartments: next.unknownDepartments,
    remarked: next.remarked || previous.remarked,
    when: refineWhen(previous.when, next.when),
  };
}

/** 区役所以外では？ after 区役所: what is left out is asked for no more. */
function except(departments: Query['departments'], excluded: readonly number[]): Query['departments'] {
  const rest = departments?.filter((d) => !excluded.includes(d)) ?? [];
  return rest.length === 0 ? null : rest;
}

/** What is wanted done with the rows, and the words that say so: the new question's, where it says it. */
function formOf(previous: Query, next: Query, how: 'among' | 'instead'): Pick<Query, 'intent' | 'asked'> {
  const saysHow = next.intent !== 'find' && next.intent !== 'fact';
  // Of one department, a list of departments says nothing; two make a comparison.
  const isOne = next.departments !== null && next.departments.length === 1;
  const isLost =
    // Of another topic, what was asked of a row before says nothing.
    (previous.intent === 'fact' && (next.groups.length > 0 || SHOWS.test(next.asked))) ||
    (isOne && (previous.intent === 'departments' || previous.intent === 'compare')) ||
    (how === 'among' && previous.intent === 'departments');
  if (saysHow) return { intent: next.intent, asked: next.asked };
  if (isLost) return { intent: 'find', asked: next.asked };
  if (next.intent === 'fact') return { intent: 'fact', asked: next.asked };
  // その中で司書のやつ、どこの局？: whatever it was of, that is asked.
  if (how === 'among' && asksOffice(next, true)) return { intent: 'find', asked: next.asked };
  // じゃあチャットは全部の課？ asks something of its own.
  const asksAnew = next.groups.length > 0 && ROW_FACT_CUES.some(([, cue]) => cue.test(next.asked));
  if (previous.intent === 'find' && asksAnew) return { intent: 'find', asked: next.asked };
  return { intent: previous.intent, asked: previous.asked };
}

/** 中央区のも出して: the rows themselves are wanted. */
const SHOWS = /(?:出し|見せ|挙げ)て|一覧|リスト|(?<![a-z])(?:show|list)(?![a-z])/i;

function refineWhen(previous: When, next: When): When {
  const merged = {
    stages: next.stages.length > 0 ? next.stages : previous.stages,
    except: next.kinds.length + next.stages.length > 0 ? next.except : previous.except,
    sorted: next.sorted || previous.sorted,
  };
  if (next.time === null)
    return {
      ...previous,
      ...merged,
      ...(next.kinds.length > 0 ? { time: null, kinds: next.kinds, either: false } : {}),
    };
  // 8月は? after 7月に始まるもの asks what begins in August.
  const relation = next.time.relation === 'in' ? (previous.time?.relation ?? 'in') : next.time.relation;
  const ambiguous = next.ambiguous && previous.time === null;
  return { ...next, ...merged, time: { ...next.time, relation }, ambiguous };
}

/** Without any condition. */
const NO_TIME = {
  time: null,
  kinds: [],
  stages: [],
  except: false,
  either: false,
  ambiguous: false,
  implied: false,
  open: false,
} as const;

/** The question without its departments, or without its time. */
export function widened(query: Query, facets: readonly ('departments' | 'time')[]): Query {
  const rest = without(query, facets);
  return facets.includes('departments') ? { ...rest, excludedDepartments: [] } : rest;
}

/** What the question meant has of the one before, beside what the new one says itself. */
export function carriedFrom(previous: Query, next: Query, meant: Query): readonly Carried[] {
  const isTimed = ({ when }: Query): boolean => saysWhen(when);
  return [
    ...(meant.departments !== null && next.departments === null ? (['departments'] as const) : []),
    ...(isTimed(previous) && isTimed(meant) && !isTimed(next) ? (['time'] as const) : []),
    ...(previous.groups.some((group) => meant.groups.includes(group)) ? (['topics'] as const) : []),
  ];
}

/** The conditions that a message itself says. */
export const saidIn = ({ departments, when, groups, remarked }: Query): readonly Facet[] => [
  ...(departments !== null ? (['departments'] as const) : []),
  ...(saysWhen(when) ? (['time'] as const) : []),
  ...(groups.length > 0 ? (['topics'] as const) : []),
  ...(remarked ? (['remarks'] as const) : []),
];

/** The question without these conditions. */
export function without(query: Query, facets: readonly Facet[]): Query {
  return {
    ...query,
    ...(facets.includes('departments') ? { departments: null } : {}),
    ...(facets.includes('time') ? { when: { ...query.when, ...NO_TIME } } : {}),
    ...(facets.includes('topics') ? { groups: [] } : {}),
    ...(facets.includes('remarks') ? { remarked: false } : {}),
  };
}

/** The query that a context holds; null when it is none of ours. */
export function queryOf(context: unknown): Query | null {
  const parsed = Query.safeParse(context);
  return parsed.success ? parsed.data : null;
}

/** 大学以外: what is left out is left out of something, the previous question. */
export const onlyExcludes = (query: Query): boolean =>
  (query.excluded.length > 0 || query.excludedDepartments.length > 0) &&
  query.groups.length === 0 &&
  query.departments === null &&
  query.when.time === null;

/** 検討中は除いて. */
export const onlyExcludesWhen = (query: Query): boolean =>
  query.when.except && query.when.time === null && query.groups.length === 0 && query.departments === null;
