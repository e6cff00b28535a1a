import { SHOWN_AT_ONCE, type Facet, type Follows, type QuestionContext } from '../answer.ts';
import { MAX_CONTEXT_ROWS, type Scope } from '../choose/finder.ts';
import { saidIn, without } from '../read/follow/refine.ts';
import { asksOffice, ROW_FACT_CUES } from '../read/row-fact-cues.ts';
import { ALSO } from '../read/follow/asking-cues.ts';
import { isElsewhereAsked } from '../read/follow/follow-up.ts';
import type { FollowUp } from '../read/follow/kinds.ts';
import type { Answered } from '../answered.ts';
import { saysWhen, type Query } from '../read/query.ts';

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
  /** What else it may mean, where it has no rows so. */
  readonly otherwise?: Meant | null;
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

/** Where nothing was taken over but rows. */
export const NOTHING_CARRIED = { carried: [], said: [], before: 0, total: 0 } as const;
/** The question before with something changed. */
export const refined = (carried: readonly Facet[], said: readonly Facet[] = []): Follows => ({
  ...NOTHING_CARRIED,
  kind: 'refined',
  carried,
  said,
});

/** The rows that were shown last. */
export function pageOf({ ids, shown }: QuestionContext): readonly string[] {
  const isPaged = shown > SHOWN_AT_ONCE && shown <= ids.length;
  return isPaged ? ids.slice(Math.floor((shown - 1) / SHOWN_AT_ONCE) * SHOWN_AT_ONCE) : ids;
}

/** The question before, with rows as its answer. */
export const asFind = (previous: Query, { lang, asked }: Query): Query => ({
  ...previous,
  lang,
  asked,
  intent: 'find',
});

/** どっちが早い？ 3つとも同じ？ after one of several: of all of them. */
export const EITHER = new RegExp(
  [
    'どっち|どちら|両方|それぞれ|2つの(?:違|差)|(?:[2-9二三四五]つ|[2-9]件)とも|(?:全部|みんな|すべて|全て|どれも)[^。]{0,4}(?:同じ|一緒)',
    'which (?:one|of (?:them|the two))|which is|both|all (?:two|three|four)(?![a-z])',
    '(?:between|(?<!rest )of|compare|do) (?:the two|them|those|these)',
  ].join('|'),
  'i',
);

/** The rows answered, or the few that they were picked from where several are meant. */
export function severalOf(context: QuestionContext, asked: string): readonly string[] {
  const { ids } = context;
  // いつから？ after 11月は？ has found nothing: of what was answered before.
  if (ids.length === 0) return listsBefore(context)[0]!;
  const lists = listsBefore(context).filter(({ length }) => length > 1 && length <= MAX_EITHER);
  // どっちも8月？ after one was asked of, and then another: both.
  const isBoth = ids.length === 1 && lists.length === 0 && BOTH.test(asked);
  if (isBoth) return [...ids, ...(context.earlier ?? []).slice(0, 1)];
  const around = ids.length === 1 && EITHER.test(asked) ? listsBefore(context) : [];
  return around.find(({ length }) => length > 1 && length <= MAX_EITHER) ?? ids;
}
const MAX_EITHER = 4;
const BOTH = /^(?:どっちも|どちらも|両方|2つとも)|(?<![a-z])both(?![a-z])/i;

/** The lists that the rows answered were picked from, the narrower first. */
export const listsBefore = ({ listed = [], widest = [] }: QuestionContext): (readonly string[])[] => [
  listed,
  widest,
];

/** 会計課のほうは？ after 緑区のは誰がやる？ asks the same of another row. */
export const asking = (previous: Query, next: Query): Query =>
  next.intent === 'find' &&
  previous.intent === 'fact' &&
  !DETAILS.test(next.asked) &&
  !ALSO.test(next.asked) &&
  !asksOfRow(next)
    ? { ...next, intent: 'fact', asked: previous.asked }
    : next;
/** どういう人？, どこの局？: it asks something of its own of a row. */
const asksOfRow = (query: Query): boolean =>
  asksOffice(query, true) || ROW_FACT_CUES.some(([, cue]) => cue.test(query.asked));
/** What a row says, and no other row. */
export const DETAILS = /詳し|くわし|詳細|教え|見せ|説明|detail|more about|tell|show/i;

