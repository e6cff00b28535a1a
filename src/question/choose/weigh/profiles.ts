import type { Matches } from '../../index/rows/matches.ts';
import { likelier, NO_SOFT_MATCHES, type SoftMatches } from '../../index/rows/soft-rows.ts';
import { STRENGTHS } from '../../index/rows/strengths.ts';
import { WIDTH, type Notes } from './scores.ts';

/** Room for so many at first; where more are needed, it is doubled. */
const ROOM = 256;
/** What a note last made of a profile is kept for so many keys, by a hash of as many values. */
const WAYS = 8;
const WAY_SHIFT = 32 - Math.log2(WAYS);
/** What is kept of each: note, key, profile. */
const WAY = 3;

/** Notes something of a profile, for rows that were found so: the key tells how. */
type Note = (notes: Notes, profile: number, key: number) => void;

/** A number by its bits. */
const bits = new Uint32Array(1);
const likelihood = new Float32Array(bits.buffer);

/** Rows that were found, with how. */
interface Keyed {
  readonly rows: Uint32Array;
  /** All of them 0 where there are none. */
  readonly keys: Uint32Array | null;
}

/** A list of matches, and for what of those they count; `known`: only of rows of which something is noted already. */
export interface Counting {
  readonly matches: Matches;
  readonly as: readonly Aspect[];
  readonly known: boolean;
}

/** For what matches may count. */
const ASPECTS = ['met', 'served', 'kin', 'verbatim'] as const;
export type Aspect = (typeof ASPECTS)[number];
/** A key has a level for each, of so many bits. */
const BITS = Math.ceil(Math.log2(STRENGTHS.length));
const LEVEL = (1 << BITS) - 1;
const LEVELS = [LEVEL, LEVEL << BITS, LEVEL << (2 * BITS), LEVEL << (3 * BITS)] as const;
const SHIFTS = ASPECTS.map((_, aspect) => aspect * BITS);
const placesOf = (aspects: readonly Aspect[]): number =>
  ASPECTS.reduce((places, each, i) => (aspects.includes(each) ? places | (1 << SHIFTS[i]!) : places), 0);
/** How strongly a row has what was looked for, by aspect. */
export type Strengths = Record<Aspect, number>;
const strengthsIn = (key: number): Strengths => ({
  met: STRENGTHS[key & LEVEL]!,
  served: STRENGTHS[(key >> SHIFTS[1]!) & LEVEL]!,
  kin: STRENGTHS[(key >> SHIFTS[2]!) & LEVEL]!,
  verbatim: STRENGTHS[(key >> SHIFTS[3]!) & LEVEL]!,
});

/** The key with the higher level of each aspect. */
const highest = (one: number, other: number): number =>
  Math.max(one & LEVELS[0], other & LEVELS[0]) |
  Math.max(one & LEVELS[1], other & LEVELS[1]) |
  Math.max(one & LEVELS[2], other & LEVELS[2]) |
  Math.max(one & LEVELS[3], other & LEVELS[3]);

const notesFor = (room: number): Notes => ({
  values: new Float32Array(WIDTH * room),
  met: new Uint32Array(room),
});

/**
 * What is noted of rows, one list of rows after the other. Rows of which all the same was noted share one profile: a large
 * document has tens of thousands that have something of a question, and hundreds of profiles, and a note costs what it
 * takes to make one, not what it takes to write it to each row.
 */
export class Profiles {
  /** By row, its profile; 0 for one of which nothing is noted. */
  readonly of: Uint32Array;
  #notes = notesFor(ROOM);
  /** By profile, how many rows have it. */
  #counts = new Uint32Array(ROOM);
  /** By profile, which note made it, of which other, and by which key. */
  #noted = new Uint32Array(ROOM);
  #before = new Uint32Array(ROOM);
  #keys = new Uint32Array(ROOM);
  /** Those by what they came from: a hash table of which what comes from other notes counts as empty. */
  #table = new Uint32Array(2 * ROOM);
  /** By profile and hash of a key: the note that last made something of it, for which key, and the profile that it made. */
  #ways = new Uint32Array(WAY * WAYS * ROOM);
  /** Profiles so far, and those of them that no row has any more. */
  #used = 1;
  readonly #free: number[] = [];
  #note = 0;
  /** Nothing but zeros between uses. */
  readonly #keyOf: Uint16Array;
  readonly #found: { readonly rows: Uint32Array; readonly keys: Uint32Array };

  constructor(rows: number) {
    this.of = new Uint32Array(rows);
    this.#keyOf = new Uint16Array(rows);
    this.#found = { rows: new Uint32Array(rows), keys: new Uint32Array(rows) };
  }

  /** Forgets all that was noted. */
  clear(): void {
    this.of.fill(0);
    this.#counts.fill(0, 0, this.#used);
    this.#used = 1;
    this.#free.length = 0;
    this.#notes.values.fill(0, 0, WIDTH);
    this.#notes.met[0] = 0;
  }

  get notes(): Notes {
    return this.#notes;
  }

  /** All profiles have smaller numbers. */
  get size(): number {
    return this.#used;
  }

  /** How many rows have the profile. */
  countOf(profile: number): number {
    return this.#counts[profile]!;
  }

  /** Notes the same of all rows. */
  addRows(rows: Uint32Array, note: (notes: Notes, profile: number) => void): void {
    this.#add({ rows, keys: null }, note);
  }

