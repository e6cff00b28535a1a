import { cleanCell } from '../cell.ts';
import type { ColumnRole, GridLine, Place } from './types.ts';

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

/** One time of one column or of two, its begin and its end. */
export function scheduleOf(cells: ReadonlyMap<ColumnRole, string>): string {
  const start = oneLine(cells.get('start') ?? '');
  const end = oneLine(cells.get('end') ?? '');
  const whole = oneLine(cells.get('schedule') ?? '');
  if (whole !== '' || (start === '' && end === '')) return whole;
  return start === '' ? `${end}まで` : `${start}～${end}`;
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
  columns: ReadonlyMap<number, ColumnRole | null>,
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

/** What of a line is struck through; `isWhole`: its name is, and nothing stands in its place. */
export function struckOf(
  { cells }: GridLine,
  columns: ReadonlyMap<number, ColumnRole | null>,
): { readonly texts: readonly { text: string; index: number }[]; readonly isWhole: boolean } {
  const texts = cells.flatMap(({ struck, covered }, index) =>
    struck !== undefined && covered === null ? [{ text: struck, index }] : [],
  );
  const isWhole = texts.some(
    ({ index }) => columns.get(index) === 'name' && cells[index]!.text.trim() === '',
  );
  return { texts, isWhole };
}
