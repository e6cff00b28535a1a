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
  const { rows, first, counts, kindOf, shares } = rowKinds(
    scoresOf(500, () => 0.5),
    EVERY_ROW,
  );
  expect([...rows]).toEqual(numbers(500));
  expect(first).toEqual(rows);
  expect([...new Set(counts)]).toEqual([1]);
  expect([...rows].map(kindOf)).toEqual([...rows]);
  expect([...shares.ideographs]).toEqual([...rows]);
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
  const { rows, counts, kindOf } = rowKinds(scores, (row) => row % 2 === 0);
  expect([...rows]).toEqual(numbers(size).filter((row) => row % 2 === 0 && row > 0));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(left - 1);
  expect(kindOf(2)).toBeGreaterThanOrEqual(0);
});

test('what a kind has is what its first row has', () => {
  const scores = scoresOf(2, () => 0);
  NOTED.forEach((share, i) => (scores.values[2 * WIDTH + AT[share]] = i + 1));
  const { shares } = rowKinds(scores, EVERY_ROW);
  expect(NOTED.map((share) => [...shares[share]])).toEqual(NOTED.map((_, i) => [0, i + 1]));
});
