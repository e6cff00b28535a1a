import type { Initiative } from '../../dataset/schema.ts';
import { type Answer, type Hit, type Hits, hitsByDepartment } from '../../question/answer.ts';
import { button, type Json, type Model, rowsOf, toggle } from '../button.ts';
import type { AnswerView } from '../cards.ts';
import { MAX_NAME_CHARS, LIMITS, type Limits } from '../limits.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import { pageOf, type Page } from '../page.ts';
import { MIDDLE_PAGE, pagerOf, viewAction } from '../pager.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../size.ts';
import { factWords } from '../words/headline.ts';
import { initiativeName, rowOf, type Context } from '../words/row.ts';
import { alternativeButtons, answerBase, baseModel } from './base-model.ts';
import { openButton, rowButtons, rowModel, singleModel, whyIds } from './row-model.ts';

/** More rows than this page in place. */
const MAX_ROWS = 5;
/** What cards/answer.json adds to the data, in bytes of UTF-16 (measured, and some more): once, and a row. */
const TEMPLATE_BYTES = 3_000;
const TEMPLATE_ROW_BYTES = 1_600;

/** The fact of an answer with what opens its row; with a fact the card is read out, and announced, by the fact. */
function factModel(answer: Answer, limits: Limits, context: Context): Json {
  if (answer.fact === null) return { hasFact: false, fact: '', factFrom: '', factOpen: {} };
  const { initiative } = answer.fact;
  const name = initiativeName(initiative, context.data, context.lang);
  const words = factWords(answer, truncate(name, MAX_NAME_CHARS), context)!;
  return {
    hasFact: true,
    fact: escapeMarkdown(truncate(words.fact, limits.line)),
    factFrom: escapeMarkdown(truncate(words.from, limits.line)),
    factOpen: openButton(name, initiative.id, context.lang),
    speak: truncate(context.say('fact.plain', { ...words }), limits.line),
  };
}

function shellModel(answer: Answer, limits: Limits, context: Context): Model {
  return { ...answerBase(answer, limits, context), ...factModel(answer, limits, context) };
}

const knownBytes = new WeakMap<Json, number>();

function rowBytes(row: Json): number {
  const bytes = knownBytes.get(row) ?? sizeInBytes(row);
  knownBytes.set(row, bytes);
  return bytes + TEMPLATE_ROW_BYTES;
}

interface Shown {
  readonly hit: Hit;
  /** At full length, as it is on the first page. */
  readonly model: Json;
}

/** The rows that are listed: all but the one whose fact is told already. */
function listed({ hits, fact }: Answer): Hits {
  return fact === null ? hits : hits.filter(({ initiative }) => initiative.id !== fact.initiative.id);
}

/** The rows of one page: as many as fit beside the rest at full length, so that pages do not shift when texts are cut. */
function shownRows(answer: Answer, view: AnswerView, around: number, context: Context) {
  const full = LIMITS[0]!;
  const rows = listed(answer);
  const size = { maxItems: MAX_ROWS, maxBytes: MAX_CARD_BYTES - around };
  const shown: Page<Shown> = pageOf(rows, view.page, size, (hit, position) => {
    const model = rowModel(hit, position, full, context);
    return { item: { hit, model }, bytes: rowBytes(model) };
  });
  return { ...shown, count: rows.length };
}

/** Whether a table by department says more than the list does. */
function isWorthATable(hits: Hits): boolean {
  if (hits.length <= MAX_ROWS) return false;
  const { size } = hitsByDepartment(hits);
  return size > 1 && size < hits.length;
}

/** The same rows counted by department, or, among the rows of one department, the way back to all. */
function viewButtons(answer: Answer, view: AnswerView, { say }: Context): readonly Json[] {
  const { previous, department } = view;
  if (department === undefined && !isWorthATable(answer.hits)) return [];
  const action = viewAction(answer, { page: 0, previous, by: 'departments' });
  return action === null ? [] : [button(say('view.byDepartment'), action)];
}

/** Shows why the rows are there, where that is not evident. */
function whyButtons(rows: readonly Json[], { say }: Context): readonly Json[] {
  return rows.some((row) => row['why'] !== '') ? [toggle(say('row.whyTitle'), whyIds(rows.length))] : [];
}

