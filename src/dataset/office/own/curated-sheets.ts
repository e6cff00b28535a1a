import { nameKey } from '../../name-key.ts';
import type { Contact, Department, Expansion } from '../../schema.ts';
import { CONTACT_COLUMNS, contactOfCells } from './contact-columns.ts';
import { DEPARTMENTS_SHEET, WORDS_SHEET } from './sheets.ts';
import type { CuratedSheets, Grid, GridLine, Remark } from '../types.ts';

export const NO_CURATED_SHEETS: { readonly sheets: CuratedSheets; readonly problems: readonly Remark[] } = {
  sheets: { departments: null, contacts: new Map(), rowContacts: new Map(), expansions: null },
  problems: [],
};

/** Contacts, each by what it is of. */
type Contacts = Map<string, Contact | null>;

/** Whether a sheet is one of those beside the rows in a workbook of ours. */
export function isCuratedSheet(grid: Grid): boolean {
  return isSheet(grid, DEPARTMENTS_SHEET) || isSheet(grid, WORDS_SHEET);
}

function isSheet(
  grid: Grid,
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
): boolean {
  const head = grid.lines[0]?.cells.map(({ text }) => text.trim()) ?? [];
  // A workbook from before there were contacts has all the others.
  const own = columns.filter((column) => !CONTACT_COLUMNS.includes(column));
  return grid.sheet === name && own.every((column) => head.includes(column));
}

/** Departments with their names and contacts, and the rows' English, themes and questions, as the sheets say them. */
export function readCuratedSheets(grids: readonly Grid[]): {
  sheets: CuratedSheets;
  problems: readonly Remark[];
} {
  const departments = grids.find((grid) => isSheet(grid, DEPARTMENTS_SHEET));
  const words = grids.find((grid) => isSheet(grid, WORDS_SHEET));
  const problems: Remark[] = [];
  const contacts: Contacts = new Map();
  const rowContacts: Contacts = new Map();
  const sheets: CuratedSheets = {
    departments: departments === undefined ? null : readDepartments(departments, contacts, problems),
    contacts,
    rowContacts,
    expansions: words === undefined ? null : readWords(words, rowContacts, problems),
  };
  return { sheets, problems };
}

interface Fields {
  readonly line: GridLine;
  readonly field: (column: string) => string;
}

function fieldsOf(grid: Grid): Fields[] {
  const [head, ...lines] = grid.lines;
  const index = new Map(head?.cells.map(({ text }, at) => [text.trim(), at]));
  return lines
    .filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''))
    .map((line) => ({ line, field: (column) => (line.cells[index.get(column) ?? -1]?.text ?? '').trim() }));
}

/** Notes a line's contact by what it is of, where the sheet has the columns. */
function readContact(
  key: string,
  grid: Grid,
  fields: Fields,
  into: { contacts: Contacts; problems: Remark[] },
) {
  const head = grid.lines[0]?.cells.map(({ text }) => text.trim()) ?? [];
  if (!CONTACT_COLUMNS.every((column) => head.includes(column))) return;
  const contact = contactOfCells(fields.field);
  if (contact !== undefined) into.contacts.set(key, contact);
  else {
    const place = { sheet: grid.sheet, line: fields.line.line, column: null };
    const text = CONTACT_COLUMNS.map(fields.field)
      .filter((cell) => cell !== '')
      .join(' ');
    into.problems.push({ place, code: 'contact', values: { text } });
  }
}

function readDepartments(grid: Grid, contacts: Contacts, problems: Remark[]): Department[] {
  const seen = new Set<string>();
  return fieldsOf(grid).map((fields): Department => {
    const { line, field } = fields;
    const name = field('部署名');
    const place = { sheet: grid.sheet, line: line.line, column: null };
    if (name === '')
      problems.push({
        place,
        code: 'emptyName',
        values: { text: line.cells.map(({ text }) => text).join('\t') },
      });
    else if (seen.has(nameKey(name)))
      problems.push({ place, code: 'departmentTwice', values: { text: name } });
    seen.add(nameKey(name));
    readContact(nameKey(name), grid, fields, { contacts, problems });
    return { name, en: orNull(field('英語名')), kana: orNull(field('よみ')), aliases: listOf(field('別名')) };
  });
}

function readWords(grid: Grid, contacts: Contacts, problems: Remark[]): Expansion[] {
  const seen = new Set<string>();
  return fieldsOf(grid).flatMap((fields): Expansion[] => {
    const { line, field } = fields;
    const id = field('ID');
    readContact(id, grid, fields, { contacts, problems });
    const place = { sheet: grid.sheet, line: line.line, column: null };
    const en = field('英語の取組名');
    const questions = listOf(field('質問'));
    const themes = field('テーマ')
      .split(/[\s,、]+/)
      .filter((theme) => theme !== '');
    if (en === '' && questions.length === 0 && themes.length === 0) return [];
    if (id === '' || seen.has(id))
      problems.push({
        place,
        code: id === '' ? 'emptyName' : 'idTwice',
        values: { id, text: field('取組名（参考）') },
      });
    seen.add(id);
    const english =
      en === '' ? null : { name: en, summary: field('英語の概要'), remarks: field('英語の備考') };
    return [{ id, en: english, questions, themes }];
  });
}

const orNull = (text: string): string | null => (text === '' ? null : text);
const listOf = (text: string): string[] =>
  text
    .split('\n')
    .map((item) => item.trim())
    .filter((item) => item !== '');
