import { cleanQuestion } from '../clean.ts';
import { CUES, FACT_CUES } from '../cues.ts';
import {
  BY_THEN,
  CONFIRMS_OFFICE,
  ELSE_WHO,
  FIXED_DATE,
  ROW_FACT_CUES,
  SAME_TIME,
  VISIT,
} from '../row-fact-cues.ts';
import {
  ALL_DEPARTMENTS,
  AMONG,
  ANY_TIME,
  ASKS_IF,
  BESIDE,
  COMMON,
  CONNECTIVE,
  ELSEWHERE,
  ENGLISH_FRAGMENT,
  ENGLISH_NAME,
  ENGLISH_NOUN,
  FRAGMENT,
  HOW_MANY,
  HOW_MANY_OF_IT,
  LEAD,
  MORE,
  NEXT,
  ONE_OF,
  OF_THERE,
  OFFICE_LEAD,
  OTHER_OFFICES,
  OTHERS,
  PRONOUN,
  REFERS,
  SAME_ROWS,
  SIMILAR,
  SIMILAR_TO,
  THERE,
  THOSE,
  TOPIC,
  WHICH_WARD,
  WHOLE,
  YES_OR_NO,
} from './follow-up-cues.ts';
import {
  ALL_OF_IT,
  ELSE,
  ELSE_OF,
  ELSEWHERE_THAT,
  IN_ALL,
  leftCounted,
  OTHER_ONE,
  WIDE_LEAD,
} from './rest-cues.ts';
import {
  ALL_SO,
  ALSO,
  ALSO_THERE,
  ANYTHING,
  ASKS,
  ASKS_WHICH,
  BARE_TIME,
  DOES_WHAT,
  ENDS_WHERE,
  IN_OFFICES,
  IS_IT_SO,
  LIKEWISE,
  OWNED,
  PREDICATE,
  REMEMBERS,
  RESUMED,
  SEEKS,
  SEVERAL,
  SIDE,
  STARTS_THEN,
  WHICH,
  valueAsked,
  WHAT_DONE,
  WHICH_THING,
  WONDERS,
} from './asking-cues.ts';
import { BACK_TO, BACK_TO_LIST, withoutOwn } from './asides.ts';
import { besideFacet } from './fragment.ts';
import { asksEndAlone, EARLIEST, endAsked, LATEST } from './order.ts';
import type { FollowUp } from './kinds.ts';
import { positionIn } from './ordinal.ts';
import { pointerIn } from './pointer.ts';
import { onlyExcludes, onlyExcludesWhen } from './refine.ts';
import { shiftIn, THAT_TIME } from './shift.ts';
import { saysWhen, type Query } from '../query.ts';
import { spoken, withoutNouns } from './spelling.ts';

/**
 * How the message may refer to what was answered before, the likeliest first; none where it stands for itself.
 * `query`: what it says; `previous`: what was said before, whose words add nothing.
 */
export function followUpsOf(text: string, query: Query, previous: Query | null = null): readonly FollowUp[] {
  const cleaned = spoken(cleanQuestion(text));
  const bare = withoutNouns(cleaned).replace(LEAD, '');
  const marked = LIST_MARK.test(text) ? positionIn(text.trim().normalize('NFKC')) : null;
  if (marked !== null) return [{ kind: 'one', position: marked }];
  if (bare === '' || query.intent === 'help' || query.intent === 'greeting') return [];
  const narrow = bare.replace(WIDE_LEAD, '');
  const shift = shiftIn(narrow);
  const shifts: readonly FollowUp[] =
    shift === null || !isShort(narrow) ? [] : [{ kind: 'shift', shift, wide: narrow !== bare }];
  if (shifts.length > 0 && narrow !== bare) return shifts;
  // 全部署で毎月やってるのは？ says of what: it is whole.
  if (narrow !== bare && ASKS_WHICH.test(narrow) && saysSomething(query)) return [];
  if (LIKEWISE.test(bare) && query.groups.length > 0) return [];
  if (THAT_TIME.test(bare)) return [{ kind: 'sameTime', else: ELSE.test(bare) }];
  const fixed = fixedForm(bare, query);
  if (fixed !== null) return [...shifts, fixed];
  const isAllOfOne = query.departments !== null && ALL_OF_IT.test(bare) && !SAME_TIME.test(bare);
  // 来月のに戻して: the month of before, of the same; a department or a topic is gone back to as a whole.
  if (
    BACK_TO.test(bare) &&
    query.when.time?.relation === 'in' &&
    query.departments === null &&
    query.groups.length === 0
  )
    return [{ kind: 'instead', lone: true }];
  if (BACK_TO.test(bare) || isAllOfOne) return [];
  if (ALL_SO.test(bare) && query.departments === null) return [{ kind: 'same' }];
  // 来月から、全部の局で: of that time, wherever.
  if (namesTimeAlone(query) && IN_ALL.test(bare)) return [{ kind: 'instead', lone: true, wide: true }];
  const message = { cleaned, bare, query, previous, namesNothing: !saysSomething(query) };
  // まだ検討中？ of one row.
  const isOfOne = namesTimeAlone(query) && valueAsked(bare) === 'it';
  const ofOne: readonly FollowUp[] = isOfOne ? [{ kind: 'same', ofOne: true }] : [];
  return [...shifts, ...ofOne, ...ofRows(message), ...insteadOf(message)];
}

