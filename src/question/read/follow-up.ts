import { cleanQuestion } from './clean.ts';
import { anyOf, sequence } from './pattern.ts';
import { Query, saysWhen, type When } from './query.ts';

/** How a question hangs on the one before it. */
export type FollowUp =
  /** その中で…: narrower, among the rows answered. */
  | 'among'
  /** 8月は? 消防局は?: the same with this changed. */
  | 'instead'
  /** 他に? もっと: what else comes near. */
  | 'more';

const AMONG = anyOf(
  [/^(?:じゃあ|では|それでは)?、?(?:その中|この中|そのうち|このうち|その内|うち)(?:で|の|に|から)?/],
  [/(?:among|of|out of|which of|from) (?:them|those|these)(?![a-z])/],
);
const MORE = anyOf([
  sequence(
    /^(?:じゃあ|では)?、?(?:他に?|ほかに?|もっと|それ以外に?|あとは?)(?:も|は|には|にも)?/,
    /(?:何か|なにか|ない|ある|あり|教え|見たい|見せ|いろいろ){0,3}/,
    /(?:の|か|かな|ます|ますか|ですか|ください|て|る|い){0,3}[?？。!！\s]*$/,
  ),
  /^(?:any(?:thing)? (?:else|more|others?)|(?:what|who) else|more|others?|show (?:me )?more)[?？.!\s]*$/,
  /^(?:is that all|そ?れだけ(?:です)?か?)[?？.!\s]*$/,
]);
const INSTEAD = anyOf([
  /^(?:じゃあ|じゃ|では|それじゃ|それでは|それなら|なら|and|what about|how about|and what about|only|just)(?![a-z])/,
  /(?:は|だけ(?:だと|なら|で)?|のみ|なら|だったら|だと|も|の場合は?)(?:どう(?:です)?か?)?[?？。\s]*$/,
]);
/** A fragment longer than this is a question of its own. */
const FRAGMENT = 24;

/** How the question refers to the one before; null when it stands alone. */
export function followUpOf(text: string): FollowUp | null {
  const cleaned = cleanQuestion(text);
  if (MORE.test(cleaned)) return 'more';
  if (AMONG.test(cleaned)) return 'among';
  return INSTEAD.test(cleaned) && cleaned.length <= FRAGMENT * (/[a-z]{3}/i.test(cleaned) ? 2 : 1)
    ? 'instead'
    : null;
}

/** 大学以外: what is left out is left out of something, the previous question. */
export const onlyExcludes = (query: Query): boolean =>
  (query.excluded.length > 0 || query.excludedDepartments.length > 0) &&
  query.groups.length === 0 &&
  query.departments === null &&
  query.when.time === null;

/** Whether the question names a topic or a facet. */
export const saysSomething = (query: Query): boolean =>
  query.groups.length > 0 ||
  query.departments !== null ||
  query.excludedDepartments.length > 0 ||
  saysWhen(query.when) ||
  query.excluded.length > 0;

/**
 * The question that was meant: the previous one with what the new one says. Null when the new one is complete in
 * itself (it names a topic and is no refinement), or says nothing.
 */
export function refine(previous: Query, next: Query, how: 'among' | 'instead'): Query | null {
  if (!saysSomething(next) || next.unknownDepartments.length > 0) return null;
  return {
    ...previous,
    lang: next.lang,
    intent: next.intent === 'fact' || next.intent === 'find' ? previous.intent : next.intent,
    groups:
      how === 'among'
        ? [...previous.groups, ...next.groups]
        : next.groups.length > 0
          ? next.groups
          : previous.groups,
    loose: how === 'instead' && next.groups.length > 0 ? next.loose : previous.loose,
    lights: next.groups.length > 0 ? next.lights : previous.lights,
    features: next.groups.length > 0 ? next.features : previous.features,
    words: next.groups.length > 0 ? next.words : previous.words,
    excluded: [...previous.excluded, ...next.excluded],
    departments: next.departments ?? previous.departments,
    excludedDepartments: [...new Set([...previous.excludedDepartments, ...next.excludedDepartments])],
    when: refineWhen(previous.when, next.when),
  };
}

function refineWhen(previous: When, next: When): When {
  const kept = {
    stages: next.stages.length > 0 ? next.stages : previous.stages,
    sorted: next.sorted || previous.sorted,
  };
  if (next.time === null)
    return { ...previous, ...kept, ...(next.kinds.length > 0 ? { time: null, kinds: next.kinds } : {}) };
  // 8月は? after 7月に始まるもの asks what begins in August.
  const relation = next.time.relation === 'in' ? (previous.time?.relation ?? 'in') : next.time.relation;
  const ambiguous = next.ambiguous && previous.time === null;
  return { ...next, ...kept, time: { ...next.time, relation }, ambiguous };
}

/** The query that a context holds; null when it is none of ours. */
export function queryOf(context: unknown): Query | null {
  const parsed = Query.safeParse(context);
  return parsed.success ? parsed.data : null;
}
