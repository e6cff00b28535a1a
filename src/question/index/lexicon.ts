import { foldText, HIRAGANA, isDigit, isLatin, KATAKANA, type Folded } from '../../text/fold.ts';

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

export interface Entry {
  readonly folded: string;
  readonly sense: Sense;
  /** Short katakana words do not match hiragana: データ is not でた. */
  readonly katakanaOnly: boolean;
  /** Function words in hiragana do not match inside katakana words. */
  readonly hiraganaOnly: boolean;
  readonly latinStart: boolean;
  readonly latinEnd: boolean;
}

export interface Segment {
  readonly start: number;
  readonly end: number;
  /** null: no entry covers it. */
  readonly sense: Sense | null;
}

/** A known word at its place. */
export interface Occurrence extends Segment {
  readonly sense: Sense;
  /** In hiragana the same characters are another word. */
  readonly katakanaOnly: boolean;
}

/** Decides whether a word counts at a place; start and end are folded. */
export type Accepts = (sense: Sense, start: number, end: number) => boolean;

const KATAKANA_WORD = /^[\u30a1-\u30fc・\s]+$/;
const FUNCTION_WORDS: ReadonlySet<Sense['kind']> = new Set(['stop', 'light', 'frame', 'or', 'and', 'not']);
const isWordChar = (code: number): boolean => isLatin(code) || isDigit(code);

/** Preference among overlapping words: the longest wins, content before function words of the same length. */
const WEIGHT: Record<Sense['kind'], number> = {
  concept: 1,
  block: 1.01,
  department: 1.05,
  group: 1.05,
  organisation: 0.8,
  stop: 0.86,
  light: 0.9,
  frame: 1.06,
  or: 0.86,
  and: 0.86,
  not: 0.95,
};

/** The first two characters as one number; 0 stands for a missing second. */
const keyOf = (text: string, i: number): number =>
  text.charCodeAt(i) * 65536 + (i + 1 < text.length ? text.charCodeAt(i + 1) : 0);

/**
 * All the words that are known, found by their first two characters. Function words, thesaurus, department names:
 * whatever can be told apart before any row is looked at.
 */
export class Lexicon {
  readonly #byPrefix = new Map<number, Entry[]>();
  /** By folded Latin word: how function words of it are spelt, and how others are. */
  readonly #spelt = new Map<string, { readonly functional: Set<string>; readonly other: Set<string> }>();
  #sorted = true;

  /** Adds a word; returns it folded. */
  add(surface: string, sense: Sense): string {
    const folded = foldText(surface);
    if (folded === '') return folded;
    const entry: Entry = {
      folded,
      sense,
      katakanaOnly: folded.length <= 3 && KATAKANA_WORD.test(surface.normalize('NFKC')),
      hiraganaOnly:
        FUNCTION_WORDS.has(sense.kind) && /[\u3041-\u309f]/.test(surface) && !/[\u30a1-\u30fa]/.test(surface),
      latinStart: isWordChar(folded.charCodeAt(0)),
      latinEnd: isWordChar(folded.charCodeAt(folded.length - 1)),
    };
    const key = keyOf(folded, 0);
    const list = this.#byPrefix.get(key);
    if (list === undefined) this.#byPrefix.set(key, [entry]);
    else list.push(entry);
    this.#sorted = false;
    if (isLatin(folded.charCodeAt(0))) this.#noteSpelling(folded, surface, sense);
    return folded;
  }

