import { describe, expect, test } from '@jest/globals';
import { type Adoption, adoptionId, type AdoptionState } from '../../src/adoption/decide/adoption.ts';
import { chainsOf, declined, mostSpread, newLinks, takenOverBy } from '../../src/adoption/decide/lineage.ts';

const adoption = (
  source: string,
  department: string,
  over: Partial<Adoption> & { state?: AdoptionState } = {},
): Adoption => ({
  id: adoptionId(source, department),
  version: 1,
  initiativeId: source,
  source: { department: `${source}の部署`, name: `${source}の名` },
  department,
  state: 'trying',
  before: null,
  reason: '',
  people: [],
  rowId: null,
  beganAt: 1,
  movedAt: 1,
  ...over,
});
const shown = (chains: ReturnType<typeof chainsOf>) =>
  chains.map((chain) => chain.map(({ department }) => department).join(' → '));
const row = { id: 'a', department: '緑区役所' };

describe('chains', () => {
  test('a row that nobody takes over is alone', () => {
    expect(shown(chainsOf(row, []))).toEqual(['緑区役所']);
  });

  test('one for each department, the first first, without those that declined', () => {
    const all = [
      adoption('a', '南区役所', { beganAt: 3 }),
      adoption('a', '中央区役所', { beganAt: 2 }),
      adoption('a', '会計課', { state: 'declined' }),
      adoption('b', '消防局'),
    ];
    expect(shown(chainsOf(row, all))).toEqual(['緑区役所 → 中央区役所', '緑区役所 → 南区役所']);
  });

  test('what a department has made of it goes on from its own row, in both directions', () => {
    const all = [
      adoption('a', '中央区役所', { rowId: 'c', source: { department: '緑区役所', name: 'x' } }),
      adoption('c', '南区役所'),
    ];
    const whole = ['緑区役所 → 中央区役所 → 南区役所'];
    expect(shown(chainsOf(row, all))).toEqual(whole);
    expect(shown(chainsOf({ id: 'c', department: '中央区役所' }, all))).toEqual(whole);
  });

  test('a circle ends', () => {
    const all = [
      adoption('a', '中央区役所', { rowId: 'c', source: { department: '緑区役所', name: 'x' } }),
      adoption('c', '緑区役所', { rowId: 'a', source: { department: '中央区役所', name: 'x' } }),
    ];
    expect(chainsOf(row, all).flat().length).toBeLessThan(20);
  });
});

test('the most widely spread first: by those that introduced or try it', () => {
  const all = [
    adoption('a', '1', { state: 'interested' }),
    adoption('a', '2', { state: 'interested' }),
    adoption('b', '1', { state: 'adopted' }),
    adoption('c', '1', { state: 'declined' }),
  ];
  expect(mostSpread(all).map(({ initiativeId }) => initiativeId)).toEqual(['b', 'a']);
});

test('what a department takes over, and what was declined, latest first', () => {
  const all = [
    adoption('a', '会計課', { movedAt: 1 }),
    adoption('b', '会計課', { movedAt: 2 }),
    adoption('c', '会計課', { state: 'declined', movedAt: 3 }),
    adoption('d', '消防局', { state: 'declined', movedAt: 4 }),
  ];
  expect(takenOverBy('会計課', all).map(({ initiativeId }) => initiativeId)).toEqual(['b', 'a']);
  expect(declined(all).map(({ initiativeId }) => initiativeId)).toEqual(['d', 'c']);
});

describe('links to rows of a new edition', () => {
  const rows = [
    { id: 'own', department: '会計課', name: 'A の 名' },
    { id: 'like', department: '会計課', name: '別の名' },
    { id: 'far', department: '消防局', name: 'aの名' },
  ];

  test('by name, else by likeness; of the department alone; only what is tried or introduced', () => {
    const like = () => ['far', 'like'];
    const named = { source: { department: 'x', name: 'Ａの名' } };
    expect(newLinks([adoption('a', '会計課', named)], rows, like).map(({ rowId }) => rowId)).toEqual(['own']);
    expect(newLinks([adoption('b', '会計課')], rows, like).map(({ rowId }) => rowId)).toEqual(['like']);
    expect(newLinks([adoption('b', '会計課', { state: 'interested' })], rows, like)).toEqual([]);
    expect(newLinks([adoption('b', '会計課', { rowId: 'gone' })], rows, like)).toEqual([]);
  });

  test('no row is linked twice', () => {
    const two = [adoption('a', '会計課', { rowId: 'like' }), adoption('b', '会計課')];
    expect(newLinks(two, rows, () => ['like'])).toEqual([]);
  });
});
