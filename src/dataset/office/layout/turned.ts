import { headerAt } from '../header-row.ts';
import type { Cell, ColumnChoices, Grid, GridLine } from '../types.ts';

const EMPTY: Cell = { text: '', covered: null };
const MAX_LABELS = 200;

/** A sheet whose labels stand down the side, an initiative in each column beside them, as one with the labels on top. */
export function turn(grid: Grid, choices: ColumnChoices): Grid {
  if (grid.strict || grid.lines.length > MAX_LABELS) return grid;
  const isUpright = grid.lines.some((line, at) => headerAt(line, grid.lines[at + 1], choices) !== null);
  if (isUpright) return grid;
  const width = Math.max(0, ...grid.lines.map(({ cells }) => cells.length));
  for (let column = 0; column < Math.min(width, 3); column += 1) {
    const header = headerAt(columnOf(grid, column), undefined, choices);
    if (header === null || !header.columns.some(({ role }) => role === 'name')) continue;
    const known = header.columns.filter(({ role }) => role !== null).map(({ index }) => index + 1);
    return turnedFrom(grid, { column, width, first: known[0]!, last: known.at(-1)! });
  }
  return grid;
}

interface Labels {
  /** 0-based. */
  readonly column: number;
  readonly width: number;
  /** Numbers of the first and the last line that has one. */
  readonly first: number;
  readonly last: number;
}

/** A column as a line whose cells stand where their lines did. */
function columnOf({ lines }: Pick<Grid, 'lines'>, column: number): GridLine {
  const cells: Cell[] = [];
  for (const { line, cells: own } of lines) {
    while (cells.length < line - 1) cells.push(EMPTY);
    const cell = own[column] ?? EMPTY;
    const covered = cell.covered === 'left' ? 'above' : cell.covered === 'above' ? 'left' : null;
    cells.push({ ...cell, covered });
  }
  return { line: column + 1, cells, hidden: false, loose: false };
}

function turnedFrom(grid: Grid, { column, width, first, last }: Labels): Grid {
  const beside = (line: GridLine): GridLine => ({ ...line, loose: true });
  const within = grid.lines.filter(({ line }) => line >= first && line <= last);
  const columns = Array.from({ length: width - column }, (_, more) => ({
    ...columnOf({ lines: within }, column + more),
    hidden: grid.hiddenColumns.has(column + more),
  }));
  return {
    ...grid,
    turned: true,
    hiddenColumns: new Set(within.filter(({ hidden }) => hidden).map(({ line }) => line - 1)),
    lines: [
      ...grid.lines.filter(({ line }) => line < first).map(beside),
      ...columns,
      ...grid.lines.filter(({ line }) => line > last).map(beside),
    ],
  };
}
