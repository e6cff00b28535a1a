import { expect, test } from '@jest/globals';
import { rowKinds } from '../../../src/question/choose/row-kinds.ts';
import { SHARES, type Scores, type Share } from '../../../src/question/choose/scores.ts';

/** Scores of so many rows, of which `valueOf` tells how much each meets. */
function scoresOf(size: number, valueOf: (row: number) => number): Scores {
  const values = Float32Array.from({ length: size }, (_, row) => valueOf(row));
  const all = Object.fromEntries(SHARES.map((name) => [name, values])) as Record<Share, Float32Array>;
  const rows = Uint32Array.from(values.keys());
  return { groups: [], rows, met: new Uint32Array(size), lookInto: () => undefined, ...all };
}

test('few rows are each a kind of their own', () => {
  const scores = scoresOf(500, () => 0.5);
  const { first, counts, kinds } = rowKinds(scores.rows, scores);
  expect(first).toEqual(scores.rows);
  expect([...new Set(counts)]).toEqual([1]);
  expect([...kinds]).toEqual([...scores.rows]);
});

test('of many, those that have the same are one, named by its first row', () => {
  const scores = scoresOf(3_000, (row) => (row % 3) / 4);
  const { first, counts, kinds } = rowKinds(scores.rows, scores);
  expect([...first]).toEqual([0, 1, 2]);
  expect([...counts]).toEqual([1_000, 1_000, 1_000]);
  expect(kinds.every((kind, row) => kind === row % 3)).toBe(true);
});

test('of many kinds, those that promise most are looked at, the others not', () => {
  const met = Uint32Array.from({ length: 2_000 }, (_, row) => row);
  const scores = { ...scoresOf(2_000, (row) => row / 2_000), met };
  const { first, kinds } = rowKinds(scores.rows, scores);
  expect([...first]).toEqual(Array.from({ length: 300 }, (_, i) => 1_700 + i));
  expect(kinds[1_999]).toBe(299);
  expect(kinds[0]).toBe(-1);
});
