import type { Grid, GridLine } from '../types.ts';
import { CONTACT_COLUMNS } from './contact-columns.ts';

interface OwnSheet {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The sheets of a workbook that goes out and comes back, with their columns: what writes and what reads it share. */
export const ROWS_SHEET = {
  name: '取組',
  columns: ['ID', '部署', '取組名', '概要', '実施時期', '備考'],
} as const;
export const DEPARTMENTS_SHEET = {
  name: '部署',
  columns: ['部署名', '英語名', 'よみ', '別名', ...CONTACT_COLUMNS],
};
export const WORDS_SHEET = {
  name: 'ことばと質問',
  columns: [
    'ID',
    '取組名（参考）',
    '英語の取組名',
    '英語の概要',
    '英語の備考',
    'テーマ',
    '質問',
    ...CONTACT_COLUMNS,
  ],
};
export const SYNONYMS_SHEET = {
  name: '同じ意味の言葉',
  columns: ['概念', '言葉', 'よみ', '英語の言葉', '質問で使う言葉'],
};
/** To choose from, and to look up what is known already: read for the names alone. */
export const CONCEPTS_SHEET = { name: '概念', columns: ['概念', '英語名', 'すでにある言葉（参考）'] };
export const HEAD_SHEET = { name: '資料', columns: ['項目', '内容'] } as const;

const BESIDE_ROWS: readonly OwnSheet[] = [
  DEPARTMENTS_SHEET,
  WORDS_SHEET,
  SYNONYMS_SHEET,
  CONCEPTS_SHEET,
  HEAD_SHEET,
];

/** Whether a sheet is one of those beside the rows in a workbook of ours. */
export function isCuratedSheet(grid: Grid): boolean {
  return BESIDE_ROWS.some((sheet) => isSheet(grid, sheet));
}

export function isSheet(grid: Grid, { name, columns }: OwnSheet): boolean {
  const head = headOf(grid);
  // A workbook from before there were contacts has all the others.
  const own = columns.filter((column) => !CONTACT_COLUMNS.includes(column));
  return grid.sheet === name && own.every((column) => head.includes(column));
}

export function headOf(grid: Grid): readonly string[] {
  return grid.lines[0]?.cells.map(({ text }) => text.trim()) ?? [];
}

/** A line below the header that says something, with its cells by their columns. */
export interface SheetLine {
  readonly line: GridLine;
  readonly field: (column: string) => string;
}

export function linesOf(grid: Grid): SheetLine[] {
  const index = new Map(headOf(grid).map((column, at) => [column, at]));
  return grid.lines
    .slice(1)
    .filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''))
    .map((line) => ({ line, field: (column) => (line.cells[index.get(column) ?? -1]?.text ?? '').trim() }));
}

/** The lines of a cell. */
export const itemsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((item) => item.trim())
    .filter((item) => item !== '');
