import { parseCardAction } from '../../cards/actions.ts';
import { comparingEngine, yearEngine } from '../../editions/year-engine.ts';
import type { EarlierEdition, EditionYears, YearKnowledge } from '../../editions/years.ts';
import type { Dataset } from '../../dataset/schema.ts';
import type { AskInput, Engine, QuestionContext } from '../../question/answer.ts';
import { type EditionReading, readEdition } from '../../question/asked-year.ts';
import type { ActionTurn, Turn } from '../../teams/turn.ts';
import { type Circumstances, decide, type Decision, placed, say, sayRows } from '../../bot/decide.ts';
import { givenOf } from '../../chat/given.ts';
import type { Knowledge } from '../../bot/knowledge.ts';
import type { StatefulDecide } from '../../bot/stateful.ts';

export interface YearServices {
  readonly years: EditionYears;
  readonly knowledge: () => Knowledge<Dataset>;
  /** ISO date in the city's zone. */
  readonly today: () => string;
  readonly onError: (error: unknown) => void;
}

/**
 * Turns about the document of an earlier year: a question that names it, its answers' buttons and follow-ups, and rows
 * that are in no newer one. While there is one document alone, and with the database away, they are questions like any
 * other.
 */
export function decideYears(services: YearServices): StatefulDecide {
  return async (turn, previous) => {
    try {
      return await decideYear(services, turn, previous);
    } catch (error) {
      services.onError(error);
      return null;
    }
  };
}

/** What is asked; null: nothing that a document answers. */
function askedIn(turn: Turn, previous: QuestionContext | null, today: string): AskInput | null {
  const { lang } = turn;
  if (turn.kind === 'question') return { text: turn.text, today, lang, previous };
  const action = turn.kind === 'action' ? parseCardAction(turn.data) : null;
  if (action?.do === 'page')
    return { text: action.question, today: action.today, lang: action.lang, previous: action.previous };
  return action?.do === 'ask' ? { text: action.question, today, lang: action.lang, previous: null } : null;
}

async function decideYear(
  services: YearServices,
  turn: Turn,
  previous: QuestionContext | null,
): Promise<Decision | null> {
  const asked = askedIn(turn, previous, services.today());
  if (asked === null) return turn.kind === 'action' ? await decideGone(services, turn) : null;
  const reading = readEdition(asked.text, asked.today);
  if (reading !== null) return await decideReading(services, turn, { asked, reading });
  const year = asked.previous?.revision === undefined ? null : services.years.yearOf(asked.previous.revision);
  return year === null ? null : await decideFollowUp(services, turn, { asked, year });
}

async function decideReading(
  services: YearServices,
  turn: Turn,
  { asked, reading }: { readonly asked: AskInput; readonly reading: EditionReading },
): Promise<Decision | null> {
  const { current, editions } = await services.years.earlier();
  const [newest] = editions;
  if (newest === undefined || (reading.year !== null && reading.year >= laterThan(current, newest)))
    return null;
  const edition =
    reading.year === null ? newest : editions.find(({ fiscalYear }) => fiscalYear === reading.year);
  if (edition === undefined) {
    // Which rows began then and go on is known from their own times.
    if (reading.kind === 'compare' && reading.relation === 'carried') return null;
    return sayMissing(services, turn, { year: reading.year!, asked, current, editions });
  }
  const opened = await services.years.open(edition);
  if (reading.kind === 'of')
    return answerFrom(services, turn, asked, {
      ...opened,
      engine: yearEngine(opened, edition.fiscalYear),
      year: edition.fiscalYear,
    });
  const engine = comparingEngine(services.knowledge(), opened, edition.fiscalYear);
  const { data } = reading.relation === 'gone' ? opened : services.knowledge();
  return answerFrom(services, turn, asked, {
    data,
    engine,
    year: edition.fiscalYear,
    relation: reading.relation,
  });
}

/** The first year that is none of the past: where the newest document states none, any after those that are known. */
function laterThan(current: number | null, newest: EarlierEdition): number {
  return current ?? newest.fiscalYear + 1;
}

async function decideFollowUp(
  services: YearServices,
  turn: Turn,
  { asked, year }: { readonly asked: AskInput; readonly year: number },
): Promise<Decision | null> {
  const edition = (await services.years.earlier()).editions.find(({ fiscalYear }) => fiscalYear === year);
  if (edition === undefined) return null;
  const opened = await services.years.open(edition);
  const engine = yearEngine(opened, year);
  // What stands for itself is asked of the newest.
  if (engine.ask(asked).follows === null) return null;
  return answerFrom(services, turn, asked, { ...opened, engine, year });
}

/** What a question about an earlier year is asked of; `relation`: compared with the newest document. */
interface AskedDocument extends Pick<YearKnowledge, 'data'> {
  readonly engine: Engine;
  readonly year: number;
  readonly relation?: string;
}

function answerFrom(
  { knowledge }: YearServices,
  turn: Turn,
  { today, previous }: AskInput,
  { data, engine, year, relation }: AskedDocument,
): Decision {
  const circumstances: Circumstances = { data, engine, cards: knowledge().cards, today, previous };
  const decision = decide(turn, circumstances);
  const { given } = decision;
  if (given === null || given === 'same') return decision;
  // The same question about another document is another one.
  const about = [...given.understood, `${String(year)}年度`];
  const understood = relation === undefined ? about : [...about, relation];
  const label = relation === undefined ? about.join(' · ') : given.question;
  // What is not in last year's document need not be added to this one's: nobody keeps it as unanswered.
  return { ...decision, given: { ...given, understood, label, searched: null } };
}

function sayMissing(
  { knowledge }: YearServices,
  turn: Turn,
  missing: {
    readonly year: number;
    readonly asked: AskInput;
    readonly current: number | null;
    readonly editions: readonly EarlierEdition[];
  },
): Decision {
  const { year, asked, current, editions } = missing;
  const { cards, data } = knowledge();
  const years = [...(current === null ? [] : [current]), ...editions.map(({ fiscalYear }) => fiscalYear)];
  const { text: words, lang } = asked;
  const shown = { rows: [], about: [String(year)] };
  const given = givenOf('noEdition', shown, { words, lang, isAsked: true });
  const decision = { ...say('noEdition', cards.noEdition(year, years, data, lang)), given };
  return turn.kind === 'action' ? placed(decision, turn, false) : decision;
}

/** A row that an earlier answer has named, and the newest document has no more. */
async function decideGone({ years, knowledge }: YearServices, turn: ActionTurn): Promise<Decision | null> {
  const action = parseCardAction(turn.data);
  const { data, cards } = knowledge();
  if (action?.do !== 'initiative' || data.initiatives.some(({ id }) => id === action.id)) return null;
  const found = await years.find(action.id);
  if (!found) return null;
  const message = cards.initiative(found.row, found.data, action.lang, found.year);
  const { id, lang } = action;
  return placed(sayRows('initiativeOfYear', message, { rows: [id] }, lang), turn, false);
}
