import { type Cell, UnreadableFile } from './types.ts';

/** No cell of a real document comes near it; cards could not show more. */
export const MAX_CELL_LENGTH = 4000;
export const MAX_LINES = 60_000;
export const MAX_COLUMNS = 256;
const MAX_CELLS = 1_500_000;

/** What is longer than a cell may be, so that it can be told from one that is not; a few bytes may stand for megabytes. */
export function cellOf(text: string, covered: Cell['covered'] = null): Cell {
  return { text: text.length > MAX_CELL_LENGTH ? text.slice(0, MAX_CELL_LENGTH + 1) : text, covered };
}

/** Counts a cell of a file, and each of the places that it covers; throws at the first too many. */
export type TakeCell = (column: number) => void;

/** For all sheets and tables of a file together. */
export function countCells(): TakeCell {
  let count = 0;
  return (column) => {
    count += 1;
    if (column >= MAX_COLUMNS) throw new UnreadableFile('tooMany', { limit: String(MAX_COLUMNS) });
    if (count > MAX_CELLS) throw new UnreadableFile('tooMany', { limit: String(MAX_LINES) });
  };
}
