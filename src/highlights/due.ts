import { Temporal } from 'temporal-polyfill';
import { monthAfter, type YearMonth } from '../calendar/month.ts';
import { isBusinessDay } from '../calendar/business-day.ts';
import { monthAt } from '../calendar/zone.ts';
import type { DayRule, Subscription } from './ports.ts';
import { dayMs } from '../calendar/clock.ts';

/** A post that could not be made on its day is made up for within seven days; after that the month is skipped, and said so. */
const catchUpMs = 7 * dayMs;

/** How many months back a missed one is looked for and written down as skipped. */
const monthsBack = 12;

type When = Pick<Subscription, 'rule' | 'hour'>;

/** Epoch ms at which the month's post is due by the rule. An hour that daylight saving leaves out is the one after it. */
export function ruleDueAt({ rule, hour }: When, month: YearMonth, timeZone: string): number {
  const date = dayOf(rule, Temporal.PlainYearMonth.from(month));
  return date.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds;
}

function dayOf(rule: DayRule, month: Temporal.PlainYearMonth): Temporal.PlainDate {
  const first = month.toPlainDate({ day: 1 });
  switch (rule.type) {
    case 'day':
      return month.toPlainDate({ day: Math.min(rule.day, month.daysInMonth) });
    case 'firstBusinessDay': {
      let date = first;
      while (!isBusinessDay(date)) date = date.add({ days: 1 });
      return date;
    }
    case 'weekday': {
      const earliest = first.add({ days: (rule.weekday - first.dayOfWeek + 7) % 7 });
      const date = earliest.add({ weeks: rule.nth - 1 });
      // The fifth, where there is none, is the last.
      return date.month === month.month ? date : date.subtract({ weeks: 1 });
    }
  }
}

/** The first month that a subscription set at `now` is owed: this one unless its day is over. */
export function firstMonthOf(when: When, now: number, timeZone: string): YearMonth {
  const month = monthAt(now, timeZone);
  return ruleDueAt(when, month, timeZone) >= now ? month : monthAfter(month, 1);
}

/** A month that is owed to a subscriber and has no row yet. */
export interface Owed {
  readonly month: YearMonth;
  /** post: within the time to catch up. skip: too late. */
  readonly act: 'post' | 'skip';
}

/**
 * What is owed at `now`. `isPlanned` says which months have a row already, whatever became of it; so a restart, a
 * second instance, a changed subscription or a clock that was set back ask for nothing twice.
 */
export function decideDue(
  subscription: Subscription,
  isPlanned: (month: YearMonth) => boolean,
  now: number,
  timeZone: string,
): readonly Owed[] {
  const current = monthAt(now, timeZone);
  const owed: Owed[] = [];
  for (let back = monthsBack; back >= 0; back -= 1) {
    const month = monthAfter(current, -back);
    if (month < subscription.firstMonth || isPlanned(month)) continue;
    const dueAt = owedAt(subscription, month, timeZone);
    if (dueAt > now) continue;
    owed.push({ month, act: now - dueAt <= catchUpMs ? 'post' : 'skip' });
  }
  return owed;
}

/** A change that moves this month's day into the past must not lose the month: it is due at the change. */
function owedAt(subscription: Subscription, month: YearMonth, timeZone: string): number {
  const dueAt = ruleDueAt(subscription, month, timeZone);
  const { changedAt } = subscription;
  return monthAt(changedAt, timeZone) === month ? Math.max(dueAt, changedAt) : dueAt;
}

/** When the next post comes: shown on the subscription's card. */
export function nextDueAt(
  subscription: Subscription,
  isPlanned: (month: YearMonth) => boolean,
  now: number,
  timeZone: string,
): { readonly month: YearMonth; readonly dueAt: number } {
  const current = monthAt(now, timeZone);
  let month = current > subscription.firstMonth ? current : subscription.firstMonth;
  while (isPlanned(month)) month = monthAfter(month, 1);
  return { month, dueAt: owedAt(subscription, month, timeZone) };
}
