import type { DatasetFiles } from '../load/dataset.ts';
import { compareEditions, type RowChange } from '../office/compare.ts';
import type { Contact, Department, DepartmentsFile, Initiative, InitiativesFile, Source } from '../schema.ts';
import { blockTexts, listOf, parseBlocks } from '../curated/blocks.ts';
import { isThesaurus, SYNONYMS } from './concept-words.ts';

export const DIFFERENCE_KINDS = ['gone', 'renamed', 'changed', 'added', 'words', 'unchanged'] as const;
type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

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
  readonly fields: readonly {
    readonly field: DifferenceField;
    readonly before: string;
    readonly after: string;
  }[];
}

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

/** Compares whole editions, rows by id, words by block; both must have been checked. */
export function differenceOf(before: DatasetFiles, after: DatasetFiles): Difference {
  const [old, now] = [rowsFile(before), rowsFile(after)];
  const rows = compareEditions(old, now);
  const names = new Map([...old.initiatives, ...now.initiatives].map((row) => [row.id, row]));
  const contacts = contactChanges(old.initiatives, now.initiatives);
  const withContact = new Set(contacts.map(({ id }) => id));
  const entries: DifferenceEntry[] = [
    ...rows.gone.map((row) => entryOf('gone', row)),
    ...rows.renamed.map((change) => changeOf('renamed', change)),
    ...rows.changed.map((change) => changeOf('changed', change)),
    ...rows.added.map((row) => entryOf('added', row)),
    ...contacts,
    ...headChanges(old, now),
    ...departmentChanges(before, after),
    ...wordChanges(before, after, names),
  ];
  const count = (kind: DifferenceKind) => entries.filter((entry) => entry.kind === kind).length;
  return {
    counts: {
      gone: count('gone'),
      renamed: count('renamed'),
      changed: count('changed'),
      added: count('added'),
      words: count('words'),
      unchanged: rows.unchanged.filter(({ id }) => !withContact.has(id)).length,
    },
    entries,
    newDepartments: rows.warnings.newDepartments,
    goneDepartments: rows.warnings.goneDepartments,
    unreadTimes: [...new Set(rows.warnings.unreadTimes.map(({ schedule }) => schedule.text))],
  };
}

const rowsFile = (files: DatasetFiles): InitiativesFile =>
  JSON.parse(files.get('initiatives.json')!) as InitiativesFile;

function entryOf(kind: 'gone' | 'added', row: Initiative): DifferenceEntry {
  const { id, department, name, summary, schedule, remarks } = row;
  const isGone = kind === 'gone';
  const side = (text: string) => (isGone ? ([text, ''] as const) : (['', text] as const));
  const fields = changes({
    summary: side(summary),
    schedule: side(schedule.text),
    remarks: side(remarks),
  });
  return {
    kind,
    id,
    department,
    title: name,
    fields,
  };
}

function changeOf(kind: 'renamed' | 'changed', { after, fields }: RowChange): DifferenceEntry {
  const { id, department, name } = after;
  return { kind, id, department, title: name, fields };
}

function contactText(contact: Contact | undefined): string {
  return Object.values(contact ?? {}).join(' ');
}

function contactChanges(before: readonly Initiative[], after: readonly Initiative[]): DifferenceEntry[] {
  const earlier = new Map(before.map((row) => [row.id, row]));
  return after.flatMap(({ id, department, name, contact }): DifferenceEntry[] => {
    const fields = changes({ contact: [contactText(earlier.get(id)?.contact), contactText(contact)] });
    return fields.length === 0 ? [] : [{ kind: 'words', id, department, title: name, fields }];
  });
}

/** Each field that is other, with what it was and is. */
function changes(
  fields: Readonly<Partial<Record<DifferenceField, readonly [string, string]>>>,
): DifferenceEntry['fields'] {
  const pairs = Object.entries(fields) as [DifferenceField, readonly [string, string]][];
  return pairs.flatMap(([field, [before, after]]) => (before === after ? [] : [{ field, before, after }]));
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

/** One that a new title states or drops is seen in the title. */
function yearText({ fiscalYear }: Source): string {
  return fiscalYear === undefined ? '' : String(fiscalYear);
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

/** Blocks of words that are other, line by line; of a row that has gone, its words go with it. */
function wordChanges(
  before: DatasetFiles,
  after: DatasetFiles,
  rows: ReadonlyMap<string, Initiative>,
): DifferenceEntry[] {
  const names = new Set([...before.keys(), ...after.keys()].filter((name) => name.endsWith('.txt')));
  return [...names].sort().flatMap((name) => {
    const [old, now] = [before.get(name) ?? '', after.get(name) ?? ''];
    if (old === now) return [];
    const [earlier, later] = [blockTexts(old), blockTexts(now)];
    const ids = new Set([...earlier.keys(), ...later.keys()]);
    const isOfConcepts = isThesaurus(name) || name === SYNONYMS;
    return [...ids].flatMap((id): DifferenceEntry[] => {
      const [was, is] = [earlier.get(id) ?? '', later.get(id) ?? ''];
      if (was === is) return [];
      const row = rows.get(id);
      const fields = isOfConcepts ? itemChanges(was, is) : lineChanges(was, is);
      return fields.length === 0
        ? []
        : [
            {
              kind: 'words',
              id: row?.id ?? null,
              department: row?.department ?? '',
              title: row?.name ?? (isOfConcepts ? conceptName(is || was) : id),
              fields,
            },
          ];
    });
  });
}

/** What a concept is called where its block stands. */
function conceptName(text: string): string {
  const [block] = parseBlocks(text).blocks;
  return block?.label.split(' | ', 1)[0] || (block?.id ?? '');
}

/** Of lists the items that are other, each list a line: where a line is broken says nothing. */
function itemChanges(before: string, after: string): DifferenceEntry['fields'] {
  const listsOf = (text: string) => {
    const [block] = parseBlocks(text).blocks;
    const fields = (block?.fields ?? []).map((field) => [field.role, listOf(field, [])] as const);
    return new Map([['', block ? [block.label] : []], ...fields]);
  };
  const [old, now] = [listsOf(before), listsOf(after)];
  const onlyIn = (one: typeof old, other: typeof old): string =>
    [...one]
      .map(([role, items]) => {
        const known = new Set(other.get(role));
        const own = items.filter((item) => !known.has(item)).join(', ');
        // A name that was not there before is the title.
        if (role === '') return known.size > 0 ? own : '';
        return own === '' ? '' : `${role}: ${own}`;
      })
      .filter((line) => line !== '')
      .join('\n');
  return changes({ words: [onlyIn(old, now), onlyIn(now, old)] });
}

function lineChanges(before: string, after: string): DifferenceEntry['fields'] {
  const linesOf = (text: string): string[] =>
    text
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.trim());
  const [old, now] = [linesOf(before), linesOf(after)];
  const [wasThere, isThere] = [new Set(old), new Set(now)];
  return changes({
    words: [
      old.filter((line) => !isThere.has(line)).join('\n'),
      now.filter((line) => !wasThere.has(line)).join('\n'),
    ],
  });
}
