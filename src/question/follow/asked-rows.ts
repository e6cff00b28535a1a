import type { Facet, QuestionContext } from '../answer.ts';
import type { Answered } from '../answered.ts';
import { isAllUnknown } from './following.ts';
import { saidIn } from '../read/follow/refine.ts';
import type { Query } from '../read/query.ts';

/** 保健師が講義するのはどこの大学, of a list: the one that has all of it in its name, where the row at hand has it not. */
export function calledIn(
  { ids, listed = [] }: QuestionContext,
  next: Query,
  answered: Answered,
): readonly string[] | undefined {
  const isPlain = ids.length === 1 && next.groups.length > 1 && next.departments === null;
  const called = isPlain ? answered.meeting(listed, next) : [];
  return called.length === 1 && !called.includes(ids[0]!) ? called : undefined;
}

/** 財政局のいつまで: the only one of a department that tells such a thing. */
export function tellingThere(next: Query, answered: Answered): readonly string[] | undefined {
  const isOffice = next.departments !== null && next.groups.length === 0;
  const telling = isOffice ? answered.telling(answered.rowsOf(next.departments), next.asked) : [];
  return telling.length === 1 ? telling : undefined;
}

/** 視察はどこ行った？ after another row of that department: what it has, not what others have as well. */
export function besideOne(
  { ids }: QuestionContext,
  next: Query,
  answered: Answered,
): readonly string[] | undefined {
  const isNamed = ids.length === 1 && next.departments === null && !isAllUnknown(next.groups);
  const beside = isNamed && next.groups.length > 0 ? answered.meeting(answered.siblings(ids), next) : [];
  return beside.length === 1 ? beside : undefined;
}

export const withoutOffices = (ids: readonly string[], { excludedDepartments }: Query, answered: Answered) =>
  ids.filter((id) => !answered.departmentsOf([id]).some((d) => excludedDepartments.includes(d)));

/** What the message before added, where this one does not say it anew. */
export function lastSaidIn({ said = [] }: QuestionContext, next: Query): readonly Facet[] {
  const now = saidIn(next);
  return said.filter((facet) => !now.includes(facet));
}

export const ALL_OF_THEM =
  /[2-9二三四五六七八九]つとも|[2-9]件とも|全部|どれも|みんな|すべて|全て|all (?:of (?:them|those|these)|two|three|\d)/i;

/** …を掲げているのはどこですか: who does it. */
export const WHERE_DONE =
  /(?:[るた])(?:の|ところ|部署|局)(?:は|って)(?:どこ|どの(?:部署|局|課|区))(?:です|だっけ|でしょう)?か?[?？。\s]*$/;

/** 保健師に関するもの, 保健師が関わるやつ: whatever is about it, or speaks of it. */
export const ABOUT =
  /に(?:関する|関連|関係)|について|関係(?:の|する|した)|関わ|かかわ|絡[みむ]|がらみ|(?:related|relevant) to|involv|to do with/i;
/** 社会福祉だと？: put in the place of what was asked for, and no row's name. */
export const IN_CASE_OF =
  /(?:だと|だったら|なら(?:ば)?|の場合(?:は|だと)?|でいうと|で言うと)(?:どう(?:です|なる|なり)?(?:ます)?か?|ある|何|どれ)?[?？。\s]*$/;

/** does Midori do the same?: whether a department does what is spoken of. */
export const DOES_SO = new RegExp(
  [
    "(?:do|does|did|has|have|is|are) (?:the )?[a-z' -]{2,40} (?:do|doing|have|has|run|running|offer)? ?",
    '(?:it|that|this|one|so|the same)(?: too| as well)?[?\\s]*$',
    '|も(?:同じ|それ|これ)(?:こと|の)?を?(?:やって|して)',
    // 緑区は受け入れてないの？
    '|^(?!.*何)[^。、]{1,14}は[^。、はも]{0,10}(?:[てで]い?|が)(?:ない|なかった|ません)(?:の|ん)?(?:です|だろう|でしょう|だっけ)?(?:か|かな|ね|よね)?[?？。\\s]*$',
  ].join(''),
  'i',
);

/** What is left of a list. */
export const LEFT = /残り|のこり|rest|remaining/i;