  /** Function words come first: of other words only those that share a stem with one are noted. */
  #noteSpelling(folded: string, surface: string, { kind }: Sense): void {
    const isFunctional = FUNCTION_WORDS.has(kind);
    let spelt = this.#spelt.get(folded);
    if (spelt === undefined && !isFunctional) return;
    if (spelt === undefined) this.#spelt.set(folded, (spelt = { functional: new Set(), other: new Set() }));
    (isFunctional ? spelt.functional : spelt.other).add(surface.toLowerCase());
  }

  /** Whether the Latin word is a function word as it is spelt, and shares only its stem with others: quite, to quit. */
  isFunctional(folded: string, spelling: string): boolean {
    const spelt = this.#spelt.get(folded);
    const word = spelling.trim().toLowerCase();
    return spelt !== undefined && spelt.functional.has(word) && !spelt.other.has(word);
  }

  /** All concepts that a word may mean: a word of questions may stand for several. */
  conceptsOf(folded: string): number[] {
    const concepts = (this.#byPrefix.get(keyOf(folded, 0)) ?? []).flatMap((entry) =>
      entry.folded === folded && entry.sense.kind === 'concept' ? [entry.sense.concept] : [],
    );
    return [...new Set(concepts)];
  }

  /** Whether a word that folds to the same is known. */
  has(surface: string): boolean {
    const folded = foldText(surface);
    return (this.#byPrefix.get(keyOf(folded, 0)) ?? []).some((entry) => entry.folded === folded);
  }

  /** Whether the same folded word also has a sense of another kind. */
  hasOther(folded: string, kind: Sense['kind']): boolean {
    const list = this.#byPrefix.get(keyOf(folded, 0)) ?? [];
    return list.some((entry) => entry.folded === folded && entry.sense.kind !== kind);
  }

  /** Whether the folded word has a sense of this kind. */
  hasSense(folded: string, kind: Sense['kind']): boolean {
    return (this.#byPrefix.get(keyOf(folded, 0)) ?? []).some(
      (entry) => entry.folded === folded && entry.sense.kind === kind,
    );
  }

  /** The departments that the folded word names wherever it stands; empty when it is no such name. */
  officesCalled(folded: string): readonly number[] {
    return (this.#byPrefix.get(keyOf(folded, 0)) ?? []).flatMap(({ folded: word, sense }) =>
      word === folded && ((sense.kind === 'department' && !sense.bare) || sense.kind === 'group')
        ? sense.departments
        : [],
    );
  }

  #sort(): void {
    if (this.#sorted) return;
    for (const list of this.#byPrefix.values()) list.sort((a, b) => b.folded.length - a.folded.length);
    this.#sorted = true;
  }

  /** Calls back with each word that stands at `i`, the longest first. */
  #at(folded: Folded, i: number, each: (entry: Entry, end: number) => void): void {
    const { text } = folded;
    const pair = this.#byPrefix.get(keyOf(text, i));
    if (pair !== undefined) this.#tryAll(pair, folded, i, each);
    if (i + 1 >= text.length) return;
    const single = this.#byPrefix.get(text.charCodeAt(i) * 65536);
    if (single !== undefined) this.#tryAll(single, folded, i, each);
  }

  #tryAll(
    entries: readonly Entry[],
    folded: Folded,
    i: number,
    each: (entry: Entry, end: number) => void,
  ): void {
    const { text } = folded;
    const insideLatin = i > 0 && isWordChar(text.charCodeAt(i - 1));
    for (const entry of entries) {
      if (entry.latinStart && insideLatin) continue;
      const end = i + entry.folded.length;
      if (end > text.length || !text.startsWith(entry.folded, i)) continue;
      if (entry.latinEnd && end < text.length && isWordChar(text.charCodeAt(end))) continue;
      if (entry.katakanaOnly || entry.hiraganaOnly) {
        const unwanted = entry.katakanaOnly ? HIRAGANA : KATAKANA;
        let all = true;
        for (let k = i; k < end; k++) if (folded.katakana[k] === unwanted) all = false;
        if (!all) continue;
      }
      each(entry, end);
    }
  }

  /** Cuts the text into known words and the rest, so that the words cover it best. */
  segment(folded: Folded, accepts: Accepts = () => true): Segment[] {
    this.#sort();
    const n = folded.text.length;
    const best = new Float64Array(n + 1);
    const choice = new Array<Entry | null>(n + 1).fill(null);
    for (let i = n - 1; i >= 0; i--) {
      best[i] = best[i + 1]!;
      this.#at(folded, i, (entry, end) => {
        if (!accepts(entry.sense, i, end)) return;
        const length = end - i;
        const value = length * length * WEIGHT[entry.sense.kind] + best[end]!;
        if (value > best[i]!) {
          best[i] = value;
          choice[i] = entry;
        }
      });
    }
    const segments: Segment[] = [];
    for (let i = 0; i < n;) {
      const entry = choice[i] ?? null;
      if (entry !== null) {
        segments.push({ start: i, end: i + entry.folded.length, sense: entry.sense });
        i += entry.folded.length;
        continue;
      }
      const start = i;
      while (i < n && (choice[i] ?? null) === null) i++;
      segments.push({ start, end: i, sense: null });
    }
    return segments;
  }

  /** Every word that stands in the text, also inside longer ones and across them; by place, the longest first. */
  occurrences(folded: Folded, accepts: Accepts): Occurrence[] {
    this.#sort();
    const found: Occurrence[] = [];
    for (let start = 0; start < folded.text.length; start++) {
      this.#at(folded, start, (entry, end) => {
        if (!accepts(entry.sense, start, end)) return;
        found.push({ start, end, sense: entry.sense, katakanaOnly: entry.katakanaOnly });
      });
    }
    return found;
  }

  /** Every word that no longer word contains, also where two overlap: what a row speaks of. */
  scan(folded: Folded, accepts: Accepts): Occurrence[] {
    return outermost(this.occurrences(folded, accepts));
  }
}

/** Those of a text's occurrences that no longer one contains. */
export function outermost(occurrences: readonly Occurrence[]): Occurrence[] {
  let reached = 0;
  return occurrences.filter(({ end }) => {
    if (end <= reached) return false;
    reached = end;
    return true;
  });
}
