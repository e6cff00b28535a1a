import { SHOWN_AT_ONCE, type AskInput, type Facet, type Follows, type QuestionContext } from './answer.ts';
import { MAX_CONTEXT_ROWS, type Scope } from './choose/finder.ts';
import { ROW_FACT_CUES } from './read/row-fact-cues.ts';
import { followUpsOf, saysSomething, type FollowUp } from './read/follow/follow-up.ts';
import { saysWhen, type Query } from './read/query.ts';
import { shifted } from './read/follow/shift.ts';
import { carriedFrom, queryOf, refine, saidIn, widened } from './read/follow/refine.ts';

/** A message in full: what it says, with what it takes over from the one before. */
export interface Meant {
  readonly query: Query;
  readonly scope: Scope;
}

/** A message that hangs on the one before, and whether it could stand for itself as well. */
export interface Following extends Meant {
  readonly lone: boolean;
  /** What the message before added and this one does not say: not worth an empty answer. */
  readonly lastSaid?: readonly Facet[];
}

/** A message that stands for itself. */
export const ALONE: Scope = {
  among: null,
  outside: false,
  nearOnly: false,
  settled: false,
  exactly: null,
  skip: 0,
  follows: null,
};

/** What a dataset says of the rows that were answered. */
export interface Answered {
  /** Department numbers of the rows with these ids, each once. */
  departmentsOf(ids: readonly string[]): readonly number[];
  /** Ids of rows like these, best first. */
  similarTo(ids: readonly string[]): readonly string[];
  /** Of these rows, those that have what the query says: in their names, where any has. */
  meeting(ids: readonly string[], query: Query): readonly string[];
  /** The other rows of the departments of these. */
  siblings(ids: readonly string[]): readonly string[];
  /** Of these rows, those that tell a number or a place where the text asks for one (何本, どこを回る). */
  telling(ids: readonly string[], text: string): readonly string[];
  /** Of these rows, those whose names several departments have. */
  common(ids: readonly string[]): readonly string[];
}

const NOTHING_CARRIED = { carried: [], said: [], before: 0, total: 0 } as const;
const refined = (carried: readonly Facet[], said: readonly Facet[] = []): Follows => ({
  ...NOTHING_CARRIED,
  kind: 'refined',
  carried,
  said,
});

/** The rows that were shown last. */
function pageOf({ ids, shown }: QuestionContext): readonly string[] {
  const isPaged = shown > SHOWN_AT_ONCE && shown <= ids.length;
  return isPaged ? ids.slice(Math.floor((shown - 1) / SHOWN_AT_ONCE) * SHOWN_AT_ONCE) : ids;
}

/** What a message means after another one; null where it stands for itself, or there is nothing to hang on. */
export function follow(input: AskInput, next: Query, answered: Answered): Following | null {
  const { previous: context } = input;
  const previous = context === null ? null : queryOf(context.query);
  if (context === null || previous === null) return null;
  for (const how of followUpsOf(input.text, next)) {
    const following = ways[how.kind]({ how: how as never, context, previous, next, answered });
    if (following !== null) return following;
  }
  return null;
}

interface Situation<K extends FollowUp['kind']> {
  readonly how: Extract<FollowUp, { kind: K }>;
  readonly context: QuestionContext;
  readonly previous: Query;
  readonly next: Query;
  readonly answered: Answered;
}

