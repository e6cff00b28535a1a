import type { AskInput, Follows, QuestionContext } from './answer.ts';
import type { Answered } from './answered.ts';
import { extreme, sameTime, shift } from './by-time.ts';
import {
  DOES_SO,
  LEFT,
  ABOUT,
  ALL_OF_THEM,
  besideOne,
  calledIn,
  lastSaidIn,
  tellingThere,
  WHERE_DONE,
  withoutOffices,
} from './asked-rows.ts';
import { MAX_CONTEXT_ROWS } from './choose/finder.ts';
import { shownIn } from './opened.ts';
import { OTHER_SIDE, pick, picking } from './pick.ts';
import { left } from './left.ts';
import {
  ALONE,
  asFind,
  asking,
  DETAILS,
  EITHER,
  type Following,
  type Meant,
  isAllUnknown,
  listsBefore,
  NOTHING_CARRIED,
  nothingLeft,
  pageOf,
  picked,
  refined,
  rest,
  sameRows,
  severalOf,
  type Situation,
} from './following.ts';
import {
  asksSomething,
  namesTimeAlone,
  isElsewhereAsked,
  isPredicate,
  followUpsOf,
  mayBeOfRows,
  saysSomething,
  type FollowUp,
} from './read/follow/follow-up.ts';
import { asksOffice, NAMES_SUBJECT, PLACE_NOUN } from './read/row-fact-cues.ts';
import { HOW_MANY } from './read/follow/follow-up-cues.ts';
import { MIDDLE_OF_LIST } from './read/follow/ordinal.ts';
import { isCorrected } from './read/follow/asides.ts';
import { saysWhen, type Query } from './read/query.ts';
import { carriedFrom, queryOf, refine, saidIn, widened, without } from './read/follow/refine.ts';

/** What a message means after another one; null where it stands for itself, or there is nothing to hang on. */
export function follow(
  input: AskInput,
  next: Query,
  answered: Answered,
  read: Situation<'pick'>['read'],
): Following | null {
  const { previous: context } = input;
  const previous = context === null ? null : queryOf(context.query);
  if (context === null || previous === null) return null;
  for (const how of followUpsOf(input.text, next, previous)) {
    // 高校じゃなくて大学に行くのは: what is at hand was said not to be meant.
    if (how.kind === 'ask' && next.groups.length > 0 && isCorrected(input.text)) continue;
    const following = ways[how.kind]({ how: how as never, context, previous, next, answered, read });
    if (following !== null) return following;
  }
  return ofRowsAtHand(input.text, { context, previous, next, answered, read });
}

/** What names nothing that is known and asks something, or speaks in the words of the rows at hand, is about them. */
function ofRowsAtHand(
  text: string,
  { context, previous, next, answered }: Omit<Situation<'again'>, 'how'>,
): Following | null {
  const { ids } = context;
  const saysNothing = mayBeOfRows(text, next);
  // 先にやってるとこあるよね: where nothing is named, a row that has some of its characters is spoken of.
  if (ids.length === 1 && !saysSomething(next) && answered.hinted(ids, text))
    return sameRows(previous, next, ids);
  // 議会も使える？ of a row that speaks of it.
  if (!saysNothing && !(ids.length === 1 && isPredicate(text))) return null;
  const sharing = answered.sharing(ids, text);
  if (sharing.length > 0) return sameRows(previous, { ...next, intent: 'fact' }, sharing);
  const isOfOne = ids.length === 1 && next.groups.length === 0 && isPredicate(text);
  return saysNothing && (asksSomething(text) || isOfOne) ? sameRows(previous, next, ids) : null;
}

