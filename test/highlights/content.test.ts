import { describe, expect, test } from '@jest/globals';
import type { Initiative, Schedule } from '../../src/dataset/schema.ts';
import { digestOf } from '../../src/dataset/digest.ts';
import { type ContentInput, digestsOf, highlightsContent } from '../../src/highlights/content.ts';
import { monthAfter } from '../../src/calendar/month.ts';
import type { HighlightsPost } from '../../src/highlights/ports.ts';
import { scheduleOf } from '../question/support/plain.ts';

const schedule = (over: Partial<Schedule>) => scheduleOf('', 'anytime', over);

function row(
  id: string,
  department: string,
  over: Partial<Schedule> = {},
  rest: Partial<Initiative> = {},
): Initiative {
  return {
    id,
    department,
    name: id,
    summary: '',
    schedule: schedule(over),
    stage: null,
    remarks: '',
    source: { line: 1, text: id },
    ...rest,
  };
}

const departments = ['総務局', '消防局', '緑区役所', '会計課'].map((name) => ({
  name,
  en: null,
  kana: null,
  aliases: [],
}));
const input = (initiatives: readonly Initiative[], over: Partial<ContentInput> = {}): ContentInput => ({
  dataset: { initiatives, departments },
  month: '2026-06',
  recipientId: 'channel:x',
  interests: { departments: [], themed: null },
  history: [],
  before: null,
  ...over,
});
const ids = (rows: readonly Initiative[]) => rows.map(({ id }) => id);

describe('what a row is in a month', () => {
  const rows = [
    row('from-june', '総務局', { kind: 'from', start: '2026-06', open: true }),
    row('from-april', '総務局', { kind: 'from', start: '2026-04', open: true }),
    row('from-july', '総務局', { kind: 'from', start: '2026-07', open: true }),
    row('only-may', '総務局', { kind: 'month', start: '2026-05', end: '2026-05' }),
    row('june-to-august', '総務局', { kind: 'range', start: '2026-06', end: '2026-08' }),
    row('year-only', '総務局', { kind: 'from', start: '2026-06', monthStated: false, open: true }),
    row('some-time', '総務局', { kind: 'within', start: '2026-04', end: '2027-03' }),
    row('each-june', '総務局', { kind: 'recurring', recurrence: 'yearly', recurrenceMonths: [6] }),
    row('each-july', '総務局', { kind: 'recurring', recurrence: 'yearly', recurrenceMonths: [7] }),
    row('undecided', '総務局', { kind: 'unstated' }),
    row('considered', '総務局', { kind: 'from', start: '2026-04', open: true }, { stage: 'considering' }),
    row('anytime', '総務局'),
  ];
  const content = highlightsContent(input(rows));

  test('begins this month: what comes round every year has begun before', () => {
    expect(ids(content.starting)).toEqual(['from-june', 'june-to-august', 'year-only']);
  });
  test('next month', () => {
    expect(ids(content.upcoming)).toEqual(['from-july']);
  });
  test('put forward: certainly under way, not beginning, not merely considered', () => {
    expect(new Set(ids(content.featured))).toEqual(new Set(['from-april', 'each-june', 'anytime']));
  });
  test('the numbers are of what interests whoever gets it', () => {
    // from-june, from-april, june-to-august, year-only, each-june, considered, anytime
    expect(content).toMatchObject({ numbers: { starting: 3, running: 7, upcoming: 1 }, isWhole: true });
    const narrow = highlightsContent(input(rows, { interests: { departments: ['消防局'], themed: null } }));
    expect(narrow).toMatchObject({
      starting: [],
      featured: [],
      numbers: { starting: 0, running: 0, upcoming: 0 },
      isWhole: false,
    });
  });
});

