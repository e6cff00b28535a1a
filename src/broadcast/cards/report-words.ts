import type { Say } from '../../cards/texts.ts';
import { timeAt } from '../../calendar/zone.ts';
import type { ReportWords } from '../jobs/report.ts';
import { reasonWords } from '../../cards/reasons.ts';

const COLUMNS = [
  'message',
  'recipient',
  'kind',
  'name',
  'state',
  'reason',
  'attempts',
  'acknowledged',
  'changedAt',
  'utc',
] as const;

/** A report in the words of one language, with times of one zone beside UTC. */
export function reportWords(say: Say, timeZone: string): ReportWords {
  return {
    columns: COLUMNS.map((column) => say(`broadcast.report.${column}`, { zone: timeZone })),
    message: (kind) => say(`broadcast.report.message.${kind}`),
    recipient: (kind) => (kind === null ? '' : say(`broadcast.report.recipient.${kind}`)),
    state: (state) => say(`broadcast.report.state.${state}`),
    reason: (code) => (code === null ? '' : reasonWords(code, say)),
    acknowledged: say('broadcast.report.yes'),
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
