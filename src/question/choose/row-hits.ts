import type { Initiative } from '../../dataset/schema.ts';
import type { Hit, Hits, Reason } from '../answer.ts';

/** What hits say of their rows, beside the score. */
export interface HitSource {
  readonly initiativeOf: (row: number) => Initiative;
  readonly aboutOf: (row: number) => readonly string[];
  readonly reasonsOf: (row: number) => readonly Reason[];
}

/** Reasons are worked out when somebody looks, and once. */
class RowHit implements Hit {
  readonly initiative: Initiative;
  readonly score: number;
  readonly about: readonly string[];
  readonly #reasonsOf: () => readonly Reason[];
  #reasons: readonly Reason[] | null = null;

  constructor(row: number, score: number, source: HitSource) {
    this.initiative = source.initiativeOf(row);
    this.score = score;
    this.about = source.aboutOf(row);
    this.#reasonsOf = () => source.reasonsOf(row);
  }

  get reasons(): readonly Reason[] {
    this.#reasons ??= this.#reasonsOf();
    return this.#reasons;
  }
}

/** Hits in the order of the rows, made when somebody looks: a wide question has many, and a card shows eight. */
class RowHits implements Hits {
  readonly #rows: Uint32Array;
  readonly #scores: Float32Array;
  readonly #source: HitSource;
  readonly #made: Hit[] = [];

  constructor(rows: Uint32Array, scores: Float32Array, source: HitSource) {
    this.#rows = rows;
    this.#scores = scores;
    this.#source = source;
  }

  get length(): number {
    return this.#rows.length;
  }

  #at(position: number): Hit {
    return (this.#made[position] ??= new RowHit(
      this.#rows[position]!,
      this.#scores[position]!,
      this.#source,
    ));
  }

  *[Symbol.iterator](): Generator<Hit, void> {
    for (let position = 0; position < this.length; position++) yield this.#at(position);
  }

  slice(start: number, end: number): Hit[] {
    const hits: Hit[] = [];
    for (let position = start; position < Math.min(end, this.length); position++)
      hits.push(this.#at(position));
    return hits;
  }

  map<T>(each: (hit: Hit, position: number) => T): T[] {
    return [...this].map(each);
  }

  filter(test: (hit: Hit) => boolean): Hit[] {
    return [...this].filter(test);
  }
}

/** The hit of one row. */
export const hitOf = (row: number, score: number, source: HitSource): Hit => new RowHit(row, score, source);

/** The hits of rows, each with its score. */
export const hitsOf = (rows: Uint32Array, scores: Float32Array, source: HitSource): Hits =>
  rows.length === 0 ? [] : new RowHits(rows, scores, source);