/** ①, which cleaning drops with other marks of lists. */
const LIST_MARK = /^\s*[①-⑳]/u;

interface Message {
  readonly cleaned: string;
  /** Without the words that it begins with. */
  readonly bare: string;
  readonly query: Query;
  readonly previous: Query | null;
  readonly namesNothing: boolean;
}

/** What is said in so many words. */
function fixedForm(bare: string, query: Query): FollowUp | null {
  const names =
    query.departments !== null || query.groups.some((group) => group.some(({ unknown }) => !unknown));
  const isNamed = query.groups.some((group) => group.some(({ unknown }) => !unknown));
  const confirms = query.departments?.length === 1 && !isNamed && CONFIRMS_OFFICE.test(bare);
  if (FIXED_DATE.test(bare)) return { kind: 'same' };
  if (confirms || ELSE_WHO.test(bare)) return { kind: 'same', ofOne: true };
  if (SIMILAR.test(bare)) return { kind: 'similar' };
  const to = SIMILAR_TO.exec(bare)?.slice(1).find(Boolean);
  if (to !== undefined && isNamed) return { kind: 'similar', to };
  // うち議会局なんだけど、似たのない？
  if (query.departments !== null && SIMILAR.test(withoutOwn(bare).replace(OFFICE_LEAD, '')))
    return { kind: 'similar', own: true };
  if (ELSEWHERE.test(bare)) return { kind: 'elsewhere' };
  // そこの研修は？
  const isThing = isNamed && OF_THERE.test(bare) && (query.intent === 'find' || !asksDetail(query, bare));
  if (isThing || THERE.test(bare))
    return { kind: 'there', else: ELSE.test(bare) || leftCounted(bare) !== null };
  if (NEXT.test(bare)) return { kind: 'next' };
  if (MORE.test(bare)) return { kind: 'more' };
  if (BACK_TO_LIST.test(bare)) return { kind: 'back' };
  if (OTHER_ONE.test(bare)) return { kind: 'rest' };
  if (EARLIEST.test(bare)) return { kind: 'extreme', end: 'first' };
  if (LATEST.test(bare)) return { kind: 'extreme', end: 'last' };
  const end = isNamed && !asksEndAlone(bare) ? null : (query.when.extreme ?? endAsked(bare));
  if ((end === 'first' || end === 'last') && query.when.time === null) return { kind: 'extreme', end };
  if (
    isNamed &&
    OTHERS.test(bare) &&
    /に(?:も|は)?(?:ある|あり|何か|ない)/.test(bare) &&
    query.when.time === null
  )
    return { kind: 'others', offices: false };
  const saysKind =
    query.when.stages.length + query.when.kinds.length > 0 &&
    query.departments === null &&
    IN_OFFICES.test(bare);
  if ((isNamed || saysKind) && OTHER_OFFICES.test(bare) && query.intent !== 'compare')
    return { kind: 'others', offices: true };
  if (!names && ELSEWHERE_THAT.test(bare)) return { kind: 'elsewhere' };
  if (COMMON.test(bare) && !names) return { kind: 'common' };
  const position = positionIn(bare);
  if (position !== null) return { kind: 'one', position };
  if (AMONG.test(bare)) return { kind: 'among' };
  if (query.departments !== null && ELSE_OF.test(bare)) return { kind: 'others', offices: false };
  return widens(bare, query);
}

