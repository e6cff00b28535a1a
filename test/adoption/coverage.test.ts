import { describe, expect, test } from '@jest/globals';
import { type Adoption, adoptionId } from '../../src/adoption/decide/adoption.ts';
import { coverageOf, departmentsIn, gapsOf, recommendationsFor } from '../../src/adoption/decide/coverage.ts';
import type { Initiative } from '../../src/dataset/schema.ts';
import { neighboursOf } from '../../src/question/neighbours.ts';
import { datasetOf } from '../question/support/dataset.ts';

const { initiatives: rows, departments } = datasetOf({
  rows: [
    { department: '北区役所', name: 'メンター制度' },
    { department: '南区役所', name: 'メンター制度' },
    { department: '西区役所', name: 'メンター制度', summary: '実施を予定' },
    { department: '東区役所', name: '職場体験' },
    { department: '会計課', name: '面談' },
  ],
});
const names = departments.map(({ name }) => name);
const mentors = rows.filter(({ name }) => name === 'メンター制度');
const theme = (id: string, of: readonly Initiative[]) => ({
  theme: { id, label: { ja: id, en: id } },
  rows: of,
});
const adoption = (row: Initiative, department: string, state: Adoption['state'] = 'trying'): Adoption => ({
  id: adoptionId(row.id, department),
  version: 1,
  initiativeId: row.id,
  source: row,
  department,
  state,
  before: null,
  reason: '',
  people: [],
  rowId: null,
  beganAt: 1,
  movedAt: 1,
});
const isPlanned = (row: Initiative) => row.department === '西区役所';
const themes = [theme('メンター', mentors), theme('面談', rows.slice(4))];

describe('the matrix', () => {
  const adoptions = [adoption(mentors[0]!, '会計課'), adoption(mentors[0]!, '東区役所', 'declined')];
  const coverage = coverageOf(departments, themes, adoptions, isPlanned);

  test('tells who does, plans, takes over, and has nothing', () => {
    expect(coverage[0]!.cells).toEqual([
      { department: '北区役所', state: 'does' },
      { department: '南区役所', state: 'does' },
      { department: '西区役所', state: 'planned' },
      { department: '東区役所', state: 'none' },
      { department: '会計課', state: 'takesOver' },
    ]);
    expect(departmentsIn(coverage[1]!, 'none')).toEqual(['北区役所', '南区役所', '西区役所', '東区役所']);
  });

  test('gaps are what neighbours do, the commonest first', () => {
    const neighbours = neighboursOf('東区役所', departments);
    expect(neighbours).toEqual({ kind: '区役所', names: ['北区役所', '南区役所', '西区役所'] });
    expect(gapsOf('東区役所', neighbours.names, coverage).map((gap) => gap.neighbours)).toEqual([
      ['北区役所', '南区役所', '西区役所'],
    ]);
    // The only one of its kind is compared with all; what it takes over is no gap.
    const all = neighboursOf('会計課', departments);
    expect(all).toEqual({ kind: null, names: names.slice(0, 4) });
    expect(gapsOf('会計課', all.names, coverage)).toEqual([]);
  });

  test('recommends a neighbour’s row for each gap, the one that most take over, none that was decided on', () => {
    const gaps = gapsOf('東区役所', names, coverage);
    const many = [adoption(mentors[1]!, '会計課'), adoption(mentors[1]!, '西区役所')];
    expect(
      recommendationsFor('東区役所', gaps, many, 5).map(({ initiative, takers }) => [
        initiative.department,
        takers,
      ]),
    ).toEqual([
      ['南区役所', 2],
      ['会計課', 0],
    ]);
    const decided = mentors.map((row) => adoption(row, '東区役所', 'declined'));
    expect(recommendationsFor('東区役所', gaps, decided, 5).map(({ initiative }) => initiative.name)).toEqual(
      ['面談'],
    );
  });
});
