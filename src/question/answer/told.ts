import type { Dataset, Initiative } from '../../dataset/schema.ts';
import type { AskInput, Fact, QuestionContext } from '../answer.ts';
import type { Found } from '../choose/finder.ts';
import { cleanQuestion } from '../read/clean.ts';
import { CUES } from '../read/cues.ts';
import { asksWithout } from '../read/intent.ts';
import { queryOf } from '../read/follow/refine.ts';
import { IS_IT_SO, PREDICATE } from '../read/follow/asking-cues.ts';
import { ALL_OF_IT } from '../read/follow/rest-cues.ts';
import { saysWhen, type Query } from '../read/query.ts';
import { asksOffice, GUESSED_CUES } from '../read/row-fact-cues.ts';
import { counterAsked } from './counters.ts';
import {
  factAsked,
  findFact,
  hintedIn,
  isEndAsked,
  MAX_FACT_ROWS,
  namedIn,
  namedInEnglish,
  stageIn,
  timeIn,
} from './fact.ts';
import { BEFORE_IT } from './fact-signs.ts';
import { whetherIn } from './whether.ts';

/** The statement of a row that the answer tells; null where only rows are shown. */
export function factOf(dataset: Dataset, query: Query, input: AskInput, found: Found): Fact | null {
  const text = cleanQuestion(input.text);
  const { hits, follows } = found;
  const rows = hits.slice(0, MAX_FACT_ROWS + 1).map(({ initiative }) => initiative);
  const [first] = rows;
  const isOfRows = follows?.kind === 'rows';
  // Who asks something of one row by its name has it in mind, as who has just seen it.
  const isLeft = follows !== null && query.intent === 'fact';
  const isOne = hits.length === 1 && (query.groups.length > 0 || isOfRows || isLeft);
  const isHeld = first !== undefined && isOfOneRow(hits.length, query);
  const english = (id: string) => dataset.expansions.get(id)?.en ?? null;
  // まだ検討中なのはどっち: by what the one that is left is told.
  if (isHeld && follows?.kind === 'refined' && WHICH.test(text)) {
    const timed = askedTime(first, query, found, input);
    if (timed !== null) return timed;
  }
  const asked = asksForFact(query, text, { isOfRows, isOne })
    ? findFact(rows, {
        text,
        rows: hits.length,
        isOfRows: isOfRows || isOne,
        mayGuess: isOfRows,
        query,
        concepts: dataset.concepts,
        english,
      })
    : null;
  if (asked === null && isSoOfAll(dataset, query, found, text)) return timeIn(first!);
  if (asked !== null || !isHeld) return asked;
  return (
    askedTime(first, query, found, input) ??
    toldAtHand(first, text, input.previous) ??
    (input.previous !== null && query.groups.length > 0 && SAYS_SO.test(text)
      ? (namedIn(first, text) ?? namedInEnglish(first, text, english))
      : null) ??
    (isOfRows ? whetherIn(first, text) : null)
  );
}
/** 高校をまわってるのは？, コンサルへの委託があったと思いますが: which row says so, and where. */
const SAYS_SO = new RegExp(
  [
    'も(?:ここ|そこ|同じ[^。]{0,4})(?:です|なの|だっけ)?か?[?？]|のは(?:別|違う|他|ほか|同じ)の?(?:部署|局|課|区|ところ|とこ)(?:です|なの|だっけ)?か?[?？]',
    '(?:る|た|ている)の(?:は|って)?[?？。\\s]*$|(?:と思|はず|と聞|って聞|っけ|よね|よな|でしたか|ますか|ましたか|んですか|の[?？]|る[?？]|た[?？])',
    '^(?:so |and |oh,? |then )*(?:does|do|did|is|are|was|were|has|have|will) (?!there|any)',
  ].join('|'),
  'i',
);
const WHICH = /どっち(?!も)|どちら(?!も)|どれ|which/i;

/** 議会局の取組って全部随時？ of a department of which it is so. */
function isSoOfAll({ initiatives }: Dataset, query: Query, { hits, follows }: Found, text: string): boolean {
  if (follows !== null || query.groups.length > 0 || query.departments?.length !== 1) return false;
  if (!ALL_OF_IT.test(text) || !WHETHER.test(text) || !saysWhen(query.when)) return false;
  const department = hits.slice(0, 1)[0]?.initiative.department;
  const all = initiatives.filter((row) => row.department === department);
  const [first] = all;
  return all.length === hits.length && all.every((row) => row.schedule.text === first!.schedule.text);
}

/** 何件, 全部で: rows are counted. */
const COUNTS_ROWS = /件|部署|局|課|取組|全部|合計/;

