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
  /** How many rows there are, of these kinds or of such as promise too little to be looked at. */
  readonly size: number;
  /** Which kind the row is of; -1 for one that is of none of these. */
  readonly kindOf: (row: number) => number;
  /** The rows of the kinds that have the flag, ascending, as far as `isMeant` agrees; no more than `most`. */
  readonly rowsOf: (has: Uint8Array, most?: number, isMeant?: RowTest) => Uint32Array;
  /** The first row of each kind. */
  readonly first: Uint32Array;
  /** How many rows are of each kind. */
  readonly counts: Uint32Array;
  /** By kind, what is noted of its first row. */
  readonly shares: Readonly<Record<Share, Float32Array>>;
  readonly met: Uint32Array;
}

type RowTest = (row: number) => boolean;

/** Kinds of rows, and by profile which it is of. */
interface Parted extends Pick<RowKinds, 'first' | 'counts'> {
  readonly kindOf: Int32Array;
}

/** Parts the rows that have anything of what was asked and that `accepts` agrees to into kinds: each its own where they are few. */
export function rowKinds(scores: Scores, accepts: RowTest): RowKinds {
  const { profileOf } = scores;
  const found = accepts === EVERY_ROW ? foundProfiles(scores) : acceptedProfiles(scores, accepts);
  const { rows, size } = found;
  if (size <= MANY_ROWS) {
    const first = rows ?? rowsWith(countsAny(found.counts), profileOf, 0, size);
    return described(
      {
        size,
        first,
        counts: new Uint32Array(size).fill(1),
        kindOf: (row) => placeOf(first, row),
        rowsOf: (has, most = size, isMeant = EVERY_ROW) =>
          first.filter((row, kind) => has[kind] === 1 && isMeant(row)).subarray(0, most),
      },
      scores,
    );
  }
  const { first, counts, kindOf } = mostPromising(byProfile(found, scores), scores);
  return described(
    {
      size,
      first,
      counts,
      kindOf: (row) => kindOf[profileOf[row]!]!,
      rowsOf: (has, most = size, isMeant = EVERY_ROW) => {
        const isOf = new Uint8Array(kindOf.length);
        for (let profile = 0; profile < isOf.length; profile++) isOf[profile] = has[kindOf[profile]!] ?? 0;
        const all = counts.reduce((sum, count, kind) => sum + count * has[kind]!, 0);
        const from = first.find((_, kind) => has[kind] === 1) ?? 0;
        const isAny = isMeant === EVERY_ROW;
        const ofKinds =
          rows === null
            ? rowsWith(isOf, profileOf, from, isAny ? Math.min(all, most) : all)
            : rowsAmong(rows, isOf, profileOf);
        return (isAny ? ofKinds : ofKinds.filter(isMeant)).subarray(0, most);
      },
    },
    scores,
  );
}

/** So many rows, the first from one on, whose profile has the flag. */
function rowsWith(has: Uint8Array, profileOf: Uint32Array, from: number, size: number): Uint32Array {
  const found = new Uint32Array(size + 1);
  // Writes each and keeps those that count: which do, no processor can foresee.
  for (let row = from, n = 0; n < size; row++) {
    found[n] = row;
    n += has[profileOf[row]!]!;
  }
  return found.subarray(0, size);
}

/** Those of the rows whose profile has the flag. */
function rowsAmong(rows: Uint32Array, has: Uint8Array, profileOf: Uint32Array): Uint32Array {
  const found = new Uint32Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    found[n] = rows[i]!;
    n += has[profileOf[rows[i]!]!]!;
  }
  return found.subarray(0, n);
}

function described(parted: Omit<RowKinds, 'shares' | 'met'>, scores: Scores): RowKinds {
  const profiles = parted.first.map((row) => scores.profileOf[row]!);
  const shares = {} as Record<Share, Float32Array>;
  for (const share of SHARES) shares[share] = new Float32Array(profiles.length);
  for (const share of NOTED) {
    const [told, at] = [shares[share], AT[share]];
    for (let kind = 0; kind < told.length; kind++) told[kind] = scores.values[profiles[kind]! * WIDTH + at]!;
  }
  for (const [kind, row] of parted.first.entries()) shares.ideographs[kind] = scores.ideographsOf(row);
  return { ...parted, shares, met: profiles.map((each) => scores.met[each]!) };
}

