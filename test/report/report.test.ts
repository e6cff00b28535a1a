import { describe, expect, test } from '@jest/globals';
import { dueReport, spanOfMonth, spreadOf, type SpreadStep } from '../../src/report/report.ts';
import { parseReportWords } from '../../src/report/words.ts';

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

describe('what steps came to', () => {
  const step = (adoptionId: string, kind: SpreadStep['kind'], state: SpreadStep['state']): SpreadStep => ({
    adoptionId,
    kind,
    state,
    name: adoptionId,
    before: [],
    from: '緑区役所',
    department: '会計課',
  });
  const taken = (name: string, state: 'trying' | 'adopted') => ({
    name,
    before: [],
    from: '緑区役所',
    department: '会計課',
    state,
  });

  test('each is counted once in each state, and stands in the list with its last', () => {
    expect(
      spreadOf([
        step('a', 'begin', 'interested'),
        step('a', 'move', 'trying'),
        step('b', 'begin', 'interested'),
        step('b', 'move', 'trying'),
        step('b', 'move', 'considering'),
        step('b', 'move', 'trying'),
        step('a', 'move', 'adopted'),
        step('c', 'move', 'declined'),
      ]),
    ).toEqual({
      interested: 2,
      trying: 2,
      adopted: 1,
      declined: 1,
      taken: [taken('a', 'adopted'), taken('b', 'trying')],
    });
  });

  test('what is taken back has not been; what was so before the month is not of it', () => {
    expect(
      spreadOf([
        step('a', 'move', 'trying'),
        step('a', 'move', 'adopted'),
        step('a', 'takeBack', 'trying'),
        step('b', 'takeBack', 'trying'),
        step('c', 'move', 'declined'),
        step('c', 'takeBack', 'considering'),
      ]),
    ).toEqual({ interested: 0, trying: 1, adopted: 0, declined: 0, taken: [taken('a', 'trying')] });
  });
});

test.each([
  ['月次報告', '2026-11'],
  ['今月の月次報告を見せて', '2026-11'],
  ['先月の月次レポートをください', '2026-10'],
  ['10月の月次報告', '2026-10'],
  ['12月の月次報告', '2025-12'],
  ['2025年3月の月次報告', '2025-03'],
  ['去年3月の月次報告', '2025-03'],
  ['10月分のレポート', '2026-10'],
  ['月報', '2026-11'],
  ['monthly report', '2026-11'],
  ['show me last month’s report please', '2026-10'],
  ['report for October', '2026-10'],
  ['Report for December 2025', '2025-12'],
  ['13月の月次報告', null],
  ['10月の報告は？', null],
  ['報告', null],
])('%s: %s', (text, expected) => {
  expect(parseReportWords(text, '2026-11')).toBe(expected);
});
