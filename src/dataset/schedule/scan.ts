import { WITHIN_MONTH } from '../../calendar/words.ts';
import { execAt, readDate, sticky, type Context, type FoundDate } from './dates.ts';

/** More dates than any real cell has; what follows them is left unread, so that a hostile cell costs no time. */
const MAX_DATES = 50;

/** Words between a date and the mark that says how it goes on (R8.7予定～, R9.4月下旬から). */
const SUFFIX = sticky(`(?:${WITHIN_MONTH}|目途|めど|予定| )`);
const TO = /~|-|から|より|以降|以後|→/y;
const UNTIL = /までに|まで|以前/y;

/** Reads what follows a date into it; returns where it ends. */
function readEnding(text: string, from: number, date: FoundDate): number {
  let at = from;
  if (/[中内]/.test(text[at] ?? '')) {
    if (date.kind === 'range') date.kind = 'within';
    at += 1;
  }
  for (let m = execAt(SUFFIX, text, at); m !== null; m = execAt(SUFFIX, text, at)) at += m[0].length;
  const to = execAt(TO, text, at)?.[0];
  if (to !== undefined) {
    date.to = true;
    return at + to.length;
  }
  const until = execAt(UNTIL, text, at)?.[0];
  if (until === undefined) return at;
  date.until = until === 'までに' ? 'by' : 'until';
  return at + until.length;
}

/** A run of digits that is no date is passed over whole, so that its tail is not read as one (113月). */
function skipNonDate(text: string, at: number): number {
  let end = at;
  while (/\d/.test(text[end] ?? '') && /\d/.test(text[end + 1] ?? '')) end += 1;
  return end;
}

/** What stands between dates may still say how the last one goes on: R8.4に運用を開始. */
function readBetween(text: string, at: number, last: FoundDate | null): void {
  if (last === null || last.to) return;
  if (last.until === null && /^(?:開始|スタート)/.test(text.slice(at, at + 4))) last.to = true;
  // 10時～15時 is no range of months.
  if (text[at] === '~' && !/[\d時分回名人]/.test(text[at - 1] ?? '')) last.to = true;
}

/** All dates of a folded text in order. One pass: every look-ahead is bounded. */
export function scanDates(text: string, fiscalYear: number | null): FoundDate[] {
  const dates: FoundDate[] = [];
  let context: Context | null = null;
  let last: FoundDate | null = null;
  let leading = false;
  for (let at = 0; at < text.length && dates.length < MAX_DATES;) {
    // R8.4～、毎年5月: what recurs does not end the period before it.
    if (/^(?:毎年|例年)/.test(text.slice(at, at + 2))) context = last = null;
    const token = readDate({ text, at, before: text[at - 1] ?? '', context, last, fiscalYear });
    if (token === null) {
      at = skipNonDate(text, at);
      readBetween(text, at, last);
      leading = text[at] === '~' && dates.length === 0;
      at += 1;
      continue;
    }
    const { date } = token;
    // ～R9.3; a ～ before a first date that does not touch it says nothing.
    if (leading) date.until = 'until';
    leading = false;
    at = readEnding(text, token.next, date);
    context = token.context;
    last = date;
    dates.push(date);
  }
  return dates;
}
