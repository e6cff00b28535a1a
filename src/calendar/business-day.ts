import holidays from '@holiday-jp/holiday_jp/lib/holidays.js';
import type { Temporal } from 'temporal-polyfill';

/** National holidays by ISO date; the package knows them until 2050. */
const known: Readonly<Record<string, unknown>> = holidays;

/** A day on which a city hall in Japan works: no weekend, no public holiday, not 12-29 … 01-03 (地方自治法 第4条の2). */
export function isBusinessDay(date: Temporal.PlainDate): boolean {
  if (date.dayOfWeek > 5 || date.toString() in known) return false;
  return !((date.month === 12 && date.day >= 29) || (date.month === 1 && date.day <= 3));
}
