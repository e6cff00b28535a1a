interface Known {
  readonly folded: string;
  /** -1: a word of the data that no concept has. */
  readonly concept: number;
}

/** True when one insertion, deletion, change or swap of neighbours turns one into the other. Linear. */
export function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  if (i === a.length && i === b.length) return true;
  const rest = (x: string, from: number): string => x.slice(from);
  if (a.length === b.length) {
    if (rest(a, i + 1) === rest(b, i + 1)) return true;
    return a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a, i + 2) === rest(b, i + 2);
  }
  return a.length > b.length ? rest(a, i + 1) === rest(b, i) : rest(a, i) === rest(b, i + 1);
}

/** Neighbours on the keyboard, by its rows; a key's neighbours in the next row are those beside or one to the left. */
const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const VOWEL = /[aeiouy]/;

function areNeighbours(a: string, b: string): boolean {
  const [one, other] = [a, b].map(
    (key) => KEYS.flatMap((row, y) => (row.includes(key) ? [{ x: row.indexOf(key), y }] : []))[0],
  );
  if (one === undefined || other === undefined) return false;
  const [upper, lower] = one.y <= other.y ? [one, other] : [other, one];
  const step = upper.x - lower.x;
  return lower.y === upper.y ? Math.abs(step) === 1 : lower.y - upper.y === 1 && (step === 0 || step === 1);
}

/** Shorter words meet by chance where a letter is another or is missing: quiet is no quit, moving no mowing. */
const LONG = { other: 7, missingVowel: 6 };

/** Whether one English word may be the other, one edit apart, with a slip of the fingers or of spelling. */
export function isEnglishSlip(typed: string, meant: string): boolean {
  if (typed === meant) return true;
  let i = 0;
  while (typed[i] === meant[i]) i++;
  const [longer, shorter] = typed.length > meant.length ? [typed, meant] : [meant, typed];
  if (longer.length === shorter.length) {
    if (typed[i] === meant[i + 1] && typed[i + 1] === meant[i]) return true;
    const [a, b] = [typed[i]!, meant[i]!];
    return longer.length >= LONG.other && (areNeighbours(a, b) || (VOWEL.test(a) && VOWEL.test(b)));
  }
  const letter = longer[i]!;
  if (letter === longer[i - 1] || longer.length >= LONG.other) return true;
  return longer.length >= LONG.missingVowel && VOWEL.test(letter);
}

/** Less kana stand for no kanji of their own. */
const MIN_KANA = 2;
/** Kana that one ideograph is read with, at most. */
const MAX_READING = 4;
/** A word that has kana of its own (話せる) looks like any verb. */
const KANA = /[\u3041-\u309f]/;

function noteAt<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

interface ConceptTerm {
  readonly term: string;
  readonly concept: number;
}

/** Words by which misspelt, half-written and compound words are recognised. */
export class Vocabulary {
  readonly #base: Vocabulary | null;
  /** By length, then by the word: a large document has the same words again and again. */
  readonly #latin = new Map<number, Map<string, Known>>();
  readonly #kana = new Map<number, Map<string, Known>>();
  /** Terms without kana by their first and last one or two characters, with the readings of each concept: for words half in kana. */
  readonly #terms: Map<string, ConceptTerm[]>;
  readonly #termsByLast: Map<string, ConceptTerm[]>;
  readonly #readings: Map<number, readonly string[]>;

  /** `base`: another one whose words it has as well, and to which nothing is added any more; so has it all the readings. */
  constructor(base: Vocabulary | null = null) {
    this.#base = base;
    this.#terms = base === null ? new Map<string, ConceptTerm[]>() : base.#terms;
    this.#termsByLast = base === null ? new Map<string, ConceptTerm[]>() : base.#termsByLast;
    this.#readings = base === null ? new Map<number, readonly string[]>() : base.#readings;
  }

