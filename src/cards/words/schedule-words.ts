import type { Schedule, Stage } from '../../dataset/schema.ts';
import type { YearMonth } from '../../calendar/month.ts';
import type { Lang, Period } from '../../question/answer.ts';
import { ENGLISH_MONTHS } from '../../calendar/month.ts';
import type { Say, TextKey } from '../texts.ts';

/** Speaks of months and periods in one language. */
export interface Words {
  readonly lang: Lang;
  readonly say: Say;
}

/** 7 → 7 in Japanese texts (which add 月), July in English ones. */
export function monthOfYear(month: number, lang: Lang): string {
  return lang === 'ja' ? String(month) : ENGLISH_MONTHS[month - 1]!;
}

const yearOf = (month: YearMonth): string => month.slice(0, 4);
const numberOf = (month: YearMonth): number => Number(month.slice(5));

/** 2026年7月, July 2026 */
export function monthWords(month: YearMonth, { say, lang }: Words): string {
  return say('month', { year: yearOf(month), month: monthOfYear(numberOf(month), lang) });
}

/** The year, fiscal year (April to March) or half of one that the months make up, or null. */
function namedPeriod(from: YearMonth, to: YearMonth, say: Say): string | null {
  const shape = `${from.slice(5)}-${to.slice(5)}+${Number(yearOf(to)) - Number(yearOf(from))}`;
  const keys: Partial<Record<string, TextKey>> = {
    '01-12+0': 'year',
    '04-03+1': 'fiscalYear',
    '04-09+0': 'firstHalf',
    '10-03+1': 'secondHalf',
  };
  const key = keys[shape];
  return key === undefined ? null : say(key, { year: yearOf(from) });
}

/** Bounded months: 2026年7月, 2026年6月〜8月, 2026年度, 2026年度下半期. */
function monthsWords(from: YearMonth, to: YearMonth, words: Words): string {
  const { say, lang } = words;
  if (from === to) return monthWords(from, words);
  const named = namedPeriod(from, to, say);
  if (named !== null) return named;
  if (yearOf(from) !== yearOf(to))
    return say('months.twoYears', { from: monthWords(from, words), to: monthWords(to, words) });
  const params = { from: monthOfYear(numberOf(from), lang), to: monthOfYear(numberOf(to), lang) };
  return say('months.sameYear', { year: yearOf(from), ...params });
}

/** A period with its preposition (2026年7月以降, in July 2026 or later), or null when it has no bounds. */
export function periodWords(period: Period, words: Words): string | null {
  const { from, to } = period;
  const { say } = words;
  if (from !== null && to !== null) return say('period.in', { period: monthsWords(from, to, words) });
  if (from !== null) return say('period.from', { period: monthWords(from, words) });
  if (to !== null) return say('period.until', { period: monthWords(to, words) });
  return null;
}

/** The start of an open schedule; only as exact as the document is (R8年度から names no month). */
function startWords(start: YearMonth, schedule: Schedule, words: Words): string {
  if (schedule.monthStated || !/-(04|01)$/.test(start)) return monthWords(start, words);
  const key = schedule.text.includes('年度') ? 'fiscalYear' : 'year';
  return words.say(key, { year: yearOf(start) });
}

function fromWords(schedule: Schedule, start: YearMonth, words: Words): string {
  const key = /以降|以後/.test(schedule.text) ? 'when.fromOnwards' : 'when.from';
  return words.say(key, { period: startWords(start, schedule, words) });
}

/** Recurrences that the category says in full. */
const PLAIN_RECURRENCE = /^(?:毎[日週月年]|四半期ごと|半年ごと|年[12１２]回|月[1１]回|週[1１]回)$/;

function recurringWords(schedule: Schedule, words: Words): string {
  const { say, lang } = words;
  const { recurrence, recurrenceMonths, start } = schedule;
  // Without a date to rewrite, the document's own Japanese (毎週水曜) says more than a category.
  if (lang === 'ja' && start === null) return schedule.text;
  const months = recurrenceMonths.map((month) =>
    say('when.monthOfYear', { month: monthOfYear(month, lang) }),
  );
  let recurring = schedule.text;
  if (months.length > 0) recurring = say('when.yearlyIn', { months: listWords(months, say) });
  else if (recurrence !== null) {
    recurring = say(`when.${recurrence}`);
    // 毎月第3木曜: the day stands in the document's own words only.
    if (start === null && !PLAIN_RECURRENCE.test(schedule.text)) recurring += ` (${schedule.text})`;
  }
  return start === null
    ? recurring
    : say('when.recurringFrom', { recurrence: recurring, from: fromWords(schedule, start, words) });
}

/** The months between two, both included, that have one of the numbers. */
function monthsAmong(start: YearMonth, end: YearMonth, numbers: readonly number[]): YearMonth[] {
  const first = Number(yearOf(start));
  const years = Array.from({ length: Number(yearOf(end)) - first + 1 }, (_, index) => String(first + index));
  return years
    .flatMap((year) => numbers.map((month) => `${year}-${String(month).padStart(2, '0')}`))
    .filter((month) => month >= start && month <= end);
}

function rangeWords({ start, end, text, recurrenceMonths }: Schedule, words: Words): string {
  if (end === null) return text;
  if (start === null) return words.say('when.until', { period: monthWords(end, words) });
  if (recurrenceMonths.length === 0) return monthsWords(start, end, words);
  const months = monthsAmong(start, end, recurrenceMonths);
  // A long list of months says less than the document's own words.
  if (months.length === 0 || months.length > 4) return text;
  return listWords(
    months.map((month) => monthWords(month, words)),
    words.say,
  );
}

function scheduleWords(schedule: Schedule, words: Words): string {
  const { say } = words;
  const { kind, start, end, text } = schedule;
  switch (kind) {
    case 'month':
    case 'range':
      return rangeWords(schedule, words);
    case 'from':
      return start === null ? text : fromWords(schedule, start, words);
    case 'within':
      if (end === null) return text;
      return start === null
        ? say('when.by', { period: monthWords(end, words) })
        : say('when.within', { period: monthsWords(start, end, words) });
    case 'anytime':
      return say(text.includes('通年') ? 'when.allYear' : 'when.anytime');
    case 'recurring':
      return recurringWords(schedule, words);
    case 'unstated':
      return say(text === '' ? 'when.unstated' : 'when.undecided');
    case 'unread':
      return text;
  }
}

/** When an initiative takes place, in plain words: 2026年7月以降・予定; From July 2026 · planned. */
export function whenWords(schedule: Schedule, stage: Stage, words: Words): string {
  const when = scheduleWords(schedule, words);
  return stage === null ? when : words.say(`when.${stage}`, { when });
}

/** A list as a sentence has it: AとB; A, B and C. */
export function listWords(items: readonly string[], say: Say): string {
  if (items.length === 2) return say('list.two', { a: items[0]!, b: items[1]! });
  const last = items.at(-1) ?? '';
  const rest = items.slice(0, -1).join(say('list.separator'));
  return rest === '' ? last : `${rest}${say('list.last')}${last}`;
}
