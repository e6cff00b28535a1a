import type { Initiative } from '../dataset/schema.ts';
import type { Answer, AskInput, Engine, Hit } from '../question/answer.ts';
import { type EditionReading, inEdition, readEdition } from '../question/asked-year.ts';
import type { YearKnowledge } from './years.ts';

/** As many as a follow-up may speak of. */
const mostIds = 60;

/** The last day of a fiscal year: a month alone is one of that year, and what was is told as past. */
const lastDayOf = (year: number): string => `${year + 1}-03-31`;

/** Answers questions that name the year, and follow-ups to its answers, from that year's document. */
export function yearEngine({ engine }: YearKnowledge, year: number): Engine {
  const dated = (input: AskInput): AskInput => ({
    ...input,
    text: readEdition(input.text, input.today)?.rest ?? input.text,
    today: lastDayOf(year),
  });
  return {
    ask(input) {
      const answer = engine.ask(dated(input));
      const { lang, relaxations, alternative } = answer;
      const ofYear = (question: string): string => (question === '' ? '' : inEdition(question, year, lang));
      return {
        ...answer,
        question: readEdition(input.text, input.today) === null ? ofYear(answer.question) : input.text.trim(),
        today: input.today,
        relaxations: relaxations.map((one) => ({ ...one, question: ofYear(one.question) })),
        alternative: alternative && { ...alternative, question: ofYear(alternative.question) },
        edition: { year, relation: null },
      };
    },
    candidates: () => null,
    similar: (id, limit) => engine.similar(id, limit),
    search: (text, today, lang) => engine.search(text, today, lang),
  };
}

type Comparison = Extract<EditionReading, { kind: 'compare' }>;

/** Answers a comparison with the document of `year`: the rows that the rest of the question finds, of those meant. */
export function comparingEngine(now: YearKnowledge, before: YearKnowledge, year: number): Engine {
  return {
    ask(input) {
      const reading = readEdition(input.text, input.today);
      return reading?.kind === 'compare'
        ? compared(input, reading, { now, before, year })
        : now.engine.ask(input);
    },
    candidates: () => null,
    similar: (id, limit) => now.engine.similar(id, limit),
    search: (text, today, lang) => now.engine.search(text, today, lang),
  };
}

interface Compared {
  readonly now: YearKnowledge;
  readonly before: YearKnowledge;
  readonly year: number;
}

const idsOf = (rows: readonly Initiative[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id));

function compared(input: AskInput, { relation, rest }: Comparison, { now, before, year }: Compared): Answer {
  const [source, other] = relation === 'gone' ? [before, now] : [now, before];
  const isThere = idsOf(other.data.initiatives);
  const isMeant = ({ initiative }: Hit): boolean => isThere.has(initiative.id) === (relation === 'carried');
  const today = relation === 'gone' ? lastDayOf(year) : input.today;
  const answer = source.engine.ask({ text: rest, today, lang: input.lang, previous: null });
  const hits = answer.hits.filter(isMeant);
  return {
    ...answer,
    intent: 'find',
    question: input.text.trim(),
    today: input.today,
    hits,
    nearMisses: [],
    fact: null,
    untold: null,
    count: null,
    counted: null,
    departmentsAsk: null,
    departments: [],
    alternative: null,
    unmet: null,
    relaxations: [],
    // A follow-up would be read over all rows.
    context: { query: null, ids: hits.slice(0, mostIds).map(({ initiative }) => initiative.id), shown: 0 },
    edition: { year, relation },
  };
}
