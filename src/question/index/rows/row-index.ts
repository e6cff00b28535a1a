import type { Dataset, Initiative } from '../../../dataset/schema.ts';
import { departmentsAbout } from '../departments.ts';
import { fold, foldText, type Folded } from '../../../text/fold.ts';
import { hides, isHidden, OF_ITS_OWN, type Word, WordPlaces } from '../hidden.ts';
import { isFaint, outermost, type Accepts, type Lexicon, type Occurrence } from '../lexicon.ts';
import { GrowingMatches, MatchLists } from './match-lists.ts';
import { NO_MATCHES, type Matches } from './matches.ts';
import { levelOf, TEXT_FIELDS, TEXT_LEVELS, type Directness, type FieldName } from './strengths.ts';
import type { SoftConcepts } from '../soft-concepts.ts';
import { NO_SOFT_MATCHES, softRows, type SoftMatches } from './soft-rows.ts';
import type { Steps } from '../../../text/steps.ts';
import { TextIndex, type Place } from './text-index.ts';

/** Fields whose words tell what a row is about. */
const SUBJECT_FIELDS = 3;
interface PlaceOptions {
  /** Whether the row must write it in katakana, as the question does: メール is no part of 始める. */
  readonly katakana?: boolean;
  readonly lookAlikes?: ReadonlySet<string>;
  readonly nameOnly?: boolean;
}

/** Where a row has what was looked for. */
export interface Posting {
  readonly row: number;
  readonly field: FieldName;
  /** Folded start and end in the field; -1 for themes, which have no words. */
  readonly start: number;
  readonly end: number;
  /** The concept whose words stand there: the one looked for, a narrower one, or -1 for plain text. */
  readonly concept: number;
}

/** What the rows that have been read so far have. */
interface GrowingIndex {
  readonly concepts: readonly GrowingMatches[];
  readonly terms: GrowingMatches[];
}

/** The words that rows are read by. */
interface IndexedWords {
  readonly lexicon: Lexicon;
  /** By concept: itself and every wider one. */
  readonly ancestors: readonly (readonly number[])[];
  readonly conceptIds: ReadonlyMap<string, number>;
  readonly soft: SoftConcepts;
}

/** All rows with the words and concepts that each speaks of. */
export class RowIndex {
  readonly rows: readonly Initiative[];
  /** Departments whose doings a row tells of. */
  readonly about = new Map<number, readonly number[]>();
  readonly #dataset: Dataset;
  readonly #lexicon: Lexicon;
  readonly #ancestors: readonly (readonly number[])[];
  readonly #conceptIds: ReadonlyMap<string, number>;
  readonly #texts: TextIndex;
  /** By concept: the rows that have it or a narrower one. */
  #concepts: readonly Matches[] = [];
  #soft: readonly SoftMatches[] = [];
  /** By concept, the folded words that hold a term of it and mean something else. */
  readonly #lookAlikes: readonly ReadonlySet<string>[];
  /** By concept and folded term: where in `#withTerm` the rows are that have this very word, as `withText` finds them. */
  readonly #terms: readonly Map<string, number>[];
  #withTerm: MatchLists | null = null;
  /** Places of the known words of all rows, row after row. */
  readonly #words = new WordPlaces();
  /** By row, where its words begin in `#words`; one longer than the rows. */
  readonly #wordStarts: Uint32Array;

  private constructor(dataset: Dataset, { lexicon, ancestors, conceptIds }: IndexedWords) {
    this.#dataset = dataset;
    this.#lexicon = lexicon;
    this.#ancestors = ancestors;
    this.#conceptIds = conceptIds;
    this.rows = dataset.initiatives;
    this.#texts = new TextIndex(this.rows.length);
    this.#lookAlikes = dataset.concepts.map(({ not }) => new Set(not.map(foldText)));
    this.#wordStarts = new Uint32Array(this.rows.length + 1);
    this.#terms = ancestors.map(() => new Map<string, number>());
  }

  /** The index of the dataset's rows, a row a step. */
  static *build(dataset: Dataset, words: IndexedWords): Steps<RowIndex> {
    const index = new RowIndex(dataset, words);
    yield* index.#read();
    yield* index.#texts.finish();
    index.#soft = yield* softRows(index.rows, words.ancestors.length, words.soft);
    return index;
  }

