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
export const joined = (a: string, b: string, sign: string): string =>
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
