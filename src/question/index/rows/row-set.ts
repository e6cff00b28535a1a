/** A set of row numbers of a document that has so many rows. */
export class RowSet {
  readonly #has: Uint8Array;
  #size = 0;

  constructor(rows: number) {
    this.#has = new Uint8Array(rows);
  }

  /** How many rows are in it. */
  get size(): number {
    return this.#size;
  }

  /** Puts the row in; false when it was there already. */
  add(row: number): boolean {
    if (this.#has[row] === 1) return false;
    this.#has[row] = 1;
    this.#size++;
    return true;
  }

  addAll(rows: ArrayLike<number>): void {
    for (let i = 0; i < rows.length; i++) this.add(rows[i]!);
  }

  has(row: number): boolean {
    return this.#has[row] === 1;
  }

  clear(): void {
    this.#has.fill(0);
    this.#size = 0;
  }

  /** All rows of the set, ascending. */
  rows(): Uint32Array {
    const rows = new Uint32Array(this.#size);
    let n = 0;
    for (let row = 0; n < rows.length; row++) if (this.#has[row] === 1) rows[n++] = row;
    return rows;
  }
}
