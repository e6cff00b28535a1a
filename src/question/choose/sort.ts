/**
 * Rows by a whole number ≥ 0 that each has, smaller first, otherwise in the order they had (counting sort): linear, for
 * many rows and few different numbers.
 */
export function sortedBy(rows: Uint32Array, keyOf: (row: number) => number): Uint32Array {
  const keys = new Uint32Array(rows.length);
  let largest = 0;
  for (let i = 0; i < rows.length; i++) {
    const key = keyOf(rows[i]!);
    keys[i] = key;
    if (key > largest) largest = key;
  }
  if (largest === 0) return rows;
  const next = new Uint32Array(largest + 2);
  for (const key of keys) next[key + 1]!++;
  for (let key = 1; key <= largest; key++) next[key]! += next[key - 1]!;
  const sorted = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) sorted[next[keys[i]!]!++] = rows[i]!;
  return sorted;
}
