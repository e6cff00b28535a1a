import type { QuestionContext } from '../answer.ts';
import type { Answered } from '../answered.ts';
import { isElsewhereAsked, namesTimeAlone, saysSomething } from '../read/follow/follow-up.ts';
import { carriedFrom, refine, saidIn, widened, without } from '../read/follow/refine.ts';
import { type Query, saysWhen } from '../read/query.ts';
import { asksOffice } from '../read/row-fact-cues.ts';
import { ABOUT, DOES_SO, IN_CASE_OF, lastSaidIn, withoutOffices } from './asked-rows.ts';
import { isOutside } from './elsewhere.ts';
import { ALONE, asking, type Following, picked, refined, sameRows, type Situation } from './following.ts';
import { OTHER_SIDE } from './pick.ts';

/** `previous` is the question as it is changed, `before` as it was. */
type Changing = Situation<'instead'> & { readonly before: Query };

/** The question before with something changed: the first of these that the message may mean. */
export function instead(asked: Situation<'instead'>): Following | null {
  const situation = { ...asked, before: asked.previous };
  const others = withoutThose(situation);
  if (others !== null) return others;
  const wider = { ...situation, previous: ofAllOffices(situation) };
  return thereLikePicked(wider) ?? onlyOfIt(wider) ?? namedInList(wider) ?? changed(wider);
}

/** 消防以外で: what is left of those that were answered. */
function withoutThose({ context: { ids }, previous, next, answered }: Changing): Following | null {
  const left = isOutside(next) ? withoutOffices(ids, next, answered) : [];
  return left.length > 0 && left.length < ids.length ? picked(previous, next, left) : null;
}

/** じゃあ研修は？ after 他の部署でもやってる？: of all departments again. */
function ofAllOffices({ how, context, before, next }: Changing): Query {
  const previous = ofAllThen(context, before, next);
  const every = how.wide === true ? widened(previous, ['departments']) : previous;
  const isOfOthers = next.groups.length > 0 && isElsewhereAsked(before.asked);
  return isOfOthers ? { ...every, excludedDepartments: [] } : every;
}

/** 緑区のは？ after the second of a list was picked out: what that department has of the kind. */
function thereLikePicked({ context, previous, next, answered }: Changing): Following | null {
  const isOfPicked =
    context.ids.length === 1 &&
    context.listed !== undefined &&
    OF_KIND.test(next.asked) &&
    isDepartmentAlone(next);
  const like = isOfPicked ? answered.meeting(answered.similarTo(context.ids), next) : [];
  return sameRows(previous, asking(previous, next), like.slice(0, 1));
}

/** 筆記だけ？ of one row that speaks of it. */
function onlyOfIt({ context: { ids }, previous, next, answered }: Changing): Following | null {
  const isOnly = ids.length === 1 && isTopicAlone(next) && ONLY.test(next.asked);
  return isOnly && answered.meeting(ids, next).length > 0
    ? sameRows(previous, { ...next, intent: 'fact' }, ids)
    : null;
}

/** 手当は？ after those about disasters: the one of them that has it in its name. */
function namedInList({ context, previous, next, answered }: Changing): Following | null {
  const list = context.ids.length > 1 ? context.ids : (context.listed ?? []);
  // ネットワークは？ after 服のほうはいつ？: the same of another that stood beside it.
  const isPickedFact = previous.intent === 'fact' && context.listed !== undefined;
  const isOfAny = ABOUT.test(next.asked) || IN_CASE_OF.test(next.asked);
  const isOfTopic = !isOfAny && (previous.groups.length > 0 || isPickedFact) && isTopicAlone(next);
  const described = isOfOther(next) ? oneBeside(context, next, answered) : [];
  if (described.length > 0) return picked(previous, asking(previous, next), described);
  const named = isOfTopic ? answered.named(list, next) : [];
  return named.length > 0 && named.length < list.length
    ? picked(previous, isPickedFact ? asking(previous, next) : next, named)
    : null;
}

/** The question before with what the message says. */
function changed(situation: Changing): Following {
  const { context, previous, next } = situation;
  const query = refine(previous, next, 'instead');
  const isContrast = isOfAnother(situation);
  return {
    query: beside(previous, next, query),
    scope: {
      ...ALONE,
      ...((isContrast || isOfTheirTimes(situation)) && {
        among: new Set(context.ids),
        outside: isContrast,
      }),
      follows: refined(carriedFrom(previous, next, query), saidIn(next)),
    },
    lone: mayStandAlone(situation),
    lastSaid: lastSaidIn(context, next),
    otherwise: ofTheRow(situation),
  };
}

/** 窓口を委託するほうは？ after one that is about another: not that one. */
function isOfAnother({ context: { ids }, next, answered }: Changing): boolean {
  if (ids.length !== 1 || next.groups.length === 0) return false;
  return OTHER_SIDE.test(next.asked) || (ONE.test(next.asked) && answered.isElsewhere(ids, next));
}

