import { asListItem, type ConceptWords, NO_WORDS, WORD_ROLES } from '../../curated/synonyms.ts';
import { idIn, nameKey } from '../../name-key.ts';
import type { Contact, Department, Expansion } from '../../schema.ts';
import type { CuratedSheets, Grid, Place, Remark } from '../types.ts';
import { type ConceptIn, conceptsIn, themesIn } from './concept-names.ts';
import { CONTACT_COLUMNS, contactOfCells } from './contact-columns.ts';
import { readHead } from './head-sheet.ts';
import {
  DEPARTMENTS_SHEET,
  HEAD_SHEET,
  headOf,
  isSheet,
  itemsOf,
  linesOf,
  type SheetLine,
  SYNONYMS_SHEET,
  WORDS_SHEET,
} from './sheets.ts';

/** Contacts, each by what it is of. */
type Contacts = Map<string, Contact | null>;

/** What the sheets beside the rows say: of departments, rows, concepts, and of the document. */
export function readCuratedSheets(grids: readonly Grid[]): {
  sheets: CuratedSheets;
  problems: readonly Remark[];
  /** Lines that say something of a row, by its id. */
  linesOfRows: ReadonlyMap<string, Place>;
} {
  const [departments, words, synonyms, head] = [
    DEPARTMENTS_SHEET,
    WORDS_SHEET,
    SYNONYMS_SHEET,
    HEAD_SHEET,
  ].map((sheet) => grids.find((grid) => isSheet(grid, sheet)));
  const problems: Remark[] = [];
  const contacts: Contacts = new Map();
  const rowContacts: Contacts = new Map();
  const linesOfRows = new Map<string, Place>();
  const conceptIn = conceptsIn(grids);
  const sheets: CuratedSheets = {
    head: head === undefined ? null : readHead(head, problems),
    departments: departments === undefined ? null : readDepartments(departments, contacts, problems),
    contacts,
    rowContacts,
    expansions:
      words === undefined
        ? null
        : readWords(words, conceptIn, { contacts: rowContacts, problems, linesOfRows }),
    conceptWords: synonyms === undefined ? null : readSynonyms(synonyms, conceptIn, problems),
  };
  return { sheets, problems, linesOfRows };
}

/** Notes a line's contact by what it is of, where the sheet has the columns. */
function readContact(
  key: string,
  grid: Grid,
  { line, field }: SheetLine,
  into: { contacts: Contacts; problems: Remark[] },
) {
  const head = headOf(grid);
  if (!CONTACT_COLUMNS.every((column) => head.includes(column))) return;
  const contact = contactOfCells(field);
  if (contact !== undefined) into.contacts.set(key, contact);
  else {
    const place = { sheet: grid.sheet, line: line.line, column: null };
    const text = CONTACT_COLUMNS.map(field)
      .filter((cell) => cell !== '')
      .join(' ');
    into.problems.push({ place, code: 'contact', values: { text } });
  }
}

function readDepartments(grid: Grid, contacts: Contacts, problems: Remark[]): Department[] {
  const seen = new Set<string>();
  return linesOf(grid).map((each): Department => {
    const { line, field } = each;
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
    readContact(nameKey(name), grid, each, { contacts, problems });
    return {
      name,
      en: orNull(field('英語名')),
      kana: orNull(field('よみ')),
      aliases: itemsOf(field('別名')),
    };
  });
}

function readWords(
  grid: Grid,
  conceptIn: ConceptIn,
  {
    contacts,
    problems,
    linesOfRows,
  }: { contacts: Contacts; problems: Remark[]; linesOfRows: Map<string, Place> },
): Expansion[] {
  const seen = new Set<string>();
  return linesOf(grid).flatMap((each): Expansion[] => {
    const { line, field } = each;
    const id = idIn(field('ID'));
    readContact(id, grid, each, { contacts, problems });
    const place = { sheet: grid.sheet, line: line.line, column: null };
    const en = field('英語の取組名');
    const questions = itemsOf(field('質問'));
    const themes = themesIn(field('テーマ'), conceptIn);
    const saysNothing = en === '' && questions.length === 0 && themes.length === 0;
    if (id !== '' && !(saysNothing && !contacts.get(id))) linesOfRows.set(id, place);
    if (saysNothing) return [];
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

/** Words by concept; several lines of one are taken together. */
function readSynonyms(
  grid: Grid,
  conceptIn: ConceptIn,
  problems: Remark[],
): Map<string, { readonly label: string; readonly words: ConceptWords }> {
  const [, ...columns] = SYNONYMS_SHEET.columns;
  const found = new Map<string, { readonly label: string; readonly words: ConceptWords }>();
  for (const { line, field } of linesOf(grid)) {
    const lists = columns.map((column) =>
      itemsOf(field(column))
        .map(asListItem)
        .filter((word) => word !== ''),
    );
    const concept = conceptIn(field('概念'));
    if (concept === null) {
      const place = { sheet: grid.sheet, line: line.line, column: null };
      const text = field('概念') || lists.flat().join('、');
      problems.push({ place, code: 'conceptUnknown', values: { text } });
      continue;
    }
    const { words: before } = found.get(concept.id) ?? { words: NO_WORDS };
    const words = WORD_ROLES.map((role, index) => [role, [...before[role], ...lists[index]!]] as const);
    found.set(concept.id, {
      label: concept.label,
      words: Object.fromEntries(words) as unknown as ConceptWords,
    });
  }
  return found;
}

const orNull = (text: string): string | null => (text === '' ? null : text);
