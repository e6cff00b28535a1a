import { foldText, HIRAGANA, isDigit, isLatin, KATAKANA, type Folded } from '../../text/fold.ts';
import { type Entry, mayStand, type Sense, WordTable } from './word-table.ts';

export type { Sense } from './word-table.ts';

/** Takes a word that stands somewhere, with its end, and whether it is said with a particle inside. */
type Found = (entry: Entry, end: number, loose: boolean) => void;

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
  /** Said with a particle inside (休憩の時間): its words stand there as well. */
  readonly loose: boolean;
}

/** Decides whether a word counts at a place; start and end are folded. */
export type Accepts = (sense: Sense, start: number, end: number) => boolean;

const KATAKANA_WORD = /^[\u30a1-\u30fc・\s]+$/;
const FUNCTION_WORDS: ReadonlySet<Sense['kind']> = new Set(['stop', 'light', 'frame', 'or', 'and', 'not']);
const HIRAGANA_WORD = /^[\u3041-\u309f]{3,}$/;
/** Folded, so that small kana are large. */
const withoutLongVowels = (folded: string): string =>
  folded.replace(/(?<=[おこそとのほもよろをごぞどぼぽうくすつぬふむゆるぐずづぶぷ])[うお]/g, '');
const isIdeograph = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff;
const isKana = (code: number): boolean => code >= 0x3041 && code <= 0x30fc;

/** By kana without long vowels, the first word that is the same but for them. */
function byShortVowels(words: ReadonlySet<string>): ReadonlyMap<string, string> {
  const byShort = new Map<string, string>();
  for (const word of words) {
    const folded = foldText(word);
    const short = withoutLongVowels(folded);
    if (HIRAGANA_WORD.test(folded) && !byShort.has(short)) byShort.set(short, word);
  }
  return byShort;
}

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

/** 休憩の時間, 資格を取得: a compound of two words of two ideographs or more, said with a particle between them. */
const LOOSE_COMPOUND = /[\u4e00-\u9fff々]{2,6}[のをが](?=[\u4e00-\u9fff々]{2})/y;
const LEAST_PART = 2;
const PARTICLE_INSIDE = /(?<=^[\u4e00-\u9fff々]{2,6})[のをが](?=[\u4e00-\u9fff々]{2})/;

/** How a Latin word is spelt. */
interface Spellings {
  readonly functional: readonly string[];
  readonly other: readonly string[];
}

/**
 * All the words that are known. Function words, thesaurus, department names: whatever can be told apart before any row
 * is looked at.
 */
export class Lexicon {
  readonly #base: Lexicon | null;
  readonly #words: WordTable;
  /** By folded Latin word: how function words of it are spelt, and how others are. */
  readonly #spelt = new Map<string, Spellings>();
  /** Words in hiragana as they are written, and by the same without long vowels once somebody asks. */
  readonly #kana = new Set<string>();
  #long: ReadonlyMap<string, string> | null = null;

  /** `base`: another one whose words it has as well, and to which nothing is added any more. */
  constructor(base: Lexicon | null = null) {
    this.#base = base;
    this.#words = new WordTable(base === null ? null : base.#words);
  }

  /** Adds a word; returns it folded. */
  add(surface: string, sense: Sense): string {
    const folded = foldText(surface);
    if (folded === '') return folded;
    const entry: Entry = {
      folded,
      sense,
      katakanaOnly: folded.length <= 3 && KATAKANA_WORD.test(surface.normalize('NFKC')),
      katakanaStart: /^ノー[\u4e00-\u9fff]/.test(surface.normalize('NFKC')),
      hiraganaOnly:
        FUNCTION_WORDS.has(sense.kind) && /[\u3041-\u309f]/.test(surface) && !/[\u30a1-\u30fa]/.test(surface),
      latinStart: isWordChar(folded.charCodeAt(0)),
      latinEnd: isWordChar(folded.charCodeAt(folded.length - 1)),
      next: null,
    };
    this.#words.put(entry);
    this.noteKana(surface);
    if (isLatin(folded.charCodeAt(0))) this.#noteSpelling(folded, surface, sense);
    return folded;
  }

  /** A word in kana that may be typed without its long vowels, or with more of them: kenshu, doroon. */
  noteKana(surface: string): void {
    if (isKana(surface.charCodeAt(0)) && isKana(surface.charCodeAt(surface.length - 1)))
      this.#kana.add(surface);
    this.#long = null;
  }

