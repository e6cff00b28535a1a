import { earlierOf, listsAround } from '../opened.ts';
import type { Dataset, Initiative } from '../../dataset/schema.ts';
import {
  SHOWN_AT_ONCE,
  type Answer,
  type AskInput,
  type DepartmentCount,
  type Fact,
  type Intent,
  type QuestionContext,
  type Topic,
  type Understood,
} from '../answer.ts';
import { foldText } from '../../text/fold.ts';
import { cleanQuestion } from '../read/clean.ts';
import { relaxationsOf } from './alternative.ts';
import { departmentAnswer } from './department-answer.ts';
import { counterAsked, factAsked, findFact, hintedIn, MAX_FACT_ROWS, namedIn, stageIn, timeIn } from './fact.ts';
import { MAX_CONTEXT_ROWS, type Found } from '../choose/finder.ts';
import { saysSomething } from '../read/follow/follow-up.ts';
import { queryOf } from '../read/follow/refine.ts';
import { CUES } from '../read/cues.ts';
import { asksOffice, GUESSED_CUES } from '../read/row-fact-cues.ts';
import { saysWhen, type Query, type Term } from '../read/query.ts';
import { ASKED_WEIGHT } from '../choose/ranking.ts';

const departmentsOf = (dataset: Dataset, numbers: readonly number[]): string[] =>
  numbers.map((d) => dataset.departments[d]!.name);

/** Of rows that were found by how many begin in their month: that month. */
function monthsFound({ initiatives }: Dataset, { when }: Query, { rows }: Found): Understood['time'] {
  if (when.extreme !== 'busiest' && when.extreme !== 'quietest') return null;
  const months = new Set(Array.from(rows, (row) => initiatives[row]!.schedule.start).sort());
  return rows.length === 0
    ? null
    : { relation: 'starts', periods: [...months].map((month) => ({ from: month, to: month })) };
}

function understoodOf(dataset: Dataset, query: Query, found: Found): Omit<Understood, 'intent'> {
  const topic = (term: Term): Topic => {
    const concept = dataset.concepts[term.concept];
    return { words: term.words, label: concept?.label ?? null, conceptId: concept?.id ?? null };
  };
  return {
    departments: departmentsOf(dataset, query.departments ?? []),
    excludedDepartments: departmentsOf(dataset, query.excludedDepartments),
    time: monthsFound(dataset, query, found) ?? query.when.time,
    scheduleKinds: query.when.kinds,
    stages: query.when.stages,
    except: query.when.except,
    either: query.when.either,
    extreme: query.when.extreme,
    topics: found.groups
      .filter((group) => group.some((term) => term.weight >= ASKED_WEIGHT))
      .map((group) => group.filter((term) => !term.unknown).map(topic))
      .filter((group) => group.length > 0),
    excludedTopics: query.excluded.map(topic),
    remarked: query.remarked,
    refined: found.follows !== null,
  };
}

/** A row is asked for in its editor's questions: so many of the first are looked at. */
const MAX_ASKED_ROWS = 5;

/** What was asked and is nowhere; a word that an editor's question for a row of the answer has was found by it. */
function unknownWords({ expansions }: Dataset, query: Query, { hits, missing }: Found): readonly string[] {
  const words = new Set([...query.leftOut, ...missing.map((term) => term.words)]);
  if (words.size === 0) return query.unknownDepartments;
  const asked = hits
    .slice(0, MAX_ASKED_ROWS)
    .flatMap(({ initiative }) => expansions.get(initiative.id)?.questions ?? [])
    .map((question) => foldText(question));
  const isAsked = (word: string): boolean => {
    const text = foldText(word);
    return asked.some((question) => question.includes(text));
  };
  return [...new Set([...query.unknownDepartments, ...[...words].filter((word) => !isAsked(word))])];
}

/** Rows were picked from those of before. Where nothing was found, what was answered before is what いつから？ is asked of. */
const isPicked = ({ ids, follows }: Found): boolean =>
  ids.length === 0 || follows?.kind === 'rows' || (follows?.kind === 'refined' && ids.length === 1);

/** What a follow-up needs: an answer that lists no rows leaves those of the departments that it lists. */
function contextOf(
  query: Query,
  found: Found,
  answer: Pick<Answer, 'intent' | 'hits' | 'departments'>,
  previous: QuestionContext | null,
): QuestionContext | null {
  const { intent, hits, departments } = answer;
  const { follows } = found;
  const isOfRows = follows !== null && follows.kind !== 'refined';
  if (
    intent === 'help' ||
    intent === 'greeting' ||
    !(isOfRows || hits.length > 0 || saysSomething(query) || intent === 'departments')
  )
    return null;
  // What was answered before stands where nothing is left of it.
  if (follows?.kind === 'rest' && hits.length === 0) return null;
  const shown = (follows?.kind === 'rest' ? follows.before : 0) + Math.min(SHOWN_AT_ONCE, hits.length);
  const lists = {
    ...(previous !== null && isPicked(found) ? listsAround(found.ids, previous) : {}),
    ...earlierOf(found.ids, previous),
  };
  const said = follows?.kind === 'refined' || follows?.kind === 'rows' ? follows.said : undefined;
  if (intent !== 'departments') return { query, ids: found.ids, shown, ...lists, ...(said && { said }) };
  const named = new Set(departments.filter(({ count }) => count > 0).map(({ department }) => department));
  const ids = found.hits
    .slice(0, MAX_CONTEXT_ROWS)
    .flatMap(({ initiative }) => (named.has(initiative.department) ? [initiative.id] : []));
  return { query, ids, shown, ...earlierOf(ids, previous) };
}

