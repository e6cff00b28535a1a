import type { Answer, DepartmentCount } from '../../question/answer.ts';
import { button, type Json, type Model } from '../button.ts';
import type { AnswerView } from '../cards.ts';
import { frameModel } from './frame.ts';
import { LIMITS, type Limits } from '../limits.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import { pageOf } from '../page.ts';
import { pagerModel } from '../pager.ts';
import type { Context } from '../words/row.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../size.ts';
import { departmentName } from '../words/subject.ts';

const MAX_DEPARTMENTS = 20;
const MAX_NAME_CHARS = 60;
/** What cards/departments.json adds to the texts, in bytes of UTF-16 (measured, and some more): once, and a department. */
const TEMPLATE_BYTES = 800;
const TEMPLATE_ROW_BYTES = 600;

function departmentModel({ department, count }: DepartmentCount, context: Context): Json {
  const { say, lang } = context;
  const name = truncate(oneLine(departmentName(department, context)), MAX_NAME_CHARS);
  return {
    department: escapeMarkdown(name),
    count: count === 0 ? '–' : say('count.rows', { count }),
    open: button(name, { do: 'department', name: department.slice(0, 100), lang }),
  };
}

/** Data for cards/departments.json. */
export function departmentsModel(answer: Answer, view: AnswerView, limits: Limits, context: Context): Model {
  const count = answer.departments.length;
  const anyPager = pagerModel(
    answer,
    view.previous,
    { items: [], page: 1, start: 0, isLast: false },
    count,
    context,
  );
  const around =
    sizeInBytes(frameModel(answer, LIMITS[0]!, context)) + sizeInBytes(anyPager) + TEMPLATE_BYTES;
  const maxBytes = MAX_CARD_BYTES - around;
  const shown = pageOf(
    answer.departments,
    view.page,
    { maxItems: MAX_DEPARTMENTS, maxBytes },
    (department) => {
      const item = departmentModel(department, context);
      return { item, bytes: sizeInBytes(item) + TEMPLATE_ROW_BYTES };
    },
  );
  return {
    ...frameModel(answer, limits, context),
    intro: context.say('departments.intro'),
    rows: shown.items,
    ...pagerModel(answer, view.previous, shown, count, context),
  };
}
