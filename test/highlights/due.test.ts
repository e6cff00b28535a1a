import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideDue, firstMonthOf, nextDueAt, ruleDueAt } from '../../src/highlights/due.ts';
import type { DayRule, Subscription } from '../../src/highlights/ports.ts';

const at = (iso: string) => Date.parse(iso);
const tokyo = 'Asia/Tokyo';
const firstBusinessDay: DayRule = { type: 'firstBusinessDay' };
const due = (rule: DayRule, month: string, hour = 9, zone = tokyo) =>
  new Date(ruleDueAt({ rule, hour }, month, zone)).toISOString();

describe('the first business day', () => {
  test.each([
    ['2026-06', '2026-06-01T00:00:00.000Z', 'a Monday'],
    ['2026-08', '2026-08-03T00:00:00.000Z', 'the 1st is a Saturday'],
    ['2026-01', '2026-01-05T00:00:00.000Z', 'New Year, the closure, a weekend'],
    ['2027-01', '2027-01-04T00:00:00.000Z', 'the closure ends on a Sunday'],
    ['2028-01', '2028-01-04T00:00:00.000Z', 'the closure ends on a Monday'],
    ['2027-05', '2027-05-06T00:00:00.000Z', 'a weekend and three holidays'],
    ['2026-05', '2026-05-01T00:00:00.000Z', 'before the holidays'],
  ])('of %s is %s: %s', (month, expected) => {
    expect(due(firstBusinessDay, month)).toBe(expected);
  });
});

describe('other rules', () => {
  test.each([
    [{ type: 'day', day: 15 }, '2026-06', '2026-06-15'],
    [{ type: 'day', day: 31 }, '2026-06', '2026-06-30'],
    [{ type: 'day', day: 31 }, '2028-02', '2028-02-29'],
    [{ type: 'weekday', nth: 2, weekday: 3 }, '2026-06', '2026-06-10'],
    [{ type: 'weekday', nth: 1, weekday: 1 }, '2026-06', '2026-06-01'],
    [{ type: 'weekday', nth: 5, weekday: 5 }, '2026-02', '2026-02-27'],
    [{ type: 'weekday', nth: 5, weekday: 5 }, '2026-05', '2026-05-29'],
  ] as const)('%j in %s is %s', (rule, month, day) => {
    expect(due(rule, month)).toBe(`${day}T00:00:00.000Z`);
  });
});