  /** The known word that is this one but for its long vowels; null where it is known itself, or none is. */
  longVowelled(word: string): string | null {
    const folded = foldText(word);
    if (this.has(folded)) return null;
    const known = this.#withoutLongVowels(withoutLongVowels(folded));
    // じょうげん is no じょげん: who types a long vowel means one, written う or ー.
    return known === undefined || (foldText(known).length < folded.length && !known.includes('ー'))
      ? null
      : known;
  }

  #withoutLongVowels(short: string): string | undefined {
    this.#long ??= byShortVowels(this.#kana);
    const base = this.#base;
    return (base === null ? undefined : base.#withoutLongVowels(short)) ?? this.#long.get(short);
  }

  /** Function words come first: of other words only those that share a stem with one are noted. */
  #noteSpelling(folded: string, surface: string, { kind }: Sense): void {
    const isFunctional = FUNCTION_WORDS.has(kind);
    const { functional, other } = this.#spellingsOf(folded) ?? { functional: [], other: [] };
    if (functional.length === 0 && !isFunctional) return;
    const spelling = surface.toLowerCase();
    this.#spelt.set(
      folded,
      isFunctional
        ? { functional: [...functional, spelling], other }
        : { functional, other: [...other, spelling] },
    );
  }

  #spellingsOf(folded: string): Spellings | undefined {
    const base = this.#base;
    return this.#spelt.get(folded) ?? (base === null ? undefined : base.#spellingsOf(folded));
  }

  /** Whether the Latin word is a function word as it is spelt, and shares only its stem with others: quite, to quit. */
  isFunctional(folded: string, spelling: string): boolean {
    const spelt = this.#spellingsOf(folded);
    const word = spelling.trim().toLowerCase();
    return spelt !== undefined && spelt.functional.includes(word) && !spelt.other.includes(word);
  }

  /** The senses of the folded word, in the order in which they were added. */
  #sensesOf(folded: string): Sense[] {
    const senses: Sense[] = [];
    for (let entry = this.#words.get(folded); entry !== null; entry = entry.next) senses.push(entry.sense);
    return senses;
  }

  /** All concepts that a word may mean: a word of questions may stand for several. */
  conceptsOf(folded: string): number[] {
    const conceptsIn = (word: string): number[] =>
      this.#sensesOf(word).flatMap((sense) => (sense.kind === 'concept' ? [sense.concept] : []));
    const concepts = conceptsIn(folded);
    return [...new Set(concepts.length > 0 ? concepts : conceptsIn(folded.replace(PARTICLE_INSIDE, '')))];
  }

  /** Whether a word that folds to the same is known. */
  has(surface: string): boolean {
    return this.#words.get(foldText(surface)) !== null;
  }

  /** Whether the same folded word also has a sense of another kind. */
  hasOther(folded: string, kind: Sense['kind']): boolean {
    return this.#sensesOf(folded).some((sense) => sense.kind !== kind);
  }

  /** Whether the folded word has a sense of this kind. */
  hasSense(folded: string, kind: Sense['kind']): boolean {
    return this.#sensesOf(folded).some((sense) => sense.kind === kind);
  }

  /** The departments that the folded word names wherever it stands; empty when it is no such name. */
  officesCalled(folded: string): readonly number[] {
    return this.#sensesOf(folded).flatMap((sense) =>
      (sense.kind === 'department' && !sense.bare) || sense.kind === 'group' ? sense.departments : [],
    );
  }

  /** Calls back with each word that stands at `i`, the longest first. */
  #at(folded: Folded, i: number, each: Found): void {
    const { text } = folded;
    for (const words of this.#words.lengthsAt(text, i))
      if (mayStand(words, text, i)) this.#tryWord(folded, i, i + words.length, each);
    if (i + 1 < text.length && this.#words.hasCharacter(text.charCodeAt(i)))
      this.#tryWord(folded, i, i + 1, each);
    if (isIdeograph(text.charCodeAt(i)) && isIdeograph(text.charCodeAt(i + 1)))
      this.#atLoose(folded, i, each);
  }

  /** Calls back with each compound of a concept that stands at `i` with a particle between its two words. */
  #atLoose({ text }: Folded, i: number, each: Found): void {
    LOOSE_COMPOUND.lastIndex = i;
    if (!LOOSE_COMPOUND.test(text)) return;
    const next = LOOSE_COMPOUND.lastIndex;
    const first = text.slice(i, next - 1);
    for (const { length } of this.#words.lengthsAt(text, i)) {
      const end = next + length - first.length;
      if (length < first.length + LEAST_PART || end > text.length) continue;
      let entry = this.#words.get(first + text.slice(next, end));
      for (; entry !== null; entry = entry.next) if (entry.sense.kind === 'concept') each(entry, end, true);
    }
  }

  #tryWord(folded: Folded, i: number, end: number, each: Found): void {
    const { text } = folded;
    if (isTornOut(folded, i, end)) return;
    for (let entry = this.#words.get(text.slice(i, end)); entry !== null; entry = entry.next) {
      if (entry.latinStart && i > 0 && isWordChar(text.charCodeAt(i - 1))) continue;
      if (entry.latinEnd && end < text.length && isWordChar(text.charCodeAt(end))) continue;
      if (entry.katakanaOnly && !isWithout(HIRAGANA, folded, i, end)) continue;
      if (entry.katakanaStart && folded.katakana[i] !== KATAKANA) continue;
      if (entry.hiraganaOnly && !isWithout(KATAKANA, folded, i, end)) continue;
      each(entry, end, false);
    }
  }

  /** Cuts the text into known words and the rest, so that the words cover it best. */
  segment(folded: Folded, accepts: Accepts = () => true): Segment[] {
    const { text } = folded;
    const n = text.length;
    const best = new Float64Array(n + 1);
    const choice = new Array<{ readonly sense: Sense; readonly end: number } | null>(n + 1).fill(null);
    for (let i = n - 1; i >= 0; i--) {
      best[i] = best[i + 1]!;
      this.#at(folded, i, (entry, end) => {
        if (!accepts(entry.sense, i, end)) return;
        const length = end - i;
        const value = length * length * WEIGHT[entry.sense.kind] + best[end]!;
        // 会議|長すぎ, not 会|議長.
        const isSooner =
          value === best[i] && choice[i] === null && end - i === 2 && isIdeograph(text.charCodeAt(i));
        if (value > best[i]! || isSooner) {
          best[i] = value;
          choice[i] = { sense: entry.sense, end };
        }
      });
    }
    const segments: Segment[] = [];
    for (let i = 0; i < n;) {
      const chosen = choice[i] ?? null;
      if (chosen !== null) {
        segments.push({ start: i, ...chosen });
        i = chosen.end;
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
    const found: Occurrence[] = [];
    for (let start = 0; start < folded.text.length; start++) {
      this.#at(folded, start, ({ sense, katakanaOnly }, end, loose) => {
        if (accepts(sense, start, end)) found.push({ start, end, sense, katakanaOnly, loose });
      });
    }
    return found;
  }

  /** Every word that no longer word contains, also where two overlap: what a row speaks of. */
  scan(folded: Folded, accepts: Accepts): Occurrence[] {
    return outermost(this.occurrences(folded, accepts));
  }
}

