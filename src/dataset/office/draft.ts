import { cleanCell } from '../cell.ts';
import { idIn } from '../name-key.ts';
import { isTotal } from './department-lines.ts';
import type { Cell, ColumnRole, GridLine, Place } from './types.ts';

/** A row as its cells say it, before its time is read. */
export interface DraftRow {
  id: string | null;
  department: string;
  name: string;
  summary: string;
  schedule: string;
  remarks: string;
  readonly place: Place;
  text: string;
}

export const oneLine = (text: string): string => text.replaceAll('\n', ' ').trim();
export const cut = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
const joined = (a: string, b: string, sign: string): string =>
  a === '' || b === '' ? a + b : `${a}${sign}${b}`;

/** A line as it stands, columns parted by TAB. */
export function textOf({ cells }: GridLine): string {
  return cells.map(({ text, covered }) => (covered === null ? text : '')).join('\t');
}

/** What each column of a table holds, by its place; null = not known. */
export type Columns = ReadonlyMap<number, ColumnRole | null>;

/** Whether two tables have the same columns in the same places. */
export function areSame(one: Columns, other: Columns | null): boolean {
  return one.size === other?.size && [...one].every(([index, role]) => other.get(index) === role);
}

/** The cell of a line that says what the row is called. */
export function nameCellOf({ cells }: GridLine, columns: Columns): Cell | undefined {
  return cells.find((_, index) => columns.get(index) === 'name');
}

/** Whether a line of a table sums up: 小計, 計 3件. */
export function isTotalRow(line: GridLine, columns: Columns): boolean {
  const first = line.cells.find(({ text, covered }) => covered === null && text.trim() !== '');
  return isTotal(first?.text ?? '') || isTotal(nameCellOf(line, columns)?.text ?? '');
}

/** How many columns a line has, without empty ones beyond those of its table. */
export function columnsIn({ cells }: GridLine, width: number): number {
  let found = cells.length;
  while (found > width && cells[found - 1]!.text.trim() === '') found -= 1;
  return found;
}

/** One time of one column or of two, its begin and its end. */
function scheduleOf(cells: ReadonlyMap<ColumnRole, string>): string {
  const start = oneLine(cells.get('start') ?? '');
  const end = oneLine(cells.get('end') ?? '');
  const whole = oneLine(cells.get('schedule') ?? '');
  if (whole !== '' || (start === '' && end === '')) return whole;
  return start === '' ? `${end}まで` : `${start}～${end}`;
}

/** What the cells of a line say of a row, beside whose it is and what it is called. */
export function draftOf(
  cells: ReadonlyMap<ColumnRole, string>,
  line: GridLine,
  place: Place,
): Omit<DraftRow, 'department' | 'name'> {
  const id = idIn(cells.get('id') ?? '');
  return {
    id: id === '' ? null : id,
    summary: cells.get('summary') ?? '',
    schedule: scheduleOf(cells),
    remarks: cells.get('remarks') ?? '',
    place,
    text: textOf(line),
  };
}

/** Texts bring HTML from where they were copied; a cell of a sheet is text as it stands. */
export function cellText(text: string, mayBeHtml: boolean): string {
  return cleanCell(mayBeHtml ? text : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
}

/** A row that goes on: its name's cell reaches over several lines, or says （続き）. */
export function goOn(
  row: DraftRow,
  line: GridLine,
  cells: ReadonlyMap<ColumnRole, string>,
  columns: Columns,
): void {
  const fresh = (role: ColumnRole): string => {
    const covered = line.cells.some((cell, index) => columns.get(index) === role && cell.covered === 'above');
    return covered ? '' : (cells.get(role) ?? '');
  };
  row.summary = joined(row.summary, fresh('summary'), '\n');
  row.remarks = joined(row.remarks, fresh('remarks'), '\n');
  const more = fresh('schedule');
  row.schedule = more === row.schedule ? row.schedule : joined(row.schedule, more, '、');
  row.text = `${row.text}\n${textOf(line)}`;
}

/** What of a line nobody is to read, as it is listed: of a cell, or of all of them together. */
export interface Unseen {
  readonly why: 'struck' | 'hiddenText';
  readonly text: string;
  /** 0-based; null = of the line. */
  readonly index: number | null;
}

/**
 * What of a line is struck through or hidden. `isWhole`: nothing else stands in it, or its name is and nothing stands in
 * its place, so that the row has been withdrawn.
 */
export function unseenIn(
  { cells }: GridLine,
  columns: Columns = new Map(),
): { readonly unseen: readonly Unseen[]; readonly isWhole: boolean } {
  const isBare = ({ text }: Cell): boolean => text.trim() === '';
  const of = (why: Unseen['why'], key: 'struck' | 'concealed') =>
    cells.flatMap(({ [key]: text, covered }, index) =>
      text === undefined || covered !== null ? [] : [{ why, text, index }],
    );
  const kinds = [of('struck', 'struck'), of('hiddenText', 'concealed')].filter(({ length }) => length > 0);
  const isName = ({ index }: { readonly index: number }) =>
    columns.get(index) === 'name' && isBare(cells[index]!);
  const isWhole = cells.every(isBare) || kinds.flat().some(isName);
  if (!isWhole) return { unseen: kinds.flat(), isWhole };
  const unseen = kinds.map((texts) => ({
    ...{ why: texts[0]!.why, index: null },
    text: texts.map(({ text }) => text).join('\t'),
  }));
  return { unseen, isWhole };
}
