import type { Initiative } from '../../dataset/schema.ts';
import { type Answer, type DepartmentsAsk, type Follows, hitsByDepartment } from '../../question/answer.ts';
import { oneLine, truncate } from '../../text/markdown.ts';
import { initiativeName, rowTitle, type Context } from './row.ts';
import { listWords, whenWords } from './schedule-words.ts';
import {
  conditionWords,
  departmentName,
  departmentNames,
  departmentsInSentence,
  subjectOf,
  type Phrases,
  type Subject,
} from './subject.ts';

/** More names than this do not fit a headline. */
const MAX_NAMES = 3;
const MAX_QUESTION_CHARS = 60;
/** A message so short that names nothing says not enough to look for. */
const MAX_UNCLEAR = 20;
/** A fact is shown large: more than this is the row's business. */
const MAX_FACT_CHARS = 160;

const departmentsOf = ({ hits }: Answer): string[] => [...hitsByDepartment(hits).keys()];

/** What there is without the condition that nothing meets: 教育局の取組は3件ありますが、備考のあるものはありません. */
function unmetHeadline({ unmet, understood, today, unknownWords }: Answer, phrases: Phrases): string | null {
  if (unmet === null) return null;
  const { say } = phrases;
  const { text } = subjectOf(unmet.understood, today, phrases);
  // What nothing in the data has is no topic that was understood, and still what was asked for.
  const isUnknown = unmet.facet === 'topics' && understood.topics.length === 0;
  const unknown = listWords(
    unknownWords.map((words) => say('quote', { words })),
    say,
  );
  return say('headline.unmet', {
    subject: text ?? say('subject.all'),
    count: unmet.count,
    condition: isUnknown
      ? say('condition.topics', { topics: unknown })
      : conditionWords(understood, unmet.facet, today, phrases),
  });
}

function nothingHeadline(answer: Answer, subject: Subject, phrases: Phrases): string {
  const { say } = phrases;
  const unmet = unmetHeadline(answer, phrases);
  if (unmet !== null) return unmet;
  if (subject.text === null && answer.unknownWords.length === 0 && answer.question.length <= MAX_UNCLEAR)
    return say('headline.unclear');
  if (subject.text !== null) return say('headline.nothing', { subject: subject.text });
  const question = truncate(oneLine(answer.question), MAX_QUESTION_CHARS);
  return say('headline.nothingFor', { question });
}

function scopeWords(answer: Answer, departments: readonly string[], phrases: Phrases): string {
  const { say } = phrases;
  if (answer.understood.departments.length > 0 || departments.length === 0) return '';
  if (departments.length === 1)
    return say('headline.scopeOne', { department: departmentName(departments[0]!, phrases) });
  return say('headline.scopeDepartments', { count: departments.length });
}

function rowsHeadline(answer: Answer, subject: Subject, phrases: Phrases): string {
  const { say } = phrases;
  const count = answer.hits.length;
  const departments = departmentsOf(answer);
  if (subject.onlyTopics && count > 1 && departments.length === count) {
    const { topics } = subject;
    return count <= MAX_NAMES
      ? say('headline.whichDepartments', {
          topics,
          departments: departmentNames(departments, phrases),
          count,
        })
      : say('headline.howManyDepartments', { topics, count });
  }
  const scope = scopeWords(answer, departments, phrases);
  return say('headline.rows', { subject: subject.text ?? say('subject.all'), count, scope });
}

function countHeadline(answer: Answer, subject: Subject, phrases: Phrases): string {
  const { say } = phrases;
  const count = answer.count ?? answer.hits.length;
  if (answer.counted === 'departments')
    return subject.text === null
      ? say('headline.countAllDepartments', { count })
      : say('headline.countDepartments', { subject: subject.text, count });
  if (count === 0) return nothingHeadline(answer, subject, phrases);
  const scope = scopeWords(answer, departmentsOf(answer), phrases);
  return say('headline.rows', { subject: subject.text ?? say('subject.all'), count, scope });
}

