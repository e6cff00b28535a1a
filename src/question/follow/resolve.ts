import type { AskInput } from '../answer.ts';
import type { Answered } from '../answered.ts';
import { MAX_CONTEXT_ROWS } from '../choose/finder.ts';
import { isCorrected } from '../read/follow/asides.ts';
import {
  asksSomething,
  followUpsOf,
  isPredicate,
  mayBeOfRows,
  saysSomething,
} from '../read/follow/follow-up.ts';
import type { FollowUp } from '../read/follow/kinds.ts';
import { MIDDLE_OF_LIST } from '../read/follow/ordinal.ts';
import { carriedFrom, queryOf, refine, saidIn, widened, without } from '../read/follow/refine.ts';
import type { Query } from '../read/query.ts';
import { ask, same } from './ask.ts';
import { LEFT } from './asked-rows.ts';
import { byName } from './by-name.ts';
import { extreme, sameTime, shift } from './by-time.ts';
import { elsewhere, others, similar, there } from './elsewhere.ts';
import {
  ALONE,
  asking,
  DETAILS,
  type Following,
  nothingLeft,
  pageOf,
  picked,
  refined,
  rest,
  sameRows,
  type Situation,
} from './following.ts';
import { instead } from './instead.ts';
import { left } from './left.ts';
import { pick } from './pick.ts';

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
  const named = byName(input.text, { context, previous, next, answered, read });
  if (named !== null) return named;
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
  { context, previous, next, answered }: Omit<Situation<'same'>, 'how'>,
): Following | null {
  const { ids } = context;
  // 消防もよその庁舎を見に行ってなかった？ after another's row, which does not speak of them.
  const isOfOthers = next.departments !== null && !answered.speaksOf(ids, next.departments);
  if (isOfOthers || (next.departments !== null && next.intent === 'count')) return null;
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
  others,
  among({ how, context, previous, next, answered }) {
    if (!saysSomething(next)) return sameRows(previous, next, context.ids);
    // After one that is spoken of, of the list that it stood in.
    const list = context.ids.length === 1 ? (context.listed ?? context.ids) : context.ids;
    const sure = next.groups.length > 0 && (how.sure === true || ONE_OF_LIST.test(next.asked));
    const met = sure ? answered.meeting(list, next) : [];
    // which one is over lunch: a word for a time may be none.
    const meeting = sure && met.length === 0 ? answered.meeting(list, without(next, ['time'])) : met;
    if (how.sure === true && (list.length <= 1 || (sure && meeting.length === 0))) return null;
    // which of these has a nurse as the lecturer?: of several that have one, whose words are most like it.
    const likest = meeting.length > 1 && how.sure !== true ? answered.worded(meeting, next.asked) : meeting;
    const ids = likest.length > 0 ? likest : meeting;
    const isSeveral = /どれとどれ|どことどこ/.test(next.asked);
    if (isSeveral && next.groups.length === 0) {
      const several = list.length > 1 ? answered.meeting(list, next) : [];
      if (several.length > 0) return picked(previous, next, several);
    }
    if (ids.length > 0 && ids.length < list.length && !isSeveral) return picked(previous, next, ids);
    const query = refine(previous, next, 'among');
    const among = list.length < MAX_CONTEXT_ROWS ? new Set(list) : null;
    return {
      query,
      scope: {
        ...ALONE,
        among,
        settled: among !== null && next.groups.length === 0,
        follows: refined(carriedFrom(previous, next, query), saidIn(next)),
      },
      // which ones are in 2027? after one row: of all.
      lone: list.length <= 1,
    };
  },
  instead,
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
  same,
  back: ({ context: { ids, listed = [], widest = [] }, previous, next }) =>
    sameRows(previous, next, [widest, listed, ids].find((list) => list.length > 0) ?? []),
  ask,
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
  similar,
  there,
  elsewhere,
  widen({ how, previous, next }) {
    const query = widened(
      { ...previous, lang: next.lang, when: how.facets.includes('time') ? next.when : previous.when },
      how.facets,
    );
    const follows = refined(carriedFrom(previous, next, query));
    return { query, scope: { ...ALONE, settled: !saysSomething(query), follows }, lone: false };
  },
};

/** which one is about phones?: one of the list. */
const ONE_OF_LIST =
  /which (?:one|of (?:them|these|those))(?: (?:is|was|has|had|does|did|will|would|runs?))(?![a-z])/i;
