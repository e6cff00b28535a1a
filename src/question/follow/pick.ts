import type { QuestionContext } from '../answer.ts';
import type { Answered } from '../answered.ts';
import { MAX_CONTEXT_ROWS } from '../choose/finder.ts';
import { ABOUT } from './asked-rows.ts';
import { asking, type Following, listsBefore, picked, type Situation } from './following.ts';
import { shownIn } from '../opened.ts';
import { saysSomething } from '../read/follow/follow-up.ts';
import { refine, without } from '../read/follow/refine.ts';
import { saysWhen, type Query } from '../read/query.ts';

/** The rows that a message tells from others, of those answered or listed before. */
export function pick(situation: Situation<'pick'>): Following | null {
  const { how, context, previous, next: said, answered, read } = situation;
  const next = how.asks ? withoutAskedTime(said) : said;
  const first = FIRST_SHOWN.test(next.asked) ? firstShown(context, next, answered) : [];
  if (first.length > 0) return picked(previous, asking(previous, next), first);
  // 緑区のやつ、対象はどんな人: by what points at the row, not by what is asked of it.
  const pointed = how.thing === undefined ? null : { ...read(how.thing), asked: how.thing };
  // 視察、残りはどこ: what names a thing is of what was shown of it, or stands for itself.
  if (how.named === true)
    return pointed === null || pointed.groups.length === 0
      ? null
      : picked(picking(previous, next), asking(previous, next), shownOf(situation, pointed));
  const ids = pointed === null ? [] : pickedBy(situation, pointed);
  // 保健師のはどこの大学: where several are, by all that is said.
  const met = ids.length === 1 ? ids : narrowed(ids, pickedBy(situation, next));
  // the morning one, of an assembly: by the words of its English.
  const isOne = next.departments === null && ONE_EN.test(next.asked);
  const several = met.length > 0 ? met : context.ids;
  const worded = several.length > 1 && isOne ? answered.worded(several, how.thing ?? next.asked) : [];
  const chosen = worded.length === 1 ? worded : met;
  const meant = chosen.length > 1 ? oneOf(situation, chosen, isOne) : chosen;
  if (meant.length > 0) return picked(picking(previous, next), asking(previous, next), meant);
  // 毎月やってるほうは？ after one row: of the same department.
  const isOfSame = context.ids.length === 1 && next.departments === null && saysSomething(next);
  const beside = isOfSame ? answered.meeting(answered.siblings(context.ids), next) : [];
  // What is asked next is of that, and no more of what was asked for before.
  return picked({ ...previous, groups: next.groups }, asking(previous, next), beside);
}

/** Of several that are pointed at, the one that what is asked is said of, or the likeliest; all where none is. */
function oneOf(
  { how, context: { ids }, previous, next, answered }: Situation<'pick'>,
  several: readonly string[],
  isOne: boolean,
): readonly string[] {
  // 農業委員会のはどのくらいの頻度: the one that tells it.
  const telling = how.asks ? answered.telling(several, next.asked) : [];
  // 財政局のほうは誰が同席するの: the one that says it.
  const saying = how.asks ? answered.sharing(several, next.asked) : [];
  // 農業委員会のは何をやってるの, of two about sharing information: the one that is called so.
  const called = how.asks && previous.groups.length > 0 ? answered.named(several, previous) : [];
  // the nurse one, after the director's lecture: the lecture.
  const akin = isOne && ids.length === 1 ? answered.akin(several, ids[0]!) : [];
  return [telling, saying, called, akin].find((rows) => rows.length === 1) ?? several;
}

/** The rows of the first list that has what the query says. */
const shownOf = ({ context, answered }: Situation<'pick'>, by: Query): readonly string[] =>
  [context.ids, ...listsBefore(context)]
    .map((ids) => answered.meeting(ids, by))
    .find((ids) => ids.length > 0) ?? [];

/** Those of the rows that are among others, where any is; the others where there are no rows. */
function narrowed(ids: readonly string[], others: readonly string[]): readonly string[] {
  const both = ids.filter((id) => others.includes(id));
  return ids.length === 0 ? others : both.length > 0 ? both : ids;
}

