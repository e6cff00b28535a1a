import { MAX_CONTEXT_ROWS } from '../choose/finder.ts';
import { HOW_MANY } from '../read/follow/follow-up-cues.ts';
import { carriedFrom, without } from '../read/follow/refine.ts';
import { type Query, saysWhen } from '../read/query.ts';
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
export function ask(situation: Situation<'ask'>): Following | null {
  const { how, context, previous, next: said, answered } = situation;
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
  const inLists = (query: Query): readonly string[] | undefined =>
    lists.map((list) => answered.meeting(list, query)).find((list) => list.length > 0);
  const told = calledIn(context, next, answered) ?? inLists(next);
  const beside = how.named === true ? undefined : besideOne(context, next, answered);
  const found =
    told ??
    // 視察の予定はあとどこ: of what was shown, whatever its own time.
    (how.named === true && next.groups.length > 0 ? inLists(without(next, ['time'])) : undefined) ??
    supposedIn(situation, inLists) ??
    beside ??
    tellingThere(next, answered);
  // 農業委員会のは毎月だっけ？ of two of them: the one of which it is so.
  const isOfAll = EITHER.test(next.asked) || (next.departments ?? []).length > 1;
  const isSo = how.valued === true && !isOfAll ? answered.meeting(found ?? [], said) : [];
  // 農業委員会のはどのくらいの頻度？ of two of them: the one that tells it.
  const telling = found !== undefined && found.length > 1 ? answered.telling(found, next.asked) : [];
  // 健康福祉局は何を送ってるの: the only one that has a character of it.
  const done = { ...next, asked: next.asked.replace(/^.*?(?:は|って)(?=何|なに)/, '') };
  const likest = isOfOffice ? answered.likest(answered.rowsOf(next.departments), done) : null;
  const isLikest = likest !== null && found?.includes(likest) === true;
  const one = telling.length === 1 ? telling : isLikest ? [likest] : found;
  const meeting = isSo.length > 0 ? isSo : one;
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
  const isOfTime = how.named === true && told !== undefined && saysWhen(next.when);
  if (isOfTime) return picked(picking(previous, next), next, told);
  const isBeside = meeting !== undefined && meeting === beside;
  const before = isBeside ? { ...previous, groups: next.groups } : previous;
  return sameRows(before, next, meeting ?? (there.length === 1 ? there : them));
}

/** 市長が行くのは大学？: what is certain of the row that is meant, without what may be so of it. */
function supposedIn(
  { next, read }: Situation<'ask'>,
  inLists: (query: Query) => readonly string[] | undefined,
): readonly string[] | undefined {
  const certain = SUPPOSES.exec(next.asked)?.[1];
  const by = certain === undefined ? null : read(certain);
  return by === null || by.groups.length === 0 ? undefined : inLists(by);
}
const SUPPOSES =
  /^(.{2,20}?[るたうくすむつぶぬぐ])のは(?!どこ|誰|だれ|いつ|何|なに|どれ|どっち|どちら|なぜ)[^、。]{1,14}?(?:です|なの|なん|だっけ|でしたっけ)*か?[?？]\s*$/;

/** 検討のは？ */
const ONE_OF_THEM = /(?:の|やつ|ほう|方)(?:は|が|を|って)?[?？\s]*$/;
/** それって: the row at hand itself. */
const POINTS_AT_IT = /^(?:それ|これ|あれ|そっち|こっち|そちら)(?:って|は|も|、)/;