/** 4月だったのは？ of a list about something: of these, where some are of that time. */
function isOfTheirTimes({ context: { ids }, previous, next, answered }: Changing): boolean {
  const mayBe = previous.groups.length > 0 && !saysWhen(previous.when) && OF_THEM.test(next.asked);
  return mayBe && namesTimeAlone(next) && answered.meeting(ids, next).length > 0;
}

/**
 * Where nothing was found, what was asked for then is not worth a second empty answer. A department after a fact of one
 * row is another matter, where it has nothing of the same.
 */
function mayStandAlone({ how, context, before, next }: Changing): boolean {
  const isPicked = context.listed !== undefined && (context.said ?? []).length === 0;
  const isOfRow = context.ids.length === 1 && asksOffice(before, true);
  const isAfterOne = before.intent === 'fact' || isPicked || isOfRow;
  const isBareTime = next.departments === null && next.when.time?.relation === 'in';
  const mayStand =
    how.lone || EARLIER.test(next.asked) || context.ids.length === 0 || (isAfterOne && !isBareTime);
  // Does Midori do it as well? Where it does not, what else it does is not asked for.
  return (
    mayStand && !DOES_SO.test(next.asked) && saysSomething({ ...next, excluded: [], excludedDepartments: [] })
  );
}

/** What the message means of the one row at hand, where it changes the question to no avail. */
function ofTheRow({ context: { ids }, previous, next, answered }: Changing): Following | null {
  if (ids.length !== 1) return null;
  // 6月からは？ of a row that says something of it.
  const month = namesTimeAlone(next) ? MONTH_ON.exec(next.asked)?.[0] : undefined;
  const ofIt = month === undefined ? [] : answered.sharing(ids, month);
  if (ofIt.length > 0) return sameRows(previous, { ...next, intent: 'fact' }, ofIt);
  // 農業委員会のは？ after another department's row: what is like it there.
  const like = isDepartmentAlone(next) ? answered.meeting(answered.similarTo(ids), next) : [];
  return picked(previous, asking(previous, next), like.slice(0, 1));
}

/** and the nurse's lecture? after another of a list was asked about: the one beside it that has all of that. */
function oneBeside(
  { ids, listed = [] }: QuestionContext,
  next: Query,
  answered: Answered,
): readonly string[] {
  const beside = ids.length === 1 ? answered.meeting(listed, next) : [];
  return beside.length === 1 && beside[0] !== ids[0] ? beside : [];
}
const isOfOther = ({ groups, departments, when, intent, asked }: Query): boolean =>
  groups.length > 0 && departments === null && !saysWhen(when) && intent === 'find' && AND_THE.test(asked);
/** It goes on from one to another. */
const AND_THE = /^(?:and|what about|how about)(?: what about)? (?:the|that|its|their) (?!other)/i;

/** 8月に始まるのは？ after そのうち採用関係は？ has left one row: of all that were asked for, not of what left that one. */
function ofAllThen({ ids, said = [] }: QuestionContext, previous: Query, next: Query): Query {
  const isOfAll = ids.length === 1 && namesTimeAlone(next) && STARTING.test(next.asked);
  return isOfAll ? { ...without(previous, said), intent: 'find', asked: next.asked } : previous;
}
const STARTING =
  /(?:始ま|始め|開始|スタート)[^。]{0,6}(?:の|もの|やつ|取組)|(?<![a-z])(?:start|begin)(?:s|ning|ing)?(?![a-z])/i;

/** 南区と比べるとどう？: compared with what was asked of before. */
function beside(previous: Query, next: Query, query: Query): Query {
  if (next.intent !== 'compare' || next.departments === null || previous.departments === null) return query;
  const departments = [...new Set([...previous.departments, ...next.departments])].sort((a, b) => a - b);
  return { ...query, departments };
}

/** さっきの10月のやつ: of an answer that need not be the last. */
const EARLIER = /^(?:さっき|先ほど|さきほど|前)の/;
const OF_KIND =
  /(?:の|も|ほう|方)(?:は|も)?[?？\s]*$|も(?:ある|あり|やって|して)|[そあ]っち|そちら|too|as well|same|ones?(?![a-z])/i;
const isDepartmentAlone = ({ departments, groups, when }: Query): boolean =>
  departments?.length === 1 && groups.length === 0 && !saysWhen(when);
const ONLY = /(?:だけ|のみ)(?:です|なの)*か?[?？]\s*$/;
const OF_THEM = /のは|やつ|もの/;
const MONTH_ON = /\d{1,2}月(?:から|まで|以降|に)/;
const ONE = /やつ|ヤツ|ones?(?![a-z])/i;
const isTopicAlone = ({ groups, departments, when, intent }: Query): boolean =>
  groups.length === 1 && departments === null && !saysWhen(when) && intent === 'find';
