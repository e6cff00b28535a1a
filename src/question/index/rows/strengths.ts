/** In the order in which a row's texts are indexed. */
export const TEXT_FIELDS = ['name', 'summary', 'remarks', 'schedule', 'english'] as const;
type TextField = (typeof TEXT_FIELDS)[number];
export type FieldName = TextField | 'themes';

/** What a row is called says more than what is noted beside it. */
const OF_FIELD: Record<FieldName, number> = {
  name: 1,
  summary: 0.85,
  themes: 0.8,
  english: 0.8,
  remarks: 0.7,
  schedule: 0.7,
};
/** The very words say more than another word for the same, and that more than a narrower thing. */
const OF_WORD = { same: 1, other: 0.85, narrower: 0.75 };
export type Directness = keyof typeof OF_WORD;

const strengthOf = (field: FieldName, word: Directness): number =>
  Math.fround(OF_FIELD[field] * OF_WORD[word]);

const FIELDS = Object.keys(OF_FIELD) as FieldName[];
const WORDS = Object.keys(OF_WORD) as Directness[];

/**
 * How strongly (0…1) a row can have what is looked for, ascending: these are few, and a row's place among them, its level,
 * is what is kept. 0 is for a row that has nothing of it.
 */
export const STRENGTHS: Float32Array = Float32Array.from(
  new Set([0, ...FIELDS.flatMap((field) => WORDS.map((word) => strengthOf(field, word)))]),
).sort();

/** The level of what stands in the field, in such words. */
export const levelOf = (field: FieldName, word: Directness): number =>
  STRENGTHS.indexOf(strengthOf(field, word));

/** Levels of the very words, by field of `TEXT_FIELDS`. */
export const TEXT_LEVELS: readonly number[] = TEXT_FIELDS.map((field) => levelOf(field, 'same'));