const ways: { readonly [K in FollowUp['kind']]: (situation: Situation<K>) => Following | null } = {
  others({ context, next }) {
    if (context.ids.length >= MAX_CONTEXT_ROWS) return null;
    const scope = { ...ALONE, among: new Set(context.ids), outside: true, follows: refined([]) };
    return { query: next, scope, lone: true };
  },
  among({ context, previous, next }) {
    if (!saysSomething(next)) return sameRows(previous, next, context.ids);
    const query = refine(previous, next, 'among');
    const ids = context.ids.length < MAX_CONTEXT_ROWS ? new Set(context.ids) : null;
    return {
      query,
      scope: {
        ...ALONE,
        among: ids,
        settled: ids !== null && next.groups.length === 0,
        follows: refined(carriedFrom(previous, next, query), saidIn(next)),
      },
      lone: context.ids.length === 0,
    };
  },
  instead({ how, context, previous, next }) {
    const query = refine(previous, next, 'instead');
    const follows = refined(carriedFrom(previous, next, query), saidIn(next));
    // Where nothing was found, what was asked for then is not worth a second empty answer.
    // A department after a fact of one row is another matter, where it has nothing of the same.
    const isPicked = context.listed !== undefined && (context.said ?? []).length === 0;
    const isAfterOne = previous.intent === 'fact' || isPicked;
    const isBareTime = next.departments === null && next.when.time?.relation === 'in';
    const lone = how.lone || context.ids.length === 0 || (isAfterOne && !isBareTime);
    return {
      query: beside(previous, next, query),
      scope: { ...ALONE, follows },
      lone,
      lastSaid: lastSaidIn(context, next),
    };
  },
  shift({ how, context, previous, next }) {
    const time = shifted(previous.when, how.shift);
    if (time === null) return null;
    const when = { ...previous.when, time, ambiguous: false, implied: false };
    const query = { ...asFind(previous, next), when };
    const carried = carriedFrom(previous, { ...next, when }, query);
    return {
      query,
      scope: { ...ALONE, follows: refined(carried, ['time']) },
      lone: context.ids.length === 0,
    };
  },
  more: ({ context, previous, next }) =>
    // Tell me more, of one row: what it says.
    (context.ids.length === 1 && DETAILS.test(next.asked) ? sameRows(previous, next, context.ids) : null) ??
    rest(context, previous, next) ??
    nothingLeft(context, previous, next),
  next({ context, previous, next }) {
    // After one that was picked out, the next of its list.
    const { ids, listed = [] } = context;
    const following = ids.length === 1 ? listed[listed.indexOf(ids[0]!) + 1] : undefined;
    if (following !== undefined) return sameRows(previous, asking(previous, next), [following]);
    const list = ids.length === 1 && listed.length > 1 ? { ...context, ids: listed } : context;
    return rest(context, previous, next) ?? nothingLeft(list, previous, next);
  },
  again({ context, previous, next, answered }) {
    const { ids } = context;
    // 何件？ after none: none.
    if (ids.length === 0 && next.intent === 'count') {
      const query = { ...previous, lang: next.lang, intent: next.intent, asked: next.asked };
      return {
        query,
        scope: { ...ALONE, follows: refined(carriedFrom(previous, next, query)) },
        lone: false,
      };
    }
    // いつから公開してる: a word beside the question tells of which of them, where one alone has it.
    const lit =
      next.intent === 'fact' || ONE_OF_THEM.test(next.asked)
        ? answered.meeting(ids, { ...next, groups: next.lights.map((light) => [light]) })
        : [];
    const told = next.lights.length > 0 && lit.length > 0 ? lit : answered.telling(ids, next.asked);
    return sameRows(previous, next, told.length > 0 ? told : severalOf(context, next.asked));
  },
  ask({ how, context, previous, next, answered }) {
    const ids = context.ids.length < MAX_CONTEXT_ROWS ? context.ids : [];
    const meeting = [ids, ...listsBefore(context)]
      .map((list) => answered.meeting(list, next))
      .find((list) => list.length > 0);
    // 緑区の相手は？: of a department that has one of the rows, whatever that row says of it.
    const there = next.departments === null ? [] : answered.meeting(ids, { ...next, groups: [] });
    // 誰が見に行ったの: what names no subject of its own is asked of the one row that was answered.
    const isOfOne = ids.length === 1 && next.departments === null && !NAMES_SUBJECT.test(next.asked);
    const isNameless = next.departments === null && isAllUnknown(next);
    const isOfThem = isOfOne || how.bound || isNameless;
    return sameRows(previous, next, meeting ?? (there.length === 1 ? there : isOfThem ? ids : []));
  },
  pick({ how, context, previous, next, answered }) {
    // 議会のほうは何課？: of the one row too, of which ほう by itself would mean another.
    const isOfOne = how.asks || !OTHER_SIDE.test(next.asked);
    for (const ids of [context.ids, ...listsBefore(context)]) {
      const isList = (ids.length > 1 || isOfOne) && ids.length < MAX_CONTEXT_ROWS;
      const meeting = isList ? answered.meeting(ids, next) : [];
      if (meeting.length > 0) return picked(picking(previous, next), asking(previous, next), meeting);
    }
    // 毎月やってるほうは？ after one row: of the same department.
    const isOfSame = context.ids.length === 1 && next.departments === null;
    const beside = isOfSame ? answered.meeting(answered.siblings(context.ids), next) : [];
    return picked(previous, asking(previous, next), beside);
  },
  rest({ context, previous, next }) {
    const others = (context.listed ?? context.ids).filter((id) => !context.ids.includes(id));
    return sameRows(previous, asking(previous, next), others);
  },
  common: ({ context, previous, next, answered }) => sameRows(previous, next, answered.common(context.ids)),
  one({ how, context, previous, next }) {
    // After one of them is picked out, another is counted in the same list.
    const id = (context.listed ?? pageOf(context)).at(how.position);
    return id === undefined ? null : sameRows(previous, asking(previous, next), [id]);
  },
  similar({ context, previous, next, answered }) {
    if (context.ids.length === 0) return null;
    const follows: Follows = { ...NOTHING_CARRIED, kind: 'similar' };
    const exactly = answered.similarTo(context.ids.slice(0, MAX_ALIKE));
    return {
      query: { ...asFind(previous, next), groups: [] },
      scope: { ...ALONE, exactly, follows },
      lone: false,
    };
  },
  there({ how, context, previous, next, answered }) {
    const departments = context.ids.length > 0 ? answered.departmentsOf(context.ids) : previous.departments;
    if (departments === null || departments.length === 0) return null;
    const query = { ...next, departments: [...departments] };
    const among = how.else ? new Set(context.ids) : null;
    return {
      query,
      scope: {
        ...ALONE,
        among,
        outside: how.else,
        settled: next.groups.length === 0,
        follows: refined(['departments']),
      },
      lone: false,
    };
  },
  elsewhere(situation) {
    const { context, previous, next, answered } = situation;
    const isOfOne = context.ids.length === 1 && (SAME.test(next.asked) || !saysWhen(previous.when));
    if (previous.groups.length === 0 && (isOfOne || SAME.test(next.asked)))
      return ways.similar({ ...situation, how: { kind: 'similar' } });
    const excludedDepartments = [
      ...(previous.departments ?? answered.departmentsOf(context.ids)),
      ...previous.excludedDepartments,
    ];
    const query = { ...asFind(previous, next), departments: null, excludedDepartments };
    return { query, scope: { ...ALONE, follows: refined(carriedFrom(previous, next, query)) }, lone: false };
  },
  widen({ how, previous, next }) {
    const query = widened(
      { ...previous, lang: next.lang, when: how.facets.includes('time') ? next.when : previous.when },
      how.facets,
    );
    const follows = refined(carriedFrom(previous, next, query));
    return { query, scope: { ...ALONE, settled: !saysSomething(query), follows }, lone: false };
  },
};