/** "How many observers" may be a number that a row tells; "how many initiatives" is a count of rows. */
const asksForFact = (
  query: Query,
  text: string,
  { isOfRows, isOne }: Readonly<{ isOfRows: boolean; isOne: boolean }>,
): boolean => {
  const { intent, asked } = query;
  const isNumber = isOfRows && (counterAsked(asked) !== null || (isOne && !COUNTS_ROWS.test(asked)));
  return (
    intent === 'fact' ||
    (intent !== 'count' &&
      intent !== 'compare' &&
      !asksWithout(asked) &&
      asksOffice(query, isOfRows || isOne)) ||
    (isOne &&
      intent === 'find' &&
      (!CUES.find.test(asked) || (isOfRows && OF_THAT.test(asked))) &&
      asksDetail(query, isOfRows)) ||
    (isOfRows && intent === 'find' && isEndAsked(query)) ||
    (isOfRows && intent === 'find' && (/備考|remarks?|notes?/i.test(text) || BEFORE_IT.test(text))) ||
    (intent === 'count' && (CUES.countThings.test(asked) || isNumber))
  );
};

/** who does that one?: of the row at hand. */
const OF_THAT = /(?<![a-z])(?:it|that|this)(?: one)?[?\s]*$/i;

/** どっちが先 chooses a row, and asks nothing of it. */
function asksDetail(query: Query, isOfRows: boolean): boolean {
  const asks = factAsked(query, true);
  if (asks !== null) return isOfRows || asks !== 'which';
  return isOfRows && GUESSED_CUES.some(([, cue]) => cue.test(query.asked)) && !DETAILS.test(query.asked);
}

const isOfOneRow = (hits: number, { intent }: Query): boolean =>
  hits === 1 && (intent === 'find' || intent === 'fact');

/** 詳しく: all that it says. ほう, やつ: which row is meant. */
const DETAILS = /詳し|くわし|詳細|教え|見せ|説明|概要|どんな(?:取組|もの|の|やつ|内容)|detail|tell|show/i;
const MEANS_A_ROW =
  /(?:ほう|方|やつ|もの|(?<![るたいうくんな])の)(?:は|が|も|を|って|だけ|です|で)?[?？。\s]*$|ones?(?![a-z])/i;

/** 今やってる最中ですか, has it been set up?: whether it is so. */
const WHETHER =
  /(?:ですか|ますか|でしたか|ましたか|だっけ|でしたっけ|よね|だよな)[?？。\s]*$|(?:る|た|の|中|から|月)[?？]\s*$|^(?:is|are|was|were|has|have|did|does|do|will)(?![a-z])/i;

/** そのうち毎月なのは, 毎月だっけ？: of the one row of that time or that stage, what it says of it. */
function askedTime(
  row: Initiative,
  query: Query,
  { follows }: Found,
  { text, previous }: AskInput,
): Fact | null {
  const { when, intent } = query;
  const cleaned = cleanQuestion(text);
  // 南区は？ after 毎年決まった月にやるのは？: when it is done there.
  const isOfOffice = follows?.said.join() === 'departments';
  if (isOfOffice && previous?.said?.includes('time') === true && intent === 'find') return timeIn(row);
  const isSaid =
    follows === null ? query.groups.length === 0 : follows.timed === true || follows.said.includes('time');
  // 教職員は楽になる？ says no time, whatever was asked of before.
  if (follows?.kind === 'rows' && !isSaid && (PREDICATE.test(cleaned) || IS_IT_SO.test(cleaned))) return null;
  // 令和7年度の研修 stands for itself, wherever it is said: its rows are asked for.
  const isAsked = WHETHER.test(cleaned) || (previous !== null && isSaid && !DETAILS.test(cleaned));
  if (!isAsked || intent !== 'find' || !saysWhen({ ...when, extreme: null })) return null;
  const isStage = when.stages.length > 0 && when.time === null && when.kinds.length === 0;
  return (isStage ? stageIn(row) : null) ?? timeIn(row);
}

/** 会計年度の人も？ of the row at hand: the statement that speaks of it. */
function toldAtHand(
  row: Initiative | undefined,
  text: string,
  previous: QuestionContext | null,
): Fact | null {
  if (row === undefined || previous === null) return null;
  // The same question again is answered as it was.
  const before = queryOf(previous.query);
  if (before !== null && cleanQuestion(before.asked) === text) return null;
  if (MEANS_A_ROW.test(text) || DETAILS.test(text)) return null;
  if (![...previous.ids, ...(previous.listed ?? [])].includes(row.id)) return null;
  const isOfOne = previous.ids.length === 1 && previous.ids[0] === row.id;
  return (
    namedIn(row, text) ?? (isOfOne ? hintedIn(row, text) : null) ?? (HAPPENED.test(text) ? timeIn(row) : null)
  );
}
/** 配られた？: whether it has come to that, which its time tells where nothing else does. */
const HAPPENED =
  /(?:た|ました)(?:の|ん)?(?:です)?か?[?？]\s*$|(?:た|ました)(?:(?:の|んです)か|(?:の|ん)?(?:です|でしょう)?か(?:な[ぁあ]?|ね|しら))[。\s]*$/;
