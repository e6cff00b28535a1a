import { MAX_CONTEXT_ROWS } from '../choose/finder.ts';
import { HOW_MANY } from '../read/follow/follow-up-cues.ts';
import { carriedFrom, without } from '../read/follow/refine.ts';
import { saysWhen } from '../read/query.ts';
import { NAMES_SUBJECT, PLACE_NOUN } from '../read/row-fact-cues.ts';
import { ALL_OF_THEM, besideOne, calledIn, tellingThere, WHERE_DONE } from './asked-rows.ts';
import {
  ALONE,
  EITHER,
  type Following,
  isAllUnknown,
  listsBefore,
  picked,
  refined,
  sameRows,
  severalOf,
  type Situation,
} from './following.ts';
import { picking } from './pick.ts';

/** Something else of the same rows. */
export function same({ how, context, previous, next, answered }: Situation<'same'>): Following | null {
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
}

/** Of the rows that have what the message says, what it asks. */
export function ask({ how, context, previous, next: said, answered }: Situation<'ask'>): Following | null {
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
  const namesOther = NAMES_SUBJECT.test(next.asked.replace(POINTS_AT_IT, '')) || PLACE_NOUN.test(next.asked);
  const isOfOne = ids.length === 1 && next.departments === null && !namesOther && !isAnother;
  const isNameless = next.departments === null && isAllUnknown(next.groups);
  const isOfThem = how.named !== true && (isOfOne || how.bound || isNameless);
  const them = isOfThem ? severalOf(context, next.asked) : [];
  // 検討中なのはどれ: of those, what is asked next is of that stage too.
  const isOfTime = how.named === true && meeting !== undefined && saysWhen(next.when);
  if (isOfTime) return picked(picking(previous, next), next, meeting);
  return sameRows(previous, next, meeting ?? (there.length === 1 ? there : them));
}

/** 検討のは？ */
const ONE_OF_THEM = /(?:の|やつ|ほう|方)(?:は|が|を|って)?[?？\s]*$/;
/** それって: the row at hand itself. */
const POINTS_AT_IT = /^(?:それ|これ|あれ|そっち|こっち|そちら)(?:って|は|も|、)/;
