import { isBusinessDay } from '../calendar/business-day.ts';
import { dayAt } from '../calendar/zone.ts';
import { currentRound, noticeFor } from './chat/confirm.ts';
import type { RowParts } from './chat/parts.ts';
import { unanswered } from './decide/rounds.ts';

/** Nobody is asked at night. */
const opensAt = 9;
const closesAt = 17;

/**
 * Asks the owner of each department about its rows, once in each round, on a working day; an owner who is set later is
 * asked then. Safe at any time, on any number of instances.
 */
export async function askOwners(parts: RowParts): Promise<void> {
  const { months, store, owners, knowledge, now, onPlanned } = parts;
  parts.freshness.learn(await store.latest());
  if (months === 0 || !isOfficeHour(parts)) return;
  const round = currentRound(parts);
  const asked = new Set((await store.asked(round)).map(({ department }) => department));
  const due = (await owners.owners()).filter(({ department }) => !asked.has(department));
  if (due.length === 0) return;
  const answered = new Set((await store.inRound(round)).map(({ rowId }) => rowId));
  for (const { department, personId } of due) {
    if (unanswered(knowledge().data.initiatives, department, answered).length === 0) continue;
    const notice = await noticeFor(parts, { department, personId, isReminder: false });
    if (await store.ask({ round, department, personId, askedAt: now() }, notice)) onPlanned();
  }
}

function isOfficeHour({ now, timeZone }: RowParts): boolean {
  if (!isBusinessDay(dayAt(now(), timeZone))) return false;
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(now()),
  );
  return hour >= opensAt && hour < closesAt;
}