/** Of rows that one has in mind, what would ask for rows by itself may ask for what they say. */
function ofRows({ intent, asked }: Query, rows: number): Query['intent'] {
  const mayAsk = intent === 'find' || (intent === 'departments' && rows === 1);
  return mayAsk && ROW_FACT_CUES.some(([, cue]) => cue.test(asked)) ? 'fact' : intent;
}

/** Rows that a message tells from others by its words. */
export function picked(previous: Query, next: Query, ids: readonly string[]): Following | null {
  const same = sameRows(previous, next, ids);
  const said = saidIn({ ...next, groups: [] });
  return same && { ...same, scope: { ...same.scope, follows: { ...same.scope.follows!, said } } };
}

/** Something else of rows that were answered; null where there are none, or too many to name. */
export function sameRows(previous: Query, next: Query, ids: readonly string[]): Following | null {
  if (ids.length === 0 || ids.length >= MAX_CONTEXT_ROWS) return null;
  const { lang, asked, when } = next;
  const intent = ofRows(next, ids.length);
  const query = {
    ...previous,
    lang,
    intent,
    asked,
    when: { ...previous.when, sorted: when.sorted, extreme: when.extreme },
  };
  const timed = saysWhen(next.when);
  return {
    query,
    scope: { ...ALONE, exactly: ids, follows: { ...NOTHING_CARRIED, kind: 'rows', timed } },
    lone: false,
  };
}

/** The rows that have not been shown; null where all have. */
export function rest({ ids, shown }: QuestionContext, previous: Query, next: Query): Following | null {
  const isAll = ids.length < MAX_CONTEXT_ROWS;
  if (isAll && shown >= ids.length) return null;
  const follows: Follows = { ...NOTHING_CARRIED, kind: 'rest', before: shown };
  const scope = { ...ALONE, exactly: isAll ? ids : null, skip: shown, follows };
  return { query: asFind(previous, next), scope, lone: false };
}

/** What comes near, for all that answers has been shown. */
export function nothingLeft({ ids }: QuestionContext, previous: Query, next: Query): Following {
  const follows: Follows = { ...NOTHING_CARRIED, kind: 'rest', before: ids.length };
  return {
    query: asFind(previous, next),
    scope: { ...ALONE, among: new Set(ids), outside: true, nearOnly: true, follows },
    lone: false,
  };
}

/** What a message may mean that finds nothing as it hangs on the one before, the likeliest first. */
export function otherReadings(following: Following, text: string): readonly Meant[] {
  const { query, scope, lastSaid = [], otherwise = null } = following;
  const { when } = query;
  const withWhen = (changed: Partial<Query['when']>): Meant => ({
    query: { ...query, when: { ...when, ...changed } },
    scope,
  });
  return [
    ...(otherwise === null ? [] : [otherwise]),
    // 消防のは？ after 予定は？, 10月は？: what is planned, whenever it is.
    ...(lastSaid.includes('time') ? [withWhen({ time: null, kinds: [] })] : []),
    ...(lastSaid.length > 0 ? [{ query: without(query, lastSaid), scope }] : []),
    // ほかの局でもする予定ある？: who else does it, however far it has come.
    ...(when.stages.length > 0 && isElsewhereAsked(text) ? [withWhen({ stages: [] })] : []),
    // 来月以降のやつだけ: what recurs in that time, or goes on in it, where nothing starts.
    ...(when.time?.relation === 'starts' && ONWARD.test(text)
      ? [withWhen({ time: { ...when.time, relation: 'in' } })]
      : []),
  ];
}
const ONWARD = /(?<!それ|その|これ)以降(?![^。]*(?:始ま|始め|開始|スタート))/;

/** What a message is resolved with. */
export interface Situation<K extends FollowUp['kind']> {
  readonly how: Extract<FollowUp, { kind: K }>;
  readonly context: QuestionContext;
  readonly previous: Query;
  readonly next: Query;
  readonly answered: Answered;
  /** What a part of the message says by itself. */
  readonly read: (text: string) => Query;
}

/** It names things that nothing in the data has: they may be words for what is asked of the rows. */
export const isAllUnknown = (groups: Query['groups']): boolean =>
  groups.flat().every(({ unknown }) => unknown);
