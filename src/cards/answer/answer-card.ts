import type { Initiative } from '../../dataset/schema.ts';
import type { Answer, Hit } from '../../question/answer.ts';
import type { Json, Model } from '../button.ts';
import type { AnswerView } from '../cards.ts';
import { baseModel, frameModel } from './frame.ts';
import { factWords } from '../words/headline.ts';
import { LIMITS, type Limits } from '../limits.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import { pageOf, type Page } from '../page.ts';
import { pagerModel } from '../pager.ts';
import { initiativeName, type Context } from '../words/row.ts';
import { rowModel, type RowModel, type RowStyle } from './row-model.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../size.ts';

/** More rows than this page in place. */
const MAX_ROWS = 8;
/** Up to this many rows have real buttons. */
const MAX_ROWS_WITH_BUTTONS = 3;
/** What cards/answer.json adds to the data, in bytes of UTF-16 (measured, and some more): once, a row, a line. */
const TEMPLATE_BYTES = 1_600;
const TEMPLATE_ROW_BYTES = 1_000;
const TEMPLATE_LINE_BYTES = 160;

function factModel(answer: Answer, limits: Limits, context: Context): Json {
  const name = answer.fact ? initiativeName(answer.fact.initiative, context.data, context.lang) : '';
  const words = factWords(answer, truncate(name, 60), context);
  return {
    hasFact: words !== null,
    fact: escapeMarkdown(truncate(words?.fact ?? '', limits.line)),
    factFrom: escapeMarkdown(truncate(words?.from ?? '', limits.line)),
    // With a fact the card is read out, and announced, by the fact.
    ...(words ? { speak: truncate(context.say('fact.plain', { ...words }), limits.line) } : {}),
  };
}

function rowStyle(answer: Answer): RowStyle {
  const { departments } = answer.understood;
  return {
    isListed: answer.hits.length > MAX_ROWS_WITH_BUTTONS,
    withDepartment:
      departments.length !== 1 || answer.understood.topics.length > 0 || answer.understood.time !== null,
  };
}

const knownBytes = new WeakMap<RowModel, number>();

function rowBytes(row: RowModel): number {
  const lines = row.short.length + row.full.length;
  const bytes = knownBytes.get(row) ?? sizeInBytes(row);
  knownBytes.set(row, bytes);
  return bytes + TEMPLATE_ROW_BYTES + lines * TEMPLATE_LINE_BYTES;
}

function frameOf(answer: Answer, limits: Limits, context: Context): Model {
  return { ...frameModel(answer, limits, context), ...factModel(answer, limits, context) };
}

interface Shown {
  readonly hit: Hit;
  /** At full length, as it is on the first page. */
  readonly model: RowModel;
}

/** The rows of one page: as many as fit beside the frame at full length, so that pages do not shift when texts are cut. */
function shownRows(
  answer: Answer,
  view: AnswerView,
  style: RowStyle,
  frame: Model,
  context: Context,
): Page<Shown> {
  const full = LIMITS[0]!;
  const middle: Page<never> = { items: [], page: 1, start: 0, isLast: false };
  const pager = pagerModel(answer, view.previous, middle, answer.hits.length, context);
  const around = sizeInBytes(frame) + sizeInBytes(pager) + TEMPLATE_BYTES;
  const size = { maxItems: MAX_ROWS, maxBytes: MAX_CARD_BYTES - around };
  return pageOf(answer.hits, view.page, size, (hit, position) => {
    const model = rowModel(hit, position, style, full, context);
    return { item: { hit, model }, bytes: rowBytes(model) };
  });
}

/** Data for cards/answer.json. */
export function answerModel(answer: Answer, view: AnswerView, limits: Limits, context: Context): Model {
  const style = rowStyle(answer);
  const frame = frameOf(answer, LIMITS[0]!, context);
  const shown = shownRows(answer, view, style, frame, context);
  const isFull = limits === LIMITS[0];
  return {
    ...(isFull ? frame : frameOf(answer, limits, context)),
    rows: shown.items.map(({ hit, model }, index) =>
      isFull && shown.start === 0 ? model : rowModel(hit, index, style, limits, context),
    ),
    ...pagerModel(answer, view.previous, shown, answer.hits.length, context),
  };
}

/** Data for cards/answer.json: initiatives like another one. */
export function similarModel(
  initiative: Initiative,
  hits: readonly Hit[],
  limits: Limits,
  context: Context,
): Model {
  const name = truncate(initiativeName(initiative, context.data, context.lang), 60);
  const { say } = context;
  const shown = hits.slice(0, limits.full === 0 ? 3 : 5);
  const count = shown.length;
  const style = { isListed: count > MAX_ROWS_WITH_BUTTONS, withDepartment: true };
  return {
    ...baseModel(
      count === 0 ? say('headline.similarNone', { name }) : say('headline.similar', { name, count }),
      context,
    ),
    hasFact: false,
    fact: '',
    factFrom: '',
    understood: '',
    unknown: '',
    rows: shown.map((hit, index) => rowModel(hit, index, style, limits, context)),
    hasPager: false,
    hasPrevious: false,
    hasNext: false,
    previous: [],
    next: [],
    position: '',
    note: '',
    hasNear: false,
    nearHeading: '',
    near: [],
    hasAlternative: false,
    alternative: [],
  };
}
