import type { Initiative } from '../../dataset/schema.ts';
import type { Hit, Hits, Reason } from '../answer.ts';

/** What a hit says of its row, beside the score. */
export interface HitSource {
  readonly initiativeOf: (row: number) => Initiative;
  readonly aboutOf: (row: number) => readonly string[];
  readonly reasonsOf: (row: number) => readonly Reason[];
}

/** The same of many, by department. */
export interface HitsSource extends HitSource {
  /** By row, its department's place among these. */
  readonly departmentOf: ArrayLike<number>;
  readonly departments: readonly { readonly name: string }[];
}

/** Reasons are worked out when somebody looks, and once. */
class RowHit implements Hit {
  readonly score: number;
  readonly #row: number;
  readonly #source: HitSource;
  #reasons: readonly Reason[] | null = null;

  constructor(row: number, score: number, source: HitSource) {
    this.#row = row;
    this.score = score;
    this.#source = source;
  }

  get initiative(): Initiative {
    return this.#source.initiativeOf(this.#row);
  }

  get about(): readonly string[] {
    return this.#source.aboutOf(this.#row);
  }

  get reasons(): readonly Reason[] {
    this.#reasons ??= this.#source.reasonsOf(this.#row);
    return this.#reasons;
  }
}

/** Hits in the order of the rows, made when somebody looks: a wide question has many, and a card shows eight. */
class RowHits implements Hits {
  readonly #rows: Uint32Array;
  readonly #scores: Float32Array;
  readonly #source: HitsSource;
  readonly #made: Hit[] = [];
  #byDepartment: ReadonlyMap<string, number> | null = null;

  constructor(rows: Uint32Array, scores: Float32Array, source: HitsSource) {
    this.#rows = rows;
    this.#scores = scores;
    this.#source = source;
  }

  get length(): number {
    return this.#rows.length;
  }

  get byDepartment(): ReadonlyMap<string, number> {
    return (this.#byDepartment ??= this.#count());
  }

  #count(): ReadonlyMap<string, number> {
    const { departmentOf, departments } = this.#source;
    const counts = new Uint32Array(departments.length);
    const order: number[] = [];
    for (let i = 0; i < this.#rows.length; i++) {
      const department = departmentOf[this.#rows[i]!]!;
      if (counts[department]!++ === 0) order.push(department);
    }
    return new Map(order.map((department) => [departments[department]!.name, counts[department]!]));
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
export const hitsOf = (rows: Uint32Array, scores: Float32Array, source: HitsSource): Hits =>
  rows.length === 0 ? [] : new RowHits(rows, scores, source);