/** In the document's order, how many rows of each department answer. */
function countsOf(dataset: Dataset, { rows, departmentOf }: Found): DepartmentCount[] {
  const counts = new Uint32Array(dataset.departments.length);
  for (const row of rows) counts[departmentOf(row)]!++;
  return dataset.departments.map(({ name }, d) => ({ department: name, count: counts[d]! }));
}

function countOf(text: string, { rows, departmentOf, aboutOf }: Found): Pick<Answer, 'count' | 'counted'> {
  const own = rows.filter((row) => aboutOf(row).length === 0);
  return CUES.countDepartments.test(text)
    ? { counted: 'departments', count: new Set(own.map(departmentOf)).size }
    : { counted: 'initiatives', count: own.length };
}

/** どっちが多い？: the number of each that is compared; empty when no numbers are. */
function comparedCounts(dataset: Dataset, query: Query, found: Found): DepartmentCount[] {
  if (query.intent !== 'compare' || !CUES.compareCounts.test(query.asked)) return [];
  const named = new Set(query.departments);
  return countsOf(dataset, found).filter((entry, d) => (named.size === 0 ? entry.count > 0 : named.has(d)));
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
    (intent !== 'count' && intent !== 'compare' && asksOffice(query, isOfRows || isOne)) ||
    (isOne && intent === 'find' && !CUES.find.test(asked) && asksDetail(query, isOfRows)) ||
    (isOfRows && intent === 'find' && /備考|remarks?|notes?/i.test(text)) ||
    (intent === 'count' && (CUES.countThings.test(asked) || isNumber))
  );
};

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
function askedTime(row: Initiative, query: Query, { follows }: Found, { text, previous }: AskInput): Fact | null {
  const { when, intent } = query;
  const cleaned = cleanQuestion(text);
  const isSaid = follows === null || follows.kind === 'rows' || follows.said.includes('time');
  const isAsked = previous === null ? WHETHER.test(cleaned) : isSaid && !DETAILS.test(cleaned);
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
const HAPPENED = /(?:た|ました)(?:の|ん)?(?:です)?か?[?？]\s*$|(?:た|ました)(?:の|んです)か?\s*$/;

/** What a row does not tell, where a detail was asked for; what it is about, it always tells. */
function untoldOf(query: Query): Answer['untold'] {
  const asks = query.intent === 'fact' ? factAsked(query, true) : null;
  // どこでやってる？ is answered by the department too.
  const isOffice = asks === 'where' && /どこで|where[?\s]*$/i.test(query.asked);
  return asks === 'what' || asks === 'which' || isOffice ? null : asks;
}

function intentWith(fact: Answer['fact'], { intent }: Query): Intent {
  if (fact !== null) return 'fact';
  return intent === 'fact' ? 'find' : intent;
}

/** The answer as plain values, in the form that the question asks for. */
export function present(dataset: Dataset, query: Query, input: AskInput, found: Found): Answer {
  const text = cleanQuestion(input.text);
  const { hits, nearMisses, follows } = found;
  const best = (limit: number) => hits.slice(0, limit).map((hit) => hit.initiative);
  const isOfRows = follows?.kind === 'rows';
  // Who asks something of one row by its name has it in mind, as who has just seen it.
  const isLeft = follows !== null && query.intent === 'fact';
  const isOne = hits.length === 1 && (query.groups.length > 0 || isOfRows || isLeft);
  const asked = asksForFact(query, text, { isOfRows, isOne })
    ? findFact(best(MAX_FACT_ROWS + 1), {
        text,
        isOfRows: isOfRows || isOne,
        mayGuess: isOfRows,
        query,
        concepts: dataset.concepts,
        english: (id) => dataset.expansions.get(id)?.en ?? null,
      })
    : null;
  const isHeld = asked === null && isOfOneRow(hits.length, query);
  const fact = isHeld
    ? (askedTime(best(1)[0]!, query, found, input) ?? toldAtHand(best(1)[0], text, input.previous))
    : asked;
  const intent = intentWith(fact, query);
  // Carried over from the question before, it need not be meant.
  const isOwn = isOfRows && query.asked === text;
  const untold = isOwn && fact === null && hits.length === 1 ? untoldOf(query) : null;
  const within = query.departments === null ? null : new Set(departmentsOf(dataset, query.departments));
  const { departmentsAsk, departments } =
    intent === 'departments'
      ? departmentAnswer(query, countsOf(dataset, found), within)
      : { departmentsAsk: null, departments: comparedCounts(dataset, query, found) };
  const speaks = intent !== 'help' && intent !== 'greeting';
  const listsRows = speaks && intent !== 'departments';
  const understood: Understood = { intent, ...understoodOf(dataset, query, found) };
  return {
    intent,
    lang: query.lang,
    question: text,
    today: input.today,
    understood,
    hits: listsRows ? hits : [],
    nearMisses: listsRows ? nearMisses : [],
    unknownWords: unknownWords(dataset, query, found),
    fact,
    untold,
    ...(intent === 'count' ? countOf(query.asked, found) : { count: null, counted: null }),
    departmentsAsk,
    departments,
    alternative: null,
    follows,
    similarTo: null,
    unmet: null,
    isRead: (input.chosen ?? null) !== null,
    relaxations: relaxationsOf(understood, query.lang),
    context: contextOf(query, found, { intent, hits: listsRows ? hits : [], departments }, input.previous),
  };
}