const isLatinText = (text: string): boolean =>
  /[a-z]{3}/i.test(text) && !/[\u3041-\u30ff\u4e00-\u9fff]/.test(text);
/** A message longer than this is a question of its own. */
const isShort = (text: string): boolean => text.length <= FRAGMENT * (isLatinText(text) ? 2.5 : 1.25);

const LEAVES =
  /に限らず|に限らない|限定せず|限定しない|こだわら|も(?:全部)?(?:含|合わせ|あわせ|入れ)|not (?:just|only)/;

function widens(text: string, { groups, departments }: Query): FollowUp | null {
  const facets = [
    ...(ALL_DEPARTMENTS.test(text) ? (['departments'] as const) : []),
    ...(ANY_TIME.test(text) ? (['time'] as const) : []),
  ];
  // 区に限らず names what it leaves.
  const isLeft = departments !== null && LEAVES.test(text);
  const isOwn =
    groups.some((group) => group.some(({ unknown }) => !unknown)) || (departments !== null && !isLeft);
  return facets.length === 0 || isOwn || !isShort(text) ? null : { kind: 'widen', facets };
}

/** Whether something is asked of rows, of which it does not say, or says only by what tells them apart. */
function ofRows(message: Message): readonly FollowUp[] {
  const { cleaned, bare, query, namesNothing } = message;
  const pointer = pointerIn(bare);
  // What is asked of a thing that is pointed at may be longer than what points at it.
  if (!isShort(pointer === null ? bare : pointer.thing)) return [];
  // 備考のあるものは？ asks for those that have any, 備考に何か書いてある？ of the row at hand.
  if (query.remarked) return THOSE.test(bare) ? [] : [{ kind: 'same' }];
  const { departments, groups } = query;
  // Does any other department survey its staff?: of what it names itself.
  const refers = REFERS.test(namesNothing ? bare : bare.replace(OWNED, ' ').replace(RESUMED, ' '));
  if (REMEMBERS.test(bare) && groups.length > 0 && departments === null)
    return [{ kind: 'pick', asks: false }];
  const isFact = asksFact(query, bare);
  // 局長と話せるのは, of a department's rows: of these, where any has it.
  if (isOfList(message))
    return [{ kind: 'among', sure: true }, ...askedOf(message, { isFact, isWhole: false, refers })];
  if (departments !== null && groups.length === 0 && WHAT_DONE.test(bare))
    return [{ kind: 'ask', bound: false }];
  const valued = saysWhen(query.when) ? valueAsked(bare) : null;
  if (valued === 'thing' && (departments !== null || groups.length > 0))
    return [{ kind: 'ask', bound: false, valued: true }];
  // Who takes part?: what names nothing and asks for a fact is not whole, whatever words it has.
  const isWhole = WHOLE.test(bare) && !refers && !(namesNothing && asksDetail(query, bare));
  const isTopical = groups.length > 0;
  const isOneOf = pointer?.by === 'one' || ONE_OF.test(bare) || ONE_OF.test(cleaned);
  // これから行くのはどこ: of the row that tells it, whatever its own time.
  if (departments === null && !isTopical && VISIT.test(bare)) return [{ kind: 'same' }];
  const pick: FollowUp = { kind: 'pick', asks: isFact, ...(pointer && { thing: pointer.thing }) };
  const isNamedOne = pointer?.by === 'one' && isLatinText(bare);
  if (isOneOf && namesNothing && (SIDE.test(bare) || isNamedOne)) return [pick, { kind: 'same' }];
  // 新採用向けのもの、区役所にもある？ names what it asks of others for.
  if (pointer !== null && departments !== null && ALSO_THERE.test(pointer.asked)) return [];
  const isPointed = pointer?.by === 'one' || isLatinText(bare);
  const isThen = namesTimeAlone(query) && STARTS_THEN.test(bare);
  if (isOneOf && !namesNothing && !isThen && (!isWhole || isPointed)) return [pick];
  // visits - where have they been?
  const named: readonly FollowUp[] =
    pointer?.by === 'name' && !namesNothing ? [{ ...pick, named: true }] : [];
  return [...named, ...askedOf(message, { isFact, isWhole, refers })];
}

/** It says what some of a department's rows do, and of which department was said before. */
const isOfList = ({ bare, query, previous }: Message): boolean =>
  previous !== null &&
  query.departments === null &&
  query.groups.length > 0 &&
  DOES_WHAT.test(bare) &&
  !WHOLE.test(bare);

