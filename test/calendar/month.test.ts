import { expect, test } from '@jest/globals';
import { fiscalYearOf, monthAfter, parseMonth } from '../../src/calendar/month.ts';

test('the fiscal year begins in April', () => {
  expect(fiscalYearOf(parseMonth('2027-03'))).toBe(2026);
  expect(fiscalYearOf(parseMonth('2027-04'))).toBe(2027);
});

test('months go on over the end of a year, both ways', () => {
  expect(monthAfter('2026-11', 3)).toBe('2027-02');
  expect(monthAfter('2026-01', -1)).toBe('2025-12');
});