describe('zones with daylight saving', () => {
  const day = (date: number): DayRule => ({ type: 'day', day: date });
  test('the hour is the local one, in summer and in winter', () => {
    expect(due(day(15), '2026-07', 9, 'Europe/Berlin')).toBe('2026-07-15T07:00:00.000Z');
    expect(due(day(15), '2026-12', 9, 'Europe/Berlin')).toBe('2026-12-15T08:00:00.000Z');
  });
  test('an hour that is left out is the one after it', () => {
    expect(due(day(8), '2026-03', 2, 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
  });
  test('an hour that comes twice is the first of them', () => {
    expect(due(day(1), '2026-11', 1, 'America/New_York')).toBe('2026-11-01T05:00:00.000Z');
  });
});

const subscription = (over: Partial<Subscription> = {}): Subscription => ({
  recipientId: 'channel:x',
  rule: firstBusinessDay,
  hour: 9,
  themes: [],
  departments: [],
  lang: 'ja',
  setById: 'u',
  setByName: '担当',
  firstMonth: '2026-06',
  changedAt: at('2026-05-20T01:00:00Z'),
  ...over,
});
const never = () => false;
const owed = (now: string, over: Partial<Subscription> = {}, planned: readonly string[] = []) =>
  decideDue(subscription(over), (month) => planned.includes(month), at(now), tokyo);

describe('what is owed', () => {
  test('nothing before the hour, the post at the hour, nothing once it has its row', () => {
    expect(owed('2026-05-31T23:59:59.999Z')).toEqual([]);
    expect(owed('2026-06-01T00:00:00Z')).toEqual([{ month: '2026-06', act: 'post' }]);
    expect(owed('2026-06-01T00:00:01Z', {}, ['2026-06'])).toEqual([]);
  });

  test('for seven days it is made up for, then it is skipped', () => {
    expect(owed('2026-06-08T00:00:00Z')).toEqual([{ month: '2026-06', act: 'post' }]);
    expect(owed('2026-06-08T00:00:00.001Z')).toEqual([{ month: '2026-06', act: 'skip' }]);
  });

  test('also over the end of a month, and over several months of which the older ones are skipped', () => {
    const last = { rule: { type: 'day', day: 31 } } as const;
    expect(owed('2026-07-02T00:00:00Z', last)).toEqual([{ month: '2026-06', act: 'post' }]);
    expect(owed('2026-09-02T00:00:00Z')).toEqual([
      { month: '2026-06', act: 'skip' },
      { month: '2026-07', act: 'skip' },
      { month: '2026-08', act: 'skip' },
      { month: '2026-09', act: 'post' },
    ]);
  });

  test('a subscription that begins after its day is first owed the next month', () => {
    const set = at('2026-06-10T03:00:00Z');
    expect(firstMonthOf({ rule: firstBusinessDay, hour: 9 }, set, tokyo)).toBe('2026-07');
    expect(firstMonthOf({ rule: { type: 'day', day: 15 }, hour: 9 }, set, tokyo)).toBe('2026-06');
  });

  test('a change that moves the day into the past has the post made at once, not skipped', () => {
    const moved = { rule: { type: 'day', day: 1 }, changedAt: at('2026-06-20T00:00:00Z') } as const;
    expect(owed('2026-06-20T00:00:00Z', moved)).toEqual([{ month: '2026-06', act: 'post' }]);
    expect(owed('2026-06-27T00:00:01Z', moved)).toEqual([{ month: '2026-06', act: 'skip' }]);
    expect(owed('2026-06-20T00:00:00Z', moved, ['2026-06'])).toEqual([]);
  });

  test('a change does not bring an older month back', () => {
    const moved = { rule: { type: 'day', day: 31 }, changedAt: at('2026-07-20T00:00:00Z') } as const;
    expect(owed('2026-07-20T00:00:00Z', moved)).toEqual([{ month: '2026-06', act: 'skip' }]);
  });

  test('the month is that of the zone, not of UTC', () => {
    expect(owed('2026-05-31T15:00:00Z', { hour: 0, rule: { type: 'day', day: 1 } })).toEqual([
      { month: '2026-06', act: 'post' },
    ]);
  });

  test('the next one is shown', () => {
    expect(nextDueAt(subscription(), never, at('2026-05-20T00:00:00Z'), tokyo)).toEqual({
      month: '2026-06',
      dueAt: at('2026-06-01T00:00:00Z'),
    });
    expect(
      nextDueAt(subscription(), (month) => month === '2026-06', at('2026-06-02T00:00:00Z'), tokyo).month,
    ).toBe('2026-07');
  });
});

test('whenever the process looks, stops and comes back, and however the clock jumps, no month is owed twice or passed over', () => {
  const rule = fc.oneof(
    fc.constant<DayRule>({ type: 'firstBusinessDay' }),
    fc.integer({ min: 1, max: 31 }).map((day): DayRule => ({ type: 'day', day })),
    fc
      .record({ nth: fc.integer({ min: 1, max: 5 }), weekday: fc.integer({ min: 1, max: 7 }) })
      .map(({ nth, weekday }): DayRule => ({ type: 'weekday', nth, weekday })),
  );
  const hoursLater = fc.oneof(fc.integer({ min: 0, max: 72 }), fc.integer({ min: -300, max: 900 }));
  fc.assert(
    fc.property(rule, fc.nat(23), fc.array(hoursLater, { maxLength: 80 }), (rule, hour, steps) => {
      const rows: string[] = [];
      let now = at('2026-06-01T00:00:00Z');
      let latest = now;
      for (const step of steps) {
        now += step * 3_600_000;
        latest = Math.max(latest, now);
        const one = subscription({
          rule,
          hour,
          firstMonth: '2026-06',
          changedAt: at('2026-05-01T00:00:00Z'),
        });
        rows.push(...decideDue(one, (month) => rows.includes(month), now, tokyo).map(({ month }) => month));
      }
      expect(new Set(rows).size).toBe(rows.length);
      // Every month whose day was over at some look has its row.
      const looked = steps.length > 0;
      for (const month of ['2026-06', '2026-07', '2026-08', '2026-09'])
        if (looked && now === latest && ruleDueAt({ rule, hour }, month, tokyo) <= now)
          expect(rows).toContain(month);
    }),
  );
});
