import type { Dataset, Initiative } from '../dataset/schema.ts';
import { departmentsAbout } from './departments.ts';
import { fold, isDigit, isLatin } from './fold.ts';
import type { Lexicon, Sense } from './lexicon.ts';
import { parseMonth, type MonthNumber } from './month.ts';

export type FieldName = 'name' | 'summary' | 'remarks' | 'schedule' | 'themes' | 'english';
/** In order of weight: what a row is called says more than what is noted beside it. */
export const FIELDS: readonly FieldName[] = ['name', 'summary', 'themes', 'remarks', 'schedule', 'english'];
export const FIELD_STRENGTH: Record<FieldName, number> = {
  name: 1,
  summary: 0.85,
  themes: 0.8,
  english: 0.8,
  remarks: 0.7,
  schedule: 0.7,
};

/** One row that has a word or concept: where, and the words. */
export interface Posting {
  readonly row: number;
  readonly field: FieldName;
  /** Folded start and end in the field, for showing the words; -1 for themes. */
  readonly start: number;
  readonly end: number;
  /** The concept whose words stand in the row; a narrower one when a wider was asked for. */
  readonly concept: number;
}

/** Months of a row as numbers, so that facets compare without parsing. */
export interface RowTime {
  readonly start: MonthNumber | null;
  readonly end: MonthNumber | null;
}

const isWordChar = (code: number): boolean => isLatin(code) || isDigit(code);

/**
 * All rows, folded, with the concepts that each speaks of. Text is found by bigrams and confirmed in the row, so that
 * every row which has the characters is found and no other.
 */
export class RowIndex {
  readonly rows: readonly Initiative[];
  readonly departmentOf: Int32Array;
  readonly times: readonly RowTime[];
  /** Departments that a row is also about, beside the one it is filed under. */
  readonly about: ReadonlyMap<number, readonly number[]>;
  /** By concept, rows that have it or a narrower one; one posting a row, the strongest field's. */
  readonly #concepts: Posting[][];
  /** Per row: its folded fields one after another, set apart by \n. */
  readonly #texts: string[] = [];
  readonly #offsets: Int32Array[] = [];
  /** Per row: starts and ends of the known words in its text, two by two. */
  readonly #words: Int32Array[] = [];
  readonly #bigrams = new Map<number, number[]>();

  constructor(
    dataset: Dataset,
    lexicon: Lexicon,
    ancestors: readonly (readonly number[])[],
    conceptIds: ReadonlyMap<string, number>,
  ) {
    this.rows = dataset.initiatives;
    const departmentIds = new Map(dataset.departments.map((d, i) => [d.name, i]));
    this.departmentOf = Int32Array.from(this.rows, (row) => departmentIds.get(row.department) ?? -1);
    this.times = this.rows.map((row) => ({
      start: row.schedule.start === null ? null : parseMonth(row.schedule.start),
      end: row.schedule.end === null ? null : parseMonth(row.schedule.end),
    }));
    this.#concepts = ancestors.map(() => []);
    const about = new Map<number, readonly number[]>();
    const acceptsRow = (sense: Sense): boolean =>
      (sense.kind === 'concept' && (sense.from === 'term' || sense.from === 'en')) ||
      sense.kind === 'block' ||
      (sense.kind === 'department' && !sense.bare);

    this.rows.forEach((row, r) => {
      const expansion = dataset.expansions.get(row.id);
      const english = expansion?.en
        ? `${expansion.en.name}\n${expansion.en.summary}\n${expansion.en.remarks}`
        : '';
      const values: Record<FieldName, string> = {
        name: row.name,
        summary: row.summary,
        themes: '',
        remarks: row.remarks,
        schedule: row.schedule.text,
        english,
      };
      const offsets = new Int32Array(FIELDS.length + 1);
      let text = '';
      const words: number[] = [];
      const best = new Map<number, Posting>();
      FIELDS.forEach((field, f) => {
        offsets[f] = text.length;
        const folded = fold(values[field]);
        text += folded.text + '\n';
        if (field === 'schedule' || field === 'english') return;
        const segments = field === 'themes' ? [] : lexicon.scan(folded, acceptsRow);
        for (const segment of segments) words.push(offsets[f]! + segment.start, offsets[f]! + segment.end);
        const direct: Posting[] =
          field === 'themes'
            ? (expansion?.themes ?? []).flatMap((id) => {
                const concept = conceptIds.get(id);
                return concept === undefined ? [] : [{ row: r, field, start: -1, end: -1, concept }];
              })
            : segments.flatMap((s) =>
                s.sense?.kind === 'concept'
                  ? [{ row: r, field, start: s.start, end: s.end, concept: s.sense.concept }]
                  : [],
              );
        for (const posting of direct) {
          for (const concept of ancestors[posting.concept]!) {
            const known = best.get(concept);
            if (
              known === undefined ||
              FIELD_STRENGTH[posting.field] > FIELD_STRENGTH[known.field] ||
              (posting.concept === concept && known.concept !== concept)
            ) {
              best.set(concept, posting);
            }
          }
        }
      });
      offsets[FIELDS.length] = text.length;
      this.#texts.push(text);
      this.#words.push(Int32Array.from(words));
      this.#offsets.push(offsets);
      for (const [concept, posting] of best) this.#concepts[concept]!.push(posting);
      const seen = new Set<number>();
      for (let i = 0; i + 1 < text.length; i++) {
        const key = text.charCodeAt(i) * 65536 + text.charCodeAt(i + 1);
        if (seen.has(key)) continue;
        seen.add(key);
        const list = this.#bigrams.get(key);
        if (list === undefined) this.#bigrams.set(key, [r]);
        else list.push(r);
      }
      const own = this.departmentOf[r]!;
      const others = departmentsAbout(row.name + '。' + row.summary + '。' + row.remarks, lexicon).filter(
        (d) => d !== own,
      );
      if (others.length > 0) about.set(r, others);
    });
    this.about = about;
  }

