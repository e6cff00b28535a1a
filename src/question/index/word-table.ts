/** What a run of characters can stand for. */
export type Sense =
  | { readonly kind: 'concept'; readonly concept: number; readonly from: 'term' | 'kana' | 'en' | 'ask' }
  /** A longer word that only looks like a concept's term. */
  | { readonly kind: 'block' }
  | { readonly kind: 'department'; readonly departments: readonly number[]; readonly bare: boolean }
  | { readonly kind: 'group'; readonly departments: readonly number[] }
  /** 局, 課, …: makes a department's name of what stands before it. */
  | { readonly kind: 'organisation' }
  /** Function words, and words that every question or every row has. */
  | { readonly kind: 'stop' }
  /** Light nouns: they help to rank and never decide. */
  | { readonly kind: 'light' }
  /** Frames a wish (a good example of …): light beside other words, whatever concept has it. */
  | { readonly kind: 'frame' }
  | { readonly kind: 'or' }
  | { readonly kind: 'and' }
  | { readonly kind: 'not' };

/** A known word in one of its senses. */
export interface Entry {
  readonly folded: string;
  readonly sense: Sense;
  /** Short katakana words do not match hiragana: データ is not でた. */
  readonly katakanaOnly: boolean;
  /** ノー会議 folds to の会議: it begins with the katakana. */
  readonly katakanaStart: boolean;
  /** Function words in hiragana do not match inside katakana words. */
  readonly hiraganaOnly: boolean;
  readonly latinStart: boolean;
  readonly latinEnd: boolean;
  /** The same word in another sense. */
  readonly next: Entry | null;
}

/** The word with one more sense, after those that it has; tables share entries, so that none changes. */
const withSense = (first: Entry, last: Entry): Entry => ({
  ...first,
  next: first.next === null ? last : withSense(first.next, last),
});

/** Words that begin alike and are so long: one bit for each third and each last character that any of them has. */
export interface SameLength {
  readonly length: number;
  readonly third: number;
  readonly last: number;
}

const NONE: readonly SameLength[] = [];

/** Of 32. */
const bitOf = (code: number): number => 1 << (code & 31);

const sameLength = (word: string): SameLength => ({
  length: word.length,
  third: word.length > 2 ? bitOf(word.charCodeAt(2)) : -1,
  last: bitOf(word.charCodeAt(word.length - 1)),
});

/** Whether one of the words may stand at `i`; most that do not are told apart without a look at the word. */
export const mayStand = ({ length, third, last }: SameLength, text: string, i: number): boolean =>
  i + length <= text.length &&
  (last & bitOf(text.charCodeAt(i + length - 1))) !== 0 &&
  (length < 3 || (third & bitOf(text.charCodeAt(i + 2))) !== 0);

/** The first two characters as one number; 0 stands for a missing second. */
const keyOf = (text: string, i: number): number =>
  text.charCodeAt(i) * 65536 + (i + 1 < text.length ? text.charCodeAt(i + 1) : 0);

/** Words by their characters: those of another table, which stays as it is and must not grow any more, and its own. */
export class WordTable {
  readonly #base: WordTable | null;
  /** By folded word, its first sense. */
  readonly #words = new Map<string, Entry>();
  /** By the first two characters of words: how long such words are, the longest first. */
  readonly #lengths = new Map<number, readonly SameLength[]>();

  constructor(base: WordTable | null = null) {
    this.#base = base;
  }

  get(folded: string): Entry | null {
    return this.#words.get(folded) ?? (this.#base === null ? null : this.#base.get(folded));
  }

  put(entry: Entry): void {
    const { folded } = entry;
    const same = this.get(folded);
    this.#words.set(folded, same === null ? entry : withSense(same, entry));
    if (same !== null) return;
    const key = keyOf(folded, 0);
    const own = sameLength(folded);
    const others = this.#lengthsOf(key);
    const alike = others.find(({ length }) => length === own.length);
    const all = alike
      ? others.map((one) => (one === alike ? both(one, own) : one))
      : [...others, own].sort((a, b) => b.length - a.length);
    this.#lengths.set(key, all);
  }

  /** How long words are that begin with the two characters at `i`, the longest first. */
  lengthsAt(text: string, i: number): readonly SameLength[] {
    return this.#lengthsOf(keyOf(text, i));
  }

  #lengthsOf(key: number): readonly SameLength[] {
    const own = this.#lengths.get(key);
    if (own !== undefined) return own;
    return this.#base === null ? NONE : this.#base.#lengthsOf(key);
  }

  /** Whether the character is a word by itself. */
  hasCharacter(code: number): boolean {
    return this.#lengthsOf(code * 65536) !== NONE;
  }
}

const both = (one: SameLength, other: SameLength): SameLength => ({
  length: one.length,
  third: one.third | other.third,
  last: one.last | other.last,
});
