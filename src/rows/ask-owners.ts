import { isBusinessDay } from '../calendar/business-day.ts';
import { dayAt } from '../calendar/zone.ts';
import { currentRound, noticeFor } from './chat/confirm.ts';
import type { RowServices } from './chat/services.ts';
import { unanswered } from './decide/rounds.ts';

/** Nobody is asked at night. */
const opensAt = 9;
const closesAt = 17;

/**
 * Asks the owner of each department about its rows, once in each round, on a working day; an owner who is set later is
 * asked then. Safe at any time, on any number of instances.
 */
export async function askOwners(services: RowServices): Promise<void> {
  const { months, store, owners, knowledge, now, onPlanned } = services;
  services.freshness.learn(await store.latest());
  if (months === 0 || !isOfficeHour(services)) return;
  const round = currentRound(services);
  const asked = new Set((await store.asked(round)).map(({ department }) => department));
  const { departments, initiatives } = knowledge().data;
  const unasked = departments.filter(({ name }) => !asked.has(name));
  if (unasked.length === 0) return;
  const answered = new Set((await store.inRound(round)).map(({ rowId }) => rowId));
  for (const { name: department } of unasked) {
    if (unanswered(initiatives, department, answered).length === 0) continue;
    const owner = await owners.ownerOf(department);
    if (owner === null) continue;
    const { personId } = owner;
    const notice = await noticeFor(services, { department, personId, isReminder: false });
    if (await store.ask({ round, department, personId, askedAt: now() }, notice)) onPlanned();
  }
}

function isOfficeHour({ now, timeZone }: RowServices): boolean {
  if (!isBusinessDay(dayAt(now(), timeZone))) return false;
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(now()),
  );
  return hour >= opensAt && hour < closesAt;
}
