import {
  ENGLISH_MONTHS,
  formatMonth,
  isMonthOfYear,
  monthAfter,
  monthNumber,
  monthOfYear,
  parseMonth,
  type YearMonth,
} from '../calendar/month.ts';
import { requestOf } from '../text/request.ts';

const when = String.raw`今月|先月|前月|(?:(?<year>20\d\d)年|(?<last>昨年|去年))?(?<month>\d{1,2})月`;
const englishMonth = ENGLISH_MONTHS.join('|');
const englishWhen = String.raw`this month|last month|(?<name>${englishMonth})(?: (?<englishYear>20\d\d))?`;

const patterns = [
  `(?<when>${when})?(?:分|度)?の?月[次例](?:の)?(?:報告|レポート)書?`,
  `(?<when>${when})(?:分|度)?の?レポート`,
  '月報',
  `(?:show )?(?:me )?(?:the )?(?:monthly )?report (?:for|of) (?<when>${englishWhen})`,
  `(?:show )?(?:me )?(?:the )?(?<when>${englishWhen})(?:'s)? (?:monthly )?report`,
  '(?:show )?(?:me )?(?:the )?monthly report',
].map((pattern) => new RegExp(`^(?:${pattern})$`, 'i'));

/** The month whose report is asked for, `current` where none is named; null: something else is asked. */
export function parseReportWords(text: string, current: YearMonth): YearMonth | null {
  const words = requestOf(text);
  const found = patterns.map((pattern) => pattern.exec(words)).find((match) => match !== null);
  if (!found) return null;
  const { when: named, ...groups } = found.groups ?? {};
  if (named === undefined || /^(今月|this month)$/i.test(named)) return current;
  if (/^(先月|前月|last month)$/i.test(named)) return monthAfter(current, -1);
  return monthNamed(groups, current);
}

/** 10月: the last one that has begun. */
function monthNamed(
  { year, last, month, name, englishYear }: Readonly<Record<string, string | undefined>>,
  current: YearMonth,
): YearMonth | null {
  const english = ENGLISH_MONTHS.findIndex((one) => one.toLowerCase() === name?.toLowerCase());
  const wanted = name === undefined ? Number(month) : english + 1;
  if (!isMonthOfYear(wanted)) return null;
  const now = parseMonth(current);
  const named = year ?? englishYear;
  if (named !== undefined) return formatMonth(monthNumber(Number(named), wanted));
  const thisYear = Math.floor(now / 12);
  const isOver = last !== undefined || wanted > monthOfYear(now);
  return formatMonth(monthNumber(isOver ? thisYear - 1 : thisYear, wanted));
}
