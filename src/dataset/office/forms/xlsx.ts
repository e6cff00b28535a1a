import { readStyles, serialAsText, type CellStyle } from './xlsx-dates.ts';
import { cellOf, countCells, MAX_COLUMNS, MAX_LINES, type TakeCell } from '../limits.ts';
import { cut } from '../draft.ts';
import { UnreadableFile, type Cell, type Grid, type GridLine, type PassedOver } from '../types.ts';
import { asideOfSheet, pageTexts } from './aside.ts';
import { isOn, readXml, type OfficeParts } from './zip.ts';

/** Each may be the same part over again. */
const MAX_SHEETS = 300;

/** The sheets of a workbook in its order, as lines of cells: merged cells show through, formulas are their stored values. */
export function readXlsx(parts: OfficeParts): readonly Grid[] {
  const strings = readSharedStrings(parts.text('xl/sharedStrings.xml') ?? '');
  const styles = readStyles(parts.text('xl/styles.xml') ?? '');
  const { sheets, from1904 } = readWorkbook(parts);
  const workbook = { strings, styles, from1904, takeCell: countCells() };
  return sheets.flatMap(({ name, part, hidden }) => {
    const xml = parts.text(part);
    // A chart has a sheet of its own, without cells.
    return xml === null ? [] : [withAside(new SheetReader(name, hidden, workbook).read(xml), parts, part)];
  });
}

/** With what hangs on it; what is hidden as a whole is told as that. */
function withAside(grid: Grid, parts: OfficeParts, part: string): Grid {
  const { sheet, hidden, aside = [] } = grid;
  return hidden ? grid : { ...grid, aside: [...aside, ...asideOfSheet(parts, part, sheet ?? '')] };
}

/** What a cell says, and what of it is struck through. */
interface Words {
  text: string;
  struck: string;
  /** Its parts have fonts of their own, which count in place of the cell's. */
  isRich: boolean;
}

interface Workbook {
  readonly strings: readonly Words[];
  readonly styles: readonly CellStyle[];
  readonly from1904: boolean;
  readonly takeCell: TakeCell;
}

function readWorkbook(parts: OfficeParts): {
  sheets: { name: string; part: string; hidden: boolean }[];
  from1904: boolean;
} {
  const targets = new Map<string, string>();
  readXml(parts.text('xl/_rels/workbook.xml.rels') ?? '', {
    open: (name, { Id, Target, TargetMode }) => {
      if (name !== 'Relationship' || Id === undefined || Target === undefined || TargetMode === 'External')
        return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
    text: () => {},
    close: () => {},
  });
  const sheets: { name: string; part: string; hidden: boolean }[] = [];
  let from1904 = false;
  readXml(parts.text('xl/workbook.xml') ?? '', {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = isTrue(attributes.date1904);
      if (name !== 'sheet') return;
      const part = targets.get(attributes['r:id'] ?? '') ?? '';
      sheets.push({
        name: attributes.name ?? '',
        part,
        hidden: (attributes.state ?? 'visible') !== 'visible',
      });
    },
    text: () => {},
    close: () => {},
  });
  if (sheets.length > MAX_SHEETS) throw new UnreadableFile('bomb');
  if (sheets.length === 0) throw new UnreadableFile('broken');
  return { sheets, from1904 };
}

/** Texts that cells refer to; the reading above a word (ふりがな) is no part of it. */
function readSharedStrings(xml: string): readonly Words[] {
  const strings: Words[] = [];
  let words: Words = plainWords('');
  let isStruck = false;
  let inText = false;
  let phonetic = 0;
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'si') words = plainWords('');
      if (name === 'rPr') words.isRich = true;
      if (name === 'strike') isStruck = isOn(attributes.val);
      if (name === 'rPh') phonetic += 1;
      inText = name === 't' && phonetic === 0;
    },
    text: (more) => {
      if (inText) words[isStruck ? 'struck' : 'text'] += more;
    },
    close: (name) => {
      inText = false;
      if (name === 'rPh') phonetic -= 1;
      if (name === 'r') isStruck = false;
      if (name === 'si')
        strings.push({ ...words, text: unescapeText(words.text), struck: unescapeText(words.struck) });
    },
  });
  return strings;
}

