import type { Dataset, Initiative } from '../../dataset/schema.ts';
import { departmentsAbout } from './departments.ts';
import { AscendingList } from './ascending-list.ts';
import { fold, foldText, type Folded } from '../../text/fold.ts';
import { outermost, type Lexicon, type Occurrence, type Sense } from './lexicon.ts';
import { either, NO_MATCHES, type Matches } from './matches.ts';
import type { RowSet } from './row-set.ts';
import { TextIndex, type Place } from './text-index.ts';

/** In the order in which a row's texts are indexed. */
const TEXT_FIELDS = ['name', 'summary', 'remarks', 'schedule', 'english'] as const;
type TextField = (typeof TEXT_FIELDS)[number];
/** Fields whose words tell what a row is about. */
const SUBJECT_FIELDS = 3;
type FieldName = TextField | 'themes';

/** The field beside a row number: enough for those that tell what a row is about. */
const FIELD_BITS = 2;
const FIELD_MASK = 3;

/** What a row is called says more than what is noted beside it. */
const FIELD_STRENGTH: Record<FieldName, number> = {
  name: 1,
  summary: 0.85,
  themes: 0.8,
  english: 0.8,
  remarks: 0.7,
  schedule: 0.7,
};
const FIELD_ORDER: readonly FieldName[] = [...TEXT_FIELDS, 'themes'];
/** The very words say more than another word for the same, and that more than a narrower thing. */
const DIRECT = 0.85;
const NARROWER = 0.75;

interface PlaceOptions {
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

/** Numbers that grow at the end. */
class GrowingArray {
  #values = new Uint32Array(8);
  length = 0;
  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(Math.ceil(this.length * 1.5));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }
  trim(): void {
    this.#values = this.#values.slice(0, this.length);
  }
  view(): Uint32Array {
    return this.#values.subarray(0, this.length);
  }
}

/** A row number, its field and whether the concept itself or a narrower one stands there, in 32 bits. */
const packPosting = (row: number, field: number, direct: boolean): number =>
  row * 16 + field * 2 + (direct ? 1 : 0);
/** By the lower bits of a packed posting. */
const STRENGTHS = Float32Array.from({ length: 16 }, (_, bits) => {
  const field = FIELD_ORDER[bits >> 1];
  return field === undefined ? 0 : FIELD_STRENGTH[field] * ((bits & 1) === 1 ? DIRECT : NARROWER);
});
const strengthOf = (packed: number): number => STRENGTHS[packed & 15]!;

/** All rows with the words and concepts that each speaks of. */
export class RowIndex {
  readonly rows: readonly Initiative[];
  /** Departments whose doings a row tells of. */
  readonly about: ReadonlyMap<number, readonly number[]>;
  readonly #dataset: Dataset;
  readonly #lexicon: Lexicon;
  readonly #ancestors: readonly (readonly number[])[];
  readonly #conceptIds: ReadonlyMap<string, number>;
  readonly #texts = new TextIndex();
  /** By concept: packed postings of the rows that have it or a narrower one. */
  readonly #concepts: readonly GrowingArray[];
  /** By concept, the folded words that hold a term of it and mean something else. */
  readonly #lookAlikes: readonly ReadonlySet<string>[];
  /** By concept and folded term: the rows that have this very word, as `withText` finds them, each with its field. */
  readonly #terms: readonly Map<string, AscendingList>[];
  /** Places of the known words of all rows: field, start and end packed, row after row. */
  readonly #words = new GrowingArray();
  readonly #wordStarts: Uint32Array;

