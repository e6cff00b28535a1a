import type { Dataset, Initiative } from '../../dataset/schema.ts';
import { departmentsAbout } from './departments.ts';
import { fold, foldText, type Folded } from '../../text/fold.ts';
import { hides, isHidden, OF_ITS_OWN, type Word, WordPlaces } from './hidden.ts';
import { isFaint, outermost, type Accepts, type Lexicon, type Occurrence } from './lexicon.ts';
import { NO_MATCHES, type Matches } from './matches.ts';
import type { SoftConcepts } from './soft-concepts.ts';
import { softRows } from './soft-rows.ts';
import { mapped, type Steps } from '../../text/steps.ts';
import type { RowSet } from './row-set.ts';
import { TextIndex, type Place } from './text-index.ts';

/** In the order in which a row's texts are indexed. */
const TEXT_FIELDS = ['name', 'summary', 'remarks', 'schedule', 'english'] as const;
type TextField = (typeof TEXT_FIELDS)[number];
/** Fields whose words tell what a row is about. */
const SUBJECT_FIELDS = 3;
type FieldName = TextField | 'themes';

/** What a row is called says more than what is noted beside it. */
const FIELD_STRENGTH: Record<FieldName, number> = {
  name: 1,
  summary: 0.85,
  themes: 0.8,
  english: 0.8,
  remarks: 0.7,
  schedule: 0.7,
};
/** The very words say more than another word for the same, and that more than a narrower thing. */
const DIRECT = 0.85;
const NARROWER = 0.75;

interface PlaceOptions {
  /** As the question writes it, where the row must write it so too: メール is no part of 始める. */
  readonly written?: string | undefined;
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

/** Matches while the index is built. */
class GrowingMatches {
  readonly #rows: number[] = [];
  readonly #strengths: number[] = [];

  /** Notes the row, which is none before the last one; the first strength of a row stays. */
  add(row: number, strength: number): void {
    if (this.#rows.at(-1) === row) return;
    this.#rows.push(row);
    this.#strengths.push(strength);
  }

  finish(): Matches {
    return { rows: Uint32Array.from(this.#rows), strengths: Float32Array.from(this.#strengths) };
  }
}

/** What the rows that have been read so far have. */
interface GrowingIndex {
  readonly concepts: readonly GrowingMatches[];
  readonly terms: readonly Map<string, GrowingMatches>[];
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
  readonly #texts = new TextIndex();
  /** By concept: the rows that have it or a narrower one. */
  #concepts: readonly Matches[] = [];
  #soft: readonly Matches[] = [];
  /** By concept, the folded words that hold a term of it and mean something else. */
  readonly #lookAlikes: readonly ReadonlySet<string>[];
  /** By concept and folded term: the rows that have this very word, as `withText` finds them. */
  #terms: readonly ReadonlyMap<string, Matches>[] = [];
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
    this.#lookAlikes = dataset.concepts.map(({ not }) => new Set(not.map(foldText)));
    this.#wordStarts = new Uint32Array(this.rows.length + 1);
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
    const terms = this.#ancestors.map(() => new Map<string, GrowingMatches>());
    for (const [r, row] of this.rows.entries()) {
      this.#readRow(r, row, { concepts, terms });
      yield;
    }
    this.#concepts = yield* mapped(concepts, (growing) => growing.finish());
    this.#terms = yield* mapped(
      terms,
      (byText) => new Map([...byText].map(([text, growing]) => [text, growing.finish()])),
    );
  }

  #readRow(r: number, row: Initiative, { concepts, terms }: GrowingIndex): void {
    const fields = this.#foldedFields(row);
    this.#texts.add(fields.map((field) => field.text));
    const subject = fields.slice(0, SUBJECT_FIELDS);
    const occurrences = subject.map((field) => this.#lexicon.occurrences(field, this.#acceptsIn(field)));
    const longest = occurrences.map(outermost);
    const places = longest.flatMap((inField, field) =>
      inField.flatMap((each) => (isFaint(each) ? [] : [{ field, start: each.start, end: each.end }])),
    );
    for (const place of places) this.#words.add(place);
    this.#wordStarts[r + 1] = this.#words.length;
    for (const [concept, strength] of this.#conceptStrengths(row, longest))
      concepts[concept]!.add(r, strength);
    occurrences.forEach((inField, field) => {
      for (const each of inField)
        if (!isFaint(each)) this.#addTerm(terms, r, { field, ...each }, { fields: subject, words: places });
    });
    const others = subject.flatMap((field, f) => departmentsAbout(field, longest[f]!));
    if (others.length > 0) this.about.set(r, [...new Set(others)]);
  }

  /** How strongly the row has each concept, or a narrower one. */
  #conceptStrengths(
    row: Initiative,
    longest: readonly (readonly Occurrence[])[],
  ): ReadonlyMap<number, number> {
    const best = new Map<number, number>();
    const collect = (concept: number, field: FieldName, directness = DIRECT): void => {
      for (const wider of this.#ancestors[concept]!) {
        const strength = FIELD_STRENGTH[field] * (wider === concept ? directness : NARROWER);
        if (strength > (best.get(wider) ?? 0)) best.set(wider, strength);
      }
    };
    longest.forEach((inField, field) => {
      for (const each of inField)
        if (each.sense.kind === 'concept')
          collect(each.sense.concept, TEXT_FIELDS[field]!, isFaint(each) ? NARROWER : DIRECT);
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
    terms: readonly Map<string, GrowingMatches>[],
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
    const byText = terms[sense.concept]!;
    const term = fields[field]!.text.slice(start, end);
    const matches = byText.get(term) ?? new GrowingMatches();
    byText.set(term, matches);
    matches.add(row, FIELD_STRENGTH[TEXT_FIELDS[field]!]);
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
  withText(text: string, options: PlaceOptions & { readonly among?: RowSet } = {}): Matches {
    const places = this.#texts.places(text, this.#acceptsPlace(options), options.among);
    return {
      rows: Uint32Array.from(places, (place) => place.row),
      strengths: Float32Array.from(places, (place) => FIELD_STRENGTH[TEXT_FIELDS[place.field]!]),
    };
  }

  /** Rows that have the two characters that stand at `i` of the folded text. */
  withBigram(text: string, i: number): Uint32Array {
    return this.#texts.withBigram(text, i);
  }

  /** Rows that are likely to speak of the concept in other words than its own. */
  softly(concept: number): Matches {
    return this.#soft[concept] ?? NO_MATCHES;
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
  withWord(concept: number, text: string, written?: string): Matches {
    const term = this.#terms[concept]!.get(text);
    return term ?? this.withText(text, { lookAlikes: this.#lookAlikes[concept]!, written });
  }

  #acceptsPlace({ lookAlikes, nameOnly, written }: PlaceOptions): (place: Place) => boolean {
    const isWritten = (place: Place): boolean =>
      written === undefined || this.#sourceOf(place).normalize('NFKC').includes(written);
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
    return KANJI_AND_KANA.test(text) && fold(this.#sourceOf(place)).katakana[place.start] === 0;
  }

  #sourceOf({ row, field }: Place): string {
    const { name, summary, remarks, schedule } = this.rows[row]!;
    return [name, summary, remarks, schedule.text][field] ?? '';
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
  evidence(row: number, concept: number, text: string, written?: string): Posting | null {
    const lookAlikes = this.#lookAlikes[concept];
    const place = this.#texts.placeIn(
      row,
      text,
      this.#acceptsPlace(lookAlikes === undefined ? { written } : { lookAlikes, written }),
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
