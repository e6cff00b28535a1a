import { headerAt, type HeaderColumn } from '../header-row.ts';
import type { Cell, ColumnChoices, Grid, GridLine } from '../types.ts';

/** Tables of the same columns that stand beside each other, each as a sheet of its own; what is left of them, with the first. */
export function partBeside(grid: Grid, choices: ColumnChoices): readonly Grid[] {
  const { lines } = grid;
  const headerOf = (line: GridLine, at: number) => headerAt(line, lines[at + 1], choices);
  const at = lines.findIndex((line, index) => headerOf(line, index) !== null);
  const repeats = at < 0 ? [] : repeatsAt(headerOf(lines[at]!, at)!.columns);
  if (repeats.length === 0) return [grid];
  const others = lines.flatMap((line, index) => headerOf(line, index) ?? []);
  if (others.some(({ columns }) => repeatsAt(columns).join() !== repeats.join())) return [grid];
  const starts = [0, ...repeats];
  return starts.map((start, index) => within(grid, start, starts[index + 1] ?? Infinity));
}

/** Where the same headers begin anew; empty when they do not, or not all of them. */
function repeatsAt(columns: readonly HeaderColumn[]): readonly number[] {
  const width = columns.findIndex(({ header }, at) => at > 0 && header === columns[0]!.header);
  if (width < 2 || columns.length % width > 0) return [];
  const isRepeated = columns.every(({ header }, at) => header === columns[at % width]!.header);
  return isRepeated ? columns.filter((_, at) => at > 0 && at % width === 0).map(({ index }) => index) : [];
}

const EMPTY: Cell = { text: '', covered: null };

/** The columns from `start` to before `end` in their places; a cell that reaches into them shows in the first of them. */
function within(grid: Grid, start: number, end: number): Grid {
  const lines = grid.lines.map((line) => {
    const cells = line.cells.slice(0, Math.min(end, line.cells.length)).map((cell, index) => {
      if (index < start) return EMPTY;
      return index === start && cell.covered === 'left' ? { ...cell, covered: null } : cell;
    });
    return { ...line, cells };
  });
  return { ...grid, lines };
}
