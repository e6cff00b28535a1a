import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { either, meet, only, type Matches } from '../../../src/question/index/matches.ts';
import { RowSet } from '../../../src/question/index/row-set.ts';

/** Row → strength; quarters, which a Float32Array holds exactly. */
const strengths = fc
  .array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 4 })), { maxLength: 20 })
  .map((pairs) => new Map(pairs.map(([row, quarters]) => [row, quarters / 4])));

function matchesOf(map: ReadonlyMap<number, number>): Matches {
  const pairs = [...map].sort(([a], [b]) => a - b);
  return {
    rows: Uint32Array.from(pairs, ([row]) => row),
    strengths: Float32Array.from(pairs, ([, strength]) => strength),
  };
}
const pairsOf = ({ rows, strengths }: Matches): [number, number][] =>
  Array.from(rows, (row, i) => [row, strengths[i]!]);
const ascending = (pairs: Iterable<[number, number]>): [number, number][] =>
  [...pairs].sort(([a], [b]) => a - b);

test('either: all rows of both, each as strong as its stronger one', () => {
  fc.assert(
    fc.property(strengths, strengths, (one, other) => {
      const expected = new Map(one);
      for (const [row, strength] of other) expected.set(row, Math.max(strength, one.get(row) ?? 0));
      expect(pairsOf(either(matchesOf(one), matchesOf(other)))).toEqual(ascending(expected));
    }),
  );
});

test('only: those of the set, with their strengths', () => {
  const set = new RowSet(8);
  set.addAll([2, 5, 7]);
  const matches = matchesOf(
    new Map([
      [1, 1],
      [2, 0.5],
      [6, 1],
      [7, 0.25],
    ]),
  );
  expect(pairsOf(only(matches, set))).toEqual([
    [2, 0.5],
    [7, 0.25],
  ]);
});

test('meet: whether some row is in one list of each', () => {
  const rows = fc.uniqueArray(fc.nat(12), { maxLength: 6 });
  const each = fc.array(fc.array(rows, { maxLength: 3 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(each, (lists) => {
      const sets = lists.map((some) => new Set(some.flat()));
      const expected = [...sets[0]!].some((row) => sets.every((set) => set.has(row)));
      const ascendingLists = lists.map((some) => some.map((list) => Uint32Array.from(list).sort()));
      expect(meet(ascendingLists)).toBe(expected);
    }),
  );
});
