import type { Grid, GridLine } from '../types.ts';

/** A quoted cell is no longer; a lone quotation mark is text. */
const MAX_QUOTED = 20_000;

/**
 * Text → lines of cells, parted by `delimiter`. A cell in quotation marks may have line breaks, delimiters and doubled
 * marks; one whose marks do not embrace all of it ("一声"運動) is text as it stands, as spreadsheets read it.
 */
export function readDelimited(text: string, delimiter: string): Grid {
  const lines: GridLine[] = [];
  let cells: string[] = [];
  let line = 1;
  let firstLine = 1;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const quoted = text[at] === '"' ? quotedCell(text, at, delimiter) : null;
    const end = quoted?.end ?? plainEnd(text, at, delimiter);
    const cell = quoted?.text ?? text.slice(at, end);
    if (quoted !== null) line += quoted.text.split('\n').length - 1;
    cells.push(cell.replace(/\r\n?/g, '\n'));
    if (text[end] === delimiter) {
      at = end + 1;
      if (at < text.length) continue;
      cells.push('');
    }
    lines.push(lineOf(firstLine, cells));
    cells = [];
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
    line += 1;
    firstLine = line;
  }
  return { sheet: null, hidden: false, hiddenColumns: new Set(), lines, strict: true };
}

function lineOf(line: number, cells: readonly string[]): GridLine {
  return {
    line,
    cells: cells.map((text) => ({ text, covered: null })),
    hidden: false,
    loose: cells.length === 1,
  };
}

function plainEnd(text: string, start: number, delimiter: string): number {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}

/** The contents of a cell that its marks embrace, and where it ends; null for any other cell. */
function quotedCell(text: string, start: number, delimiter: string): { text: string; end: number } | null {
  for (let at = start + 1; at < Math.min(text.length, start + MAX_QUOTED); at += 1) {
    if (text[at] !== '"') continue;
    const next = text[at + 1];
    if (next === '"') {
      at += 1;
    } else if (next === undefined || next === delimiter || next === '\n' || next === '\r') {
      return { text: text.slice(start + 1, at).replaceAll('""', '"'), end: at + 1 };
    } else {
      return null;
    }
  }
  return null;
}
