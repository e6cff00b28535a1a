import type { YearMonth } from '../calendar/month.ts';
import type { NewMessage } from '../delivery/ports.ts';

/** Before every broadcast: a month's highlights are few and have a day. */
const highlightsPriority = 0;

/** The one message of a month; each recipient's delivery brings its own content. */
export function highlightsMessage(month: YearMonth): NewMessage {
  return {
    id: `highlights-${month}`,
    kind: 'highlights',
    action: 'post',
    priority: highlightsPriority,
    content: null,
    originalId: null,
  };
}