/** 南区と比べるとどう？: compared with what was asked of before. */
function beside(previous: Query, next: Query, query: Query): Query {
  if (next.intent !== 'compare' || next.departments === null || previous.departments === null) return query;
  const departments = [...new Set([...previous.departments, ...next.departments])].sort((a, b) => a - b);
  return { ...query, departments };
}

/** The same as theirs, which is what they are about. */
const SAME = /同じ|the same/i;
/** 朝礼はいつから, アンケートっていつ: a subject of its own. */
const NAMES_SUBJECT = /(?:(?<!の)は|って|も|の方|のほう)(?=.*[^?？\s])(?!$)|[a-z]{3}/i;
/** More rows than this are like everything. */
const MAX_ALIKE = 5;

/** The question before, with rows as its answer. */
const asFind = (previous: Query, { lang, asked }: Query): Query => ({
  ...previous,
  lang,
  asked,
  intent: 'find',
});

/** With the facets that tell the rows from the others, for what is asked of all departments or of another month then. */
function picking(previous: Query, next: Query): Query {
  const { departments, when } = refine(previous, { ...next, groups: [] }, 'among');
  return { ...previous, departments, when };
}

/** 検討のは？ */
const ONE_OF_THEM = /(?:の|やつ|ほう|方)(?:は|が|を|って)?[?？\s]*$/;
const OTHER_SIDE = /ほう|方/;
/** どっちが早い？ after one of two: of both. */
const EITHER = /どっち|どちら|両方|それぞれ|which (?:one )?is|both/i;

