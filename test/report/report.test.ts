import { describe, expect, test } from '@jest/globals';
import { dueReport, spanOfMonth } from '../../src/report/report.ts';

const at = (iso: string) => Date.parse(iso);

describe('the report of a month', () => {
  test.each([
    // 1 October 2026 is a Thursday.
    ['2026-10-01T08:59:00+09:00', null],
    ['2026-10-01T09:00:00+09:00', '2026-09'],
    ['2026-10-08T08:59:00+09:00', '2026-09'],
    ['2026-10-08T09:00:00+09:00', null],
    // 1 November 2026 is a Sunday, the 3rd a holiday.
    ['2026-11-01T12:00:00+09:00', null],
    ['2026-11-02T09:00:00+09:00', '2026-10'],
    // In January offices open on the 4th.
    ['2027-01-03T12:00:00+09:00', null],
    ['2027-01-04T09:00:00+09:00', '2026-12'],
  ])('at %s: %s', (iso, expected) => {
    expect(dueReport(at(iso), 'Asia/Tokyo')).toBe(expected);
  });

  test('counts from its first moment to its last', () => {
    expect(spanOfMonth('2026-12', 'Asia/Tokyo')).toEqual({
      from: at('2026-12-01T00:00:00+09:00'),
      to: at('2027-01-01T00:00:00+09:00'),
    });
  });
});
