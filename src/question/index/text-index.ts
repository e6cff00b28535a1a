import { AscendingList } from './ascending-list.ts';
import { charactersOf, isDigit, isLatin } from '../../text/fold.ts';
import { RowSet } from './row-set.ts';

/** Set between the fields of a row; no folded text has it. */
const FIELD_END = 0xe003;

const isWordChar = (code: number): boolean => isLatin(code) || isDigit(code);

/** Where a text stands in a row: which field, and the folded characters in it. */
export interface Place {
  readonly row: number;
  /** Position of the field in the order in which the row's fields were added. */
  readonly field: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The folded texts of all rows, found by bigrams and confirmed in the row: every row that has the characters is found,
 * and no other. 2 bytes a character for the texts and somewhat over one for the bigrams.
 */
export class TextIndex {
  #codes = new Uint16Array(1024);
  #length = 0;
  #rowStarts = new Uint32Array(64);
  #rowCount = 0;
  readonly #bigrams = new Map<number, AscendingList>();

  /** Adds the next row; returns its number. */
  add(fields: readonly string[]): number {
    const row = this.#rowCount++;
    if (this.#rowCount + 1 > this.#rowStarts.length) {
      const larger = new Uint32Array(this.#rowStarts.length * 2);
      larger.set(this.#rowStarts);
      this.#rowStarts = larger;
    }
    const size = fields.reduce((sum, field) => sum + field.length + 1, 0);
    if (this.#length + size > this.#codes.length) {
      const larger = new Uint16Array(Math.max(this.#length + size, Math.ceil(this.#codes.length * 1.5)));
      larger.set(this.#codes.subarray(0, this.#length));
      this.#codes = larger;
    }
    for (const field of fields) {
      let previous = -1;
      for (let i = 0; i < field.length; i++) {
        const code = field.charCodeAt(i);
        this.#codes[this.#length++] = code;
        if (previous >= 0) this.#addBigram(previous, code, row);
        previous = code;
      }
      this.#codes[this.#length++] = FIELD_END;
      // So that every character begins a bigram.
      if (previous >= 0) this.#addBigram(previous, FIELD_END, row);
    }
    this.#rowStarts[this.#rowCount] = this.#length;
    return row;
  }

  #addBigram(first: number, second: number, row: number): void {
    const key = first * 65536 + second;
    let list = this.#bigrams.get(key);
    if (list === undefined) this.#bigrams.set(key, (list = new AscendingList()));
    list.add(row);
  }

  /** Gives back the room kept for growth; to be called once the last row is in. */
  trim(): void {
    this.#codes = this.#codes.slice(0, this.#length);
    this.#rowStarts = this.#rowStarts.slice(0, this.#rowCount + 1);
    AscendingList.pack([...this.#bigrams.values()]);
  }

  /** Calls back with each row that may hold the text: those of its rarest bigram. */
  #eachCandidate(text: string, visit: (row: number) => boolean): void {
    if (text.length < 2) {
      this.#withCharacter(text.charCodeAt(0)).rows().some(visit);
      return;
    }
    let rarest: AscendingList | null = null;
    for (let i = 0; i + 1 < text.length; i++) {
      const list = this.#bigrams.get(text.charCodeAt(i) * 65536 + text.charCodeAt(i + 1));
      if (list === undefined) return;
      if (rarest === null || list.count < rarest.count) rarest = list;
    }
    rarest!.each(visit);
  }

  /** Rows that hold the character: those of all bigrams that begin with it. */
  #withCharacter(code: number): RowSet {
    const rows = new RowSet(this.#rowCount);
    for (const [key, list] of this.#bigrams) {
      if (key >>> 16 !== code) continue;
      list.each((row) => {
        rows.add(row);
        return false;
      });
    }
    return rows;
  }

  /**
   * Calls back with the first place in each row where the text stands and `accepts` agrees, rows ascending, until told
   * to stop; with `among`, in these rows only.
   */
  find(
    text: string,
    accepts: (place: Place) => boolean,
    each: (place: Place) => boolean,
    among: RowSet | null = null,
  ): void {
    if (text === '') return;
    this.#eachCandidate(text, (row) => {
      if (among?.has(row) === false) return false;
      const place = this.placeIn(row, text, accepts);
      return place !== null && each(place);
    });
  }

  /** The first place in the row where the text stands, as whole words where it is Latin, and `accepts` agrees. */
  placeIn(row: number, text: string, accepts: (place: Place) => boolean): Place | null {
    const codes = this.#codes;
    const from = this.#rowStarts[row]!;
    const to = this.#rowStarts[row + 1]!;
    const first = text.charCodeAt(0);
    const last = text.length - 1;
    const latinStart = isWordChar(first);
    const latinEnd = isWordChar(text.charCodeAt(last));
    let field = 0;
    let fieldStart = from;
    for (let i = from; i + last < to; i++) {
      const code = codes[i]!;
      if (code === FIELD_END) {
        field++;
        fieldStart = i + 1;
        continue;
      }
      if (code !== first) continue;
      let k = 1;
      while (k <= last && codes[i + k] === text.charCodeAt(k)) k++;
      if (k <= last) continue;
      if (latinStart && i > from && isWordChar(codes[i - 1]!)) continue;
      if (latinEnd && isWordChar(codes[i + last + 1]!)) continue;
      const place = { row, field, start: i - fieldStart, end: i - fieldStart + text.length };
      if (accepts(place)) return place;
    }
    return null;
  }

  /** The folded characters at a place. */
  textAt(place: Place): string {
    let from = this.#rowStarts[place.row]!;
    for (let field = 0; field < place.field; from++) if (this.#codes[from] === FIELD_END) field++;
    return charactersOf(this.#codes.subarray(from + place.start, from + place.end));
  }
}
