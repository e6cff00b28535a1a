import { describe, expect, test } from '@jest/globals';
import { eraYear, shortYear } from '../../src/calendar/era.ts';
import { numberOf } from '../../src/calendar/numeral.ts';
import { recurrenceOf, recurrencesIn } from '../../src/calendar/recurrence.ts';
import { yearOffset } from '../../src/calendar/words.ts';
import { parseSchedule } from '../../src/dataset/schedule.ts';
import { readTime } from '../../src/question/read/time/read-time.ts';

describe('numbers and years', () => {
  test.each([
    ['12', 12],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['三', 3],
    ['元', 1],
    ['a few', 3],
    ['twelve', 12],
  ])('%s is %i', (text, expected) => {
    expect(numberOf(text)).toBe(expected);
  });

  test.each([
    ['令和', '八', 2026],
    ['reiwa ', '8', 2026],
    ['H', '31', 2019],
    ['平成', '元', 1989],
    ['昭和', '63', 1988],
  ])('%s %s is %i', (era, year, expected) => {
    expect(eraYear(era, year)).toBe(expected);
  });

  test('two figures are of the era, or of the century', () => {
    expect([shortYear(8), shortYear(26)]).toEqual([2026, 2026]);
  });

  test.each([
    ['再来年', 2],
    ['来年度', 1],
    ['next', 1],
    ['今年', 0],
    ['前年度', -1],
    ['一昨年', -2],
  ])('%s is %i years from this one', (word, expected) => {
    expect(yearOffset(word)).toBe(expected);
  });
});

describe('how often', () => {
  test.each([
    ['毎月（年12回）', 'monthly'],
    ['3か月に1回', 'quarterly'],
    ['隔週', 'weekly'],
    ['年58回', null],
    ['R8.4', null],
  ])('a cell: %s is %s', (cell, expected) => {
    expect(recurrenceOf(cell)).toBe(expected);
  });

  test.each([
    ['広報を毎月1回郵送', ['monthly']],
    ['月1万円の手当', []],
    ['年12回まで無料', []],
    ['毎週の会議と年二回の面談', ['weekly', 'halfYearly']],
  ])('told in passing: %s', (text, expected) => {
    expect(recurrencesIn(text)).toEqual(expected);
  });
});

/** The reader of documents and the reader of questions, in June 2026. */
describe('documents and questions mean the same months', () => {
  test.each([
    ['来春', '2027-03', '2027-05'],
    ['年明け', '2027-01', '2027-03'],
    ['年度末', '2027-03', '2027-03'],
    ['年末', '2026-12', '2026-12'],
    ['26年4月', '2026-04', '2026-04'],
    ['令和八年七月', '2026-07', '2026-07'],
    ['昭和63年12月', '1988-12', '1988-12'],
    ['第2四半期', '2026-07', '2026-09'],
    ['2Q', '2026-07', '2026-09'],
    ['下半期', '2026-10', '2027-03'],
    ['来年度', '2027-04', '2028-03'],
    ['去年4月', '2025-04', '2025-04'],
    ['R9.4', '2027-04', '2027-04'],
  ])('%s', (text, from, to) => {
    const { start, end } = parseSchedule(text, { fiscalYear: 2026 });
    expect([start, end]).toEqual([from, to]);
    expect(readTime(`${text}の取組`, '2026-06-15').when.time?.periods).toEqual([{ from, to }]);
  });

  test.each([
    ['月一回', 'monthly'],
    ['年二回', 'halfYearly'],
    ['年に一度', 'yearly'],
    ['3か月に1回', 'quarterly'],
    ['週1回', 'weekly'],
    ['毎朝', 'daily'],
  ])('%s', (text, expected) => {
    expect(parseSchedule(text).recurrence).toBe(expected);
    expect(readTime(`${text}の取組`, '2026-06-15').when.kinds).toEqual([expected]);
  });
});
