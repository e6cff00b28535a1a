/** A known word of a row, which a shorter one inside it may not stand for. */
export interface Word {
  readonly field: number;
  readonly start: number;
  readonly end: number;
}

/** Field, start and end. */
const PLACE_PARTS = 3;
const PLACES_IN_BLOCK = 2 ** 14;
/** Words beyond it hide nothing: no cell that people write is so long. */
const LAST_PLACE = 0xffff;

/** Places of words by number: of many rows in so little room, and never copied as they grow. */
export class WordPlaces {
  readonly #blocks: Uint16Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add({ field, start, end }: Word): void {
    if (end > LAST_PLACE) return;
    const i = this.#length % PLACES_IN_BLOCK;
    if (i === 0) this.#blocks.push(new Uint16Array(PLACE_PARTS * PLACES_IN_BLOCK));
    this.#blocks.at(-1)!.set([field, start, end], PLACE_PARTS * i);
    this.#length++;
  }

  readonly at = (number: number): Word => {
    const block = this.#blocks[Math.floor(number / PLACES_IN_BLOCK)]!;
    const i = PLACE_PARTS * (number % PLACES_IN_BLOCK);
    return { field: block[i]!, start: block[i + 1]!, end: block[i + 2]! };
  };
}

/** Words of a row by number, in order of field, start and end: none contains another. */
interface Words {
  readonly from: number;
  readonly to: number;
  readonly at: (i: number) => Word;
}

/** Whether any of the words that cover the place hides it; those are neighbours, however many words there are. */
export function isHidden(
  place: Word,
  { from, to, at }: Words,
  hides: (word: Word, place: Word) => boolean,
): boolean {
  let first = from;
  for (let after = to; first < after;) {
    const middle = (first + after) >>> 1;
    const { field, end } = at(middle);
    if (field < place.field || (field === place.field && end < place.end)) first = middle + 1;
    else after = middle;
  }
  for (let i = first; i < to; i++) {
    const word = at(i);
    if (word.field !== place.field || word.start > place.start) return false;
    if (hides(word, place)) return true;
  }
  return false;
}

/** What has so many characters is itself also at the beginning of a longer word: 奨学金 in 奨学金返済支援. */
export const OF_ITS_OWN = 3;

/**
 * Whether a longer known word covers the place and is not a kind of the thing: 採用 in 採用辞退 is, 副業 at the end of
 * 庁内副業 is not, unless the longer word is a known look-alike (新採用).
 */
export function hides(
  word: Word,
  place: Word,
  lookAlikes: ReadonlySet<string>,
  textOf: (word: Word) => string,
): boolean {
  const covers = word.field === place.field && word.start <= place.start && place.end <= word.end;
  if (!covers || word.end - word.start === place.end - place.start) return false;
  if (lookAlikes.size > 0 && isOf(lookAlikes, textOf(word), place.start - word.start, place.end - word.start))
    return true;
  return place.end < word.end && place.end - place.start < OF_ITS_OWN;
}

/** Whether what stands at a place of a word belongs to a look-alike in it: 窓口 of 外部相談窓口 to 相談窓口. */
function isOf(lookAlikes: ReadonlySet<string>, word: string, start: number, end: number): boolean {
  for (const each of lookAlikes) {
    for (let at = word.indexOf(each); at >= 0 && at <= start; at = word.indexOf(each, at + 1))
      if (end <= at + each.length) return true;
  }
  return false;
}
