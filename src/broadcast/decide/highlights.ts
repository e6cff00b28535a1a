import type { CardData } from '../../cards/cards.ts';
import { monthAfter, type YearMonth } from '../../calendar/month.ts';
import { monthAt } from '../../calendar/zone.ts';
import { highlightsContent } from '../../highlights/content.ts';
import type { BroadcastContent } from './content.ts';

type Highlights = NonNullable<BroadcastContent['highlights']>;

/** Of those that begin in the month; those put forward come beside them. */
const maxStarting = 4;

/** The months whose highlights a broadcast may bring: this one and the next. */
export function highlightMonths(now: number, timeZone: string): readonly YearMonth[] {
  const month = monthAt(now, timeZone);
  return [month, monthAfter(month, 1)];
}

/** The rows that a broadcast brings of a month: the same each time for the same document; null when there is nothing. */
export function pickHighlights(
  broadcastId: string,
  month: YearMonth,
  data: Pick<CardData, 'initiatives' | 'departments'>,
): Highlights | null {
  const { starting, featured } = highlightsContent({
    dataset: data,
    month,
    recipientId: broadcastId,
    interests: { departments: [], themed: null },
    history: [],
    before: null,
  });
  const rows = [...starting.slice(0, maxStarting), ...featured];
  return rows.length === 0 ? null : { month, initiativeIds: rows.map(({ id }) => id) };
}
