import type { Scores } from './scores.ts';

/** Up to so many rows are told apart by all that is known of them. */
const MANY_ROWS = 500;
/** Of more, rows with about the same of what was asked are one kind: so many steps of each value are told apart. */
const STEPS = 12;
/** At most so many kinds are looked at, those that promise most. */
const MAX_KINDS = 300;
/** Values that tell kinds apart, beside which of the groups a row meets, with what a row that has all of it promises. */
const TOLD_APART = [
  ['coverage', 2],
  ['strength', 1],
  ['scene', 0],
  ['question', 1],
  ['soft', 0.7],
  ['softMet', 0.7],
  ['served', 0.7],
  ['wording', 0.7],
] as const;

/** Rows that a judge takes for the same: in a large document most have the like of what was asked. */
export interface RowKinds {
  /** All rows, ascending. */
  readonly rows: Uint32Array;
  /** By row of these: which kind; -1 for one that promises too little to be looked at. */
  readonly kinds: Int32Array;
  /** The first row of each kind. */
  readonly first: Uint32Array;
  /** How many rows are of each kind. */
  readonly counts: Uint32Array;
}

/** Parts rows into kinds: each its own where they are few. */
export function rowKinds(rows: Uint32Array, scores: Scores): RowKinds {
  if (rows.length <= MANY_ROWS)
    return {
      rows,
      kinds: Int32Array.from(rows.keys()),
      first: rows,
      counts: new Uint32Array(rows.length).fill(1),
    };
  const kinds = new Int32Array(rows.length);
  const known = new Map<number, number>();
  const first: number[] = [];
  const counts: number[] = [];
  const keyOf = keys(scores);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const key = keyOf(row);
    let kind = known.get(key);
    if (kind === undefined) {
      known.set(key, (kind = first.length));
      first.push(row);
      counts.push(0);
    }
    counts[kind]!++;
    kinds[i] = kind;
  }
  return mostPromising(
    { rows, kinds, first: Uint32Array.from(first), counts: Uint32Array.from(counts) },
    scores,
  );
}

/** A number that rows of one kind share, and others hardly ever. */
function keys(scores: Scores): (row: number) => number {
  const { met } = scores;
  const values = TOLD_APART.map(([name]) => scores[name]);
  return (row) => {
    let key = met[row]!;
    for (const value of values) key = Math.imul(key ^ (value[row]! * STEPS), 0x9e3779b1) ^ (key >>> 15);
    return key;
  };
}

function mostPromising({ rows, kinds, first, counts }: RowKinds, scores: Scores): RowKinds {
  const promises = Float64Array.from(first, (row) =>
    TOLD_APART.reduce((sum, [name, promise]) => sum + promise * scores[name][row]!, 0),
  );
  const promising = Uint32Array.from(first.keys())
    .sort((a, b) => promises[b]! - promises[a]! || a - b)
    .slice(0, MAX_KINDS)
    .sort();
  const places = new Int32Array(first.length).fill(-1);
  promising.forEach((kind, place) => (places[kind] = place));
  return {
    rows,
    kinds: kinds.map((kind) => places[kind]!),
    first: promising.map((kind) => first[kind]!),
    counts: promising.map((kind) => counts[kind]!),
  };
}