  constructor(
    dataset: Dataset,
    lexicon: Lexicon,
    ancestors: readonly (readonly number[])[],
    conceptIds: ReadonlyMap<string, number>,
  ) {
    this.#dataset = dataset;
    this.#lexicon = lexicon;
    this.#ancestors = ancestors;
    this.#conceptIds = conceptIds;
    this.rows = dataset.initiatives;
    const size = this.rows.length;
    this.#wordStarts = new Uint32Array(size + 1);
    this.#concepts = ancestors.map(() => new GrowingArray());
    this.#terms = ancestors.map(() => new Map<string, AscendingList>());
    this.#lookAlikes = dataset.concepts.map(({ not }) => new Set(not.map(foldText)));
    const about = new Map<number, readonly number[]>();
    const best = new Map<number, number>();
    this.rows.forEach((row, r) => {
      const fields = this.#foldedFields(row);
      this.#texts.add(fields.map((field) => field.text));
      best.clear();
      const others = new Set<number>();
      const collect = (concept: number, field: number): void => {
        for (const wider of ancestors[concept]!) {
          const packed = packPosting(r, field, wider === concept);
          const known = best.get(wider);
          if (known === undefined || strengthOf(packed) > strengthOf(known)) best.set(wider, packed);
        }
      };
      const occurrences = fields
        .slice(0, SUBJECT_FIELDS)
        .map((field) => lexicon.occurrences(field, acceptsInRow));
      for (let f = 0; f < SUBJECT_FIELDS; f++) {
        const segments = outermost(occurrences[f]!);
        for (const { start, end, sense } of segments) {
          if (start < 0x3fff && end - start < 0x3f)
            this.#words.push(((f * 0x4000 + start) << 6) | (end - start));
          if (sense.kind === 'concept') collect(sense.concept, f);
        }
        for (const d of departmentsAbout(fields[f]!, segments)) others.add(d);
      }
      for (const id of dataset.expansions.get(row.id)?.themes ?? []) {
        const concept = conceptIds.get(id);
        if (concept !== undefined) collect(concept, FIELD_ORDER.indexOf('themes'));
      }
      this.#wordStarts[r + 1] = this.#words.length;
      occurrences.forEach((inField, field) => {
        for (const occurrence of inField) this.#addTerm(r, field, occurrence, fields[field]!);
      });
      for (const [concept, packed] of best) this.#concepts[concept]!.push(packed);
      if (others.size > 0) about.set(r, [...others]);
    });
    this.about = about;
    this.#texts.trim();
    this.#words.trim();
    for (const postings of this.#concepts) postings.trim();
    AscendingList.pack(this.#terms.flatMap((byText) => [...byText.values()]));
  }

  /** Notes that the row has this very word of a concept, in the first field where it has. */
  #addTerm(row: number, field: number, occurrence: Occurrence, { text }: Folded): void {
    const { start, end, sense, katakanaOnly } = occurrence;
    // What is looked for as text is found in either kana.
    if (sense.kind !== 'concept' || katakanaOnly) return;
    if (this.#insideWord({ row, field, start, end }, this.#lookAlikes[sense.concept]!)) return;
    const byText = this.#terms[sense.concept]!;
    const term = text.slice(start, end);
    let postings = byText.get(term);
    if (postings === undefined) byText.set(term, (postings = new AscendingList()));
    if (postings.last >> FIELD_BITS !== row) postings.add((row << FIELD_BITS) | field);
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
    const packed = this.#concepts[concept]?.view();
    if (packed === undefined || packed.length === 0) return NO_MATCHES;
    const rows = new Uint32Array(packed.length);
    const strengths = new Float32Array(packed.length);
    for (let i = 0; i < packed.length; i++) {
      rows[i] = packed[i]! >>> 4;
      strengths[i] = strengthOf(packed[i]!);
    }
    return { rows, strengths };
  }

  /**
   * Rows that hold the folded text, as whole words where it is Latin. With `lookAlikes`, only in the fields that tell
   * what a row is about, and not inside a longer known word that means something else.
   */
  withText(text: string, options: PlaceOptions & { readonly among?: RowSet } = {}): Matches {
    const rows = new GrowingArray();
    const strengths: number[] = [];
    const each = (place: Place): boolean => {
      rows.push(place.row);
      strengths.push(FIELD_STRENGTH[TEXT_FIELDS[place.field]!]);
      return false;
    };
    this.#texts.find(text, this.#acceptsPlace(options), each, options.among);
    return rows.length === 0 ? NO_MATCHES : { rows: rows.view(), strengths: Float32Array.from(strengths) };
  }

  /** Whether any row holds the folded text. */
  hasText(text: string): boolean {
    let found = false;
    this.#texts.find(
      text,
      () => true,
      () => (found = true),
    );
    return found;
  }

  /** Rows that have the concept, a narrower one, or the very word. */
  withConceptOrText(concept: number, text: string): Matches {
    return either(
      this.withConcept(concept),
      this.#withTerm(concept, text) ?? this.withText(text, { lookAlikes: this.#lookAlikes[concept]! }),
    );
  }

  /** Rows that have this very word of the concept; null when it is none that rows were searched for. */
  #withTerm(concept: number, text: string): Matches | null {
    const postings = this.#terms[concept]!.get(text);
    if (postings === undefined) return null;
    const rows = new Uint32Array(postings.count);
    const strengths = new Float32Array(postings.count);
    let n = 0;
    postings.each((posting) => {
      rows[n] = posting >> FIELD_BITS;
      strengths[n++] = FIELD_STRENGTH[TEXT_FIELDS[posting & FIELD_MASK]!];
      return false;
    });
    return { rows, strengths };
  }

