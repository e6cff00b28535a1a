import { headerAt, type HeaderColumn } from '../header-row.ts';
import type { Cell, ColumnChoices, Grid, GridLine } from '../types.ts';

/** The least columns of months, quarters or years that are a chart of times. */
const MIN_PERIODS = 3;
const PERIOD =
  /^(?:(?:令和|R)?\d{1,4}[年./])?(?:1[0-2]|[1-9])月?$|^第?[1-4]四半期$|^[1-4]Q$|^[上下]半?期$|^(?:令和|平成|R)?(?:元|\d{1,4})年度$/;
/** A sign or an arrow says only that it is then. */
const SIGN = /^[○◯〇●◎✓✔☑レ■★→⇒←↔⇔―─━–—ー=＝>＞<＜~〜～|｜\-\s]+$/;
const NOT_THEN = /^[×✕✖✗xX\-－‐–—―ーｰ/／・.]$/;

interface Chart {
  readonly columns: readonly HeaderColumn[];
  isEmpty: boolean;
  /** Which lines are its rows, 0-based. */
  readonly rows: number[];
}

/**
 * A table with a column for each month (quarter, half, year), in which ○, an arrow, words or a merged cell say when, as
 * one with a column 実施時期: 6月～8月（試行）、10月. Where no row has anything in them, the first says that it cannot be read; where
 * only some have, those that are told by colours.
 */
export function readPeriods(grid: Grid, choices: ColumnChoices): Grid {
  if (!grid.lines.some(({ cells }) => cells.filter(({ text }) => isPeriod(text)).length >= MIN_PERIODS))
    return grid;
  let chart: Chart | null = null;
  const charts: Chart[] = [];
  const lines = [...grid.lines];
  for (let at = 0; at < lines.length; at += 1) {
    const line = grid.lines[at]!;
    const header = headerAt(line, grid.lines[at + 1], choices);
    if (header !== null) {
      const columns = periodsOf(header.columns, grid);
      chart = columns.length < MIN_PERIODS ? null : { columns, isEmpty: true, rows: [] };
      if (chart === null) continue;
      charts.push(chart);
      for (let more = 0; more < header.lines; more += 1)
        lines[at + more] = replaced(grid.lines[at + more]!, chart, '実施時期');
      at += header.lines - 1;
    } else if (chart !== null && isRow(line, chart)) {
      const times = timesOf(line, chart);
      chart.rows.push(at);
      if (times !== '') chart.isEmpty = false;
      lines[at] = replaced(line, chart, times);
    }
  }
  for (const one of charts)
    for (const at of one.isEmpty ? one.rows.slice(0, 1) : colouredRows(one, grid.lines))
      lines[at] = withFault(lines[at]!, one.columns[0]!.index);
  return charts.length === 0 ? grid : { ...grid, lines };
}

/** A header that has a time of its own needs no chart. */
function periodsOf(columns: readonly HeaderColumn[], { hiddenColumns }: Grid): readonly HeaderColumn[] {
  if (columns.some(({ role }) => role === 'schedule' || role === 'start')) return [];
  return columns.filter(
    ({ index, header, role }) => role === null && !hiddenColumns.has(index) && isPeriod(header),
  );
}

/** Rows in which a month is coloured and has no sign, where that is neither the row's own colour nor the column's. */
function colouredRows({ columns, rows }: Chart, lines: readonly GridLine[]): readonly number[] {
  const isTinted = (at: number, index: number) => lines[at]!.cells[index]?.isTinted === true;
  const telling = columns.filter(({ index }) => rows.some((at) => !isTinted(at, index)));
  return rows.filter((at) => {
    const before = lines[at]!.cells.slice(0, columns[0]!.index);
    if (before.some((cell) => cell.text.trim() !== '' && cell.isTinted === true)) return false;
    return telling.some(({ index }) => isTinted(at, index) && lines[at]!.cells[index]!.text.trim() === '');
  });
}

const isPeriod = (text: string): boolean =>
  text !== '' && text.length <= 14 && PERIOD.test(text.normalize('NFKC').replace(/\s/g, ''));

/** Whether a line has something beside one cell: headings and notes stay as they are. */
function isRow({ cells, loose, hidden }: GridLine, { columns }: Chart): boolean {
  const first = columns[0]!.index;
  return !loose && !hidden && cells.slice(0, first).filter(({ text }) => text.trim() !== '').length > 1;
}

function timesOf({ cells }: GridLine, { columns }: Chart): string {
  const runs: { first: string; last: string; at: number; words: string }[] = [];
  columns.forEach(({ index, header }, at) => {
    const text = cells[index]?.text.trim().replace(/\s+/g, ' ') ?? '';
    if (text === '' || NOT_THEN.test(text)) return;
    const words = SIGN.test(text) ? '' : text;
    const run = runs.at(-1);
    const goesOn = words === '' || words === run?.words;
    if (run !== undefined && run.at === at - 1 && goesOn) Object.assign(run, { last: header, at });
    else runs.push({ first: header, last: header, at, words });
  });
  return runs
    .map(({ first, last, words }) => {
      const time = first === last ? first : `${first}～${last}`;
      return words === '' ? time : `${time}（${words}）`;
    })
    .join('、');
}

/** The chart's first column with this text, the others empty. */
function replaced(line: GridLine, { columns }: Chart, text: string): GridLine {
  const cells: Cell[] = [...line.cells];
  columns.forEach(({ index }, at) => {
    while (cells.length <= index) cells.push({ text: '', covered: null });
    cells[index] = { text: at === 0 ? text : '', covered: null };
  });
  return { ...line, cells };
}

function withFault(line: GridLine, index: number): GridLine {
  const cells = line.cells.map((cell, at) => (at === index ? { ...cell, fault: 'noMarks' as const } : cell));
  return { ...line, cells };
}