  #add(byLength: Map<number, Map<string, Known>>, known: Known): void {
    const { folded } = known;
    let words = byLength.get(folded.length);
    if (words === undefined) byLength.set(folded.length, (words = new Map<string, Known>()));
    if (!words.has(folded)) words.set(folded, known);
  }

  /** The words of a length, the base's first. */
  *#ofLength(script: 'latin' | 'katakana', length: number): Generator<Known> {
    if (this.#base) yield* this.#base.#ofLength(script, length);
    yield* (script === 'latin' ? this.#latin : this.#kana).get(length)?.values() ?? [];
  }

  /** Takes in a folded word; only those of one script can be recognised when misspelt. */
  addTerm(folded: string, concept: number): void {
    if (/^[a-z]+$/.test(folded)) this.#add(this.#latin, { folded, concept });
    else if (/^[\u3041-\u309f]+$/.test(folded)) this.#add(this.#kana, { folded, concept });
  }

  /** Takes in a concept's folded terms and readings, which belong together. */
  addReadings(terms: readonly string[], kana: readonly string[], concept: number): void {
    this.#readings.set(concept, kana);
    for (const term of terms) {
      if (KANA.test(term)) continue;
      const noted = { term, concept };
      for (const length of [1, 2]) {
        noteAt(this.#terms, term.slice(0, length), noted);
        noteAt(this.#termsByLast, term.slice(-length), noted);
      }
    }
  }

  /** A known word that a typing error away is this one: 5 letters or 4 kana at least. */
  near(word: string, script: 'latin' | 'katakana'): Known | null {
    if (word.length < (script === 'latin' ? 5 : 4)) return null;
    for (let length = word.length - 1; length <= word.length + 1; length++) {
      for (const known of this.#ofLength(script, length)) {
        // The first letter is seldom wrong, and without it short words meet by chance.
        if (known.folded[0] !== word[0] || !withinOneEdit(word, known.folded)) continue;
        if (script !== 'latin' || isEnglishSlip(word, known.folded)) return known;
      }
    }
    return null;
  }

  /** Whether the folded word is a loanword of the rows as it stands. */
  isLoanword(word: string): boolean {
    return this.#kanaWord(word)?.concept === -1;
  }

  #kanaWord(word: string): Known | undefined {
    const base = this.#base;
    return (base === null ? undefined : base.#kanaWord(word)) ?? this.#kana.get(word.length)?.get(word);
  }

  /** The concept of a reading that a typing error away is this one. */
  nearKana(word: string): number | null {
    const known = this.near(word, 'katakana');
    return known !== null && known.concept >= 0 && known.folded.length >= 5 ? known.concept : null;
  }

  /**
   * The concept of a word of which part is in kana: 情報きょうゆう (before, kana), けん修 (kana, after), 育じ休業 (all
   * three). The kana must end, begin or stand in a reading of the concept, for characters that the word has there.
   */
  mixed(before: string, kana: string, after: string): number | null {
    const isInside = before !== '' && after !== '';
    if (kana.length < (isInside ? 1 : MIN_KANA)) return null;
    const terms =
      before === '' ? this.#termsByLast.get(after.slice(-2)) : this.#terms.get(before.slice(0, 2));
    let best: { readonly concept: number; readonly replaced: number } | null = null;
    for (const { term, concept } of terms ?? []) {
      const replaced = term.length - before.length - after.length;
      if (
        replaced < 1 ||
        kana.length > replaced * MAX_READING ||
        (best !== null && best.replaced <= replaced)
      )
        continue;
      if (!term.startsWith(before) || !term.endsWith(after)) continue;
      const fits = (reading: string): boolean => {
        const at = isInside ? reading.indexOf(kana, 1) : before === '' ? 0 : reading.length - kana.length;
        const rest = reading.length - kana.length;
        return at >= 0 && reading.startsWith(kana, at) && rest >= before.length + after.length;
      };
      if (this.#readings.get(concept)!.some(fits)) best = { concept, replaced };
    }
    return best?.concept ?? null;
  }

  /** The longest pieces of a compound that stand in the data, from the left; single characters are left over. */
  pieces(word: string, hasText: (folded: string) => boolean): string[] {
    const pieces: string[] = [];
    for (let i = 0; i + 2 <= word.length;) {
      let length = Math.min(word.length - i, 8);
      while (length >= 2 && !hasText(word.slice(i, i + length))) length--;
      if (length < 2) {
        i++;
        continue;
      }
      pieces.push(word.slice(i, i + length));
      i += length;
    }
    const covered = pieces.reduce((sum, piece) => sum + piece.length, 0);
    return covered >= word.length * 0.6 ? pieces : [];
  }
}