  #acceptsPlace({ lookAlikes, nameOnly }: PlaceOptions): (place: Place) => boolean {
    if (nameOnly === true) return (place) => place.field === 0;
    if (lookAlikes === undefined) return () => true;
    return (place) => place.field < SUBJECT_FIELDS && !this.#insideWord(place, lookAlikes);
  }

  /**
   * Whether a longer known word covers the place and is not a kind of the thing: 採用 in 採用辞退 is, 副業 at the end of
   * 庁内副業 is not, unless the longer word is a known look-alike (新採用).
   */
  #insideWord(place: Place, lookAlikes: ReadonlySet<string>): boolean {
    const words = this.#words.view();
    for (let w = this.#wordStarts[place.row]!; w < this.#wordStarts[place.row + 1]!; w++) {
      const packed = words[w]!;
      const field = packed >>> 20;
      const from = (packed >>> 6) & 0x3fff;
      const to = from + (packed & 0x3f);
      if (
        field !== place.field ||
        from > place.start ||
        place.end > to ||
        to - from === place.end - place.start
      )
        continue;
      if (place.end < to) return true;
      if (
        lookAlikes.size > 0 &&
        lookAlikes.has(this.#texts.textAt({ row: place.row, field, start: from, end: to }))
      )
        return true;
    }
    return false;
  }

  /** Concepts that the row speaks of itself, without the wider ones. */
  conceptsOf(row: number): number[] {
    const fields = this.#foldedFields(this.rows[row]!).slice(0, SUBJECT_FIELDS);
    const concepts = new Set<number>();
    for (const field of fields) {
      for (const { sense } of this.#lexicon.scan(field, acceptsInRow))
        if (sense.kind === 'concept') concepts.add(sense.concept);
    }
    for (const id of this.#dataset.expansions.get(this.rows[row]!.id)?.themes ?? []) {
      const concept = this.#conceptIds.get(id);
      if (concept !== undefined) concepts.add(concept);
    }
    return [...concepts];
  }

  /** The concept and all wider ones. */
  ancestorsOf(concept: number): readonly number[] {
    return this.#ancestors[concept]!;
  }

  /** Where the row has the text, or else words of the concept or a narrower one; the strongest field's. */
  evidence(row: number, concept: number, text: string): Posting | null {
    const lookAlikes = this.#lookAlikes[concept];
    const place = this.#texts.placeIn(
      row,
      text,
      this.#acceptsPlace(lookAlikes === undefined ? {} : { lookAlikes }),
    );
    if (place !== null)
      return { row, field: TEXT_FIELDS[place.field]!, start: place.start, end: place.end, concept };
    if (concept < 0) return null;
    const narrower: Posting[] = [];
    const fields = this.#foldedFields(this.rows[row]!);
    for (let f = 0; f < SUBJECT_FIELDS; f++) {
      for (const segment of this.#lexicon.scan(fields[f]!, acceptsInRow)) {
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
    const theme = (this.#dataset.expansions.get(this.rows[row]!.id)?.themes ?? [])
      .map((id) => this.#conceptIds.get(id))
      .find((id) => id !== undefined && this.#ancestors[id]!.includes(concept));
    return theme === undefined ? null : { row, field: 'themes', start: -1, end: -1, concept: theme };
  }
}

/** What is looked for in rows: terms, not the words that only questions use, and full names of departments. */
function acceptsInRow(sense: Sense): boolean {
  return (
    (sense.kind === 'concept' && (sense.from === 'term' || sense.from === 'en')) ||
    sense.kind === 'block' ||
    (sense.kind === 'department' && !sense.bare)
  );
}
