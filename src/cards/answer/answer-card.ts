import type { Initiative } from '../../dataset/schema.ts';
import type { Answer, Hit, Hits } from '../../question/answer.ts';
import { button, type Json, type Model, rowsOf, toggle } from '../button.ts';
import type { AnswerView } from '../cards.ts';
import { LIMITS, type Limits } from '../limits.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import { pageOf, type Page } from '../page.ts';
import { pagerOf, viewAction } from '../pager.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../size.ts';
import { factWords } from '../words/headline.ts';
import { initiativeName, rowOf, type Context } from '../words/row.ts';
import { alternativeButtons, answerBase, baseModel } from './base-model.ts';
import { openButton, rowButtons, rowModel, singleModel, whyIds } from './row-model.ts';

/** More rows than this page in place. */
const MAX_ROWS = 5;
const MAX_NAME_CHARS = 60;
/** What cards/answer.json adds to the data, in bytes of UTF-16 (measured, and some more): once, and a row. */
const TEMPLATE_BYTES = 3_000;
const TEMPLATE_ROW_BYTES = 1_600;
/** Teams shows so many actions of a card. */
const MAX_BUTTONS = 6;

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

function frameOf(answer: Answer, limits: Limits, context: Context): Model {
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
function shownRows(rows: Hits, answer: Answer, view: AnswerView, context: Context): Page<Shown> {
  const full = LIMITS[0]!;
  const size = { maxItems: MAX_ROWS, maxBytes: MAX_CARD_BYTES - spaceAround(answer, view, context) };
  return pageOf(rows, view.page, size, (hit, position) => {
    const model = rowModel(hit, position, full, context);
    return { item: { hit, model }, bytes: rowBytes(model) };
  });
}

/** What stands beside the rows on a page with everything that one can have, in bytes. */
function spaceAround(answer: Answer, view: AnswerView, context: Context): number {
  const full = LIMITS[0]!;
  const middle: Page<never> = { items: [], page: 1, start: 0, isLast: false };
  const { buttons } = pagerOf(answer, view, middle, answer.hits.length, context);
  const more = [
    ...buttons,
    ...viewButtons(answer, view, context),
    ...alternativeButtons(answer, full, context),
  ];
  return sizeInBytes(frameOf(answer, full, context)) + sizeInBytes(more) + TEMPLATE_BYTES;
}

/** Whether a table by department says more than the list does. */
function isWorthATable(hits: Hits): boolean {
  if (hits.length <= MAX_ROWS) return false;
  const departments = new Set(hits.map(({ initiative }) => initiative.department));
  return departments.size > 1 && departments.size < hits.length;
}

/** The same rows counted by department, or, among the rows of one department, the way back to all. */
function viewButtons(answer: Answer, view: AnswerView, { say }: Context): readonly Json[] {
  const { previous, department } = view;
  if (department === undefined && !isWorthATable(answer.hits)) return [];
  const action = viewAction(answer, { page: 0, previous, by: 'departments' });
  return action === null ? [] : [button(say('view.byDepartment'), action)];
}

function buttonsOf(
  answer: Answer,
  pager: readonly Json[],
  rows: readonly Json[],
  view: AnswerView,
  limits: Limits,
  context: Context,
): readonly Json[] {
  const { say } = context;
  const hasWhy = rows.some((row) => row['why'] !== '');
  const all = [
    ...pager,
    // A button carries what the question was asked with: where that is long, fewer buttons must do.
    ...(limits.full > 0 ? viewButtons(answer, view, context) : []),
    ...(hasWhy ? [toggle(say('row.whyTitle'), whyIds(rows.length))] : []),
  ];
  return all.slice(0, MAX_BUTTONS - 1);
}

/** What can be done with the one row that is the answer. */
function singleButtons(hit: Hit, answer: Answer, single: Json | null, context: Context): readonly Json[] {
  const { say, lang } = context;
  const row = rowOf(hit, context);
  const [similar, department] = rowButtons(row, context);
  const { departments, topics, time } = answer.understood;
  const isAllOfIt = departments.length === 1 && topics.length === 0 && time === null;
  const open = button(say('row.open'), { do: 'initiative', id: row.id, lang });
  return [
    ...(single === null ? [open] : []),
    similar!,
    ...(department === undefined || isAllOfIt ? [] : [department]),
    ...(single !== null && single['why'] !== '' ? [toggle(say('row.whyTitle'), whyIds(1))] : []),
  ];
}

/** Data for cards/answer.json. */
export function answerModel(answer: Answer, view: AnswerView, limits: Limits, context: Context): Model {
  const frame = frameOf(answer, limits, context);
  const rows = listed(answer);
  const alternative = alternativeButtons(answer, limits, context);
  const [only] = answer.hits.length === 1 ? answer.hits : [];
  if (only !== undefined) {
    const single = answer.fact === null ? singleModel(only, limits, context) : null;
    const buttons = singleButtons(only, answer, single, context);
    return {
      ...frame,
      single: single === null ? [] : [single],
      rows: [],
      buttons: rowsOf([...buttons, ...alternative]),
    };
  }
  const shown = shownRows(rows, answer, view, context);
  const isFull = limits === LIMITS[0];
  const models = shown.items.map(({ hit, model }, index) =>
    isFull && shown.start === 0 ? model : rowModel(hit, index, limits, context),
  );
  const pager = pagerOf(answer, view, shown, rows.length, context);
  return {
    ...frame,
    position: pager.position,
    note: pager.note,
    single: [],
    rows: models,
    buttons: rowsOf([...buttonsOf(answer, pager.buttons, models, view, limits, context), ...alternative]),
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
