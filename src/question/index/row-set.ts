/** A set of row numbers, one bit each. */
export class RowSet {
  readonly #words: Uint32Array;
  #size = 0;

  constructor(rows: number) {
    this.#words = new Uint32Array(Math.ceil(rows / 32));
  }

  /** How many rows are in it. */
  get size(): number {
    return this.#size;
  }

  /** Puts the row in; false when it was there already. */
  add(row: number): boolean {
    const word = this.#words[row >>> 5]!;
    const bit = 1 << (row & 31);
    if ((word & bit) !== 0) return false;
    this.#words[row >>> 5] = word | bit;
    this.#size++;
    return true;
  }

  addAll(rows: ArrayLike<number>): void {
    for (let i = 0; i < rows.length; i++) this.add(rows[i]!);
  }

  has(row: number): boolean {
    return ((this.#words[row >>> 5]! >>> (row & 31)) & 1) === 1;
  }

  clear(): void {
    this.#words.fill(0);
    this.#size = 0;
  }

  /** All rows of the set, ascending. */
  rows(): Uint32Array {
    const rows = new Uint32Array(this.#size);
    const words = this.#words;
    let n = 0;
    for (let w = 0; w < words.length; w++) {
      // The lowest bit that is left, until none is.
      for (let rest = words[w]!; rest !== 0; rest &= rest - 1)
        rows[n++] = w * 32 + 31 - Math.clz32(rest & -rest);
    }
    return rows;
  }
}
