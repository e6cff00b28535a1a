import type { YearMonth } from '../dataset/schema.ts';

/** Months counted from year 0, so that they can be added and compared. */
export type MonthNumber = number;

export const monthNumber = (year: number, month: number): MonthNumber => year * 12 + month - 1;
export const parseMonth = (ym: YearMonth): MonthNumber =>
  monthNumber(Number(ym.slice(0, 4)), Number(ym.slice(5, 7)));
export const formatMonth = (n: MonthNumber): YearMonth =>
  `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;
/** Month of an ISO date. */
export const monthOf = (isoDate: string): MonthNumber => parseMonth(isoDate.slice(0, 7));
/** The fiscal year (April to March) that a month lies in. */
export const fiscalYearOf = (n: MonthNumber): number => Math.floor((n - 3) / 12);
/** First month of a fiscal year. */
export const fiscalStart = (fiscalYear: number): MonthNumber => monthNumber(fiscalYear, 4);
/** Reiwa 1 = 2019. */
export const REIWA_OFFSET = 2018;
export const HEISEI_OFFSET = 1988;

/** January … December. */
export const ENGLISH_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
