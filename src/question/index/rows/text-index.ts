import { isDigit, isLatin, KATAKANA, type Folded } from '../../../text/fold.ts';
import type { Steps } from '../../../text/steps.ts';

/** Set after each field of a row; no folded text has it. */
const FIELD_END = '\ue003';

const NO_ROWS = new Uint32Array(0);

/** UTF-16 has so many units. */
const CHARACTERS = 65_536;

/** A map of a million keys that grows is copied as a whole, and everybody waits; of these one after the other is. */
type Shards<T> = readonly Map<number, T>[];
const SHARDS = 64;
const shards = <T>(): Shards<T> => Array.from({ length: SHARDS }, () => new Map<number, T>());
const shardOf = <T>(maps: Shards<T>, characters: number): Map<number, T> =>
  maps[(characters ^ (characters >>> 16)) & (SHARDS - 1)]!;

const isWordChar = (code: number): boolean => isLatin(code) || isDigit(code);

/** Where a text stands in a row: which field, and the folded characters in it. */
export interface Place {
  readonly row: number;
  /** Position of the field in the order in which the row's fields were added. */
  readonly field: number;
  readonly start: number;
  readonly end: number;
  /** Where it starts in the folded text of all the row's fields. */
  readonly at: number;
}

/**
 * The folded texts of all rows, found by bigrams and confirmed in the row: every row that has the
 * characters is found, and no other.
 */
export class TextIndex {
  /** By row: its folded fields, each with FIELD_END after it. */
  readonly #texts: string[] = [];
  /** A bit for each character of all texts, set where the row writes it in katakana; and by row, where its bits begin. */
  #katakana = new Uint8Array(1024);
  readonly #begins: Uint32Array;
  #length = 0;
  /** While rows come in: those by two neighbouring characters (first × 65,536 + second), ascending. */
  #growing = shards<number[]>();
  /** The same in one list: where each pair's rows begin, and end where those of the next pair do. */
  readonly #numbers = shards<number>();
  #starts = new Uint32Array(1);
  #rows = new Uint32Array(0);
  /** By character: how many rows have it, and one more than the last that was seen to. */
  readonly #counts = new Uint32Array(CHARACTERS);
  readonly #last = new Uint32Array(CHARACTERS);

  /** For so many rows at most. */
  constructor(rows: number) {
    this.#begins = new Uint32Array(rows);
  }

