import { type Answer, type DepartmentCount, hitsByDepartment } from '../../question/answer.ts';
import { button, type Json, type Model, rowsOf } from '../button.ts';
import type { NewCardAction } from '../actions.ts';
import type { AnswerView } from '../cards.ts';
import { MAX_NAME_CHARS, LIMITS, type Limits } from '../limits.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import { pageOf, type Page } from '../page.ts';
import { MIDDLE_PAGE, pagerOf, viewAction } from '../pager.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../size.ts';
import type { Context } from '../words/row.ts';
import { departmentName } from '../words/subject.ts';
import { alternativeButtons, answerBase } from './base-model.ts';

const MAX_DEPARTMENTS = 24;
/** What cards/departments.json adds to the texts, in bytes of UTF-16 (measured, and some more): once, and a department. */
const TEMPLATE_BYTES = 1_600;
const TEMPLATE_ROW_BYTES = 700;

/** The rows of an answer counted by department. */
export const countsOf = ({ hits }: Answer): readonly DepartmentCount[] =>
  Array.from(hitsByDepartment(hits), ([department, count]) => ({ department, count }));

/** The most first, and those that have as many as the document has them, whatever the question was. */
function mostFirst(counts: readonly DepartmentCount[], { data }: Context): readonly DepartmentCount[] {
  const places = new Map(data.departments.map(({ name }, place) => [name, place]));
  const placeOf = ({ department }: DepartmentCount) => places.get(department) ?? places.size;
  return [...counts].sort((a, b) => b.count - a.count || placeOf(a) - placeOf(b));
}

/** In the order that was asked for: a list stands as the document has it. */
export function inOrder({ departments, departmentsAsk }: Answer): readonly DepartmentCount[] {
  switch (departmentsAsk?.kind) {
    case 'without':
      // That none has it is said: a list of everybody says no more.
      return departmentsAsk.others.length === 0 && departments.length > 1 ? [] : departments;
    case 'most':
    case 'atLeast':
      return [...departments].sort((a, b) => b.count - a.count);
    case 'fewest':
    case 'atMost':
      return [...departments].sort((a, b) => a.count - b.count);
    default:
      return departments;
  }
}

function departmentModel(
  { department, count }: DepartmentCount,
  action: NewCardAction,
  context: Context,
): Json {
  const name = truncate(oneLine(departmentName(department, context)), MAX_NAME_CHARS);
  return {
    department: escapeMarkdown(name),
    count: count === 0 ? '' : context.say('count.number', { count }),
    open: button(name, action),
  };
}

/** Data for cards/departments.json: the departments that answer, or those that the rows of an answer are of. */
export function departmentsModel(answer: Answer, view: AnswerView, limits: Limits, context: Context): Model {
  const isOfRows = answer.departments.length === 0;
  const departments = isOfRows ? mostFirst(countsOf(answer), context) : inOrder(answer);
  // A button carries what the question was asked with: where that is long, fewer buttons must do.
  const isRoomy = isOfRows && limits.full > 0;
  const modelOf = (one: DepartmentCount, hasRows: boolean) =>
    departmentModel(one, actionOf(one, answer, view, hasRows), context);
  const models = departments.map((one) => ({ one, model: modelOf(one, isOfRows) }));
  const shown = pageOfEqual(models, view.page, sizeAround(answer, view, context));
  const pager = pagerOf(answer, view, { ...shown, count: departments.length }, context);
  const list = isRoomy ? viewAction(answer, { page: 0, previous: view.previous, by: 'rows' }) : null;
  return {
    ...answerBase(answer, limits, context),
    position: pager.position,
    note: pager.note,
    rows: shown.items.map(({ one, model }) => (isRoomy ? model : modelOf(one, false))),
    buttons: rowsOf([
      ...pager.buttons,
      ...(list === null ? [] : [button(context.say('view.list'), list)]),
      ...alternativeButtons(answer, limits, context),
    ]),
  };
}

/** Pressed, a department shows its rows of this answer, or all that it has. */
function actionOf(
  { department }: DepartmentCount,
  answer: Answer,
  { previous }: AnswerView,
  hasRows: boolean,
): NewCardAction {
  const ofIt = hasRows ? viewAction(answer, { page: 0, previous, department }) : null;
  return ofIt ?? { do: 'department', name: department.slice(0, 100), lang: answer.lang };
}

/** What stands beside the departments, in bytes. */
function sizeAround(answer: Answer, view: AnswerView, context: Context): number {
  const full = LIMITS[0]!;
  const { buttons } = pagerOf(answer, view, MIDDLE_PAGE, context);
  return sizeInBytes(answerBase(answer, full, context)) + sizeInBytes(buttons) * 2 + TEMPLATE_BYTES;
}

/** As few pages as the limits allow, equally full: not all but one on the first, and one alone on the second. */
function pageOfEqual<Item extends { readonly model: Json }>(
  items: readonly Item[],
  wanted: number,
  around: number,
): Page<Item> {
  const maxBytes = MAX_CARD_BYTES - around;
  const sized = items.map((item) => ({ item, bytes: sizeInBytes(item.model) + TEMPLATE_ROW_BYTES }));
  const fits = (size: number) =>
    sized.every((_, index) => {
      const page = index % size === 0 ? sized.slice(index, index + size) : [];
      return page.reduce((sum, { bytes }) => sum + bytes, 0) <= maxBytes;
    });
  let pages = Math.max(1, Math.ceil(items.length / MAX_DEPARTMENTS));
  while (pages < items.length && !fits(Math.ceil(items.length / pages))) pages += 1;
  const maxItems = Math.max(1, Math.ceil(items.length / pages));
  return pageOf(sized, wanted, { maxItems, maxBytes }, (one) => one);
}
