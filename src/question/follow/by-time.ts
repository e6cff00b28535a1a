import type { QuestionContext } from '../answer.ts';
import type { Answered } from '../answered.ts';
import {
  ALONE,
  asFind,
  asking,
  EITHER,
  type Following,
  isAllUnknown,
  refined,
  sameRows,
  type Situation,
} from './following.ts';
import type { Query } from '../read/query.ts';
import { carriedFrom, widened } from '../read/follow/refine.ts';
import { shifted } from '../read/follow/shift.ts';

/** The same of the time beside. */
export function shift({ how, context, previous, next, answered }: Situation<'shift'>): Following | null {
  const isAsked = how.shift.side === 'after' || BEGINS.test(next.asked);
  const ofOne = previous.when.time === null && isAsked ? startOfOne(context, answered) : null;
  const base = ofOne ?? previous.when;
  const time = shifted(base, how.shift);
  if (time === null) return null;
  // それ以降に始まるものは？ of the time of one row: whatever starts then.
  const before = ofOne !== null ? next : how.wide ? widened(previous, ['departments']) : previous;
  const when = { ...before.when, time, ambiguous: false, implied: false };
  const query = { ...asFind(before, next), when };
  const carried = carriedFrom(previous, { ...next, when }, query);
  return {
    query,
    scope: { ...ALONE, follows: refined(carried, ['time']) },
    lone: context.ids.length === 0,
  };
}

/** Those of them that start first or last. */
export function extreme({ how, context, previous, next, answered }: Situation<'extreme'>): Following | null {
  const listed = sideBySide(context, next, answered);
  const timed = listed.flatMap((id) => answered.startOf(id) ?? []).sort();
  const end = how.end === 'first' ? timed[0] : timed.at(-1);
  const ids = listed.filter((id) => answered.startOf(id) === end);
  if (end === undefined) return null;
  // どっちが先？ of two: the one is told, and both are shown.
  const others = ids.length === 1 && listed.length === 2 && EITHER.test(next.asked) ? listed : [];
  const asked = others.length > 0 ? next : asking(previous, next);
  return sameRows(previous, asked, [...new Set([...ids, ...others])]);
}

/** What has the time of the row that was answered. */
export function sameTime({ how, context, next, answered }: Situation<'sameTime'>): Following | null {
  const month = context.ids.length === 1 ? answered.startOf(context.ids[0]!) : null;
  if (month === null) return null;
  const relation = next.when.time?.relation ?? (BEGINS.test(next.asked) ? 'starts' : 'in');
  const time = { relation, periods: [{ from: month, to: month }] };
  const query: Query = {
    ...next,
    groups: next.groups.filter((group) => !isAllUnknown([group])),
    when: { ...next.when, time },
  };
  const among = how.else ? new Set(context.ids) : null;
  const follows = refined(['time']);
  return {
    query,
    scope: { ...ALONE, among, outside: how.else, settled: query.groups.length === 0, follows },
    lone: true,
  };
}

/** The rows of which the first or last is asked for: with the like row of a department that is named, or the list. */
function sideBySide(
  { ids, listed = [] }: QuestionContext,
  next: Query,
  answered: Answered,
): readonly string[] {
  if (next.departments === null) return ids.length > 1 ? ids : listed;
  const like = ids.length === 1 ? answered.meeting(answered.similarTo(ids), next).slice(0, 1) : [];
  if (like.length === 1) return [...ids, ...like];
  const own = answered.meeting(ids, next);
  return own.length > 0 ? own : answered.rowsOf(next.departments);
}

/** The time in which the one row answered starts. */
function startOfOne({ ids }: QuestionContext, answered: Answered): { time: Query['when']['time'] } | null {
  const month = ids.length === 1 ? answered.startOf(ids[0]!) : null;
  return month === null ? null : { time: { relation: 'starts', periods: [{ from: month, to: month }] } };
}

const BEGINS = /始ま|始め|開始|スタート|start|begin/i;