  /** Adds the next row. */
  add(fields: readonly Pick<Folded, 'text' | 'katakana'>[]): void {
    const row = this.#texts.length;
    const text = fields.map((field) => field.text + FIELD_END).join('');
    this.#texts.push(text);
    this.#addKatakana(row, fields, text.length);
    for (let i = 0; i < text.length; i++) {
      const character = text.charCodeAt(i);
      if (this.#last[character] === row + 1) continue;
      this.#last[character] = row + 1;
      this.#counts[character]!++;
    }
    for (let i = 0; i + 1 < text.length; i++) {
      const characters = bigramAt(text, i);
      const shard = shardOf(this.#growing, characters);
      const rows = shard.get(characters);
      if (rows === undefined) shard.set(characters, [row]);
      else if (rows[rows.length - 1] !== row) rows.push(row);
    }
  }

  #addKatakana(row: number, fields: readonly Pick<Folded, 'text' | 'katakana'>[], length: number): void {
    this.#begins[row] = this.#length;
    if (8 * this.#katakana.length < this.#length + length) {
      const larger = new Uint8Array(Math.max(2 * this.#katakana.length, length));
      larger.set(this.#katakana);
      this.#katakana = larger;
    }
    let at = this.#length;
    for (const { text, katakana } of fields) {
      for (let i = 0; i < text.length; i++)
        if (katakana[i] === KATAKANA) this.#katakana[(at + i) >> 3]! |= 1 << ((at + i) & 7);
      at += text.length + FIELD_END.length;
    }
    this.#length = at;
  }

  /** Whether the row writes all of it in katakana. */
  isKatakana({ row, at, start, end }: Place): boolean {
    const from = this.#begins[row]! + at;
    for (let i = from; i < from + end - start; i++)
      if ((this.#katakana[i >> 3]! & (1 << (i & 7))) === 0) return false;
    return true;
  }

  /** To be called once the last row is in: many small lists would take more room than what is in them. */
  *finish(): Steps<void> {
    this.#katakana = this.#katakana.slice(0, (this.#length + 7) >> 3);
    const growing = this.#growing;
    this.#growing = shards();
    let pairs = 0;
    let places = 0;
    for (const shard of growing) {
      pairs += shard.size;
      for (const rows of shard.values()) places += rows.length;
      yield;
    }
    this.#starts = new Uint32Array(pairs + 1);
    this.#rows = new Uint32Array(places);
    let number = 0;
    for (const shard of growing) {
      for (const [characters, rows] of shard) {
        shardOf(this.#numbers, characters).set(characters, number);
        this.#rows.set(rows, this.#starts[number]);
        this.#starts[number + 1] = this.#starts[number]! + rows.length;
        number++;
        yield;
      }
      shard.clear();
    }
  }

  /** Rows that have the two characters. */
  #with(characters: number): Uint32Array {
    const number = shardOf(this.#numbers, characters).get(characters);
    return number === undefined
      ? NO_ROWS
      : this.#rows.subarray(this.#starts[number], this.#starts[number + 1]);
  }

  /** Rows that may hold the text: those of its rarest two characters. */
  #candidates(text: string): ArrayLike<number> {
    // A single character is seldom looked for, and soon: all rows are gone through.
    if (text.length < 2) return this.#texts.map((_, row) => row);
    let rarest: ArrayLike<number> | null = null;
    for (let i = 0; i + 1 < text.length; i++) {
      const rows = this.#with(bigramAt(text, i));
      if (rows.length === 0) return rows;
      if (rarest === null || rows.length < rarest.length) rarest = rows;
    }
    return rarest ?? [];
  }

  /** The first place where `accepts` agrees of each row that holds the text, rows ascending; with `among`, in these only. */
  places(
    text: string,
    accepts: (place: Place) => boolean,
    among: (row: number) => boolean = () => true,
  ): Place[] {
    const places: Place[] = [];
    const candidates = this.#candidates(text);
    for (let i = 0; i < candidates.length; i++) {
      const row = candidates[i]!;
      if (!among(row)) continue;
      const place = this.placeIn(row, text, accepts);
      if (place !== null) places.push(place);
    }
    return places;
  }

  /** The rows that have the two characters that stand at `i` of the text. */
  withBigram(text: string, i: number): Uint32Array {
    return this.#with(bigramAt(text, i));
  }

  /** How many rows have the character. */
  rowsWith(character: string): number {
    return this.#counts[character.charCodeAt(0)]!;
  }

  /** Whether the row has the character, in whatever word. */
  hasCharacter(row: number, character: string): boolean {
    return this.#texts[row]!.includes(character);
  }

  /** Whether any row holds the text. */
  has(text: string): boolean {
    const candidates = this.#candidates(text);
    for (let i = 0; i < candidates.length; i++)
      if (this.placeIn(candidates[i]!, text, () => true) !== null) return true;
    return false;
  }

  /** The first place in the row where the text stands, as whole words where it is Latin, and `accepts` agrees. */
  placeIn(row: number, text: string, accepts: (place: Place) => boolean): Place | null {
    if (text === '') return null;
    const whole = this.#texts[row]!;
    let field = 0;
    let fieldStart = 0;
    for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) {
      for (
        let end = whole.indexOf(FIELD_END, fieldStart);
        end < at;
        end = whole.indexOf(FIELD_END, fieldStart)
      ) {
        field++;
        fieldStart = end + 1;
      }
      if (cutsWord(whole, at, at + text.length)) continue;
      const place = { row, field, start: at - fieldStart, end: at - fieldStart + text.length, at };
      if (accepts(place)) return place;
    }
    return null;
  }

  /** The folded characters at a place. */
  textAt({ row, field, start, end }: Omit<Place, 'at'>): string {
    return this.#texts[row]!.split(FIELD_END, field + 1)[field]!.slice(start, end);
  }
}

const bigramAt = (text: string, i: number): number => text.charCodeAt(i) * 65_536 + text.charCodeAt(i + 1);

/** Whether a Latin word or a number goes on before or after the piece. */
function cutsWord(text: string, start: number, end: number): boolean {
  const joined = (at: number): boolean =>
    isWordChar(text.charCodeAt(at - 1)) && isWordChar(text.charCodeAt(at));
  return joined(start) || joined(end);
}
