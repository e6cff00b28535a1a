import type { Follows } from '../answer.ts';
import { MAX_CONTEXT_ROWS } from '../choose/finder.ts';
import { shownIn } from '../opened.ts';
import { saysSomething } from '../read/follow/follow-up.ts';
import { carriedFrom, saidIn } from '../read/follow/refine.ts';
import { BESIDE_NAMED } from '../read/follow/rest-cues.ts';
import { type Query, saysWhen } from '../read/query.ts';
import {
  ALONE,
  asFind,
  type Following,
  type Meant,
  NOTHING_CARRIED,
  refined,
  type Situation,
} from './following.ts';

/** What it says, but of other rows, or of other departments. */
export function others(situation: Situation<'others'>): Following | null {
  const { how, context, next: said, answered, read } = situation;
  // Action 7のほかに議会局がしてることは: what is left out is none that is looked for.
  const [, left, rest] = BESIDE_NAMED.exec(said.asked) ?? [];
  const asked =
    rest === undefined || said.departments === null
      ? said
      : { ...said, groups: read(rest).groups, excluded: [] };
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
  if (isOutside(next)) return elsewhere({ ...situation, how: { kind: 'elsewhere' }, next });
  // 財政局のほかのは？: none of its rows that were shown, where it has more.
  const own = answered.rowsOf(next.departments ?? []);
  const shown = next.departments === null ? context.ids : shownIn(context);
  const isAll = own.every((id) => shown.includes(id));
  const by = left === undefined ? null : read(left);
  const named =
    by === null || by.groups.length === 0 ? [] : answered.meeting(own, { ...by, departments: null });
  const among = new Set(named.length > 0 ? named : isAll ? context.ids : shown);
  const scope = { ...ALONE, among, outside: true, follows: refined([]) };
  return { query: next, scope, lone: true };
}

/** What is like the rows at hand. */
export function similar({
  how,
  context,
  previous,
  next,
  answered,
  read,
}: Situation<'similar'>): Following | null {
  const by = how.to === undefined ? null : read(how.to);
  const ids =
    by === null
      ? context.ids
      : shownIn(context)
          .filter((id) => answered.meeting([id], by).length > 0)
          .slice(0, 1);
  if (ids.length === 0) return null;
  const follows: Follows = { ...NOTHING_CARRIED, kind: 'similar' };
  const like = ids.slice(0, MAX_ALIKE);
  const exactly = how.own === true ? answered.likeIn(like, next.departments ?? []) : answered.similarTo(like);
  return {
    query: { ...asFind(previous, next), groups: [] },
    scope: { ...ALONE, exactly, follows },
    lone: false,
  };
}

/** Of the departments of the rows at hand. */
export function there({ how, context, previous, next, answered }: Situation<'there'>): Following | null {
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
}

/** The same of all departments but those. */
export function elsewhere(situation: Situation<'elsewhere'>): Following | null {
  const { context, previous, next, answered } = situation;
  const isOfOne = context.ids.length === 1 && (SAME.test(next.asked) || !saysWhen(previous.when));
  if (previous.groups.length === 0 && (isOfOne || SAME.test(next.asked)))
    return similar({ ...situation, how: { kind: 'similar' } });
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
}

/** What the question asks for, in other departments than these. */
function outsideOf(excluded: readonly number[], next: Query): Following {
  const excludedDepartments = [...new Set([...next.excludedDepartments, ...excluded])];
  const departments = next.departments?.filter((d) => !excluded.includes(d)) ?? null;
  const query = { ...next, departments, excludedDepartments };
  return { query, scope: { ...ALONE, follows: refined(['departments'], saidIn(next)) }, lone: false };
}

/** It leaves out departments, and says nothing else. */
export const isOutside = ({ excludedDepartments, ...query }: Query): boolean =>
  excludedDepartments.length > 0 && !saysSomething({ ...query, excludedDepartments: [] });

const WARDS = /(?:他|ほか|別|よそ)の?(?:区|支所|出張所|センター)|other (?:wards?|branch)/i;

/** The same as theirs, which is what they are about. */
const SAME = /同じ|the same/i;
/** More rows than this are like everything. */
const MAX_ALIKE = 5;
