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

/** The question before with something changed. */
export function instead({
  how,
  context,
  previous: before,
  next,
  answered,
}: Situation<'instead'>): Following | null {
  // 消防以外で: what is left of those that were answered.
  const kept = isOutside(next) ? withoutOffices(context.ids, next, answered) : [];
  if (kept.length > 0 && kept.length < context.ids.length) return picked(before, next, kept);
  // じゃあ研修は？ after 他の部署でもやってる？: of all departments again.
  const isOfOthers = next.groups.length > 0 && isElsewhereAsked(before.asked);
  const asked = ofAllThen(context, before, next);
  const every = how.wide === true ? widened(asked, ['departments']) : asked;
  const previous = isOfOthers ? { ...every, excludedDepartments: [] } : every;
  // 緑区のは？ after the second of a list was picked out: what that department has of the kind.
  if (isOfPicked(context, next)) {
    const [like] = answered.meeting(answered.similarTo(context.ids), next);
    if (like !== undefined) return sameRows(previous, asking(previous, next), [like]);
  }
  // 筆記だけ？ of one row that speaks of it.
  const isOnly =
    context.ids.length === 1 &&
    isTopicAlone(next) &&
    /(?:だけ|のみ)(?:です|なの)*か?[?？]\s*$/.test(next.asked);
  if (isOnly && answered.meeting(context.ids, next).length > 0)
    return sameRows(previous, { ...next, intent: 'fact' }, context.ids);
  // 手当は？ after those about disasters: the one of them that has it in its name.
  const list = context.ids.length > 1 ? context.ids : (context.listed ?? []);
  // ネットワークは？ after 服のほうはいつ？: the same of another that stood beside it.
  const isPickedFact = previous.intent === 'fact' && context.listed !== undefined;
  const isOfAny = ABOUT.test(next.asked) || IN_CASE_OF.test(next.asked);
  const isOfTopic = !isOfAny && (previous.groups.length > 0 || isPickedFact) && isTopicAlone(next);
  const described = isOfOther(next) ? oneBeside(context, next, answered) : [];
  if (described.length > 0) return picked(previous, asking(previous, next), described);
  const named = isOfTopic ? answered.named(list, next) : [];
  if (named.length > 0 && named.length < list.length)
    return picked(previous, isPickedFact ? asking(previous, next) : next, named);
  // 農業委員会のは？ after one row of another department: what is like it there.
  const isOfOne = context.ids.length === 1 && isDepartmentAlone(next);
  const like = isOfOne ? answered.meeting(answered.similarTo(context.ids), next).slice(0, 1) : [];
  // 6月からは？ of one row that says something of it.
  const month = namesTimeAlone(next) ? /\d{1,2}月(?:から|まで|以降|に)/.exec(next.asked)?.[0] : undefined;
  const ofIt = context.ids.length === 1 && month ? answered.sharing(context.ids, month) : [];
  const query = refine(previous, next, 'instead');
  const follows = refined(carriedFrom(previous, next, query), saidIn(next));
  // Where nothing was found, what was asked for then is not worth a second empty answer.
  // A department after a fact of one row is another matter, where it has nothing of the same.
  const isPicked = context.listed !== undefined && (context.said ?? []).length === 0;
  const isOfRow = context.ids.length === 1 && asksOffice(before, true);
  const isAfterOne = before.intent === 'fact' || isPicked || isOfRow;
  const isBareTime = next.departments === null && next.when.time?.relation === 'in';
  // 4月だったのは？ of a list about something: of these, where some are of that time.
  const isOfTime =
    previous.groups.length > 0 && !saysWhen(previous.when) && /のは|やつ|もの/.test(next.asked);
  const timed = isOfTime && namesTimeAlone(next) ? answered.meeting(context.ids, next) : [];
  const isOwn = saysSomething({ ...next, excluded: [], excludedDepartments: [] });
  const mayStand =
    how.lone || EARLIER.test(next.asked) || context.ids.length === 0 || (isAfterOne && !isBareTime);
  // 窓口を委託するほうは？ after one that is about another: not that one.
  const isOther =
    OTHER_SIDE.test(next.asked) || (ONE.test(next.asked) && answered.isElsewhere(context.ids, next));
  const isContrast = context.ids.length === 1 && next.groups.length > 0 && isOther;
  // Does Midori do it as well? Where it does not, what else it does is not asked for.
  const isSame = DOES_SO.test(next.asked);
  return {
    query: beside(previous, next, query),
    scope: {
      ...ALONE,
      ...((isContrast || timed.length > 0) && { among: new Set(context.ids), outside: isContrast }),
      follows,
    },
    lone: isOwn && mayStand && !isSame,
    lastSaid: lastSaidIn(context, next),
    otherwise:
      ofIt.length > 0
        ? sameRows(previous, { ...next, intent: 'fact' }, ofIt)
        : picked(previous, asking(previous, next), like),
  };
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
/** Of a row that was picked out of a list, another department's. */
const isOfPicked = ({ ids, listed }: QuestionContext, next: Query): boolean =>
  ids.length === 1 && listed !== undefined && OF_KIND.test(next.asked) && isDepartmentAlone(next);

const ONE = /やつ|ヤツ|ones?(?![a-z])/i;
const isTopicAlone = ({ groups, departments, when, intent }: Query): boolean =>
  groups.length === 1 && departments === null && !saysWhen(when) && intent === 'find';