/** Of the first list that has any, the rows that have what the query says. */
function pickedBy({ how, context, answered, next }: Situation<'pick'>, by: Query): readonly string[] {
  // 議会のほうは何課？: of the one row too, of which ほう by itself would mean another.
  const isSide = OTHER_SIDE.test(how.thing === undefined ? by.asked : next.asked);
  const isIt = (ids: readonly string[]): boolean =>
    !isSide ||
    (how.asks && (by.groups.length === 0 || !KANJI.test(by.asked) || answered.hinted(ids, by.asked)));
  const isTimed = by.groups.length === 0 && saysWhen(by.when);
  const isNamed = saysSomething(by);
  for (const ids of [context.ids, ...listsBefore(context), context.earlier ?? []]) {
    // 保健師が関わるやつ: whatever speaks of it, not only what is called so.
    const isAbout = ABOUT.test(next.asked) && by.groups.length > 0;
    const about = isAbout && ids.length > 1 ? answered.meeting(ids, by, true) : [];
    if (about.length > 0) return about;
    // 保健師のは？ after one that has it as well: the one beside it that is called so.
    const called = ids.length === 1 && by.groups.length > 0 ? answered.named(context.listed ?? [], by) : [];
    if (called.length === 1 && !called.includes(ids[0]!)) return called;
    // 今月のは after one of every month: the one beside it that starts then.
    const starting = ids.length === 1 && isTimed ? startingBeside(context, by, answered) : [];
    if (starting.length > 0) return starting;
    // 5本あるほう: what has the very number.
    const counted = ids.length > 1 ? answered.counting(ids, by.asked) : [];
    if (counted.length > 0 && counted.length < ids.length) return counted;
    const isList = isNamed && (ids.length > 1 || isIt(ids) || isTimed) && ids.length < MAX_CONTEXT_ROWS;
    const meeting = isList ? answered.meeting(ids, by) : [];
    // 時間を短くするほうは？ of 窓口開設時間の短縮 and another: the one that sounds like it.
    const around = ids.length === 1 ? (context.listed ?? []) : ids;
    const mayBeLike = (by.groups.length > 0 && by.departments === null) || !isNamed;
    const likest = mayBeLike ? answered.likest(around, by) : null;
    if (likest !== null && !meeting.includes(likest)) return [likest];
    // ビデオメッセージのやつは after one about films: another, which has the very word.
    const mayBeOther = !how.asks || OTHER_SIDE.test(next.asked);
    const isAnother = ids.length === 1 && mayBeOther && answered.isElsewhere(ids, by);
    if (meeting.length > 0 && !isAnother) return meeting;
  }
  return [];
}

/** Of the list of the row at hand, those that start in the time that is named, where that row does not. */
function startingBeside(
  { ids, listed = [] }: QuestionContext,
  { when: { time } }: Query,
  answered: Answered,
): readonly string[] {
  const starts = (id: string): boolean => {
    const start = answered.startOf(id);
    return (
      start !== null &&
      (time?.periods ?? []).some(
        ({ from, to }) => from !== null && to !== null && from <= start && start <= to,
      )
    );
  };
  return ids.some(starts) ? [] : listed.filter(starts);
}

/** With the facets that tell the rows from the others, for what is asked of all departments or of another month then. */
export function picking(previous: Query, next: Query): Query {
  const { departments, when } = refine(previous, { ...next, groups: [] }, 'among');
  return { ...previous, departments: previous.departments === null ? null : departments, when };
}

/** 最初に出てきた窓口のほう: of all that was shown, the first that has what is said. */
const FIRST_SHOWN =
  /(?:最初|はじめ|初め|一番前)に(?:出|あ|見|教え|聞い)|(?:you |we )?(?:first )?(?:mentioned|showed|saw) (?:first|earlier|at first)/i;
function firstShown(context: QuestionContext, next: Query, answered: Answered): readonly string[] {
  return answered.meeting(shownIn(context), next).slice(-1);
}

/** もう終わってますか, of a row that is told by something else: its time is asked for, and chooses none. */
function withoutAskedTime(next: Query): Query {
  const isNamed = next.departments !== null || next.groups.length > 0;
  return isNamed && saysWhen(next.when) && YET.test(next.asked) ? without(next, ['time']) : next;
}
const YET =
  /(?:始ま|始め|終わ|終了|開始|でき|決ま|やっ)[^。]{0,8}[?？か]\s*$|(?:has|have|is|are|did|was|were) .*(?:start|end|finish|done|over|yet|already|running)/i;

const KANJI = /[\u4e00-\u9fff]/;
/** 委託のほう: by itself it means the other one. */
export const OTHER_SIDE = /ほう|方/;
const ONE_EN = /(?<![a-z])one(?:['’]s)?(?![a-z])/i;