const HAN = /\p{Script=Han}/u;
/** No longer word of kana is told from the parts of a compound by its neighbours. */
const SHORT_KANA = 3;

/** Whether what stands there is a piece of other words: 体のこと of 半導体のこと, トナ of ベトナム. */
function isTornOut({ text, katakana }: Folded, start: number, end: number): boolean {
  if (start === 0) return false;
  // 外で of 以外で.
  if (text[start] === '外' && text[start - 1] === '以') return true;
  if (end - start > 2 && text[start + 1] === 'の')
    return HAN.test(text[start]!) && HAN.test(text[start - 1]!);
  if (end - start > SHORT_KANA || end === text.length) return false;
  for (let k = start - 1; k <= end; k++) if (katakana[k] !== KATAKANA) return false;
  return true;
}

/** Less sure than a word that stands there as it is, and hides none: said with a particle inside, or as questions say it. */
export const isFaint = ({ sense, loose }: Occurrence): boolean =>
  loose || (sense.kind === 'concept' && sense.from === 'ask');

/** Whether none of the folded characters is written in that kana. */
function isWithout(kana: number, { katakana }: Folded, start: number, end: number): boolean {
  for (let k = start; k < end; k++) if (katakana[k] === kana) return false;
  return true;
}

/** Those of a text's occurrences that no longer one contains. */
export function outermost(occurrences: readonly Occurrence[]): Occurrence[] {
  let reached = 0;
  return occurrences.filter((each) => {
    if (each.end <= reached) return false;
    if (!isFaint(each)) reached = each.end;
    return true;
  });
}
