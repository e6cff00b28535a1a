export const DIFFERENCE_KINDS = ['gone', 'renamed', 'changed', 'added', 'words', 'unchanged'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export type DifferenceField =
  | 'department'
  | 'name'
  | 'summary'
  | 'schedule'
  | 'remarks'
  | 'contact'
  | 'en'
  | 'kana'
  | 'aliases'
  | 'enName'
  | 'enSummary'
  | 'enRemarks'
  | 'themes'
  | 'questions'
  | 'terms'
  | 'enTerms'
  | 'asks'
  | 'words'
  | 'documentTitle'
  | 'publisher'
  | 'dateText'
  | 'fiscalYear';

/** What is other in one thing: a row, a department, a block of words. */
export interface DifferenceEntry {
  readonly kind: Exclude<DifferenceKind, 'unchanged'>;
  /** Of a row its id, else null. */
  readonly id: string | null;
  /** '' where it is of none. */
  readonly department: string;
  readonly title: string;
  /** By field or role; '' = there was, or is, none. */
  readonly fields: FieldChanges;
}

export type FieldChanges = readonly {
  readonly field: DifferenceField;
  readonly before: string;
  readonly after: string;
}[];

/** Each field that is other, with what it was and is. */
export function changes(
  fields: Readonly<Partial<Record<DifferenceField, readonly [string, string]>>>,
): FieldChanges {
  const pairs = Object.entries(fields) as [DifferenceField, readonly [string, string]][];
  return pairs.flatMap(([field, [before, after]]) => (before === after ? [] : [{ field, before, after }]));
}
