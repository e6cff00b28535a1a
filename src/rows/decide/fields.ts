import { type Concept, Contact, type Dataset, type Initiative } from '../../dataset/schema.ts';
import type { Lang } from '../../question/answer.ts';

/** A row as a form shows it and gives it back: words alone, '' where there are none. */
export interface RowFields {
  readonly department: string;
  readonly name: string;
  readonly summary: string;
  readonly schedule: string;
  readonly remarks: string;
  readonly enName: string;
  readonly enSummary: string;
  readonly enRemarks: string;
  readonly office: string;
  readonly person: string;
  readonly extension: string;
  readonly email: string;
  readonly channel: string;
  /** Names of concepts, parted by 、 or lines. */
  readonly themes: string;
  /** A question a line. */
  readonly questions: string;
}

/** The fields of a form, in its order. */
export const ROW_FIELDS = [
  'department',
  'name',
  'summary',
  'schedule',
  'remarks',
  'enName',
  'enSummary',
  'enRemarks',
  'office',
  'person',
  'extension',
  'email',
  'channel',
  'themes',
  'questions',
] as const satisfies readonly (keyof RowFields)[];

/** Those that may have several lines. */
export const LONG_FIELDS: ReadonlySet<keyof RowFields> = new Set([
  'summary',
  'remarks',
  'enSummary',
  'enRemarks',
  'questions',
]);

/** Those that hold a list. */
const LIST_FIELDS: ReadonlySet<keyof RowFields> = new Set(['themes', 'questions']);

/** The most that a press may bring of a field, in characters. */
export function mostCharsOf(field: keyof RowFields): number {
  if (LIST_FIELDS.has(field)) return 8000;
  return LONG_FIELDS.has(field) ? 4000 : 1000;
}

/** Of all fields together, so that the form is a card that Teams takes. In characters. */
const mostFormChars = 20_000;

/** The fields of a row that are longer than a form holds: what they say stays as it is. */
export function unshownFields(fields: RowFields): (keyof RowFields)[] {
  const unshown = new Set(ROW_FIELDS.filter((field) => fields[field].length > mostCharsOf(field)));
  const longestFirst = ROW_FIELDS.toSorted((a, b) => fields[b].length - fields[a].length);
  const chars = () =>
    ROW_FIELDS.reduce((sum, field) => sum + (unshown.has(field) ? 0 : fields[field].length), 0);
  for (const field of longestFirst) if (chars() > mostFormChars) unshown.add(field);
  return ROW_FIELDS.filter((field) => unshown.has(field));
}

/** Contacts of a row of its own. */
const CONTACT_FIELDS = ['office', 'person', 'extension', 'email', 'channel'] as const;

/** What a form of a new row holds. */
export const EMPTY_ROW = Object.fromEntries(ROW_FIELDS.map((field) => [field, ''])) as unknown as RowFields;

/** The row as a form shows it. */
export function fieldsOf(
  { id, department, name, summary, schedule, remarks, contact = {} }: Initiative,
  { expansions, concepts }: Pick<Dataset, 'expansions' | 'concepts'>,
  lang: Lang,
): RowFields {
  const { en = null, questions = [], themes = [] } = expansions.get(id) ?? {};
  const labels = new Map(concepts.map((concept) => [concept.id, concept.label[lang]]));
  const own = Object.fromEntries(CONTACT_FIELDS.map((field) => [field, contact[field] ?? '']));
  return {
    ...EMPTY_ROW,
    ...own,
    department,
    name,
    summary,
    schedule: schedule.text,
    remarks,
    enName: en?.name ?? '',
    enSummary: en?.summary ?? '',
    enRemarks: en?.remarks ?? '',
    themes: themes.map((theme) => labels.get(theme) ?? theme).join(lang === 'ja' ? '、' : ', '),
    questions: questions.join('\n'),
  };
}

/** What is amiss with a form, with the words that it is about. */
export interface RowProblem {
  readonly what: 'name' | 'department' | 'schedule' | 'theme' | 'contact' | 'english' | 'twice';
  readonly words: string;
  /** Names of themes that may have been meant. */
  readonly like?: readonly Concept['label'][];
}

/** The contact that a form names; null: none, undefined: one that cannot be. */
export function contactIn(fields: RowFields): Contact | null | undefined {
  const said = CONTACT_FIELDS.flatMap((field) =>
    fields[field] === '' ? [] : [[field, fields[field]] as const],
  );
  if (said.length === 0) return null;
  return Contact.safeParse(Object.fromEntries(said)).data;
}
