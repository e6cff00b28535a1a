import { earlierOf, listsAround } from '../opened.ts';
import type { Dataset } from '../../dataset/schema.ts';
import {
  SHOWN_AT_ONCE,
  type Answer,
  type AskInput,
  type DepartmentCount,
  type Intent,
  type QuestionContext,
  type Topic,
  type Understood,
} from '../answer.ts';
import { foldText } from '../../text/fold.ts';
import { cleanQuestion } from '../read/clean.ts';
import { relaxationsOf } from './alternative.ts';
import { departmentAnswer } from './department-answer.ts';
import { factAsked, isEndAsked } from './fact.ts';
import { factOf } from './told.ts';
import { filedThere } from '../choose/row-facets.ts';
import { MAX_CONTEXT_ROWS, type Found } from '../choose/finder.ts';
import { saysSomething } from '../read/follow/follow-up.ts';
import { CUES } from '../read/cues.ts';
import { ASKED_WEIGHT, type Query, type Term } from '../read/query.ts';

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
  const words = new Set([
    ...query.unknownDepartments,
    ...query.leftOut,
    ...missing.map((term) => term.words),
  ]);
  if (words.size === 0) return [];
  const asked = hits
    .slice(0, MAX_ASKED_ROWS)
    .flatMap(({ initiative }) => expansions.get(initiative.id)?.questions ?? [])
    .map((question) => foldText(question));
  const isAsked = (word: string): boolean => {
    const text = foldText(word);
    return asked.some((question) => question.includes(text));
  };
  return [...words].filter((word) => !isAsked(word));
}

/** Rows were picked from those of before. Where nothing was found, what was answered before is what いつから？ is asked of. */
const isPicked = ({ ids, follows }: Found): boolean =>
  ids.length === 0 || follows?.kind === 'rows' || (follows?.kind === 'refined' && ids.length === 1);

/** What a follow-up needs: an answer that lists no rows leaves those of the departments that it lists. */
function contextOf(
  query: Query,
  found: Found,
  answer: Pick<Answer, 'intent' | 'hits' | 'departments' | 'fact'>,
  previous: QuestionContext | null,
): QuestionContext | null {
  const { intent, hits, departments, fact } = answer;
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
  // Whatever is asked of rows, they stay what the message before has left of others.
  const isSame = follows?.kind === 'rows' && follows.said.length === 0 && sameIds(found.ids, previous?.ids);
  const own = follows?.kind === 'refined' || follows?.kind === 'rows' ? follows.said : undefined;
  const said = isSame ? (previous?.said ?? own) : own;
  // どっちが先？ of two: the one that is told is what is spoken of, of both.
  const isTold = fact !== null && hits.length === 2 && (isOfRows ? isEndAsked(query) : follows === null);
  const told = isTold ? [fact.initiative.id] : null;
  if (told !== null) return { query, ids: told, shown: 1, ...lists, listed: found.ids };
  if (intent !== 'departments') return { query, ids: found.ids, shown, ...lists, ...(said && { said }) };
  const named = new Set(departments.filter(({ count }) => count > 0).map(({ department }) => department));
  const ids = found.hits
    .slice(0, MAX_CONTEXT_ROWS)
    .flatMap(({ initiative }) => (named.has(initiative.department) ? [initiative.id] : []));
  return { query, ids, shown, ...earlierOf(ids, previous) };
}

const sameIds = (ids: readonly string[], others: readonly string[] = []): boolean =>
  ids.length === others.length && ids.every((id) => others.includes(id));

/** In the document's order, how many rows of each department answer. */
function countsOf(dataset: Dataset, { rows, departmentOf }: Found): DepartmentCount[] {
  const counts = new Uint32Array(dataset.departments.length);
  for (const row of rows) counts[departmentOf(row)]!++;
  return dataset.departments.map(({ name }, d) => ({ department: name, count: counts[d]! }));
}

function countOf(text: string, { rows, departmentOf, aboutOf }: Found): Pick<Answer, 'count' | 'counted'> {
  const own = filedThere(rows, aboutOf);
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
  const isOfRows = follows?.kind === 'rows';
  const fact = factOf(dataset, query, input, found);
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
    context: contextOf(
      query,
      found,
      { intent, hits: listsRows ? hits : [], departments, fact },
      input.previous,
    ),
  };
}