  /** Rows that speak of the concept or of a narrower one. */
  withConcept(concept: number): readonly Posting[] {
    return this.#concepts[concept] ?? [];
  }

  /**
   * Rows that hold the folded text, as whole words where it is Latin; with
   * `notInside`, not inside a longer known word that means something else.
   */
  withText(text: string, fields: readonly FieldName[] = FIELDS, notInside?: ReadonlySet<string>): Posting[] {
    if (text === '') return [];
    let candidates: readonly number[] | null = null;
    for (let i = 0; i + 1 < text.length; i++) {
      const list = this.#bigrams.get(text.charCodeAt(i) * 65536 + text.charCodeAt(i + 1)) ?? [];
      if (candidates === null || list.length < candidates.length) candidates = list;
    }
    const postings: Posting[] = [];
    for (const row of candidates ?? this.rows.keys()) {
      const at = this.#find(row, text, fields, notInside);
      if (at !== null) postings.push({ row, ...at, concept: -1 });
    }
    return postings;
  }

  #find(
    row: number,
    text: string,
    fields: readonly FieldName[],
    notInside: ReadonlySet<string> | undefined,
  ): { field: FieldName; start: number; end: number } | null {
    const hay = this.#texts[row]!;
    const offsets = this.#offsets[row]!;
    const latinStart = isWordChar(text.charCodeAt(0));
    const latinEnd = isWordChar(text.charCodeAt(text.length - 1));
    for (let i = hay.indexOf(text); i >= 0; i = hay.indexOf(text, i + 1)) {
      const end = i + text.length;
      if (latinStart && i > 0 && isWordChar(hay.charCodeAt(i - 1))) continue;
      if (latinEnd && isWordChar(hay.charCodeAt(end))) continue;
      if (notInside !== undefined && this.#insideWord(row, i, end, notInside)) continue;
      let f = 0;
      while (f + 1 < FIELDS.length && offsets[f + 1]! <= i) f++;
      const field = FIELDS[f]!;
      if (!fields.includes(field)) continue;
      return { field, start: i - offsets[f]!, end: end - offsets[f]! };
    }
    return null;
  }

  /**
   * Whether a longer known word covers the place and is not a kind of the thing: 採用 in 採用辞退 is, 副業 at the end of
   * 庁内副業 is not, unless the longer word is a known look-alike (新採用).
   */
  #insideWord(row: number, start: number, end: number, lookAlikes: ReadonlySet<string>): boolean {
    const words = this.#words[row]!;
    for (let w = 0; w < words.length; w += 2) {
      const from = words[w]!;
      const to = words[w + 1]!;
      if (from > start || end > to || to - from === end - start) continue;
      if (end < to || lookAlikes.has(this.#texts[row]!.slice(from, to))) return true;
    }
    return false;
  }

  /** The folded text of a row, fields set apart by line breaks. */
  textOf(row: number): string {
    return this.#texts[row]!;
  }
}
