import { nameKey } from '../name-key.ts';
import type { Department, Expansion } from '../schema.ts';
import { DEPARTMENTS_SHEET, WORDS_SHEET } from './sheets.ts';
import type { CuratedSheets, Grid, GridLine, Remark } from './types.ts';

export const NO_CURATED_SHEETS: { readonly sheets: CuratedSheets; readonly problems: readonly Remark[] } = {
  sheets: { departments: null, contacts: new Map(), expansions: null },
  problems: [],
};

/** Whether a sheet is one of those beside the rows in a workbook of ours. */
export function isCuratedSheet(grid: Grid): boolean {
  return isSheet(grid, DEPARTMENTS_SHEET) || isSheet(grid, WORDS_SHEET);
}

function isSheet(
  grid: Grid,
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
): boolean {
  const head = grid.lines[0]?.cells.map(({ text }) => text.trim()) ?? [];
  return grid.sheet === name && columns.every((column) => head.includes(column));
}

/** Departments with their names and contacts, and the rows' English, themes and questions, as the sheets say them. */
export function readCuratedSheets(grids: readonly Grid[]): {
  sheets: CuratedSheets;
  problems: readonly Remark[];
} {
  const departments = grids.find((grid) => isSheet(grid, DEPARTMENTS_SHEET));
  const words = grids.find((grid) => isSheet(grid, WORDS_SHEET));
  const problems: Remark[] = [];
  const contacts = new Map<string, string>();
  const sheets: CuratedSheets = {
    departments: departments === undefined ? null : readDepartments(departments, contacts, problems),
    contacts,
    expansions: words === undefined ? null : readWords(words, problems),
  };
  return { sheets, problems };
}

type Field = (column: string) => string;

function fieldsOf(grid: Grid): { readonly line: GridLine; readonly field: Field }[] {
  const [head, ...lines] = grid.lines;
  const index = new Map(head?.cells.map(({ text }, at) => [text.trim(), at]));
  return lines
    .filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''))
    .map((line) => ({ line, field: (column) => (line.cells[index.get(column) ?? -1]?.text ?? '').trim() }));
}

function readDepartments(grid: Grid, contacts: Map<string, string>, problems: Remark[]): Department[] {
  const seen = new Set<string>();
  return fieldsOf(grid).flatMap(({ line, field }): Department[] => {
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
    const contact = field('連絡先');
    if (contact !== '') contacts.set(name, contact);
    return [
      { name, en: orNull(field('英語名')), kana: orNull(field('よみ')), aliases: listOf(field('別名')) },
    ];
  });
}

function readWords(grid: Grid, problems: Remark[]): Expansion[] {
  const seen = new Set<string>();
  return fieldsOf(grid).flatMap(({ line, field }): Expansion[] => {
    const id = field('ID');
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
