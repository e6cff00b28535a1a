import { dayAt } from '../../calendar/zone.ts';
import type { Context } from './row.ts';
import { monthWords, type Words } from './schedule-words.ts';

/** 2026-06-01 → 2026年6月1日, 1 June 2026 */
export function dateWords(date: string, words: Words): string {
  return words.say('date', {
    month: monthWords(date.slice(0, 7), words),
    day: String(Number(date.slice(8))),
  });
}

/** 2026-06-01 09:00 → 2026年6月1日 9:00, 1 June 2026, 9:00 */
export function timeWords(localTime: string, words: Words): string {
  const [date = '', time = ''] = localTime.split(' ');
  return words.say('dateTime', { date: dateWords(date, words), time: time.replace(/^0/, '') });
}

/** Asia/Tokyo → 日本時間, Japan Time; what has no such name is called as it is. */
export function zoneWords(timeZone: string, { lang }: Words): string {
  const parts = new Intl.DateTimeFormat(lang, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** 2026年9月 */
export function monthOfTime(at: number, context: Context): string {
  return monthWords(dayAt(at, context.timeZone).toPlainYearMonth().toString(), context);
}

/** 2026年9月3日 */
export function dayOfTime(at: number, context: Context): string {
  const day = String(dayAt(at, context.timeZone).day);
  return context.say('date', { month: monthOfTime(at, context), day });
}
