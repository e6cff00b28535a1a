import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { either, meet, only, placeOf, type Matches } from '../../../../src/question/index/rows/matches.ts';
import { RowSet } from '../../../../src/question/index/rows/row-set.ts';

/** Row → level. */
const levels = fc
  .array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 4 })), { maxLength: 20 })
  .map((pairs) => new Map(pairs));

function matchesOf(map: ReadonlyMap<number, number>): Matches {
  const pairs = [...map].sort(([a], [b]) => a - b);
  return {
    rows: Uint32Array.from(pairs, ([row]) => row),
    levels: Uint8Array.from(pairs, ([, level]) => level),
  };
}
const pairsOf = ({ rows, levels: of }: Matches): [number, number][] =>
  Array.from(rows, (row, i) => [row, of[i]!]);
const ascending = (pairs: Iterable<[number, number]>): [number, number][] =>
  [...pairs].sort(([a], [b]) => a - b);

test('either: all rows of both, each as strong as its stronger one', () => {
  fc.assert(
    fc.property(levels, levels, (one, other) => {
      const expected = new Map(one);
      for (const [row, level] of other) expected.set(row, Math.max(level, one.get(row) ?? 0));
      expect(pairsOf(either(matchesOf(one), matchesOf(other)))).toEqual(ascending(expected));
    }),
  );
});

test('only: those of the set, with their levels', () => {
  const set = new RowSet(8);
  set.addAll([2, 5, 7]);
  const matches = matchesOf(
    new Map([
      [1, 1],
      [2, 4],
      [6, 1],
      [7, 3],
    ]),
  );
  expect(pairsOf(only(matches, set))).toEqual([
    [2, 4],
    [7, 3],
  ]);
});

test('placeOf: where a row stands among ascending ones', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(30)), fc.nat(30), (some, row) => {
      const rows = Uint32Array.from(some).sort();
      expect(placeOf(rows, row)).toBe([...rows].indexOf(row));
    }),
  );
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