/** What can be done with the one row that is the answer. */
function singleButtons(hit: Hit, answer: Answer, single: Json | null, context: Context): readonly Json[] {
  const { say, lang } = context;
  const row = rowOf(hit, context);
  const [similar, department] = rowButtons(row, context);
  const { departments, topics, time } = answer.understood;
  const isAllOfIt = departments.length === 1 && topics.length === 0 && time === null;
  return [
    // Also where all of its text is told: whom to ask, and taking it over, are found there.
    button(say('row.open'), { do: 'initiative', id: row.id, lang }),
    similar!,
    ...(department === undefined || isAllOfIt ? [] : [department]),
    ...(single === null ? [] : whyButtons([single], context)),
  ];
}

/** The one row that is the answer, in full; with a fact the fact says it. */
function onlyRowModel(hit: Hit, answer: Answer, limits: Limits, context: Context): Json {
  const single = answer.fact === null ? singleModel(hit, limits, context) : null;
  const alternative = alternativeButtons(answer, limits, context);
  return {
    single: single === null ? [] : [single],
    buttons: rowsOf([...singleButtons(hit, answer, single, context), ...alternative]),
  };
}

/** Everything but the rows, with what stands beside them on a page that has all that one can have, in bytes. */
interface Shell {
  readonly model: Model;
  readonly views: readonly Json[];
  readonly around: number;
}

/** At full length. */
function fullShell(answer: Answer, view: AnswerView, context: Context): Shell {
  const full = LIMITS[0]!;
  const model = shellModel(answer, full, context);
  const views = viewButtons(answer, view, context);
  const { buttons } = pagerOf(answer, view, MIDDLE_PAGE, context);
  const more = [...buttons, ...views, ...alternativeButtons(answer, full, context)];
  return { model, views, around: sizeInBytes(model) + sizeInBytes(more) + TEMPLATE_BYTES };
}

/** A card of several rows. */
function rowsModel(answer: Answer, view: AnswerView, limits: Limits, context: Context): Model {
  const shell = fullShell(answer, view, context);
  const shown = shownRows(answer, view, shell.around, context);
  const isFull = limits === LIMITS[0];
  const rows = shown.items.map(({ hit, model }, index) =>
    isFull && shown.start === 0 ? model : rowModel(hit, index, limits, context),
  );
  const pager = pagerOf(answer, view, shown, context);
  // A button carries what the question was asked with: where that is long, fewer buttons must do.
  const views = limits.full > 0 ? shell.views : [];
  const alternative = alternativeButtons(answer, limits, context);
  return {
    ...(isFull ? shell.model : shellModel(answer, limits, context)),
    position: pager.position,
    note: pager.note,
    single: [],
    rows,
    buttons: rowsOf([...pager.buttons, ...views, ...whyButtons(rows, context), ...alternative]),
  };
}

/** Data for cards/answer.json. */
export function answerModel(answer: Answer, view: AnswerView, limits: Limits, context: Context): Model {
  const [only] = answer.hits.length === 1 ? answer.hits : [];
  if (only === undefined) return rowsModel(answer, view, limits, context);
  return {
    ...shellModel(answer, limits, context),
    rows: [],
    ...onlyRowModel(only, answer, limits, context),
  };
}

/** Data for cards/answer.json: initiatives like another one. */
export function similarModel(
  initiative: Initiative,
  hits: readonly Hit[],
  limits: Limits,
  context: Context,
): Model {
  const name = truncate(initiativeName(initiative, context.data, context.lang), MAX_NAME_CHARS);
  const { say } = context;
  const shown = hits.slice(0, limits.full === 0 ? 3 : MAX_ROWS);
  const count = shown.length;
  return {
    ...baseModel(
      count === 0 ? say('headline.similarNone', { name }) : say('headline.similar', { name, count }),
      context,
    ),
    hasFact: false,
    fact: '',
    factFrom: '',
    factOpen: {},
    position: '',
    understood: '',
    hasChips: false,
    chips: [],
    unknown: '',
    single: [],
    rows: shown.map((hit, index) => rowModel(hit, index, limits, context)),
    note: '',
    hasNear: false,
    nearHeading: '',
    near: [],
    buttons: [],
  };
}
