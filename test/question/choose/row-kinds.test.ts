import { expect, test } from '@jest/globals';
import { EVERY_ROW } from '../../../src/question/choose/row-facets.ts';
import { rowKinds } from '../../../src/question/choose/row-kinds.ts';
import { AT, NOTED, WIDTH, type Scores } from '../../../src/question/choose/weigh/scores.ts';

/** Scores of so many rows, each of a profile of its own, of which `valueOf` tells how much it meets. */
function scoresOf(size: number, valueOf: (row: number) => number): Scores {
  const values = new Float32Array((size + 1) * WIDTH);
  for (let row = 0; row < size; row++)
    values.fill(valueOf(row), (row + 1) * WIDTH, (row + 1) * WIDTH + NOTED.length);
  return {
    groups: [],
    profileOf: Uint32Array.from({ length: size }, (_, row) => row + 1),
    counts: Uint32Array.from({ length: size + 1 }, (_, profile) => Number(profile > 0)),
    values,
    met: new Uint32Array(size + 1),
    ideographsOf: (row) => row,
  };
}

const numbers = (size: number): number[] => Array.from({ length: size }, (_, row) => row);

test('few rows are each a kind of their own', () => {
  const { size, first, counts, kindOf, shares } = rowKinds(
    scoresOf(500, () => 0.5),
    EVERY_ROW,
  );
  expect(size).toBe(500);
  expect([...first]).toEqual(numbers(500));
  expect([...new Set(counts)]).toEqual([1]);
  expect([...first].map(kindOf)).toEqual([...first]);
  expect([...shares.ideographs]).toEqual([...first]);
});

test('of many, those that have the same are one, named by its first row', () => {
  const { first, counts, kindOf, shares } = rowKinds(
    scoresOf(3_000, (row) => (row % 3) / 4),
    EVERY_ROW,
  );
  expect([...first]).toEqual([0, 1, 2]);
  expect([...counts]).toEqual([1_000, 1_000, 1_000]);
  expect(numbers(3_000).every((row) => kindOf(row) === row % 3)).toBe(true);
  expect([...shares.coverage]).toEqual([0, 0.25, 0.5]);
});

test('of many kinds, those that promise most are looked at, the others not', () => {
  const met = Uint32Array.from({ length: 2_001 }, (_, profile) => profile);
  const scores = { ...scoresOf(2_000, (row) => row / 2_000), met };
  const { first, kindOf } = rowKinds(scores, EVERY_ROW);
  expect([...first]).toEqual(Array.from({ length: 300 }, (_, i) => 1_700 + i));
  expect(kindOf(1_999)).toBe(299);
  expect(kindOf(0)).toBe(-1);
});

test('of many that promise as much as each other, the first are looked at', () => {
  const met = Uint32Array.from({ length: 2_001 }, (_, profile) => profile);
  const { first } = rowKinds({ ...scoresOf(2_000, () => 0.5), met }, EVERY_ROW);
  expect([...first]).toEqual(numbers(300));
});

test.each([
  [400, 200],
  [4_000, 2_000],
])('of %d rows, only those that are let through and have anything of what was asked', (size, left) => {
  const scores = scoresOf(size, (row) => (row % 7) / 7);
  scores.counts[1] = 0;
  const { first, counts, kindOf, rowsOf } = rowKinds(scores, (row) => row % 2 === 0);
  const all = new Uint8Array(first.length).fill(1);
  expect([...rowsOf(all)]).toEqual(numbers(size).filter((row) => row % 2 === 0 && row > 0));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(left - 1);
  expect(kindOf(2)).toBeGreaterThanOrEqual(0);
});

test.each([300, 3_000])(
  'of %d rows, those of some kinds, as many as are wanted and as far as they are meant',
  (size) => {
    const { first, kindOf, rowsOf } = rowKinds(
      scoresOf(size, (row) => (row % 5) / 5),
      EVERY_ROW,
    );
    const ofFives = (row: number): boolean => row % 5 === 2 || row % 5 === 4;
    const has = Uint8Array.from(first, (row) => Number(ofFives(row)));
    expect(kindOf(7)).not.toBe(kindOf(8));
    expect([...rowsOf(has)]).toEqual(numbers(size).filter(ofFives));
    expect([...rowsOf(has, 3)]).toEqual([2, 4, 7]);
    expect([...rowsOf(has, 3, (row) => row > 200)]).toEqual([202, 204, 207]);
    expect([...rowsOf(has, 3, () => false)]).toEqual([]);
    expect([...rowsOf(has.fill(0))]).toEqual([]);
  },
);

test('what a kind has is what its first row has', () => {
  const scores = scoresOf(2, () => 0);
  NOTED.forEach((share, i) => (scores.values[2 * WIDTH + AT[share]] = i + 1));
  const { shares } = rowKinds(scores, EVERY_ROW);
  expect(NOTED.map((share) => [...shares[share]])).toEqual(NOTED.map((_, i) => [0, i + 1]));
});
