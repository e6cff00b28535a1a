import { cellOf, countCells, MAX_LINES } from '../limits.ts';
import { cut } from '../draft.ts';
import { UnreadableFile, type Cell, type Grid, type GridLine } from '../types.ts';
import { isOn, readXml, type OfficeParts } from './zip.ts';

/** A Word document as lines: its paragraphs and the lines of its tables, merged cells showing through. */
export function readDocx(parts: OfficeParts): readonly Grid[] {
  const reader = new DocumentReader();
  readXml(parts.text('word/document.xml') ?? '', reader);
  return [reader.grid()];
}

interface WordCell {
  text: string;
  /** What of it is struck through. */
  struck: string;
  span: number;
  /** It goes on the cell above. */
  goesOn: boolean;
}

/** One pass over the body; a table within a cell is text of that cell. */
class DocumentReader {
  readonly #lines: GridLine[] = [];
  readonly #takeCell = countCells();
  #tables = 0;
  #depth = 0;
  #tableLine = 0;
  #paragraph = 0;
  #text = '';
  #inText = false;
  #dropped = 0;
  #inRun = false;
  #isStruck = false;
  #row: WordCell[] = [];
  #cell: WordCell | null = null;
  #before = 0;
  #hidden = false;
  /** What stands above in each column of the table. */
  #above: readonly Cell[] = [];

  grid(): Grid {
    return { sheet: null, hidden: false, hiddenColumns: new Set(), lines: this.#lines, strict: false };
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (DROPPED.has(name)) this.#dropped += 1;
    if (this.#dropped > 0) return;
    const value = attributes['w:val'] ?? '';
    if (name === 'tbl') this.#openTable();
    else if (name === 'tr' && this.#depth === 1) this.#openRow();
    else if (name === 'tc' && this.#depth === 1)
      this.#cell = { text: '', struck: '', span: 1, goesOn: false };
    else if (name === 'gridSpan' && this.#cell !== null && this.#depth === 1)
      this.#cell.span = Math.min(256, Number(value) || 1);
    else if (name === 'gridBefore') this.#before = Math.min(256, Number(value) || 0);
    else if (name === 'vMerge' && this.#cell !== null && this.#depth === 1)
      this.#cell.goesOn = value !== 'restart';
    else if (name === 'hidden' && this.#depth === 1) this.#hidden = !['0', 'false'].includes(value);
    else if (name === 'p' && this.#depth === 0) this.#text = '';
    else if (name === 't') this.#inText = true;
    else if (name === 'r') this.#openRun();
    else if ((name === 'strike' || name === 'dstrike') && this.#inRun) this.#isStruck ||= isOn(value);
    else if (name === 'br' || name === 'cr') this.#add('\n');
    else if (name === 'tab') this.#add(' ');
  }

  text(text: string): void {
    if (this.#inText && this.#dropped === 0) this.#add(text);
  }

  close(name: string): void {
    if (DROPPED.has(name)) this.#dropped -= 1;
    if (this.#dropped > 0) return;
    if (name === 't') this.#inText = false;
    else if (name === 'r') this.#inRun = this.#isStruck = false;
    else if (name === 'p') this.#closeParagraph();
    else if (name === 'tc' && this.#depth === 1 && this.#cell !== null) {
      this.#row.push({ ...this.#cell, text: this.#cell.text.trimEnd() });
      this.#cell = null;
    } else if (name === 'tr' && this.#depth === 1) this.#closeRow();
    else if (name === 'tbl') this.#depth -= 1;
  }

  #openTable(): void {
    this.#depth += 1;
    if (this.#depth > 1) return;
    this.#tables += 1;
    this.#tableLine = 0;
    this.#above = [];
  }

  /** The mark of a paragraph has a font too, which says nothing of its text. */
  #openRun(): void {
    this.#inRun = true;
    this.#isStruck = false;
  }

  #openRow(): void {
    this.#row = [];
    this.#before = 0;
    this.#hidden = false;
  }

  #add(text: string): void {
    if (this.#cell !== null) this.#cell[this.#isStruck ? 'struck' : 'text'] += text;
    else if (!this.#isStruck) this.#text += text;
  }

  #closeParagraph(): void {
    if (this.#cell !== null) {
      this.#cell.text += '\n';
      return;
    }
    if (this.#depth > 0) return;
    this.#paragraph += 1;
    for (const text of this.#text.split('\n').filter((line) => line.trim() !== ''))
      this.#push({ line: this.#paragraph, cells: [cellOf(text)], hidden: false, loose: true });
    this.#text = '';
  }

  #closeRow(): void {
    this.#tableLine += 1;
    const cells: Cell[] = Array.from({ length: this.#before }, () => ({ text: '', covered: null }));
    for (const { text, struck, span, goesOn } of this.#row) {
      const above = this.#above[cells.length]?.text ?? '';
      const shown = goesOn ? above : text;
      for (let more = 0; more < span; more += 1) {
        this.#takeCell(cells.length);
        const cell = cellOf(shown, more > 0 ? 'left' : goesOn && above !== '' ? 'above' : null);
        cells.push(struck === '' || more > 0 ? cell : { ...cell, struck: cut(struck) });
      }
    }
    this.#above = cells;
    this.#push({
      line: this.#tableLine,
      cells,
      hidden: this.#hidden,
      loose: false,
      table: `表${this.#tables}`,
    });
  }

  #push(line: GridLine): void {
    if (this.#lines.length >= MAX_LINES) throw new UnreadableFile('tooMany', { limit: String(MAX_LINES) });
    this.#lines.push(line);
  }
}

/** Deleted text, instructions of fields, readings above words, and what stands twice for older programs. */
const DROPPED = new Set(['del', 'instrText', 'delText', 'rt', 'Fallback', 'moveFrom']);