/** `_x000D_` stands for a character that XML cannot hold. */
function unescapeText(text: string): string {
  return text
    .replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\r\n?/g, '\n');
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** One pass over a sheet's XML. */
class SheetReader {
  readonly #grid: {
    sheet: string;
    hidden: boolean;
    hiddenColumns: Set<number>;
    lines: GridLine[];
    aside: PassedOver[];
    strict: false;
  };
  readonly #workbook: Workbook;
  readonly #merges: string[] = [];
  #line = 0;
  #lineHidden = false;
  #cells: Cell[] = [];
  #isBlank = true;
  #index = -1;
  #type = 'n';
  #style = 0;
  #value = '';
  #struck = '';
  #isStruck = false;
  #isRich = false;
  #hasFormula = false;
  #hasValue = false;
  #inValue = false;
  #phonetic = 0;
  #page: string | null = null;

  constructor(name: string, hidden: boolean, workbook: Workbook) {
    this.#grid = { sheet: name, hidden, hiddenColumns: new Set(), lines: [], aside: [], strict: false };
    this.#workbook = workbook;
  }

  read(xml: string): Grid {
    readXml(xml, {
      open: (name, attributes) => {
        this.#open(name, attributes);
      },
      text: (text) => {
        if (this.#page !== null) this.#page += text;
        if (!this.#inValue || this.#phonetic > 0) return;
        if (this.#isStruck) this.#struck += text;
        else this.#value += text;
      },
      close: (name) => {
        this.#close(name);
      },
    });
    for (const merge of this.#merges) this.#merge(merge);
    return this.#grid;
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'col' && isTrue(attributes.hidden))
      this.#hideColumns(Number(attributes.min), Number(attributes.max));
    else if (name === 'row') {
      this.#line = attributes.r === undefined ? this.#line + 1 : Number(attributes.r);
      this.#lineHidden = isTrue(attributes.hidden);
      this.#cells = [];
      this.#isBlank = true;
      this.#index = -1;
    } else if (name === 'c') this.#openCell(attributes);
    else if (name === 'f') this.#hasFormula = true;
    else if (name === 'rPh') this.#phonetic += 1;
    else if (name === 'rPr') this.#isRich = true;
    else if (name === 'strike') this.#isStruck = isOn(attributes.val);
    else if (name === 'v' || name === 't') {
      this.#inValue = true;
      this.#hasValue = true;
    } else if (PAGE.test(name)) this.#page = '';
    else if (name === 'mergeCell' && attributes.ref !== undefined) this.#merges.push(attributes.ref);
  }

  #openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    this.#index = r === undefined ? this.#index + 1 : columnIndex(r);
    // Where an empty one stands does not matter: a format may reach to the last column.
    this.#workbook.takeCell(0);
    this.#type = t ?? 'n';
    this.#style = Number(s ?? 0);
    this.#value = '';
    this.#struck = '';
    this.#isStruck = false;
    this.#isRich = false;
    this.#hasFormula = false;
    this.#hasValue = false;
  }

  #close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'rPh') this.#phonetic -= 1;
    else if (name === 'r') this.#isStruck = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeLine();
    else if (PAGE.test(name)) this.#closePage();
  }

  #closePage(): void {
    const place = { sheet: this.#grid.sheet, line: null, column: null };
    for (const text of pageTexts(unescapeText(this.#page ?? '')))
      if (!this.#grid.aside.some((one) => one.text === cut(text)))
        this.#grid.aside.push({ place, text: cut(text), why: 'headerFooter' });
    this.#page = null;
  }

  #closeCell(): void {
    const cell = this.#cell();
    const isEmpty = cell.text === '' && cell.fault === undefined && cell.struck === undefined;
    const isTinted = this.#workbook.styles[this.#style]?.isTinted === true;
    if (isEmpty && (!isTinted || this.#index >= MAX_COLUMNS)) return;
    if (this.#index < 0 || this.#index >= MAX_COLUMNS)
      throw new UnreadableFile('tooMany', { limit: String(MAX_COLUMNS) });
    while (this.#cells.length <= this.#index) this.#cells.push(EMPTY);
    this.#cells[this.#index] = isTinted ? { ...cell, isTinted } : cell;
    this.#isBlank &&= isEmpty;
  }

  #closeLine(): void {
    if (this.#isBlank) return;
    if (this.#grid.lines.length >= MAX_LINES)
      throw new UnreadableFile('tooMany', { limit: String(MAX_LINES) });
    this.#grid.lines.push({ line: this.#line, cells: this.#cells, hidden: this.#lineHidden, loose: false });
  }

  #cell(): Cell {
    if (this.#hasFormula && !this.#hasValue) return { text: '', covered: null, fault: 'formula' };
    if (this.#type === 'e') return { ...cellOf(this.#value), fault: 'cellError' };
    const words = this.#words();
    const isStruck = this.#workbook.styles[this.#style]?.isStruck === true && !words.isRich;
    const { text, struck } = isStruck ? { text: '', struck: words.text } : words;
    return struck === '' ? cellOf(text) : { ...cellOf(text), struck: cut(struck) };
  }

  #words(): Words {
    const value = this.#value;
    const shared = this.#type === 's' ? this.#workbook.strings[Number(value)] : undefined;
    if (shared !== undefined) return shared;
    if (this.#type === 's') return plainWords('');
    if (this.#type === 'b') return plainWords(value === '1' ? 'TRUE' : 'FALSE');
    if (this.#type !== 'n')
      return { text: unescapeText(value), struck: unescapeText(this.#struck), isRich: this.#isRich };
    return plainWords(numberWords(value, this.#workbook.styles[this.#style], this.#workbook.from1904));
  }

  #hideColumns(min: number, max: number): void {
    for (let column = Math.max(1, min); column <= Math.min(max, MAX_COLUMNS); column += 1)
      this.#grid.hiddenColumns.add(column - 1);
  }

  /** What a merged cell says counts for each line and column that it covers. */
  #merge(ref: string): void {
    const [from, to] = ref.split(':');
    if (from === undefined || to === undefined) return;
    const top = Number(/\d+/.exec(from)?.[0]);
    const bottom = Math.min(Number(/\d+/.exec(to)?.[0]), top + MAX_LINES);
    const left = columnIndex(from);
    const right = Math.min(columnIndex(to), MAX_COLUMNS - 1);
    const { lines } = this.#grid;
    const first = lineIndex(lines, top);
    const anchor = lines[first]?.line === top ? lines[first].cells[left] : undefined;
    if (anchor === undefined || anchor.text === '') return;
    for (let at = first; at < lines.length && lines[at]!.line <= bottom; at += 1) {
      const cells = lines[at]!.cells as Cell[];
      for (let column = left; column <= right; column += 1) {
        this.#workbook.takeCell(column);
        if (at === first && column === left) continue;
        while (cells.length <= column) cells.push(EMPTY);
        cells[column] = {
          ...(anchor.isTinted && { isTinted: true }),
          text: anchor.text,
          covered: column > left ? 'left' : 'above',
        };
      }
    }
  }
}

/** Of heads and feet of pages. */
const PAGE = /^(?:odd|even|first)(?:Header|Footer)$/;

const EMPTY: Cell = { text: '', covered: null };
const plainWords = (text: string): Words => ({ text, struck: '', isRich: false });

/** A number as its cell shows it: a date, R8.6, 50%, or itself. */
function numberWords(value: string, style: CellStyle | undefined, from1904: boolean): string {
  if (style?.date) return value === '' ? '' : serialAsText(Number(value), style.date, from1904);
  if (!style?.number || value === '') return numberText(value);
  const { before, after, isPercent } = style.number;
  return `${before}${isPercent ? `${numberText(String(Number(value) * 100))}%` : numberText(value)}${after}`;
}

/** 0.1 + 0.2 is stored as 0.30000000000000004; a spreadsheet shows 15 digits. */
function numberText(value: string): string {
  const number = Number(value);
  return value === '' || !Number.isFinite(number) ? value : String(Number(number.toPrecision(15)));
}

function columnIndex(ref: string): number {
  let column = 0;
  for (const letter of /^\$?([A-Z]{1,3})/.exec(ref)?.[1] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** The first line with that number or a higher one. */
function lineIndex(lines: readonly GridLine[], line: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.line < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