  *#read(): Steps<void> {
    const concepts = this.#ancestors.map(() => new GrowingMatches());
    const terms: GrowingMatches[] = [];
    for (const [r, row] of this.rows.entries()) {
      this.#readRow(r, row, { concepts, terms });
      yield;
    }
    const lists = yield* MatchLists.of(concepts);
    this.#concepts = concepts.map(({ rows }, concept) =>
      rows.length === 0 ? NO_MATCHES : lists.at(concept),
    );
    this.#withTerm = yield* MatchLists.of(terms);
  }

  #readRow(r: number, row: Initiative, { concepts, terms }: GrowingIndex): void {
    const fields = this.#foldedFields(row);
    this.#texts.add(fields);
    const subject = fields.slice(0, SUBJECT_FIELDS);
    const occurrences = subject.map((field) => this.#lexicon.occurrences(field, this.#acceptsIn(field)));
    const longest = occurrences.map(outermost);
    const places = longest.flatMap((inField, field) =>
      inField.flatMap((each) => (isFaint(each) ? [] : [{ field, start: each.start, end: each.end }])),
    );
    for (const place of places) this.#words.add(place);
    this.#wordStarts[r + 1] = this.#words.length;
    for (const [concept, level] of this.#conceptLevels(row, longest)) concepts[concept]!.add(r, level);
    occurrences.forEach((inField, field) => {
      for (const each of inField)
        if (!isFaint(each)) this.#addTerm(terms, r, { field, ...each }, { fields: subject, words: places });
    });
    const others = subject.flatMap((field, f) => departmentsAbout(field, longest[f]!));
    if (others.length > 0) this.about.set(r, [...new Set(others)]);
  }

  /** How strongly the row has each concept, or a narrower one. */
  #conceptLevels(row: Initiative, longest: readonly (readonly Occurrence[])[]): ReadonlyMap<number, number> {
    const best = new Map<number, number>();
    const collect = (concept: number, field: FieldName, word: Directness = 'other'): void => {
      for (const wider of this.#ancestors[concept]!) {
        const level = levelOf(field, wider === concept ? word : 'narrower');
        if (level > (best.get(wider) ?? 0)) best.set(wider, level);
      }
    };
    longest.forEach((inField, field) => {
      for (const each of inField)
        if (each.sense.kind === 'concept')
          collect(each.sense.concept, TEXT_FIELDS[field]!, isFaint(each) ? 'narrower' : 'other');
    });
    for (const concept of this.#themesOf(row)) collect(concept, 'themes');
    return best;
  }

  /** Concepts that an editor says the row is about. */
  #themesOf(row: Initiative): number[] {
    return (this.#dataset.expansions.get(row.id)?.themes ?? []).flatMap((id) => {
      const concept = this.#conceptIds.get(id);
      return concept === undefined ? [] : [concept];
    });
  }

  /** Notes that the row has this very word of a concept, in the first field where it has. */
  #addTerm(
    terms: GrowingMatches[],
    row: number,
    { field, start, end, sense, katakanaOnly }: Occurrence & Word,
    { fields, words }: { readonly fields: readonly Folded[]; readonly words: readonly Word[] },
  ): void {
    // What is looked for as text is found in either kana.
    if (sense.kind !== 'concept' || katakanaOnly) return;
    const textOf = (word: Word): string => fields[word.field]!.text.slice(word.start, word.end);
    const lookAlikes = this.#lookAlikes[sense.concept]!;
    const all = { from: 0, to: words.length, at: (i: number) => words[i]! };
    if (isHidden({ field, start, end }, all, (word, place) => hides(word, place, lookAlikes, textOf))) return;
    const byText = this.#terms[sense.concept]!;
    const term = fields[field]!.text.slice(start, end);
    const known = byText.get(term) ?? terms.push(new GrowingMatches()) - 1;
    byText.set(term, known);
    terms[known]!.add(row, TEXT_LEVELS[field]!);
  }

  /**
   * What is looked for in a text of rows: terms, full names of departments, and of the words that only questions use those
   * that say as much as a term: 家屋調査.
   */
  #acceptsIn({ text }: Folded): Accepts {
    return (sense, start, end) => {
      if (sense.kind === 'department') return !sense.bare;
      if (sense.kind !== 'concept') return sense.kind === 'block';
      if (sense.from !== 'ask') return sense.from !== 'kana';
      return this.#dataset.concepts[sense.concept]!.weight <= 1 && isTelling(text.slice(start, end));
    };
  }

  #foldedFields(row: Initiative): Folded[] {
    const english = this.#dataset.expansions.get(row.id)?.en;
    return [
      row.name,
      row.summary,
      row.remarks,
      row.schedule.text,
      english ? `${english.name}\n${english.summary}\n${english.remarks}` : '',
    ].map((text) => fold(text));
  }

  /** Rows that speak of the concept or of a narrower one. */
  withConcept(concept: number): Matches {
    return this.#concepts[concept] ?? NO_MATCHES;
  }

  /**
   * Rows that hold the folded text, as whole words where it is Latin. With `lookAlikes`, only in the fields that tell
   * what a row is about, and not inside a longer known word that means something else.
   */
  withText(
    text: string,
    options: PlaceOptions & { readonly among?: (row: number) => boolean } = {},
  ): Matches {
    const places = this.#texts.places(text, this.#acceptsPlace(options), options.among);
    const rows = new Uint32Array(places.length);
    const levels = new Uint8Array(places.length);
    for (let i = 0; i < places.length; i++) {
      rows[i] = places[i]!.row;
      levels[i] = TEXT_LEVELS[places[i]!.field]!;
    }
    return { rows, levels };
  }

  /** Rows that have the two characters that stand at `i` of the folded text. */
  withBigram(text: string, i: number): Uint32Array {
    return this.#texts.withBigram(text, i);
  }

  /** Rows that are likely to speak of the concept in other words than its own. */
  softly(concept: number): SoftMatches {
    return this.#soft[concept] ?? NO_SOFT_MATCHES;
  }

  /** Whether any row holds the folded text. */
  hasText(text: string): boolean {
    return this.#texts.has(text);
  }

  /** How many rows have the character. */
  rowsWith(character: string): number {
    return this.#texts.rowsWith(character);
  }

  /** Whether the row has the character, in whatever word. */
  hasCharacter(row: number, character: string): boolean {
    return this.#texts.hasCharacter(row, character);
  }

  /** Rows that have this very word of the concept. */
  withWord(concept: number, text: string, katakana = false): Matches {
    const term = this.#terms[concept]!.get(text);
    if (term !== undefined) return this.#withTerm!.at(term);
    return this.withText(text, { lookAlikes: this.#lookAlikes[concept]!, katakana });
  }

  #acceptsPlace({ lookAlikes, nameOnly, katakana = false }: PlaceOptions): (place: Place) => boolean {
    const isWritten = (place: Place): boolean => !katakana || this.#texts.isKatakana(place);
    if (nameOnly === true) return (place) => place.field === 0 && isWritten(place);
    if (lookAlikes === undefined) return isWritten;
    return (place) =>
      place.field < SUBJECT_FIELDS &&
      isWritten(place) &&
      !this.#isEnding(place) &&
      !this.#insideWord(place, lookAlikes);
  }

  /** りょう of 橋りょう: kana that a word in kanji ends with are no word of their own. */
  #isEnding(place: Place): boolean {
    if (place.start === 0 || place.end - place.start >= OF_ITS_OWN + 1) return false;
    const text = this.#texts.textAt({ ...place, start: place.start - 1 });
    return KANJI_AND_KANA.test(text) && !this.#texts.isKatakana({ ...place, end: place.start + 1 });
  }

  #insideWord(place: Place, lookAlikes: ReadonlySet<string>): boolean {
    const textOf = (word: Word): string => this.#texts.textAt({ row: place.row, ...word });
    const [from, to] = [this.#wordStarts[place.row]!, this.#wordStarts[place.row + 1]!];
    const words = { from, to, at: this.#words.at };
    return isHidden(place, words, (word) => hides(word, place, lookAlikes, textOf));
  }

  /** Concepts that the row speaks of itself, without the wider ones. */
  conceptsOf(row: number): number[] {
    const fields = this.#foldedFields(this.rows[row]!).slice(0, SUBJECT_FIELDS);
    const concepts = new Set<number>();
    for (const field of fields) {
      for (const { sense } of this.#lexicon.scan(field, this.#acceptsIn(field)))
        if (sense.kind === 'concept') concepts.add(sense.concept);
    }
    for (const concept of this.#themesOf(this.rows[row]!)) concepts.add(concept);
    return [...concepts];
  }

  /** The concept and all wider ones. */
  ancestorsOf(concept: number): readonly number[] {
    return this.#ancestors[concept]!;
  }

  /** Where the row has the text, or else words of the concept or a narrower one; the strongest field's. */
  evidence(row: number, concept: number, text: string, katakana = false): Posting | null {
    const lookAlikes = this.#lookAlikes[concept];
    const place = this.#texts.placeIn(
      row,
      text,
      this.#acceptsPlace(lookAlikes === undefined ? { katakana } : { lookAlikes, katakana }),
    );
    if (place !== null)
      return { row, field: TEXT_FIELDS[place.field]!, start: place.start, end: place.end, concept };
    if (concept < 0) return null;
    const narrower: Posting[] = [];
    const fields = this.#foldedFields(this.rows[row]!);
    for (let f = 0; f < SUBJECT_FIELDS; f++) {
      for (const segment of this.#lexicon.scan(fields[f]!, this.#acceptsIn(fields[f]!))) {
        if (segment.sense.kind !== 'concept' || !this.#ancestors[segment.sense.concept]!.includes(concept))
          continue;
        const posting = {
          row,
          field: TEXT_FIELDS[f]!,
          start: segment.start,
          end: segment.end,
          concept: segment.sense.concept,
        };
        if (segment.sense.concept === concept) return posting;
        narrower.push(posting);
      }
    }
    if (narrower[0] !== undefined) return narrower[0];
    const theme = this.#themesOf(this.rows[row]!).find((each) => this.#ancestors[each]!.includes(concept));
    return theme === undefined ? null : { row, field: 'themes', start: -1, end: -1, concept: theme };
  }
}

/** Four ideographs. */
const isTelling = (ask: string): boolean => (ask.match(/[\u4e00-\u9fff]/g) ?? []).length >= 4;

const KANJI_AND_KANA = /^[\u4e00-\u9fff][\u3041-\u3096]+$/;
