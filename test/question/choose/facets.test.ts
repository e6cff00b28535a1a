import { describe, expect, test } from '@jest/globals';
import { timingFilter, timingOf } from '../../../src/question/choose/facets.ts';
import type { When } from '../../../src/question/read/query.ts';
import { datasetOf, type RowSpec } from '../support/dataset.ts';

const NOTHING = {
  time: null,
  open: false,
  kinds: [],
  stages: [],
  except: false,
  either: false,
  stated: false,
  extreme: null,
} as const;

function meets(
  row: Partial<RowSpec>,
  query: Partial<Pick<When, 'time' | 'open' | 'kinds' | 'stages' | 'stated'>>,
) {
  const [initiative] = datasetOf({ rows: [{ department: '総務部', name: '会議', ...row }] }).initiatives;
  return timingFilter({ ...NOTHING, ...query }, '2026-06-15')(timingOf(initiative!));
}

describe('kinds of schedule', () => {
  test.each([
    // As the schedule says.
    [{ when: '毎月' }, 'monthly', true],
    [{ when: '毎月' }, 'recurring', true],
    [{ when: '毎年5月' }, 'yearly', true],
    [{ when: '随時' }, 'anytime', true],
    [{ when: '' }, 'unstated', true],
    [{ when: 'R8.6～8' }, 'bounded', true],
    [{ when: 'R8以降' }, 'monthUnstated', true],
    [{ when: 'R8.4～(通年)' }, 'allYear', true],
    [{ when: 'R8.6' }, 'recurring', false],
    // As the words tell it in passing.
    [{ when: 'R8.6～', summary: '毎週水曜に行う' }, 'weekly', true],
    [{ when: 'R8.6～', remarks: '四半期ごとに見直す' }, 'quarterly', true],
    [{ when: 'R8.6～', summary: '月１回の面談' }, 'monthly', true],
    [{ when: 'R8.6～', summary: '月10回の面談' }, 'monthly', false],
    // A name tells of days, weeks and months, not of years.
    [{ when: 'R8.6～', name: '毎朝の声かけ' }, 'daily', true],
    [{ when: 'R8.6～', name: '例年の行事' }, 'yearly', false],
    [{ when: 'R8.6～', name: '定期の面談' }, 'recurring', false],
  ] as const)('%j is %s: %j', (row, kind, expected) => {
    expect(meets(row, { kinds: [kind] })).toBe(expected);
  });

  test('in the column of the time, nothing is told in passing', () => {
    const row = { when: 'R8.6～', summary: '毎週水曜に行う' };
    expect(meets(row, { kinds: ['weekly'], stated: true })).toBe(false);
    expect(meets(row, { kinds: ['recurring'], stated: true })).toBe(false);
    expect(meets({ when: '毎週' }, { kinds: ['weekly'], stated: true })).toBe(true);
  });

  test('any of several will do', () => {
    expect(meets({ when: '毎月' }, { kinds: ['weekly', 'monthly'] })).toBe(true);
    expect(meets({ when: '随時' }, { kinds: ['weekly', 'monthly'] })).toBe(false);
  });

  test('every May: the month is the recurrence’s, not the start’s', () => {
    const may = { relation: 'in', periods: [{ from: '2026-05', to: '2026-05' }] } as const;
    expect(meets({ when: '毎年5月' }, { kinds: ['yearly'], time: may })).toBe(true);
    expect(meets({ when: '毎年6月' }, { kinds: ['yearly'], time: may })).toBe(false);
  });
});

test('every facet that was asked for must be met', () => {
  const june = { relation: 'starts', periods: [{ from: '2026-06', to: '2026-06' }] } as const;
  const row = { when: 'R8.6～', stage: 'planned' } as const;
  expect(meets(row, { time: june, stages: ['planned'] })).toBe(true);
  expect(meets(row, { time: june, stages: ['considering'] })).toBe(false);
  expect(meets({ ...row, when: 'R8.7～' }, { time: june, stages: ['planned'] })).toBe(false);
  expect(meets({ ...row, when: 'R8.6' }, { time: june, open: true })).toBe(false);
  expect(meets(row, { time: june, open: true })).toBe(true);
});

describe('what takes place in a fiscal year', () => {
  const year = (from: string, to: string) => ({ time: { relation: 'in', periods: [{ from, to }] } }) as const;

  test.each([
    [{ when: '随時' }, true, false],
    [{ when: 'R7.9～' }, true, false],
    [{ when: 'R8.10' }, true, false],
    [{ when: 'R9.4' }, false, true],
    [{ when: '' }, false, false],
  ])('%j: this year %s, next year %s', (row, thisYear, nextYear) => {
    expect(meets(row, year('2026-04', '2027-03'))).toBe(thisYear);
    expect(meets(row, year('2027-04', '2028-03'))).toBe(nextYear);
  });
});
