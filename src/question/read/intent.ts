import type { Intent } from '../answer.ts';
import { CUES, FACT_CUES } from './cues.ts';
import { BUSIEST, QUIETEST } from './time/words.ts';

const OFFICE = /部署|局|課|区|所|とこ|department|bureau|office/i;

/** Whether the question asks who does not do it: しない時期 is no such thing. */
export function asksWithout(text: string): boolean {
  const cue = CUES.without.exec(text);
  return cue !== null && !/時期|時間/.test(cue[0]);
}

/** What the question wants done with the rows. */
export function intentOf(text: string): Intent {
  if (CUES.greeting.test(text)) return 'greeting';
  if (CUES.help.test(text)) return 'help';
  if (asksForDepartments(text)) return 'departments';
  if (CUES.compare.test(text) || CUES.compareCounts.test(text)) return 'compare';
  if (CUES.count.test(text)) return 'count';
  if (CUES.find.test(text) || asksForRows(text)) return 'find';
  return FACT_CUES.some(([, cue]) => cue.test(text)) ? 'fact' : 'find';
}

/** 若手を対象にした取組、全部: rows, whatever else the words ask. */
const asksForRows = (text: string): boolean =>
  CUES.list.test(text) && /取組|取り組み|施策|もの|やつ|initiative|programme|program|ones/i.test(text);

/** Whether a list of departments is asked for: of all, of those with most, fewest, none, or so many. */
function asksForDepartments(text: string): boolean {
  if (BUSIEST.test(text) || QUIETEST.test(text)) return false;
  return (
    asksWithout(text) ||
    CUES.most.test(text) ||
    CUES.fewest.test(text) ||
    (CUES.exactly.test(text) && OFFICE.test(text)) ||
    CUES.departmentsList.test(text)
  );
}
