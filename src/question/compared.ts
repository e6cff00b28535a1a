import type { Answer, AskInput, QuestionContext } from './answer.ts';
import type { Answered } from './answered.ts';
import type { Query } from './read/query.ts';
import { shownIn } from './opened.ts';
import { cleanQuestion } from './read/clean.ts';
import { twoQuestions } from './read/scene.ts';
import { backAnd } from './read/follow/asides.ts';
import { askedOfFirst, versusIn, versusOneIn } from './read/follow/versus.ts';

/** Rows of which one is asked for are no more than these. */
const MAX_COMPARED = 6;

/** What two things are looked for with. */
interface Lookup {
  readonly analyse: (text: string) => Query;
  /** Ids of the rows that a question by itself finds, the best first. */
  readonly find: (query: Query) => readonly string[];
  readonly answered: Answered;
}

/** What is asked of two things that the same message names; null where it does not. `ask`: what a message answers. */
export function comparedIn(input: AskInput, lookup: Lookup, ask: (input: AskInput) => Answer): Answer | null {
  const question = cleanQuestion(input.text);
  const steps = askedOfFirst(input.text);
  const named = steps && ask({ ...input, text: steps[0] });
  if (named !== null && named.hits.length > 1 && named.hits.length <= MAX_COMPARED)
    return { ...ask({ ...input, text: steps![1], previous: named.context }), question };
  const [backTo, asked] = (input.previous && backAnd(input.text)) ?? [];
  const back = backTo === undefined ? null : ask({ ...input, text: backTo });
  if (back !== null && back.hits.length > 0 && back.context !== null)
    return { ...ask({ ...input, text: asked!, previous: back.context }), question };
  const two = comparedRows(input, lookup);
  return two && { ...ask({ ...input, ...two }), question };
}

/** What each of two questions of one message finds, as rows that are meant; null where it has one, or one finds nothing. */
export function bothAsked({ text }: AskInput, { analyse, find }: Omit<Lookup, 'answered'>): BothAsked | null {
  const two = twoQuestions(cleanQuestion(text));
  if (two === null || two.some((each) => POINTS_BACK.test(each))) return null;
  const [one, other] = two.map(analyse) as [Query, Query];
  if ([one, other].some(({ intent, groups }) => intent !== 'find' || groups.length === 0)) return null;
  const [ids, more] = [one, other].map(find);
  if (ids!.length === 0 || more!.length === 0) return null;
  return {
    query: { ...one, groups: [[...one.groups.flat(), ...other.groups.flat()]] },
    ids: [...new Set([...ids!, ...more!])],
  };
}

/** Two questions as one, and the ids of what they find. */
interface BothAsked {
  readonly query: Query;
  readonly ids: readonly string[];
}

/** その中で, それは: no question by itself. */
const POINTS_BACK = /^[\s、]*(?:その|それ|そこ|これ|そっち|these|those|it |they |that )/i;

/** The rows of two things that a message compares, as what was answered before, and what it asks of them; null: it compares none. */
function comparedRows(
  { text, previous }: AskInput,
  { analyse, find, answered }: Lookup,
): Required<Pick<AskInput, 'text' | 'previous'>> | null {
  const shown = previous === null ? [] : shownIn(previous);
  const idOf = (query: Query): string[] => {
    const id = answered.meeting(shown, query)[0] ?? find(query)[0];
    return id === undefined || query.groups.length === 0 ? [] : [id];
  };
  const beside = previous?.ids.length === 1 ? versusOneIn(text) : null;
  const versus = beside === null || !OF_IT.test(text) ? versusIn(text) : null;
  const end = versus?.end ?? beside?.end;
  if (end === undefined) return null;
  const [one, other] = (versus?.things ?? [beside!.thing]).map(analyse) as [Query, Query?];
  const ids =
    other === undefined
      ? [...previous!.ids, ...idOf(one)]
      : [...idOf(withTopicOf(one, other)), ...idOf(withTopicOf(other, one))];
  if (new Set(ids).size !== 2) return null;
  const context: QuestionContext = { query: { ...one, intent: 'find' }, ids, shown: ids.length };
  const { earlier } = previous ?? {};
  return {
    text: ASKS[one.lang][end],
    previous: earlier === undefined ? context : { ...context, earlier },
  };
}

/** それとクレドは, this or the credo: of the row at hand and one other. */
const OF_IT = /^(?:じゃあ?|では)?[、\s]*[そこ](?:れ|っち)(?:と|は)|(?<![a-z])(?:it|this|that)(?![a-z])/i;

/** Which of those shown starts before the other, or after it. */
const ASKS = {
  ja: { first: 'どっちが先？', last: 'どっちが後？' },
  en: { first: 'which one is first?', last: 'which one is last?' },
} as const;

/** 会計課と緑区の1on1: what one of them is said of counts for the other as well. */
const withTopicOf = (query: Query, other: Query): Query =>
  query.groups.length === 0 && query.departments !== null ? { ...query, groups: other.groups } : query;