/** What is asked of rows, with a word that says which, or none. */
function askedOf(
  { bare, query, namesNothing }: Message,
  { isFact, isWhole, refers }: Readonly<{ isFact: boolean; isWhole: boolean; refers: boolean }>,
): readonly FollowUp[] {
  const { departments, groups, intent } = query;
  const isTopical = groups.length > 0;
  if (intent === 'count' && namesNothing && HOW_MANY.test(bare)) return [{ kind: 'same' }];
  if (intent === 'count' && namesNothing && HOW_MANY_OF_IT.test(bare)) return [{ kind: 'same', ofOne: true }];
  if (WHICH_WARD.test(bare)) return [{ kind: 'same' }];
  // どこの窓口ですか: of the row that speaks of it.
  if (departments === null && isTopical && WHICH_THING.test(bare)) return [{ kind: 'ask', bound: false }];
  if (departments !== null)
    return isFact && !isWhole && intent !== 'compare' ? [{ kind: 'ask', bound: false }] : [];
  if (saysWhen(query.when) && !isTopical && BY_THEN.test(bare)) return [{ kind: 'same', ofOne: true }];
  // まだ始まってないのは？ asks for rows, まだ始まってない？ of one.
  const isYesOrNo = YES_OR_NO.test(bare) && !(saysWhen(query.when) && THOSE.test(bare));
  // もうやってるのはどっち: of the rows at hand, those of that time.
  if (saysWhen(query.when) && !isTopical && WHICH.test(bare)) return [{ kind: 'among' }];
  if (isTopical && SEVERAL.test(bare)) return [{ kind: 'among', sure: true }];
  // 8月スタートは？: of another month, not of these rows.
  if (!isTopical && query.when.time !== null && STARTS_THEN.test(bare)) return [];
  if (SAME_ROWS.test(bare) || isYesOrNo) return [isTopical ? { kind: 'ask', bound: true } : { kind: 'same' }];
  if (isWhole) return [];
  // ツールは？, the topics?: words that choose no row are asked of the rows at hand.
  const isNoun = query.lights.length > 0 && (TOPIC.test(bare) || ENGLISH_NOUN.test(bare));
  if (namesNothing) return intent !== 'find' || refers || isFact || isNoun ? [{ kind: 'same' }] : [];
  // How many start in May?: of all that there are of the same.
  if (!isTopical && intent === 'count') return [];
  // 毎月？ of several: of that one of them.
  if (!isTopical && query.when.kinds.length > 0 && isFact) return [{ kind: 'ask', bound: true }];
  if (!isTopical && query.when.stages.length === 0) return isFact ? [{ kind: 'same' }] : [];
  // 面談もやってる？: of the row, else of its department. 電話でも相談できる？: of the row that speaks of it.
  if (ALSO.test(bare) && !ELSE.test(bare) && isTopical) return [{ kind: 'pick', asks: true }];
  if (ASKS_IF.test(bare)) return [{ kind: 'ask', bound: true }];
  if (isPredicate(bare)) return [{ kind: 'ask', bound: false }];
  // 視察どこ残ってる: whatever is asked of what was shown.
  if (!isFact && !refers && WONDERS.test(bare) && query.excludedDepartments.length === 0)
    return [{ kind: 'ask', bound: false, named: true }];
  return isFact || refers ? [{ kind: 'ask', bound: refers && isLatinText(bare) }] : [];
}

const asksDetail = ({ intent }: Query, text: string): boolean =>
  intent === 'fact' || ROW_FACT_CUES.some(([, cue]) => cue.test(text));

const asksFact = (query: Query, text: string): boolean =>
  asksDetail(query, text) ||
  ASKS.test(text) ||
  FACT_CUES.some(([, cue]) => cue.test(text)) ||
  query.intent === 'compare' ||
  query.intent === 'count';

/** It says a time, and nothing else. */
export const namesTimeAlone = ({ groups, departments, when }: Query): boolean =>
  groups.length === 0 && departments === null && saysWhen(when);

