import type { RowSet } from './row-set.ts';

/** Rows, ascending, with how strongly each has what was looked for: its level among `STRENGTHS`. */
export interface Matches {
  readonly rows: Uint32Array;
  readonly levels: Uint8Array;
}

/** No row at all. */
export const NO_MATCHES: Matches = { rows: new Uint32Array(0), levels: new Uint8Array(0) };

/** The rows of either, each as strongly as where it is stronger. */
export function either(one: Matches, other: Matches): Matches {
  if (one.rows.length === 0) return other;
  if (other.rows.length === 0) return one;
  const levels = new Uint8Array(one.rows.length + other.rows.length);
  const rows = merged([one.rows, one.levels], [other.rows, other.levels], levels);
  return { rows, levels: levels.subarray(0, rows.length) };
}

/** Rows, ascending, with a value of each. */
type Valued = readonly [rows: Uint32Array, values: Uint8Array | Float32Array];

/** The rows of either, ascending; puts the higher value of each into `values`, which has room for all of both. */
export function merged(
  [rowsOfOne, valuesOfOne]: Valued,
  [rowsOfOther, valuesOfOther]: Valued,
  values: Uint8Array | Float32Array,
): Uint32Array {
  const rows = new Uint32Array(values.length);
  const [ends, endsOfOther] = [rowsOfOne.length, rowsOfOther.length];
  let [n, i, k] = [0, 0, 0];
  while (i < ends && k < endsOfOther) {
    const [a, b] = [rowsOfOne[i]!, rowsOfOther[k]!];
    rows[n] = a < b ? a : b;
    const ofOne = a <= b ? valuesOfOne[i++]! : 0;
    const ofOther = b <= a ? valuesOfOther[k++]! : 0;
    values[n++] = ofOne > ofOther ? ofOne : ofOther;
  }
  for (; i < ends; n++) {
    rows[n] = rowsOfOne[i]!;
    values[n] = valuesOfOne[i++]!;
  }
  for (; k < endsOfOther; n++) {
    rows[n] = rowsOfOther[k]!;
    values[n] = valuesOfOther[k++]!;
  }
  return rows.subarray(0, n);
}

/** Those of the matches that are in the set. */
export function only(matches: Matches, set: RowSet): Matches {
  const inSet = (_: number, i: number): boolean => set.has(matches.rows[i]!);
  return { rows: matches.rows.filter(inSet), levels: matches.levels.filter(inSet) };
}

/** Where the row stands among ascending rows; -1 where it does not. */
export function placeOf(rows: Uint32Array, row: number): number {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (rows[middle]! < row) from = middle + 1;
    else to = middle;
  }
  return rows[from] === row ? from : -1;
}

/** Whether some row is in each; each is several lists of ascending rows, any of which will do. */
export function meet(each: readonly (readonly Uint32Array[])[]): boolean {
  const size = (lists: readonly Uint32Array[]): number => lists.reduce((sum, { length }) => sum + length, 0);
  const [fewest = [], ...others] = each.toSorted((one, other) => size(one) - size(other));
  return fewest.some((rows) =>
    rows.some((row) => others.every((lists) => lists.some((list) => placeOf(list, row) >= 0))),
  );
}
