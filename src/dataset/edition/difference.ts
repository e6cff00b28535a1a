import type { DatasetFiles } from '../load/dataset.ts';
import { fiscalYearOfDocument } from '../fiscal-year.ts';
import { compareEditions, type RowChange } from '../office/compare.ts';
import type {
  Concept,
  Contact,
  Department,
  DepartmentsFile,
  Initiative,
  InitiativesFile,
  Source,
} from '../schema.ts';
import { changes, type DifferenceEntry, type DifferenceKind, type FieldChanges } from './difference-entry.ts';
import { otherWordChanges, rowWordChanges } from './word-changes.ts';

/** What one edition's files do to another's, as plain values. */
export interface Difference {
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** What is lost first, what is new last. */
  readonly entries: readonly DifferenceEntry[];
  readonly newDepartments: readonly string[];
  readonly goneDepartments: readonly string[];
  /** Times, as written, that are not understood and were not there before. */
  readonly unreadTimes: readonly string[];
}

/**
 * Compares whole editions, rows by id, words by block; both must have been checked. What is written of a row that comes
 * or goes is told with it. `concepts`: for the names of themes.
 */
export function differenceOf(
  before: DatasetFiles,
  after: DatasetFiles,
  concepts: readonly Concept[] = [],
): Difference {
  const [old, now] = [rowsFile(before), rowsFile(after)];
  const rows = compareEditions(old, now);
  const names = new Map([...old.initiatives, ...now.initiatives].map((row) => [row.id, row]));
  const words = rowWordChanges(before, after, concepts);
  const wordsOf = ({ id }: Initiative): FieldChanges => words.get(id) ?? [];
  const comeOrGone = new Set([...rows.gone, ...rows.added].map(({ id }) => id));
  const rowWords = rowWordEntries({ old, now, names }, words).filter(({ id }) => !comeOrGone.has(id ?? ''));
  const withWords = new Set(rowWords.map(({ id }) => id));
  const entries: DifferenceEntry[] = [
    ...rows.gone.map((row) => entryOf('gone', row, wordsOf(row))),
    ...rows.renamed.map((change) => changeOf('renamed', change)),
    ...rows.changed.map((change) => changeOf('changed', change)),
    ...rows.added.map((row) => entryOf('added', row, wordsOf(row))),
    ...rowWords,
    ...headChanges(old, now),
    ...departmentChanges(before, after),
    ...otherWordChanges(before, after, names),
  ];
  const count = (kind: DifferenceKind) => entries.filter((entry) => entry.kind === kind).length;
  return {
    counts: {
      gone: count('gone'),
      renamed: count('renamed'),
      changed: count('changed'),
      added: count('added'),
      words: count('words'),
      unchanged: rows.unchanged.filter(({ id }) => !withWords.has(id)).length,
    },
    entries,
    newDepartments: rows.warnings.newDepartments,
    goneDepartments: rows.warnings.goneDepartments,
    unreadTimes: [...new Set(rows.warnings.unreadTimes.map(({ schedule }) => schedule.text))],
  };
}

const rowsFile = (files: DatasetFiles): InitiativesFile =>
  JSON.parse(files.get('initiatives.json')!) as InitiativesFile;

function entryOf(kind: 'gone' | 'added', row: Initiative, words: FieldChanges): DifferenceEntry {
  const { id, department, name, summary, schedule, remarks, contact } = row;
  const isGone = kind === 'gone';
  const side = (text: string) => (isGone ? ([text, ''] as const) : (['', text] as const));
  const fields = changes({
    summary: side(summary),
    schedule: side(schedule.text),
    remarks: side(remarks),
    contact: side(contactText(contact)),
  });
  return { kind, id, department, title: name, fields: [...fields, ...words] };
}

function changeOf(kind: 'renamed' | 'changed', { after, fields }: RowChange): DifferenceEntry {
  const { id, department, name } = after;
  return { kind, id, department, title: name, fields };
}

function contactText(contact: Contact | undefined): string {
  return Object.values(contact ?? {}).join(' ');
}

/** What is other beside the document's own words, row by row: its contact, and what editors have written for it. */
function rowWordEntries(
  {
    old,
    now,
    names,
  }: {
    readonly old: InitiativesFile;
    readonly now: InitiativesFile;
    readonly names: ReadonlyMap<string, Initiative>;
  },
  words: ReadonlyMap<string, FieldChanges>,
): DifferenceEntry[] {
  const contactsOf = ({ initiatives }: InitiativesFile) =>
    new Map(initiatives.map(({ id, contact }) => [id, contactText(contact)]));
  const [earlier, later] = [contactsOf(old), contactsOf(now)];
  return [...new Set([...later.keys(), ...words.keys()])].flatMap((id): DifferenceEntry[] => {
    const contact = changes({ contact: [earlier.get(id) ?? '', later.get(id) ?? ''] });
    const fields = [...contact, ...(words.get(id) ?? [])];
    const row = names.get(id);
    const of = { id: row?.id ?? null, department: row?.department ?? '', title: row?.name ?? id };
    return fields.length === 0 ? [] : [{ kind: 'words', ...of, fields }];
  });
}

function headChanges({ source: before }: InitiativesFile, { source: after }: InitiativesFile) {
  const fields = changes({
    documentTitle: [before.title, after.title],
    publisher: [before.publisher, after.publisher],
    dateText: [before.dateText, after.dateText],
    fiscalYear: [yearText(before), yearText(after)],
  });
  const entry = { kind: 'words', id: null, department: '', title: after.title, fields } as const;
  return fields.length === 0 ? [] : [entry];
}

/** The year that counts, wherever it is said: one that moves from what somebody said into the title is no other year. */
function yearText(source: Source): string {
  return String(fiscalYearOfDocument(source) ?? '');
}

function departmentChanges(before: DatasetFiles, after: DatasetFiles): DifferenceEntry[] {
  const [old, now] = [before, after].map(
    (files) => JSON.parse(files.get('departments.json')!) as DepartmentsFile,
  ) as [DepartmentsFile, DepartmentsFile];
  const earlier = new Map(old.departments.map((one) => [one.name, one]));
  const withRows = new Set(
    [...rowsFile(before).initiatives, ...rowsFile(after).initiatives].map((row) => row.department),
  );
  // Rows that come or go tell of their department.
  const nameOf = (one: Department | undefined) =>
    one === undefined || withRows.has(one.name) ? '' : one.name;
  const of = (one: Department | undefined) => ({
    en: one?.en ?? '',
    kana: one?.kana ?? '',
    aliases: one?.aliases.join('、') ?? '',
    contact: contactText(one?.contact),
  });
  const names = new Set([...old.departments, ...now.departments].map(({ name }) => name));
  const later = new Map(now.departments.map((one) => [one.name, one]));
  return [...names].flatMap((name): DifferenceEntry[] => {
    const [then, one] = [earlier.get(name), later.get(name)];
    // Of one that has gone with its rows nothing more need be told.
    if (one === undefined && withRows.has(name)) return [];
    const [was, is] = [of(then), of(one)];
    const fields = changes({
      department: [nameOf(then), nameOf(one)],
      en: [was.en, is.en],
      kana: [was.kana, is.kana],
      aliases: [was.aliases, is.aliases],
      contact: [was.contact, is.contact],
    });
    return fields.length === 0 ? [] : [{ kind: 'words', id: null, department: name, title: name, fields }];
  });
}