/** Whether it changes one thing of the question before. */
function insteadOf({ cleaned, bare, query, previous, namesNothing }: Message): readonly FollowUp[] {
  if (namesNothing) return [];
  if (OTHERS.test(bare)) return [{ kind: 'others', offices: false }];
  const isBeside = query.intent === 'compare' && query.departments !== null && query.departments.length === 1;
  if (onlyExcludes(query) || onlyExcludesWhen(query) || isBeside) return [{ kind: 'instead', lone: false }];
  // 執務環境って書いてるの消防以外でどこ: its own thing, and where it is.
  if (query.groups.length > 0 && ENDS_WHERE.test(bare)) return [];
  // 緑区だとだれ？: the same fact of the same thing, of another department.
  const isElsewhere = query.departments !== null && query.groups.length === 0 && asksDetail(query, bare);
  if (isElsewhere && isShort(bare) && !WHOLE.test(bare)) return [{ kind: 'instead', lone: true }];
  // 消防局は何かしてますか: the same of it, or whatever it does.
  const isAnything = query.departments !== null && query.groups.length === 0 && ANYTHING.test(bare);
  if (isAnything && isShort(bare)) return [{ kind: 'instead', lone: true }];
  const isCounted = query.intent === 'count' && query.groups.length === 0 && saysWhen(query.when);
  if (isCounted && isShort(bare) && !WHOLE.test(bare)) return [{ kind: 'instead', lone: true }];
  const beside = besideFacet(query, WHOLE.test(bare) ? [] : previous?.words);
  // 毎年やってるのは？ may be whole; 区はある？ is not.
  if (beside === 'glue') return [{ kind: 'instead', lone: query.departments === null && WHOLE.test(bare) }];
  // 8月: a month by itself is put in the place of the one before.
  if (beside === 'nothing' && saysWhen(query.when) && BARE_TIME.test(bare))
    return [{ kind: 'instead', lone: true }];
  const connected = CONNECTIVE.test(cleaned);
  const isLatin = isLatinText(cleaned);
  if (cleaned.length > FRAGMENT * (isLatin ? 2 : 1)) return [];
  const isName = ENGLISH_NAME.test(bare) && beside === 'nothing';
  if (isLatin)
    return connected || isName || ENGLISH_FRAGMENT.test(bare) ? [{ kind: 'instead', lone: false }] : [];
  const refers = REFERS.test(bare);
  if (WHOLE.test(bare) && !refers) return [];
  if (BESIDE.test(bare) || refers) return [{ kind: 'instead', lone: false }];
  const isTopical = query.groups.length > 0;
  if (connected) return [{ kind: 'instead', lone: isTopical }];
  const isFragment = TOPIC.test(bare) || (PRONOUN.test(bare) && !isTopical);
  if (!isFragment || CUES.find.test(bare.replace(TOPIC, ''))) return [];
  const said = query.groups.length + (query.departments === null ? 0 : 1) + (saysWhen(query.when) ? 1 : 0);
  return said > 1 ? [] : [{ kind: 'instead', lone: isTopical }];
}

/** Whether it asks for what other departments have. */
export function isElsewhereAsked(asked: string): boolean {
  const bare = spoken(cleanQuestion(asked)).replace(LEAD, '');
  return ELSEWHERE.test(bare) || OTHER_OFFICES.test(bare);
}

/** Whether the question names a topic or a facet. */
export const saysSomething = (query: Query): boolean =>
  query.groups.length > 0 ||
  query.departments !== null ||
  query.excludedDepartments.length > 0 ||
  query.unknownDepartments.length > 0 ||
  query.remarked ||
  saysWhen(query.when) ||
  query.excluded.length > 0;

/** Whether it names nothing that is known, and is short enough to be about what was answered. */
export const mayBeOfRows = (text: string, query: Query): boolean =>
  isShort(cleanQuestion(text)) &&
  query.intent !== 'help' &&
  query.intent !== 'greeting' &&
  !WHOLE.test(cleanQuestion(text)) &&
  !saysSomething({ ...query, groups: query.groups.filter((group) => group.some(({ unknown }) => !unknown)) });

/** Whether it has a question word that asks of one thing what it is: なんのために, how is it done. */
export function asksSomething(text: string): boolean {
  const bare = cleanQuestion(text).replace(LEAD, '');
  return WONDERS.test(bare) && !CUES.find.test(bare);
}

/** お礼は出るの？ says something of what one has in mind, and asks whether it is so. */
export function isPredicate(text: string): boolean {
  const bare = cleanQuestion(text).replace(LEAD, '');
  return (
    isShort(bare) && (PREDICATE.test(bare) || IS_IT_SO.test(bare)) && !WHOLE.test(bare) && !SEEKS.test(bare)
  );
}
