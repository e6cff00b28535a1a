import type { Words } from '../../cards/words/schedule-words.ts';
import { zoneWords } from '../../cards/words/dates.ts';
import { timeAt } from '../../calendar/zone.ts';
import { REPORT_COLUMNS, type ReportWords } from '../jobs/report.ts';
import { reasonWords } from '../../cards/reasons.ts';

/** A report in the words of one language, with times of one zone beside UTC. */
export function reportWords(words: Words, timeZone: string): ReportWords {
  const { say } = words;
  return {
    columns: REPORT_COLUMNS.map((column) =>
      say(`broadcast.report.${column}`, { zone: zoneWords(timeZone, words) }),
    ),
    message: (kind) => say(`broadcast.report.message.${kind}`),
    recipient: (kind) => (kind === null ? '' : say(`broadcast.report.recipient.${kind}`)),
    state: (state) => say(`broadcast.report.state.${state}`),
    reason: (code) => (code === null ? '' : reasonWords(code, say)),
    acknowledged: say('broadcast.report.yes'),
    unacknowledged: say('broadcast.report.no'),
    time: timesOf(timeZone),
  };
}

const minuteMs = 60_000;

/** Thousands of rows have changed in the same minute, one after the other. */
function timesOf(timeZone: string): ReportWords['time'] {
  let known = { minute: NaN, text: '' };
  return (at) => {
    const minute = Math.floor(at / minuteMs);
    if (minute !== known.minute) known = { minute, text: timeAt(at, timeZone) };
    return known.text;
  };
}
