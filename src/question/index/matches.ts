import type { RowSet } from './row-set.ts';

/** Rows, ascending, with how strongly each has what was looked for (0…1). */
export interface Matches {
  readonly rows: Uint32Array;
  readonly strengths: Float32Array;
}

/** No row at all. */
export const NO_MATCHES: Matches = { rows: new Uint32Array(0), strengths: new Float32Array(0) };

/** The rows of either, each as strongly as where it is stronger. */
export function either(one: Matches, other: Matches): Matches {
  if (one.rows.length === 0) return other;
  if (other.rows.length === 0) return one;
  const size = one.rows.length + other.rows.length;
  const rows = new Uint32Array(size);
  const strengths = new Float32Array(size);
  let [n, i, k] = [0, 0, 0];
  while (i < one.rows.length && k < other.rows.length) {
    const [a, b] = [one.rows[i]!, other.rows[k]!];
    rows[n] = a < b ? a : b;
    strengths[n++] =
      a < b
        ? one.strengths[i]!
        : b < a
          ? other.strengths[k]!
          : Math.max(one.strengths[i]!, other.strengths[k]!);
    if (a <= b) i++;
    if (b <= a) k++;
  }
  for (const [rest, from] of [
    [one, i],
    [other, k],
  ] as const) {
    rows.set(rest.rows.subarray(from), n);
    strengths.set(rest.strengths.subarray(from), n);
    n += rest.rows.length - from;
  }
  return { rows: rows.subarray(0, n), strengths: strengths.subarray(0, n) };
}

/** Those of the matches that are in the set. */
export function only(matches: Matches, set: RowSet): Matches {
  const inSet = (_: number, i: number): boolean => set.has(matches.rows[i]!);
  return { rows: matches.rows.filter(inSet), strengths: matches.strengths.filter(inSet) };
}

/** Whether the ascending rows hold the row. */
function holds(rows: Uint32Array, row: number): boolean {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (rows[middle]! < row) from = middle + 1;
    else to = middle;
  }
  return rows[from] === row;
}

/** Whether some row is in each; each is several lists of ascending rows, any of which will do. */
export function meet(each: readonly (readonly Uint32Array[])[]): boolean {
  const size = (lists: readonly Uint32Array[]): number => lists.reduce((sum, { length }) => sum + length, 0);
  const [fewest = [], ...others] = each.toSorted((one, other) => size(one) - size(other));
  return fewest.some((rows) =>
    rows.some((row) => others.every((lists) => lists.some((list) => holds(list, row)))),
  );
}
