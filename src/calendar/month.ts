import { z } from 'zod';

/** A calendar month, `YYYY-MM`. Strings of this form compare in time order. */
export const YearMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected YYYY-MM');
export type YearMonth = z.infer<typeof YearMonth>;

/** Months counted from year 0, so that they can be added and compared. */
export type MonthNumber = number;

/** Months, both ends included; an end may be infinite. */
export interface Stretch {
  readonly from: MonthNumber;
  readonly to: MonthNumber;
}

export const monthNumber = (year: number, month: number): MonthNumber => year * 12 + month - 1;
export const parseMonth = (ym: YearMonth): MonthNumber =>
  monthNumber(Number(ym.slice(0, 4)), Number(ym.slice(5, 7)));
export const formatMonth = (n: MonthNumber): YearMonth =>
  `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;
/** Month of an ISO date. */
export const monthOf = (isoDate: string): MonthNumber => parseMonth(isoDate.slice(0, 7));
/** The month so many months later (or earlier, when negative). */
export const monthAfter = (month: YearMonth, months: number): YearMonth =>
  formatMonth(parseMonth(month) + months);
export const yearOf = (n: MonthNumber): number => Math.floor(n / 12);
/** 1–12 */
export const monthOfYear = (n: MonthNumber): number => (((n % 12) + 12) % 12) + 1;
export const isMonthOfYear = (month: number): boolean => month >= 1 && month <= 12;

/** The fiscal year (April to March) that a month lies in. */
export const fiscalYearOf = (n: MonthNumber): number => Math.floor((n - 3) / 12);
/** The month of a fiscal year: its January lies in the next calendar year. */
export const inFiscalYear = (fiscalYear: number, month: number): MonthNumber =>
  monthNumber(month >= 4 ? fiscalYear : fiscalYear + 1, month);

export const oneMonth = (n: MonthNumber): Stretch => ({ from: n, to: n });
export const months = (from: MonthNumber, count: number): Stretch => ({ from, to: from + count - 1 });
export const fiscalYear = (year: number): Stretch => months(monthNumber(year, 4), 12);
export const calendarYear = (year: number): Stretch => months(monthNumber(year, 1), 12);

/** January … December. */
export const ENGLISH_MONTHS =
  'January February March April May June July August September October November December'.split(' ');