const ways: { readonly [K in FollowUp['kind']]: (situation: Situation<K>) => Following | null } = {
  others(situation) {
    const { how, context, next: asked, answered } = situation;
    if (context.ids.length >= MAX_CONTEXT_ROWS) return null;
    // Any other department is none that is looked for.
    const isOther = (group: Query['groups'][number]) =>
      group.every(
        ({ folded, words }) =>
          /^(?:an)?other /.test(folded) || /^(?:別|違う|ちがう|他|ほか)の?(?:部署|局|課|区|所)/.test(words),
      );
    const next = { ...asked, groups: asked.groups.filter((group) => !isOther(group)) };
    // Where nobody else has it, who has it is told.
    const whenever = { ...next, when: { ...next.when, stages: [] } };
    if (how.offices && answered.others(context.ids, whenever).length === 0)
      return { query: next, scope: { ...ALONE, follows: refined([], saidIn(next)) }, lone: false };
    if (how.offices) return outsideOf(answered.departmentsOf(context.ids), next);
    // any other office outside the wards?: the same there.
    if (isOutside(next)) return ways.elsewhere({ ...situation, how: { kind: 'elsewhere' }, next });
    // 財政局のほかのは？: none of its rows that were shown, where it has more.
    const shown = next.departments === null ? context.ids : shownIn(context);
    const isAll = answered.rowsOf(next.departments ?? []).every((id) => shown.includes(id));
    const among = new Set(isAll ? context.ids : shown);
    const scope = { ...ALONE, among, outside: true, follows: refined([]) };
    return { query: next, scope, lone: true };
  },
  among({ context, previous, next }) {
    if (!saysSomething(next)) return sameRows(previous, next, context.ids);
    const query = refine(previous, next, 'among');
    // After one that is spoken of, of the list that it stood in.
    const list = context.ids.length === 1 ? (context.listed ?? context.ids) : context.ids;
    const ids = list.length < MAX_CONTEXT_ROWS ? new Set(list) : null;
    return {
      query,
      scope: {
        ...ALONE,
        among: ids,
        settled: ids !== null && next.groups.length === 0,
        follows: refined(carriedFrom(previous, next, query), saidIn(next)),
      },
      // which ones are in 2027? after one row: of all.
      lone: list.length <= 1,
    };
  },
  instead({ how, context, previous: before, next, answered }) {
    // 消防以外で: what is left of those that were answered.
    const kept = isOutside(next) ? withoutOffices(context.ids, next, answered) : [];
    if (kept.length > 0 && kept.length < context.ids.length) return picked(before, next, kept);
    // じゃあ研修は？ after 他の部署でもやってる？: of all departments again.
    const isOfOthers = next.groups.length > 0 && isElsewhereAsked(before.asked);
    const every = how.wide === true ? widened(before, ['departments']) : before;
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
    const isOfAny = ABOUT.test(next.asked);
    const isOfTopic = !isOfAny && (previous.groups.length > 0 || isPickedFact) && isTopicAlone(next);
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
    const isOfRow = context.ids.length === 1 && asksOffice(previous, true);
    const isAfterOne = previous.intent === 'fact' || isPicked || isOfRow;
    const isBareTime = next.departments === null && next.when.time?.relation === 'in';
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
      scope: { ...ALONE, ...(isContrast && { among: new Set(context.ids), outside: true }), follows },
      lone: isOwn && mayStand && !isSame,
      lastSaid: lastSaidIn(context, next),
      otherwise:
        ofIt.length > 0
          ? sameRows(previous, { ...next, intent: 'fact' }, ofIt)
          : sameRows(previous, asking(previous, next), like),
    };
  },
  shift,
  extreme,
  sameTime,
  more: ({ context, previous, next }) =>
    // Tell me more, of one row: what it says.
    (context.ids.length === 1 && DETAILS.test(next.asked) ? sameRows(previous, next, context.ids) : null) ??
    rest(context, previous, next) ??
    nothingLeft(context, previous, next),
  next(situation) {
    const { context, previous, next } = situation;
    // After one that was picked out, the next of its list.
    const { ids, listed = [] } = context;
    const isOfOne = ids.length === 1 && listed.length < 2 && LEFT.test(next.asked);
    if (isOfOne && rest(context, previous, next) === null)
      return ways.rest({ ...situation, how: { kind: 'rest' } });
    if (ids.length !== 1 || listed.length < 2)
      return rest(context, previous, next) ?? nothingLeft(context, previous, next);
    // 残りは？: the others of its list.
    const following = LEFT.test(next.asked)
      ? listed.filter((id) => !ids.includes(id))
      : listed.slice(listed.indexOf(ids[0]!) + 1).slice(0, 1);
    return (
      sameRows(previous, asking(previous, next), following) ??
      nothingLeft({ ...context, ids: listed }, previous, next)
    );
  },
  again({ how, context, previous, next, answered }) {
    const { ids } = context;
    if (how.ofOne === true && ids.length !== 1) return null;
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
    // How many is that? after one of two was told: both.
    const isCount = next.intent === 'count' && ids.length === 1 && HOW_MANY.test(next.asked);
    const both = context.listed?.length === 2 ? context.listed : ids;
    const counted = isCount ? both : severalOf(context, next.asked);
    return sameRows(previous, next, told.length > 0 ? told : counted);
  },
  back: ({ context: { ids, listed = [], widest = [] }, previous, next }) =>
    sameRows(previous, next, [widest, listed, ids].find((list) => list.length > 0) ?? []),
  ask({ how, context, previous, next: said, answered }) {
    const next = how.valued === true ? without(said, ['time']) : said;
    const ids = context.ids.length < MAX_CONTEXT_ROWS ? context.ids : [];
    // 市長が本部長の会議はいつできた？ after another row with the mayor: of the row that has all of it.
    const isOpen = next.groups.length > 1 || WHERE_DONE.test(next.asked);
    const isAnother = ids.length === 1 && isOpen && next.groups.length > 0 && answered.isElsewhere(ids, next);
    const isOfOffice = next.departments !== null && next.groups.length === 0;
    // 議会局のは3つとも随時？: of all that it has.
    if (isOfOffice && ALL_OF_THEM.test(next.asked))
      return sameRows(previous, next, answered.rowsOf(next.departments));
    const lists = isAnother
      ? []
      : [ids, ...listsBefore(context), ...(isOfOffice ? [context.earlier ?? []] : [])];
    const found =
      calledIn(context, next, answered) ??
      lists.map((list) => answered.meeting(list, next)).find((list) => list.length > 0) ??
      (how.named === true ? undefined : besideOne(context, next, answered)) ??
      tellingThere(next, answered);
    // 農業委員会のは毎月だっけ？ of two of them: the one of which it is so.
    const isOfAll = EITHER.test(next.asked) || (next.departments ?? []).length > 1;
    const isSo = how.valued === true && !isOfAll ? answered.meeting(found ?? [], said) : [];
    const meeting = isSo.length > 0 ? isSo : found;
    // 緑区の相手は？: of a department that has one of the rows, whatever that row says of it.
    const office = { ...next, groups: [] };
    const inOffice = lists.map((list) => answered.meeting(list, office)).find((list) => list.length > 0);
    const there = next.departments === null ? [] : (inOffice ?? []);
    // 誰が見に行ったの: what names no subject of its own is asked of the one row that was answered.
    const namesOther = NAMES_SUBJECT.test(next.asked) || PLACE_NOUN.test(next.asked);
    const isOfOne = ids.length === 1 && next.departments === null && !namesOther && !isAnother;
    const isNameless = next.departments === null && isAllUnknown(next.groups);
    const isOfThem = how.named !== true && (isOfOne || how.bound || isNameless);
    const them = isOfThem ? severalOf(context, next.asked) : [];
    // 検討中なのはどれ: of those, what is asked next is of that stage too.
    const isOfTime = how.named === true && meeting !== undefined && saysWhen(next.when);
    if (isOfTime) return picked(picking(previous, next), next, meeting);
    return sameRows(previous, next, meeting ?? (there.length === 1 ? there : them));
  },
  pick,
  rest: (situation) => left(situation) ?? ways.there({ ...situation, how: { kind: 'there', else: true } }),
  common: ({ context, previous, next, answered }) => sameRows(previous, next, answered.common(context.ids)),
  one({ how, context, previous, next }) {
    // After one of them is picked out, another is counted in the same list.
    const list = context.listed ?? pageOf(context);
    // Of an even number none stands in the middle.
    if (how.position === MIDDLE_OF_LIST && list.length % 2 === 0) return null;
    const id = list.at(how.position === MIDDLE_OF_LIST ? (list.length - 1) / 2 : how.position);
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
      // 採用辞退のも同じ局？ where it is not: where it is.
      lone: next.groups.length > 0,
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
      ...next.excludedDepartments,
    ];
    const query = { ...asFind(previous, next), departments: null, excludedDepartments };
    const meant = (departments: Query['departments']): Meant => {
      const asked = { ...query, departments };
      return { query: asked, scope: { ...ALONE, follows: refined(carriedFrom(previous, next, asked)) } };
    };
    // ほかの区は？: of wards, where any has it.
    const alike = WARDS.test(next.asked) ? answered.alike(excludedDepartments) : [];
    return alike.length === 0
      ? { ...meant(null), lone: false }
      : { ...meant(alike), lone: false, otherwise: meant(null) };
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

