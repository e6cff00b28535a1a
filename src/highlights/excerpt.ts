import { monthAfter, type YearMonth } from '../calendar/month.ts';
import { monthAt } from '../calendar/zone.ts';
import type { Dataset } from '../dataset/schema.ts';
import { highlightsContent } from './content.ts';

/** Of those that begin in the month; those put forward come beside them. */
const maxStarting = 4;

/** The months whose highlights can be shown elsewhere: this one and the next. */
export function excerptMonths(now: number, timeZone: string): readonly YearMonth[] {
  const month = monthAt(now, timeZone);
  return [month, monthAfter(month, 1)];
}

/** A few rows of a month to be shown elsewhere: the same each time for the same document; null when there are none. */
export function excerptOf(
  shownIn: string,
  month: YearMonth,
  dataset: Pick<Dataset, 'initiatives' | 'departments'>,
): { readonly month: YearMonth; readonly initiativeIds: string[] } | null {
  const { starting, featured } = highlightsContent({
    dataset,
    month,
    recipientId: shownIn,
    interests: { departments: [], themed: null },
    history: [],
    before: null,
  });
  const rows = [...starting.slice(0, maxStarting), ...featured];
  return rows.length === 0 ? null : { month, initiativeIds: rows.map(({ id }) => id) };
}