function compareHeadline(answer: Answer, subject: Subject, phrases: Phrases): string {
  const { say } = phrases;
  const names =
    answer.understood.departments.length > 0 ? answer.understood.departments : departmentsOf(answer);
  const departments =
    names.length > 0
      ? say('subject.departments', { departments: departmentsInSentence(names, phrases) })
      : '';
  const headline = say('headline.compare', { departments, topics: subject.topics });
  if (answer.departments.length === 0) return headline;
  const counts = answer.departments
    .slice(0, MAX_NAMES)
    .map(({ department, count }) =>
      say('headline.compareCount', { department: departmentName(department, phrases), count }),
    );
  return say('headline.compareCounts', { headline, counts: listWords(counts, say) });
}

function extremeHeadline(answer: Answer, ask: DepartmentsAsk & { count: number }, phrases: Phrases): string {
  const { say } = phrases;
  const key = ask.kind === 'most' ? 'headline.departmentsMost' : 'headline.departmentsFewest';
  const names = answer.departments.map(({ department }) => department);
  return names.length > MAX_NAMES
    ? say(`${key}Many`, { departments: names.length, count: ask.count })
    : say(key, { departments: departmentNames(names, phrases), count: ask.count });
}

function departmentsHeadline(answer: Answer, subject: Subject, phrases: Phrases): string {
  const { say } = phrases;
  const ask = answer.departmentsAsk ?? { kind: 'list' };
  const count = answer.departments.length;
  if (ask.kind === 'without') return withoutHeadline(ask, count, subject, phrases);
  if (count === 0) return say('headline.departmentsNone');
  switch (ask.kind) {
    case 'list':
      return subject.text === null
        ? say('headline.departmentsList', { count })
        : say('headline.countDepartments', { subject: subject.text, count });
    case 'most':
    case 'fewest':
      return extremeHeadline(answer, ask, phrases);
    case 'exactly':
      return say('headline.departmentsExactly', { bound: ask.count, count });
    case 'atLeast':
      return say('headline.departmentsAtLeast', { bound: ask.count, count });
    case 'atMost':
      return say('headline.departmentsAtMost', { bound: ask.count, count });
  }
}

/** How many of those that were asked about have none. */
function withoutHeadline(
  { others }: DepartmentsAsk & { kind: 'without' },
  count: number,
  subject: Subject,
  { say }: Phrases,
): string {
  const of = count + others.length;
  const params = { subject: subject.text ?? '', count, of };
  if (of <= 1) return say(count === 1 ? 'headline.departmentsWithout' : 'headline.departmentsNone', params);
  if (count === 0) return say('headline.departmentsAllHave', params);
  return say(others.length === 0 ? 'headline.departmentsNoneHas' : 'headline.departmentsWithoutOf', params);
}

/** The fact that was asked for and where it stands. Plain text. */
export interface FactWords {
  readonly fact: string;
  readonly from: string;
}

/** The fact of a `fact` answer in plain words, or null. */
export function factWords(answer: Answer, name: string, phrases: Phrases): FactWords | null {
  if (answer.fact === null) return null;
  const { say } = phrases;
  const { initiative, field, text } = answer.fact;
  const fact =
    field === 'schedule'
      ? whenWords(initiative.schedule, initiative.stage, phrases)
      : field === 'department'
        ? departmentName(initiative.department, phrases)
        : truncate(oneLine(text).replace(/^・\s*/, ''), MAX_FACT_CHARS);
  const department = departmentName(initiative.department, phrases);
  const from = say('fact.from', { department, name, field: say(`field.${field}`) });
  // A time is told in words that stand alone, and as the document writes it.
  return { fact, from: field === 'schedule' ? say('fact.written', { from, text: oneLine(text) }) : from };
}

