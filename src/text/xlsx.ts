import { strToU8, zipSync } from 'fflate';

/** How a cell looks. */
export type CellTone = 'plain' | 'good' | 'soon' | 'begun';

/** A cell that is more than text. */
interface Cell {
  readonly text: string;
  readonly tone: CellTone;
}

/** Text, a number that can be summed, or text in a tone. */
type Content = string | number | Cell;

/** A sheet whose header is its first line, so that it can be sorted and filtered. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly string[];
  /** In characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Content[])[];
  readonly validations?: readonly Validation[];
}

/** A column (1-based) whose cells are chosen from a range, or typed. */
interface Validation {
  readonly column: number;
  readonly list: string;
  /** Other texts are as usual, and asked about by nobody: several of the list in one cell. */
  readonly isFree?: boolean;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The same bytes for the same contents. */
const MTIME = '2000-01-01T00:00:00Z';

/** A workbook (XLSX) that prints well on A4 landscape: the title at the head of each page, the header on each. */
export function writeSheets(title: string, sheets: readonly Sheet[]): Uint8Array {
  const numbered = sheets.map((sheet, index) => ({ sheet, id: index + 1 }));
  const parts: Record<string, string> = {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
      numbered
        .map(
          ({ id }) =>
            `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
        )
        .join('') +
      '</Types>',
    '_rels/.rels': relationships([`Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"`]),
    'xl/_rels/workbook.xml.rels': relationships([
      ...numbered.map(
        ({ id }) => `Id="rId${id}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${id}.xml"`,
      ),
      `Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"`,
    ]),
    'xl/workbook.xml': workbookXml(numbered),
    'xl/styles.xml': STYLES,
  };
  for (const { sheet, id } of numbered) parts[`xl/worksheets/sheet${id}.xml`] = sheetXml(title, sheet);
  const files = Object.entries(parts).map(([name, xml]) => [
    name,
    strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${xml}`),
  ]);
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { mtime: MTIME });
}

const relationships = (each: readonly string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${each.map((one) => `<Relationship ${one}/>`).join('')}</Relationships>`;

/** Each sheet prints its header on every page. */
function workbookXml(sheets: readonly { readonly sheet: Sheet; readonly id: number }[]): string {
  const names = sheets.map(
    ({ sheet, id }) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${id - 1}">'${escape(sheet.name)}'!$1:$1</definedName>`,
  );
  const list = sheets.map(
    ({ sheet, id }) => `<sheet name="${escape(sheet.name)}" sheetId="${id}" r:id="rId${id}"/>`,
  );
  return (
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets>` +
    `<definedNames>${names.join('')}</definedNames></workbook>`
  );
}

/** Fills of cells, light enough to read on and to print in grey. */
const FILLS = { good: 'FFD5EFDB', soon: 'FFFFF1C9', begun: 'FFD6E4FA' } as const;
const HEADER_STYLE = 1;
const STYLE_OF: Readonly<Record<CellTone, number>> = { plain: 2, good: 3, soon: 4, begun: 5 };
const NUMBER_STYLE = 6;
const TONES = ['good', 'soon', 'begun'] as const;

const fillXml = (colour: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/></patternFill></fill>`;
const textXf = (fill: number): string =>
  `<xf numFmtId="49" fontId="0" fillId="${fill}" borderId="1" applyNumberFormat="1" applyBorder="1" applyFill="1" ` +
  'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>';

/** The header, then text that wraps in each tone. All cells are text (@), so that R8.4 or 1-2 becomes no date when edited. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="10"/><name val="Yu Gothic"/></font>` +
  '<font><b/><sz val="10"/><name val="Yu Gothic"/></font></fonts>' +
  '<fills count="6"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  `${fillXml('FFE8EEF7')}${TONES.map((tone) => fillXml(FILLS[tone])).join('')}</fills>` +
  '<borders count="2"><border/><border>' +
  '<left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>' +
  '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/>' +
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" ' +
  'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  `${textXf(0)}${TONES.map((_, index) => textXf(index + 3)).join('')}` +
  '<xf numFmtId="3" fontId="0" fillId="0" borderId="1" applyNumberFormat="1" applyBorder="1" ' +
  'applyAlignment="1"><alignment vertical="top"/></xf></cellXfs></styleSheet>';

function sheetXml(title: string, { columns, widths, rows, validations = [] }: Sheet): string {
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const last = `${columnLetters(columns.length)}${rows.length + 1}`;
  const lines = [columns, ...rows].map((cells, index) => lineXml(cells, index + 1, widths));
  return (
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    '<sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${cols.join('')}</cols><sheetData>${lines.join('')}</sheetData><autoFilter ref="A1:${last}"/>` +
    (validations.length === 0 ? '' : validationsXml(validations, rows.length)) +
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
    `<headerFooter><oddHeader>&amp;L${escape(title.replaceAll('&', '&&'))}</oddHeader>` +
    `<oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`
  );
}

/** Offered, not forced: a new department can be typed. */
function validationsXml(validations: readonly Validation[], rows: number): string {
  const each = validations.map(({ column, list, isFree = false }) => {
    const letters = columnLetters(column);
    return (
      `<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="${isFree ? 0 : 1}" ` +
      `sqref="${letters}2:${letters}${rows + 500}"><formula1>${escape(list)}</formula1></dataValidation>`
    );
  });
  return `<dataValidations count="${each.length}">${each.join('')}</dataValidations>`;
}

/** Of a line of text, in points. */
const LINE_HEIGHT = 15;
/** Excel shows no taller row. */
const MAX_HEIGHT = 409;

/** What the longest cell needs, wrapped in its column: some programs fit no row to its text by themselves. */
function heightOf(cells: readonly Content[], widths: readonly number[]): number {
  const lines = cells.map((cell, index) => {
    const text = typeof cell === 'number' ? '' : typeof cell === 'string' ? cell : cell.text;
    const width = Math.max(2, (widths[index] ?? 10) - 1);
    return text.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(columnsOf(part) / width)), 0);
  });
  return Math.min(MAX_HEIGHT, Math.max(1, ...lines) * LINE_HEIGHT);
}

/** As wide as so many digits: kana and kanji take two. */
const columnsOf = (text: string): number =>
  Array.from(text).reduce((sum, char) => sum + (/[\u0020-\u007e\uff61-\uff9f]/.test(char) ? 1 : 2), 0);

function lineXml(cells: readonly Content[], line: number, widths: readonly number[]): string {
  const each = cells.map((cell, index) => {
    const ref = `${columnLetters(index + 1)}${line}`;
    if (typeof cell === 'number') return `<c r="${ref}" s="${NUMBER_STYLE}"><v>${cell}</v></c>`;
    const { text, tone } = typeof cell === 'string' ? { text: cell, tone: 'plain' as const } : cell;
    const style = line === 1 ? HEADER_STYLE : STYLE_OF[tone];
    return text === ''
      ? `<c r="${ref}" s="${style}"/>`
      : `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`;
  });
  return `<row r="${line}" ht="${heightOf(cells, widths)}">${each.join('')}</row>`;
}

/** As XML text; what looks like Excel's own escape (_x0041_) stays what it is, and no formula can begin: cells are strings. */
function escape(text: string): string {
  return (
    text
      .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
      // eslint-disable-next-line no-control-regex -- XML has no such characters
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
