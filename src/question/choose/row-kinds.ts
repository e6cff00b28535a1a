import { placeOf } from '../index/rows/matches.ts';
import { EVERY_ROW } from './row-facets.ts';
import { AT, NOTED, SHARES, WIDTH, type Scores, type Share } from './weigh/scores.ts';

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
  /** By place in `rows`, which kind it is of; -1 for one that promises too little to be looked at. */
  readonly kinds: Int32Array;
  /** Which kind the row is of; -1 for one that is none of these, or promises too little to be looked at. */
  readonly kindOf: (row: number) => number;
  /** The first row of each kind. */
  readonly first: Uint32Array;
  /** How many rows are of each kind. */
  readonly counts: Uint32Array;
  /** By kind, what is noted of its first row. */
  readonly shares: Readonly<Record<Share, Float32Array>>;
  readonly met: Uint32Array;
}

/** Kinds of rows, and by profile which it is of. */
interface Parted extends Pick<RowKinds, 'first' | 'counts'> {
  readonly kindOf: Int32Array;
}

/** Parts the rows that have anything of what was asked and that `accepts` agrees to into kinds: each its own where they are few. */
export function rowKinds(scores: Scores, accepts: (row: number) => boolean): RowKinds {
  const { profileOf } = scores;
  const found = foundRows(scores, accepts);
  const { rows } = found;
  if (rows.length <= MANY_ROWS) {
    const counts = new Uint32Array(rows.length).fill(1);
    const kinds = Int32Array.from(rows.keys());
    return described({ rows, kinds, first: rows, counts, kindOf: (row) => placeOf(rows, row) }, scores);
  }
  const { first, counts, kindOf } = mostPromising(byProfile(found, scores), scores);
  const kinds = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) kinds[i] = kindOf[profileOf[rows[i]!]!]!;
  return described({ rows, kinds, first, counts, kindOf: (row) => kindOf[profileOf[row]!]! }, scores);
}

function described(parted: Omit<RowKinds, 'shares' | 'met'>, scores: Scores): RowKinds {
  const profiles = parted.first.map((row) => scores.profileOf[row]!);
  const shares = {} as Record<Share, Float32Array>;
  for (const share of SHARES) shares[share] = new Float32Array(profiles.length);
  for (let kind = 0; kind < profiles.length; kind++) {
    for (const share of NOTED) shares[share][kind] = scores.values[profiles[kind]! * WIDTH + AT[share]]!;
    shares.ideographs[kind] = scores.ideographsOf(parted.first[kind]!);
  }
  return { ...parted, shares, met: profiles.map((each) => scores.met[each]!) };
}

/** Rows, and which profiles they have, in the order in which each first comes. */
interface FoundRows {
  readonly rows: Uint32Array;
  readonly profiles: readonly number[];
  /** By place in `profiles`, its first row. */
  readonly first: readonly number[];
  /** By profile, how many of the rows have it. */
  readonly counts: Uint32Array;
}

function foundRows({ profileOf, counts: all }: Scores, accepts: (row: number) => boolean): FoundRows {
  const rows = new Uint32Array(all.reduce((sum, count) => sum + count, 0));
  const counts = new Uint32Array(all.length);
  const profiles: number[] = [];
  const first: number[] = [];
  const isEvery = accepts === EVERY_ROW;
  let n = 0;
  for (let row = 0, left = rows.length; left > 0; row++) {
    const profile = profileOf[row]!;
    if (all[profile] === 0) continue;
    left--;
    if (!isEvery && !accepts(row)) continue;
    rows[n++] = row;
    if (counts[profile]!++ > 0) continue;
    profiles.push(profile);
    first.push(row);
  }
  return { rows: rows.subarray(0, n), profiles, first, counts };
}

/** By profile of the rows, its kind. */
function byProfile(found: FoundRows, scores: Scores): Parted {
  const kindOf = new Int32Array(found.counts.length).fill(-1);
  const known = new Map<number, number>();
  const first: number[] = [];
  const counts: number[] = [];
  const keyOf = keys(scores);
  for (const [i, profile] of found.profiles.entries()) {
    const key = keyOf(profile);
    let kind = known.get(key);
    if (kind === undefined) {
      known.set(key, (kind = first.length));
      first.push(found.first[i]!);
      counts.push(0);
    }
    counts[kind]! += found.counts[profile]!;
    kindOf[profile] = kind;
  }
  return { kindOf, first: Uint32Array.from(first), counts: Uint32Array.from(counts) };
}

/** A number that profiles of one kind share, and others hardly ever. */
function keys({ met, values }: Scores): (profile: number) => number {
  const told = TOLD_APART.map(([share]) => AT[share]);
  return (profile) => {
    let key = met[profile]!;
    for (const share of told)
      key = Math.imul(key ^ (values[profile * WIDTH + share]! * STEPS), 0x9e3779b1) ^ (key >>> 15);
    return key;
  };
}

function mostPromising({ kindOf, first, counts }: Parted, { profileOf, values }: Scores): Parted {
  const promises = Float64Array.from(first, (row) => {
    const at = profileOf[row]! * WIDTH;
    return TOLD_APART.reduce((sum, [share, promise]) => sum + promise * values[at + AT[share]]!, 0);
  });
  const least = promises.toSorted().at(-MAX_KINDS) ?? 0;
  // Of those that promise as little as the last, the first.
  let alike = MAX_KINDS - promises.reduce((sum, each) => sum + Number(each > least), 0);
  const promising = Uint32Array.from(first.keys()).filter(
    (kind) => promises[kind]! > least || (promises[kind] === least && alike-- > 0),
  );
  const places = new Int32Array(first.length).fill(-1);
  promising.forEach((kind, place) => (places[kind] = place));
  return {
    kindOf: kindOf.map((kind) => places[kind] ?? -1),
    first: promising.map((kind) => first[kind]!),
    counts: promising.map((kind) => counts[kind]!),
  };
}