  /** Notes each row of any of the lists, once, with how likely (0…1) it is where it is likeliest. */
  addSoft(
    lists: readonly SoftMatches[],
    note: (notes: Notes, profile: number, likelihood: number) => void,
  ): void {
    const [first = NO_SOFT_MATCHES, ...others] = lists;
    const { rows, strengths } = others.reduce(likelier, first);
    // As whole numbers, which are told apart sooner.
    const keys = new Uint32Array(strengths.buffer, strengths.byteOffset, strengths.length);
    this.#add({ rows, keys }, (notes, profile, key) => {
      bits[0] = key;
      note(notes, profile, likelihood[0]!);
    });
  }

  /** Notes of each row of any of the lists, once, how strong it is where it is strongest. */
  addMatches(
    lists: readonly Counting[],
    note: (notes: Notes, profile: number, strengths: Strengths) => void,
  ): void {
    this.#add(this.#union(lists), (notes, profile, key) => {
      note(notes, profile, strengthsIn(key));
    });
  }

  /** The rows of any of the lists; valid until the next. */
  #union(lists: readonly Counting[]): Keyed {
    const { of } = this;
    const keyOf = this.#keyOf;
    const { rows: found, keys } = this.#found;
    const [only] = lists;
    if (only !== undefined && lists.length === 1 && !only.known) {
      const { rows, levels } = only.matches;
      const places = placesOf(only.as);
      for (let i = 0; i < rows.length; i++) keys[i] = levels[i]! * places;
      return { rows, keys };
    }
    let n = 0;
    for (const { matches, as, known } of lists) {
      const { rows, levels } = matches;
      const places = placesOf(as);
      const mask = LEVEL * places;
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!;
        const before = keyOf[row]!;
        if (before !== 0) {
          const key = levels[i]! * places;
          keyOf[row] = (before & mask) === 0 ? before | key : highest(before, key);
        } else if (!known || of[row] !== 0) {
          found[n++] = row;
          keyOf[row] = levels[i]! * places;
        }
      }
    }
    for (let i = 0; i < n; i++) {
      keys[i] = keyOf[found[i]!]!;
      keyOf[found[i]!] = 0;
    }
    return { rows: found.subarray(0, n), keys };
  }

  #add({ rows, keys }: Keyed, note: Note): void {
    this.#note++;
    const { of } = this;
    const noted = this.#note;
    let [ways, counts] = [this.#ways, this.#counts];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      const key = keys === null ? 0 : keys[i]!;
      const before = of[row]!;
      const way = WAY * (before * WAYS + (Math.imul(key, 0x9e3779b1) >>> WAY_SHIFT));
      let profile = ways[way + 2]!;
      if (ways[way] !== noted || ways[way + 1] !== key) {
        profile = this.#after(before, key, note);
        if (counts !== this.#counts) [ways, counts] = [this.#ways, this.#counts];
        ways[way] = noted;
        ways[way + 1] = key;
        ways[way + 2] = profile;
      }
      if (profile === before) continue;
      of[row] = profile;
      counts[profile]!++;
      if (before !== 0 && --counts[before]! === 0) this.#free.push(before);
    }
  }

  /** The profile that the note makes of another: the same where only one row has that. */
  #after(before: number, key: number, note: Note): number {
    let slot = this.#slotOf(before, key);
    const known = this.#table[slot]!;
    if (this.#noted[known] === this.#note) return known;
    if (before !== 0 && this.#counts[before] === 1) {
      note(this.#notes, before, key);
      return before;
    }
    if (this.#free.length === 0 && this.#used === this.#counts.length) {
      this.#makeRoom();
      slot = this.#slotOf(before, key);
    }
    const profile = this.#free.pop() ?? this.#used++;
    this.#table[slot] = profile;
    this.#noted[profile] = this.#note;
    this.#before[profile] = before;
    this.#keys[profile] = key;
    this.#counts[profile] = 0;
    const { values, met } = this.#notes;
    for (let to = profile * WIDTH, from = before * WIDTH; to < (profile + 1) * WIDTH; to++, from++)
      values[to] = values[from]!;
    met[profile] = met[before]!;
    note(this.#notes, profile, key);
    return profile;
  }

  /** Where the profile stands that this note makes of another, or is to stand. */
  #slotOf(before: number, key: number): number {
    const mask = this.#table.length - 1;
    const hash = Math.imul(before, 0x9e3779b1) ^ Math.imul(key, 0x85ebca6b);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const profile = this.#table[slot]!;
      const isOther =
        this.#noted[profile] === this.#note &&
        (this.#before[profile] !== before || this.#keys[profile] !== key);
      if (!isOther) return slot;
    }
  }

  #makeRoom(): void {
    const room = 2 * this.#counts.length;
    const roomier = notesFor(room);
    roomier.values.set(this.#notes.values);
    roomier.met.set(this.#notes.met);
    this.#notes = roomier;
    const wider = (values: Uint32Array<ArrayBuffer>) => {
      const copy = new Uint32Array(room);
      copy.set(values);
      return copy;
    };
    this.#counts = wider(this.#counts);
    this.#noted = wider(this.#noted);
    this.#before = wider(this.#before);
    this.#ways = new Uint32Array(WAY * WAYS * room);
    this.#keys = wider(this.#keys);
    this.#table = new Uint32Array(2 * room);
    for (let profile = 1; profile < this.#used; profile++)
      if (this.#noted[profile] === this.#note)
        this.#table[this.#slotOf(this.#before[profile]!, this.#keys[profile]!)] = profile;
  }
}