/** The rows answered, or the few that they were picked from where several are meant. */
function severalOf(context: QuestionContext, asked: string): readonly string[] {
  const { ids } = context;
  // いつから？ after 11月は？ has found nothing: of what was answered before.
  if (ids.length === 0) return listsBefore(context)[0]!;
  const around = ids.length === 1 && EITHER.test(asked) ? listsBefore(context) : [];
  return around.find(({ length }) => length > 1 && length <= MAX_EITHER) ?? ids;
}
const MAX_EITHER = 4;

/** The lists that the rows answered were picked from, the narrower first. */
const listsBefore = ({ listed = [], widest = [] }: QuestionContext): (readonly string[])[] => [
  listed,
  widest,
];

/** 会計課のほうは？ after 緑区のは誰がやる？ asks the same of another row. */
const asking = (previous: Query, next: Query): Query =>
  next.intent === 'find' && previous.intent === 'fact' && !DETAILS.test(next.asked)
    ? { ...next, intent: 'fact', asked: previous.asked }
    : next;
const DETAILS = /詳し|くわし|詳細|教え|見せ|説明|detail|more about|tell|show/i;

/** Of rows that one has in mind, what would ask for rows by itself may ask for what they say. */
function ofRows({ intent, asked }: Query, rows: number): Query['intent'] {
  const mayAsk = intent === 'find' || (intent === 'departments' && rows === 1);
  return mayAsk && ROW_FACT_CUES.some(([, cue]) => cue.test(asked)) ? 'fact' : intent;
}

/** It names things that nothing in the data has: they may be words for what is asked of the rows. */
const isAllUnknown = ({ groups }: Query): boolean => groups.flat().every(({ unknown }) => unknown);

/** What the message before added, where this one does not say it anew. */
function lastSaidIn({ said = [] }: QuestionContext, next: Query): readonly Facet[] {
  const now = saidIn(next);
  return said.filter((facet) => !now.includes(facet));
}

/** Rows that a message tells from others by its words. */
function picked(previous: Query, next: Query, ids: readonly string[]): Following | null {
  const same = sameRows(previous, next, ids);
  const said = saidIn({ ...next, groups: [] });
  return same && { ...same, scope: { ...same.scope, follows: { ...same.scope.follows!, said } } };
}

/** Something else of rows that were answered; null where there are none, or too many to name. */
function sameRows(previous: Query, next: Query, ids: readonly string[]): Following | null {
  if (ids.length === 0 || ids.length >= MAX_CONTEXT_ROWS) return null;
  const { lang, asked, when } = next;
  const intent = ofRows(next, ids.length);
  const query = { ...previous, lang, intent, asked, when: { ...previous.when, sorted: when.sorted } };
  return {
    query,
    scope: { ...ALONE, exactly: ids, follows: { ...NOTHING_CARRIED, kind: 'rows' } },
    lone: false,
  };
}

/** The rows that have not been shown; null where all have. */
function rest({ ids, shown }: QuestionContext, previous: Query, next: Query): Following | null {
  const isAll = ids.length < MAX_CONTEXT_ROWS;
  if (isAll && shown >= ids.length) return null;
  const follows: Follows = { ...NOTHING_CARRIED, kind: 'rest', before: shown };
  const scope = { ...ALONE, exactly: isAll ? ids : null, skip: shown, follows };
  return { query: asFind(previous, next), scope, lone: false };
}

/** What comes near, for all that answers has been shown. */
function nothingLeft({ ids }: QuestionContext, previous: Query, next: Query): Following {
  const follows: Follows = { ...NOTHING_CARRIED, kind: 'rest', before: ids.length };
  return {
    query: asFind(previous, next),
    scope: { ...ALONE, among: new Set(ids), outside: true, nearOnly: true, follows },
    lone: false,
  };
}
