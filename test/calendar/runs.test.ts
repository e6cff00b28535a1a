import { describe, expect, test } from '@jest/globals';
import { months, oneMonth, parseMonth, type Stretch } from '../../src/calendar/month.ts';
import { beginsIn, comesRoundIn, endsIn, runsIn, spanOf } from '../../src/calendar/runs.ts';
import { parseSchedule } from '../../src/dataset/schedule.ts';

const span = (text: string) => spanOf(parseSchedule(text, { fiscalYear: 2026 }));
const month = (ym: string): Stretch => oneMonth(parseMonth(ym));

describe('under way in a month', () => {
  test.each([
    // Until something says otherwise.
    ['随時', '2020-01', true],
    ['通年', '2030-12', true],
    ['R8.6～', '2026-05', false],
    ['R8.6～', '2026-06', true],
    ['R8.6～', '2035-01', true],
    ['R8以降', '2026-04', true],
    ['毎月', '2026-09', true],
    // Something says otherwise: an end, a month, the months that it comes round in.
    ['R8.6～8', '2026-08', true],
    ['R8.6～8', '2026-09', false],
    ['R9.3まで', '2026-05', true],
    ['R9.3まで', '2027-04', false],
    ['R8.4', '2026-04', true],
    ['R8.4', '2026-05', false],
    ['R8.4・10', '2026-10', true],
    ['R8.4・10', '2026-07', false],
    ['毎年5月', '2031-05', true],
    ['毎年5月', '2031-06', false],
    ['R9.4～、毎年5月', '2026-05', false],
    // Some time within: in no month for certain.
    ['R8年度中', '2026-07', false],
    ['R9.3までに', '2026-07', false],
    ['年2回', '2026-07', false],
    // Not stated, not read.
    ['', '2026-07', false],
    ['未定', '2026-07', false],
    ['準備が整い次第', '2026-07', false],
  ])('%s in %s: %j', (text, ym, expected) => {
    expect(runsIn(span(text), month(ym))).toBe(expected);
  });

  test('some time within a stretch, or twice a year, is under way in a stretch that holds one for certain', () => {
    const fiscal2026 = months(parseMonth('2026-04'), 12);
    expect(runsIn(span('R8年度中'), fiscal2026)).toBe(true);
    expect(runsIn(span('年2回'), fiscal2026)).toBe(true);
    expect(runsIn(span('R8年度中'), months(fiscal2026.from, 11))).toBe(false);
  });
});

describe('begins in a month', () => {
  test.each([
    ['R8.4', '2026-04', true],
    ['R8.4～', '2026-04', true],
    ['R8.4～', '2026-05', false],
    ['R8.4～6', '2026-04', true],
    ['随時', '2026-04', false],
    ['毎年5月', '2026-05', false],
    ['R8.6～ 毎月', '2026-06', true],
    ['R8以降', '2026-04', true],
    ['R8年度中', '2026-04', false],
  ])('%s in %s: %j', (text, ym, expected) => {
    expect(beginsIn(span(text), month(ym))).toBe(expected);
  });

  test('some time within a stretch begins in what holds all of it', () => {
    expect(beginsIn(span('R8年度中'), months(parseMonth('2026-04'), 12))).toBe(true);
    expect(beginsIn(span('R8年度中'), months(parseMonth('2026-05'), 12))).toBe(false);
  });
});

test('comes round in the months that it names', () => {
  expect(comesRoundIn(span('毎年5月'), month('2030-05'))).toBe(true);
  expect(comesRoundIn(span('毎年5月'), month('2030-06'))).toBe(false);
  expect(comesRoundIn(span('毎月'), month('2030-06'))).toBe(false);
  expect(comesRoundIn(span('毎年5月'), { from: parseMonth('2026-06'), to: Infinity })).toBe(true);
});

describe('ended', () => {
  const beforeJuly: Stretch = { from: -Infinity, to: parseMonth('2026-06') };
  test.each([
    ['R8.4～6', true],
    ['R8.6.1～30', true],
    ['R8.6まで', true],
    ['R8.4～7', false],
    // It has begun; that it is over is nowhere said.
    ['R8.4', false],
    ['R8.4～', false],
    ['随時', false],
    ['R7年度中', false],
    ['R8.3までに', false],
    ['', false],
  ])('%s by June 2026: %j', (text, expected) => {
    expect(endsIn(span(text), beforeJuly)).toBe(expected);
  });
});
