import type { Steps } from '../../../text/steps.ts';
import type { Matches } from './matches.ts';

/** Matches while the index is built. */
export class GrowingMatches {
  readonly rows: number[] = [];
  readonly levels: number[] = [];

  /** Notes the row, which is none before the last one; the first level of a row stays. */
  add(row: number, level: number): void {
    if (this.rows.at(-1) === row) return;
    this.rows.push(row);
    this.levels.push(level);
  }
}

/** Many lists of matches in one block: tens of thousands of small ones would take more room than what is in them. */
export class MatchLists {
  readonly #rows: Uint32Array;
  readonly #levels: Uint8Array;
  /** Where each list begins; one longer than there are lists. */
  readonly #starts: Uint32Array;

  private constructor(starts: Uint32Array) {
    this.#starts = starts;
    this.#rows = new Uint32Array(starts.at(-1)!);
    this.#levels = new Uint8Array(starts.at(-1)!);
  }

  /** The lists as they have grown, a list a step. */
  static *of(growing: readonly GrowingMatches[]): Steps<MatchLists> {
    const starts = new Uint32Array(growing.length + 1);
    for (const [list, { rows }] of growing.entries()) starts[list + 1] = starts[list]! + rows.length;
    const lists = new MatchLists(starts);
    for (const [list, { rows, levels }] of growing.entries()) {
      lists.#rows.set(rows, starts[list]);
      lists.#levels.set(levels, starts[list]);
      yield;
    }
    return lists;
  }

  at(list: number): Matches {
    const [from, to] = [this.#starts[list], this.#starts[list + 1]];
    return { rows: this.#rows.subarray(from, to), levels: this.#levels.subarray(from, to) };
  }
}
