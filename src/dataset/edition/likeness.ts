import { type Bigrams, bigramsOf, likenessOf } from '../../text/bigrams.ts';
import { nameKey } from '../name-key.ts';

/** What rows are compared by. */
interface Named {
  readonly name: string;
  readonly summary: string;
}

/** How alike a row must be to count as the same initiative under a new name. */
const RENAME_THRESHOLD = 0.7;
/** Below this a 概要 is too short to identify a row by itself (新採用・転入者向け研修の実施 recurs everywhere). */
const TELLING_SUMMARY_LENGTH = 20;
/** So many are compared one by one; of more, those that share the rarest pairs of characters. */
const MOST_COMPARED = 40;
/** Of the rows that share a pair, from the rarest pair on. */
const MOST_SEEN = 1000;

interface Prepared {
  readonly name: Bigrams;
  readonly summary: Bigrams;
  readonly length: number;
}

function prepare({ name, summary }: Named): Prepared {
  return { name: bigramsOf(nameKey(name)), summary: bigramsOf(nameKey(summary)), length: summary.length };
}

/** 0…1: the mean likeness of name and summary; the same summary is enough alone where it is long enough to tell. */
function likeness(a: Prepared, b: Prepared): number {
  const summary = likenessOf(a.summary, b.summary);
  const mean = (likenessOf(a.name, b.name) + summary) / 2;
  const telling = Math.min(a.length, b.length) >= TELLING_SUMMARY_LENGTH && summary >= 0.9;
  return telling ? Math.max(RENAME_THRESHOLD, mean) : mean;
}

/** Rows among which the most alike of another is looked for, in time that does not grow with all pairs of rows. */
export class LikenessIndex<Row extends Named> {
  readonly #rows: { readonly row: Row; readonly text: Prepared }[] = [];
  readonly #postings = new Map<string, number[]>();

  add(row: Row): void {
    const text = prepare(row);
    for (const pair of pairsOf(text)) {
      const known = this.#postings.get(pair);
      if (known) known.push(this.#rows.length);
      else this.#postings.set(pair, [this.#rows.length]);
    }
    this.#rows.push({ row, text });
  }

  /** Those that are alike enough. */
  alike(row: Named): readonly { readonly old: Row; readonly likeness: number }[] {
    const text = prepare(row);
    return this.#near(text).flatMap((index) => {
      const old = this.#rows[index]!;
      const score = likeness(text, old.text);
      return score >= RENAME_THRESHOLD ? [{ old: old.row, likeness: score }] : [];
    });
  }

  #near(text: Prepared): readonly number[] {
    if (this.#rows.length <= MOST_COMPARED) return [...this.#rows.keys()];
    const postings = [...pairsOf(text)]
      .flatMap((pair) => {
        const found = this.#postings.get(pair);
        return found ? [found] : [];
      })
      .sort((a, b) => a.length - b.length);
    const weights = new Map<number, number>();
    let seen = 0;
    for (const rows of postings) {
      if (seen >= MOST_SEEN) break;
      seen += rows.length;
      for (const index of rows) weights.set(index, (weights.get(index) ?? 0) + 1 / rows.length);
    }
    const near = [...weights].sort(([, x], [, y]) => y - x).slice(0, MOST_COMPARED);
    return near.map(([index]) => index);
  }
}

function pairsOf({ name, summary }: Prepared): ReadonlySet<string> {
  return new Set([...name.counts.keys(), ...summary.counts.keys()]);
}
