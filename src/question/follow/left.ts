import type { QuestionContext } from '../answer.ts';
import { asking, type Following, sameRows, type Situation } from './following.ts';
import { saysSomething } from '../read/follow/follow-up.ts';
import { without } from '../read/follow/refine.ts';
import { isOfOwn, leftCounted } from '../read/follow/rest-cues.ts';

/** What is left of the list that the rows at hand stood in, or of their department; null where nothing is. */
export function left({ context, previous: before, next, answered }: Situation<'rest'>): Following | null {
  // What told the rows at hand from the others is not so of these.
  const previous = without(before, context.said ?? []);
  const { ids, listed = ids } = context;
  const beside = listed.filter((id) => !ids.includes(id));
  // Of two that stand side by side, the first is the one that was told.
  const listLeft = beside.length === 0 && ids.length === 2 ? ids.slice(1) : beside;
  const ofOwn = ids.length === 1 && (isOfOwn(next.asked) || listLeft.length === 0);
  const others = ofOwn ? answered.siblings(ids) : listLeft;
  // もう1つの、月1のほう: what it says besides tells which.
  const said = saysSomething(next) ? answered.meeting(others, next) : [];
  const number = leftCounted(next.asked);
  const meant = said.length > 0 ? said : number === null ? others : unseen(context, others, number);
  // もう1件ありますよね: which it is.
  return sameRows(previous, EXISTS.test(next.asked) ? next : asking(previous, next), meant);
}

const EXISTS =
  /(?:あ(?:る|り(?:ます|ました)?)|あった|何|なに|なん)(?:の|ん)?(?:でし|だ|です)?(?:よ?ね|っけ|か|ょう|たっけ)*[?？。\s]*$/;

/** So many of them, those that nobody has spoken of, or longest ago. */
function unseen(
  { earlier = [] }: QuestionContext,
  ids: readonly string[],
  number: number,
): readonly string[] {
  const age = (id: string): number => (earlier.includes(id) ? earlier.indexOf(id) : earlier.length);
  const meant = new Set([...ids].sort((a, b) => age(b) - age(a)).slice(0, number));
  return ids.filter((id) => meant.has(id));
}
