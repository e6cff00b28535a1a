import { isLatin } from '../../text/fold.ts';
import type { Steps } from '../../text/steps.ts';
import { HASH_OF_NOTHING, mixed } from './hash.ts';

/** A concept that a phrase may mean, with how likely (0…1). */
export interface Guess {
  readonly concept: number;
  readonly likelihood: number;
}

/** Words that mean no concept count as one more. */
const NONE = 0;
/** How much a concept that has never had a piece is believed to have it. */
const SMOOTHING = 1;
/** Pieces overlap, so that each says less than if it stood alone. */
const SHARPNESS = 0.12;
/** In folded characters; longer phrases are no words. */
const MAX_PHRASE = 40;
/** Pieces are numbered by a hash of so many bits. */
const HASH_BITS = 17;
const HASH_MASK = 2 ** HASH_BITS - 1;
const PIECES_A_STEP = 2 ** 13;
const JAPANESE_SIZES = [1, 2, 3];
const LATIN_SIZES = [3, 4];
/** Marks the ends of a phrase, and a whole Latin word. */
const END = 1;
const WHOLE = 7;
const SPACE = 0x20;

const finish = (hash: number): number => ((hash ^ (hash >>> 15)) >>> 0) & HASH_MASK;

/** Cuts phrases into pieces, each numbered; keeps its arrays from one phrase to the next. */
class Cutter {
  readonly #codes = new Uint16Array(MAX_PHRASE + 2);
  /** By piece, the last phrase that had it: each counts once a phrase. */
  readonly #seen = new Uint32Array(HASH_MASK + 1);
  #phrase = 0;
  #count = 0;
  readonly pieces = new Uint32Array(8 * MAX_PHRASE);

  /** Fills `pieces` with the different pieces of a folded phrase, and tells how many there are. */
  cut(phrase: string): number {
    this.#phrase++;
    this.#count = 0;
    const length = Math.min(phrase.length, MAX_PHRASE);
    const codes = this.#codes;
    let latin = false;
    codes[0] = END;
    for (let i = 0; i < length; i++) {
      codes[i + 1] = phrase.charCodeAt(i);
      if (isLatin(codes[i + 1]!)) latin = true;
    }
    codes[length + 1] = END;
    for (const size of latin ? LATIN_SIZES : JAPANESE_SIZES) this.#addRuns(size, length + 2);
    if (latin) this.#addWords(length + 2);
    return this.#count;
  }

  #addRuns(size: number, length: number): void {
    for (let i = 0; i + size <= length; i++) {
      let hash = HASH_OF_NOTHING ^ size;
      for (let k = i; k < i + size; k++) hash = mixed(hash, this.#codes[k]!);
      this.#add(finish(hash));
    }
  }

  #addWords(length: number): void {
    let hash = HASH_OF_NOTHING ^ WHOLE;
    for (let i = 1; i < length; i++) {
      const code = this.#codes[i]!;
      if (code === SPACE || code === END) {
        this.#add(finish(hash));
        hash = HASH_OF_NOTHING ^ WHOLE;
      } else hash = mixed(hash, code);
    }
  }

  #add(piece: number): void {
    if (this.#seen[piece] === this.#phrase) return;
    this.#seen[piece] = this.#phrase;
    this.pieces[this.#count++] = piece;
  }
}

/** For each piece of some phrases, which concepts have it and how often. */
interface Counts {
  /** By piece, where its concepts stand in the two lists below. */
  readonly starts: Uint32Array;
  readonly concepts: Uint16Array;
  readonly counts: Uint16Array;
}

/** What has been learned of each piece and concept. */
interface Learned extends Omit<Counts, 'counts'> {
  /** What a piece adds to the logarithm of the concept's likelihood. */
  readonly gains: Float32Array;
  /** Logarithm of a concept's likelihood before any piece, and what a piece that it never had takes away. */
  readonly priors: Float32Array;
  readonly absences: Float32Array;
}

/**
 * Tells what a phrase that no list has is likely to mean, from the pieces that it shares with those that the lists have
 * (naive Bayes over character n-grams). It learns by counting, when the engine is built: what editors add to the
 * thesaurus counts at once.
 */
export class SoftConcepts {
  readonly #cutter: Cutter;
  readonly #none: ReadonlySet<string>;
  readonly #learned: Learned;
  readonly #sums: Float32Array;

  private constructor(cutter: Cutter, none: readonly string[], learned: Learned) {
    this.#cutter = cutter;
    this.#none = new Set(none);
    this.#learned = learned;
    this.#sums = new Float32Array(learned.priors.length);
  }

  /** By concept, the folded phrases that mean it; `none`: those that mean no concept. */
  static *build(phrases: readonly (readonly string[])[], none: readonly string[]): Steps<SoftConcepts> {
    const cutter = new Cutter();
    const classes = [none, ...phrases];
    const counts = yield* count(yield* cutAll(classes, cutter));
    return new SoftConcepts(cutter, none, yield* learn(counts, classes));
  }

  /** Whether the folded word is one of those that mean no concept. */
  meansNothing(word: string): boolean {
    return this.#none.has(word);
  }