/** One row's name and department; and that it does not tell what was asked for. */
function rowHeadline({ untold }: Answer, initiative: Initiative, phrases: Context): string {
  const { say } = phrases;
  const row = rowTitle(initiative, phrases);
  return untold === null ? row : say('headline.untold', { row, asked: say(`untold.${untold}`) });
}

/** Of the rows answered before, of what is left of them, or of those like them; null where conditions decide. */
function followingHeadline(
  answer: Answer,
  follows: Follows,
  subject: Subject,
  phrases: Context,
): string | null {
  const { say } = phrases;
  const { hits, similarTo, intent } = answer;
  const count = hits.length;
  const [first] = hits.slice(0, 1);
  const subjectWords = subject.text ?? say('subject.all');
  const { before, total } = follows;
  switch (follows.kind) {
    case 'refined':
      return null;
    case 'similar': {
      const name =
        similarTo === null
          ? ''
          : truncate(oneLine(initiativeName(similarTo, phrases.data, phrases.lang)), MAX_QUESTION_CHARS);
      return count === 0 ? say('headline.similarNone', { name }) : say('headline.similar', { name, count });
    }
    case 'rest':
      if (count > 0)
        return say('headline.rest', {
          subject: subjectWords,
          from: before + 1,
          to: before + count,
          count: total,
        });
      return before === 0
        ? say('headline.nothingMore')
        : say('headline.wasAll', { subject: subjectWords, count: before });
    case 'rows':
      if (intent === 'compare' && count > 1) return say('headline.compareRows', { count });
      if (intent === 'departments' || first === undefined) return null;
      return count === 1
        ? rowHeadline(answer, first.initiative, phrases)
        : say('headline.sameRows', { count });
  }
}

/** What two documents have in common or not, or the same of one of them. */
function editionHeadline(
  { hits, edition }: Answer,
  subject: Subject,
  ofNewest: () => string,
  { say }: Context,
): string {
  const year = say('fiscalYear', { year: String(edition!.year) });
  const { relation } = edition!;
  if (relation === null) return say('headline.ofYear', { year, headline: ofNewest() });
  const count = hits.length;
  // Which of the two documents has them, the sentence says.
  const all = say('subject.plain', { departments: '', topics: '', except: '' });
  const named = { year, subject: subject.text ?? all };
  return count === 0
    ? say(`headline.${relation}None`, named)
    : say(`headline.${relation}`, { ...named, count });
}

/** The answer in one line. Plain text. */
export function headline(answer: Answer, phrases: Context): string {
  if (answer.edition === undefined) return plainHeadline(answer, phrases);
  const subject = subjectOf(answer.understood, answer.today, phrases);
  return editionHeadline(answer, subject, () => plainHeadline(answer, phrases), phrases);
}

function plainHeadline(answer: Answer, phrases: Context): string {
  const { say } = phrases;
  const subject = subjectOf(answer.understood, answer.today, phrases);
  const following = answer.follows && followingHeadline(answer, answer.follows, subject, phrases);
  if (following !== null) return following;
  switch (answer.intent) {
    case 'greeting':
      return say('headline.greeting');
    case 'help':
      return say('headline.help');
    case 'departments':
      return departmentsHeadline(answer, subject, phrases);
    case 'count':
      return countHeadline(answer, subject, phrases);
    case 'compare':
    case 'find':
    case 'fact':
      if (answer.hits.length === 0) return nothingHeadline(answer, subject, phrases);
      return answer.intent === 'compare'
        ? compareHeadline(answer, subject, phrases)
        : rowsHeadline(answer, subject, phrases);
  }
}

/** Whether the headline names every condition of the question; where it does not, a line under it must. */
export function saysAll(words: string, { understood, today }: Answer, phrases: Phrases): boolean {
  const { text, departments, topics } = subjectOf(understood, today, phrases);
  if (understood.departments.length > MAX_NAMES) return false;
  return (
    text === null || words.includes(text) || (text === `${departments}${topics}` && words.includes(topics))
  );
}