/** Which profiles some rows have, in the order in which each first comes. */
interface FoundProfiles {
  /** Ascending; null for all whose profile counts. */
  readonly rows: Uint32Array | null;
  /** How many rows there are. */
  readonly size: number;
  readonly profiles: readonly number[];
  /** By place in `profiles`, its first row. */
  readonly first: readonly number[];
  /** By profile, how many of the rows have it. */
  readonly counts: Uint32Array;
}

function foundProfiles({ profileOf, counts }: Scores): FoundProfiles {
  const profiles: number[] = [];
  const first: number[] = [];
  const isLeft = countsAny(counts);
  for (let row = 0, left = sumOf(isLeft); left > 0; row++) {
    const profile = profileOf[row]!;
    if (isLeft[profile] === 0) continue;
    isLeft[profile] = 0;
    left--;
    profiles.push(profile);
    first.push(row);
  }
  return { rows: null, size: sumOf(counts), profiles, first, counts };
}

function acceptedProfiles({ profileOf, counts: all }: Scores, accepts: RowTest): FoundProfiles {
  const profiles: number[] = [];
  const first: number[] = [];
  const rows = rowsWith(countsAny(all), profileOf, 0, sumOf(all));
  const counts = new Uint32Array(all.length);
  let size = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (!accepts(row)) continue;
    rows[size++] = row;
    const profile = profileOf[row]!;
    if (counts[profile]!++ > 0) continue;
    profiles.push(profile);
    first.push(row);
  }
  return { rows: rows.subarray(0, size), size, profiles, first, counts };
}

const countsAny = (counts: Uint32Array): Uint8Array => {
  const flags = new Uint8Array(counts.length);
  for (let profile = 0; profile < flags.length; profile++) flags[profile] = counts[profile] === 0 ? 0 : 1;
  return flags;
};

const sumOf = (counts: Uint8Array | Uint32Array): number => {
  let sum = 0;
  for (let profile = 0; profile < counts.length; profile++) sum += counts[profile]!;
  return sum;
};

/** By profile of the rows, its kind. */
function byProfile(found: FoundProfiles, scores: Scores): Parted {
  const kindOf = new Int32Array(found.counts.length).fill(-1);
  const known = new KeyTable(found.profiles.length);
  const first: number[] = [];
  const counts: number[] = [];
  const keyOf = keys(scores);
  for (let i = 0; i < found.profiles.length; i++) {
    const profile = found.profiles[i]!;
    const kind = known.numberOf(keyOf(profile));
    if (kind === first.length) {
      first.push(found.first[i]!);
      counts.push(0);
    }
    counts[kind]! += found.counts[profile]!;
    kindOf[profile] = kind;
  }
  return { kindOf, first: Uint32Array.from(first), counts: Uint32Array.from(counts) };
}

/** Numbers keys in the order in which they first come; a map of thousands that is made for each question takes longer. */
class KeyTable {
  readonly #keys: Int32Array;
  /** One more than the number of the key in the slot; 0 where it is empty. */
  readonly #numbers: Uint32Array;
  #size = 0;

  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(2 * most + 1));
    this.#keys = new Int32Array(slots);
    this.#numbers = new Uint32Array(slots);
  }

  numberOf(key: number): number {
    const [keys, numbers] = [this.#keys, this.#numbers];
    const mask = keys.length - 1;
    let slot = key & mask;
    while (numbers[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    if (numbers[slot] === 0) {
      keys[slot] = key;
      numbers[slot] = ++this.#size;
    }
    return numbers[slot]! - 1;
  }
}

/** A number that profiles of one kind share, and others hardly ever. */
function keys({ met, values }: Scores): (profile: number) => number {
  const told = TOLD_APART.map(([share]) => AT[share]);
  return (profile) => {
    let key = met[profile]! | 0;
    for (let i = 0; i < told.length; i++)
      key = Math.imul(key ^ (values[profile * WIDTH + told[i]!]! * STEPS), 0x9e3779b1) ^ (key >>> 15);
    return key;
  };
}

function mostPromising({ kindOf, first, counts }: Parted, { profileOf, values }: Scores): Parted {
  const promises = new Float64Array(first.length);
  for (const [share, promise] of TOLD_APART) {
    for (let kind = 0; kind < first.length; kind++)
      promises[kind]! += promise * values[profileOf[first[kind]!]! * WIDTH + AT[share]]!;
  }
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