  /** The likeliest concepts of a folded phrase, at least `least` likely, best first. */
  guess(phrase: string, least: number): Guess[] {
    const sums = this.#sums;
    const { priors, absences } = this.#learned;
    sums.set(priors);
    const known = this.#addPieces(phrase);
    if (known === 0) return [];
    let top = -Infinity;
    for (let c = 0; c < sums.length; c++) {
      sums[c]! += known * absences[c]!;
      if (sums[c]! > top) top = sums[c]!;
    }
    let total = 0;
    for (let c = 0; c < sums.length; c++) total += sums[c] = Math.exp((sums[c]! - top) * SHARPNESS);
    const guesses: Guess[] = [];
    for (let c = 0; c < sums.length; c++)
      if (c !== NONE && sums[c]! >= least * total)
        guesses.push({ concept: c - 1, likelihood: sums[c]! / total });
    return guesses.sort((a, b) => b.likelihood - a.likelihood || a.concept - b.concept);
  }

  /** Adds what the phrase's pieces say; tells how many of them any concept has. */
  #addPieces(phrase: string): number {
    const { starts, concepts, gains } = this.#learned;
    const sums = this.#sums;
    const size = this.#cutter.cut(phrase);
    const { pieces } = this.#cutter;
    let known = 0;
    for (let p = 0; p < size; p++) {
      const piece = pieces[p]!;
      const from = starts[piece]!;
      const to = starts[piece + 1]!;
      if (from < to) known++;
      for (let i = from; i < to; i++) sums[concepts[i]!]! += gains[i]!;
    }
    return known;
  }
}

/** The pieces of all phrases, one after the other, and where those of each class end. */
interface Pieces {
  readonly pieces: Uint32Array;
  readonly classEnds: readonly number[];
}

function* cutAll(classes: readonly (readonly string[])[], cutter: Cutter): Steps<Pieces> {
  const lengths = classes.flat().map((phrase) => Math.min(phrase.length, MAX_PHRASE) + 1);
  yield;
  // A run of each size at each character, and one more: Latin words have fewer.
  const pieces = new Uint32Array(JAPANESE_SIZES.length * lengths.reduce((sum, length) => sum + length, 0));
  const classEnds: number[] = [];
  let n = 0;
  for (const phrases of classes) {
    for (const phrase of phrases) {
      const size = cutter.cut(phrase);
      for (let i = 0; i < size; i++) pieces[n++] = cutter.pieces[i]!;
    }
    classEnds.push(n);
    yield;
  }
  return { pieces: pieces.subarray(0, n), classEnds };
}

function* count({ pieces, classEnds }: Pieces): Steps<Counts> {
  const starts = new Uint32Array(HASH_MASK + 2);
  for (let i = 0; i < pieces.length; i++) {
    starts[pieces[i]! + 1]!++;
    if (i % PIECES_A_STEP === 0) yield;
  }
  for (let piece = 0; piece <= HASH_MASK; piece++) starts[piece + 1]! += starts[piece]!;
  yield;
  const ends = starts.slice();
  const concepts = new Uint16Array(starts[HASH_MASK + 1]!);
  const counts = new Uint16Array(concepts.length);
  // Classes come in order, so that a piece's last one is the only one that may be the same.
  let i = 0;
  for (const [concept, classEnd] of classEnds.entries()) {
    for (; i < classEnd; i++) {
      const piece = pieces[i]!;
      const last = ends[piece]! - 1;
      if (last >= starts[piece]! && concepts[last] === concept) counts[last]!++;
      else {
        concepts[last + 1] = concept;
        counts[last + 1] = 1;
        ends[piece]!++;
      }
    }
    yield;
  }
  return yield* packed({ starts, concepts, counts }, ends);
}

function* learn(
  { starts, concepts, counts }: Counts,
  classes: readonly (readonly string[])[],
): Steps<Learned> {
  const perClass = new Float64Array(classes.length);
  const perPiece = new Uint32Array(HASH_MASK + 1);
  let total = 0;
  for (let piece = 0; piece <= HASH_MASK; piece++) {
    for (let i = starts[piece]!; i < starts[piece + 1]!; i++) {
      perClass[concepts[i]!]! += counts[i]!;
      perPiece[piece]! += counts[i]!;
      total += counts[i]!;
    }
    if (piece % PIECES_A_STEP === 0) yield;
  }
  const gains = new Float32Array(concepts.length);
  for (let piece = 0; piece <= HASH_MASK; piece++) {
    const background = (SMOOTHING * perPiece[piece]!) / total;
    for (let i = starts[piece]!; i < starts[piece + 1]!; i++)
      gains[i] = Math.log((counts[i]! + background) / background);
    if (piece % PIECES_A_STEP === 0) yield;
  }
  const size = classes.reduce((sum, list) => sum + list.length, 1);
  return {
    starts,
    concepts,
    gains,
    priors: Float32Array.from(classes, (list) => Math.log((list.length + 1) / size)),
    absences: Float32Array.from(perClass, (each) => Math.log(SMOOTHING / (each + SMOOTHING))),
  };
}

/** Closes the gaps that repetitions have left between one piece's concepts and the next one's. */
function* packed({ starts, concepts, counts }: Counts, ends: Uint32Array): Steps<Counts> {
  const newStarts = new Uint32Array(starts.length);
  let n = 0;
  for (let piece = 0; piece + 1 < starts.length; piece++) {
    newStarts[piece] = n;
    for (let i = starts[piece]!; i < ends[piece]!; i++) {
      concepts[n] = concepts[i]!;
      counts[n++] = counts[i]!;
    }
    if (piece % PIECES_A_STEP === 0) yield;
  }
  newStarts[starts.length - 1] = n;
  return { starts: newStarts, concepts: concepts.slice(0, n), counts: counts.slice(0, n) };
}
