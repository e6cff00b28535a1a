import { cellOf, countCells, MAX_LINES } from '../limits.ts';
import { cut } from '../draft.ts';
import { UnreadableFile, type Cell, type Grid, type GridLine, type PassedOver } from '../types.ts';
import { asideOfDocument } from './aside.ts';
import { unseenOf } from './unseen.ts';
import { isOn, readXml, type OfficeParts } from './zip.ts';

/** A Word document as lines: its paragraphs and the lines of its tables, merged cells showing through. */
export function readDocx(parts: OfficeParts): readonly Grid[] {
  const reader = new DocumentReader();
  readXml(parts.text('word/document.xml') ?? '', reader);
  const grid = reader.grid();
  return [{ ...grid, aside: [...(grid.aside ?? []), ...asideOfDocument(parts)] }];
}

/** What a paragraph or a cell says, and what of it nobody is to read. */
interface Words {
  text: string;
  struck: string;
  concealed: string;
}

interface WordCell extends Words {
  span: number;
  /** It goes on the cell above. */
  goesOn: boolean;
  isTinted: boolean;
}

const noWords = (): Words => ({ text: '', struck: '', concealed: '' });

/** One pass over the body; a table within a cell is text of that cell. */
class DocumentReader {
  readonly #lines: GridLine[] = [];
  readonly #takeCell = countCells();
  readonly #aside: PassedOver[] = [];
  #tables = 0;
  #depth = 0;
  #tableLine = 0;
  #paragraph = 0;
  /** A text box has paragraphs within a paragraph. */
  readonly #paragraphs: Words[] = [];
  /** A text box that hangs on a cell stands anywhere on the page. */
  #box: Words | null = null;
  #inText = false;
  #dropped = 0;
  #inRun = false;
  #look: keyof Words = 'text';
  #row: WordCell[] = [];
  #cell: WordCell | null = null;
  #inCellLook = false;
  #before = 0;
  #hidden = false;
  /** What stands above in each column of the table. */
  #above: readonly Cell[] = [];

  grid(): Grid {
    const { lines, aside } = { lines: this.#lines, aside: this.#aside };
    return { sheet: null, hidden: false, hiddenColumns: new Set(), lines, aside, strict: false };
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (DROPPED.has(name)) this.#dropped += 1;
    if (this.#dropped > 0) return;
    const value = attributes['w:val'] ?? '';
    if (name === 't') this.#inText = true;
    else if (name === 'r') this.#openRun();
    else if (this.#inRun && LOOKS.has(name)) this.#seeRun(LOOKS.get(name)!, value);
    else if (name === 'br' || name === 'cr') this.#add('\n');
    else if (name === 'tab') this.#add(' ');
    else if (this.#box !== null) return;
    else if (name === 'txbxContent' && this.#depth > 0) this.#box = noWords();
    else if (name === 'tbl') this.#openTable();
    else if (name === 'tr' && this.#depth === 1) this.#openRow();
    else if (name === 'gridBefore') this.#before = Math.min(256, Number(value) || 0);
    else if (name === 'hidden' && this.#depth === 1) this.#hidden = !['0', 'false'].includes(value);
    else if (name === 'p' && this.#depth === 0) this.#paragraphs.push(noWords());
    else if (this.#depth === 1) this.#openInCell(name, value, attributes);
  }

  #openInCell(name: string, value: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'tc') this.#cell = { ...noWords(), span: 1, goesOn: false, isTinted: false };
    else if (name === 'tcPr') this.#inCellLook = true;
    else if (this.#cell === null) return;
    else if (name === 'gridSpan') this.#cell.span = Math.min(256, Number(value) || 1);
    else if (name === 'vMerge') this.#cell.goesOn = value !== 'restart';
    else if (name === 'shd' && this.#inCellLook)
      this.#cell.isTinted = !/^(?:auto|ffffff)?$/i.test(attributes['w:fill'] ?? '');
  }

  text(text: string): void {
    if (this.#inText && this.#dropped === 0) this.#add(text);
  }

  close(name: string): void {
    if (DROPPED.has(name)) this.#dropped -= 1;
    if (this.#dropped > 0) return;
    if (name === 't') this.#inText = false;
    else if (name === 'r') this.#openRun(false);
    else if (name === 'p') this.#closeParagraph();
    else if (name === 'txbxContent') this.#closeBox();
    else if (this.#box !== null) return;
    else if (name === 'tcPr') this.#inCellLook = false;
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
  #openRun(isOpen = true): void {
    this.#inRun = isOpen;
    this.#look = 'text';
  }

  #seeRun(look: keyof Words, value: string): void {
    if (isOn(value)) this.#look = look;
  }

  #openRow(): void {
    this.#row = [];
    this.#before = 0;
    this.#hidden = false;
  }

  #add(text: string): void {
    const words = this.#box ?? this.#cell ?? this.#paragraphs.at(-1);
    if (words !== undefined) words[this.#look] += text;
  }

  #closeBox(): void {
    if (this.#box === null) return;
    const text = this.#box.text.trim().replaceAll(/\n+/g, ' ');
    const place = { sheet: `表${this.#tables}`, line: this.#tableLine + 1, column: null };
    if (text !== '') this.#aside.push({ place, text: cut(text), why: 'textBox' });
    this.#box = null;
  }

  #closeParagraph(): void {
    const within = this.#box ?? this.#cell;
    if (within !== null) {
      within.text += '\n';
      return;
    }
    if (this.#depth > 0) return;
    const words = this.#paragraphs.pop() ?? noWords();
    this.#paragraph += 1;
    const texts = words.text.split('\n').filter((line) => line.trim() !== '');
    const unseen = unseenOf(words);
    if (texts.length === 0 && Object.keys(unseen).length > 0) texts.push('');
    texts.forEach((text, index) => {
      const cell = index === 0 ? { ...cellOf(text), ...unseen } : cellOf(text);
      this.#push({ line: this.#paragraph, cells: [cell], hidden: false, loose: true });
    });
  }

  #closeRow(): void {
    this.#tableLine += 1;
    const cells: Cell[] = Array.from({ length: this.#before }, () => ({ text: '', covered: null }));
    for (const { span, goesOn, isTinted, ...words } of this.#row) {
      const above = this.#above[cells.length]?.text ?? '';
      const shown = goesOn ? above : words.text;
      const look = isTinted ? { isTinted: true as const } : {};
      for (let more = 0; more < span; more += 1) {
        this.#takeCell(cells.length);
        const cell = {
          ...cellOf(shown, more > 0 ? 'left' : goesOn && above !== '' ? 'above' : null),
          ...look,
        };
        cells.push(more > 0 ? cell : { ...cell, ...unseenOf(words) });
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

/** What a run looks like whose text nobody is to read. */
const LOOKS: ReadonlyMap<string, keyof Words> = new Map([
  ['strike', 'struck'],
  ['dstrike', 'struck'],
  ['vanish', 'concealed'],
]);

/** Deleted text, instructions of fields, readings above words, and what stands twice for older programs. */
const DROPPED = new Set(['del', 'instrText', 'delText', 'rt', 'Fallback', 'moveFrom']);