/** What the question asks for, in other departments than these. */
function outsideOf(excluded: readonly number[], next: Query): Following {
  const excludedDepartments = [...new Set([...next.excludedDepartments, ...excluded])];
  const departments = next.departments?.filter((d) => !excluded.includes(d)) ?? null;
  const query = { ...next, departments, excludedDepartments };
  return { query, scope: { ...ALONE, follows: refined(['departments'], saidIn(next)) }, lone: false };
}

/** 南区と比べるとどう？: compared with what was asked of before. */
function beside(previous: Query, next: Query, query: Query): Query {
  if (next.intent !== 'compare' || next.departments === null || previous.departments === null) return query;
  const departments = [...new Set([...previous.departments, ...next.departments])].sort((a, b) => a - b);
  return { ...query, departments };
}

/** It leaves out departments, and says nothing else. */
const isOutside = ({ excludedDepartments, ...query }: Query): boolean =>
  excludedDepartments.length > 0 && !saysSomething({ ...query, excludedDepartments: [] });

const WARDS = /(?:他|ほか|別|よそ)の?(?:区|支所|出張所|センター)|other (?:wards?|branch)/i;

/** The same as theirs, which is what they are about. */
const SAME = /同じ|the same/i;
/** More rows than this are like everything. */
const MAX_ALIKE = 5;

/** さっきの10月のやつ: of an answer that need not be the last. */
const EARLIER = /^(?:さっき|先ほど|さきほど|前)の/;
const OF_KIND =
  /(?:の|も|ほう|方)(?:は|も)?[?？\s]*$|も(?:ある|あり|やって|して)|[そあ]っち|そちら|too|as well|same|ones?(?![a-z])/i;
const isDepartmentAlone = ({ departments, groups, when }: Query): boolean =>
  departments?.length === 1 && groups.length === 0 && !saysWhen(when);
/** Of a row that was picked out of a list, another department's. */
const isOfPicked = ({ ids, listed }: QuestionContext, next: Query): boolean =>
  ids.length === 1 && listed !== undefined && OF_KIND.test(next.asked) && isDepartmentAlone(next);

/** 検討のは？ */
const ONE_OF_THEM = /(?:の|やつ|ほう|方)(?:は|が|を|って)?[?？\s]*$/;
const ONE = /やつ|ヤツ|ones?(?![a-z])/i;
const isTopicAlone = ({ groups, departments, when, intent }: Query): boolean =>
  groups.length === 1 && departments === null && !saysWhen(when) && intent === 'find';