describe('over the months', () => {
  /** Posts month after month, as the store would keep it. */
  function months(rows: readonly Initiative[], count: number, recipientId = 'channel:x') {
    const history: HighlightsPost[] = [];
    for (let index = 0; index < count; index += 1) {
      const month = monthAfter('2026-06', index);
      const { featured } = highlightsContent(input(rows, { month, history, recipientId }));
      history.push({
        recipientId,
        month,
        revision: 'r',
        featured: featured.map((one) => ({ id: one.id, digest: digestOf(one) })),
      });
    }
    return history;
  }
  const rows = departments.flatMap(({ name }) =>
    ['a', 'b', 'c', 'd', 'e'].map((letter) => row(`${name}-${letter}`, name)),
  );
  const departmentOf = (id: string) => id.split('-')[0]!;

  test('each month has three of different departments, and within four months every department three times', () => {
    const history = months(rows, 4);
    for (const { featured } of history)
      expect(new Set(featured.map(({ id }) => departmentOf(id))).size).toBe(3);
    const turns = history.flatMap(({ featured }) => featured.map(({ id }) => departmentOf(id)));
    for (const { name } of departments) expect(turns.filter((one) => one === name)).toHaveLength(3);
  });

  test('no row comes again within six months; after them it may', () => {
    const few = departments.flatMap(({ name }) => [row(`${name}-a`, name)]);
    const shown = months(few, 8).map(({ featured }) => featured.map(({ id }) => id));
    expect(shown[0]).toHaveLength(3);
    expect(shown[1]).toHaveLength(1);
    expect(shown.slice(2, 6)).toEqual([[], [], [], []]);
    expect(new Set(shown[6])).toEqual(new Set(shown[0]));
  });

  test('a row that has changed may come again', () => {
    const one = row('a', '総務局');
    const history: HighlightsPost[] = [
      {
        recipientId: 'channel:x',
        month: '2026-05',
        revision: 'r',
        featured: [{ id: 'a', digest: digestOf(one) }],
      },
    ];
    expect(highlightsContent(input([one], { history })).featured).toEqual([]);
    const changed = { ...one, summary: '対象を拡大' };
    expect(ids(highlightsContent(input([changed], { history })).featured)).toEqual(['a']);
  });

  test('with one department all three are its rows', () => {
    expect(highlightsContent(input(rows.slice(0, 5))).featured).toHaveLength(3);
  });

  test('not every channel begins with the same departments', () => {
    const firsts = Array.from(
      { length: 20 },
      (_, index) => months(rows, 1, `channel:${index}`)[0]!.featured[0]!.id,
    );
    expect(new Set(firsts.map(departmentOf)).size).toBeGreaterThan(1);
  });

  test('the same values give the same content, whatever came later', () => {
    const history = months(rows, 5);
    const [first] = history;
    const again = highlightsContent(input(rows, { history }));
    expect(ids(again.featured)).toEqual(first!.featured.map(({ id }) => id));
  });
});

describe('new and changed', () => {
  test('against the rows of the last post; without one nothing is called new', () => {
    const before = digestsOf([row('same', '総務局'), row('changed', '総務局'), row('gone', '総務局')]);
    const now = [
      row('same', '総務局'),
      row('changed', '総務局', {}, { remarks: '追記' }),
      row('new', '総務局'),
    ];
    const { news } = highlightsContent(input(now, { before }));
    expect({ added: ids(news!.added), changed: ids(news!.changed) }).toEqual({
      added: ['new'],
      changed: ['changed'],
    });
    expect(highlightsContent(input(now)).news).toBeNull();
  });
});

test('interests leave out what is about other departments and themes', () => {
  const rows = [row('a', '総務局'), row('b', '消防局'), row('c', '総務局')];
  const of = (interests: ContentInput['interests']) =>
    ids(highlightsContent(input(rows, { interests })).featured);
  expect(of({ departments: ['消防局'], themed: null })).toEqual(['b']);
  expect(new Set(of({ departments: [], themed: new Set(['b', 'c']) }))).toEqual(new Set(['b', 'c']));
  expect(of({ departments: ['消防局'], themed: new Set(['c']) })).toEqual([]);
});
