import { strToU8, zipSync } from 'fflate';
import type { Department, Expansion, Initiative } from '../schema.ts';
import type { EditionDifference, RowChange } from './compare.ts';
import { DEPARTMENTS_SHEET, ROWS_SHEET, WORDS_SHEET } from './sheets.ts';
import { columnLetters } from './words.ts';

/** What goes out as a workbook. */
export interface WorkbookEdition {
  /** Stands on the first sheet, above nothing: the header is line 1, so that the sheet can be sorted and filtered. */
  readonly title: string;
  readonly initiatives: readonly Initiative[];
  readonly departments: readonly Department[];
  readonly expansions: readonly Expansion[];
  /** By the department's name; none where it has none. */
  readonly contacts?: ReadonlyMap<string, string>;
}

/** A workbook (XLSX) of an edition, which comes back as the changes that were made in it. */
export function writeWorkbook(edition: WorkbookEdition): Uint8Array {
  const { initiatives, departments, expansions, contacts, title } = edition;
  const words = new Map(expansions.map((expansion) => [expansion.id, expansion]));
  return writeSheets(title, [
    {
      name: ROWS_SHEET.name,
      columns: ROWS_SHEET.columns,
      widths: [12, 16, 28, 52, 18, 24],
      rows: initiatives.map((row) => [
        row.id,
        row.department,
        row.name,
        row.summary,
        row.schedule.text,
        row.remarks,
      ]),
      validation: {
        column: 2,
        list: `'${DEPARTMENTS_SHEET.name}'!$A$2:$A$${Math.max(2, departments.length + 1)}`,
      },
    },
    {
      name: DEPARTMENTS_SHEET.name,
      columns: DEPARTMENTS_SHEET.columns,
      widths: [24, 36, 30, 40, 30],
      rows: departments.map(({ name, en, kana, aliases }) => [
        name,
        en ?? '',
        kana ?? '',
        aliases.join('\n'),
        contacts?.get(name) ?? '',
      ]),
    },
    {
      name: WORDS_SHEET.name,
      columns: WORDS_SHEET.columns,
      widths: [12, 24, 24, 36, 16, 16, 40],
      rows: initiatives.map(({ id, name }) => {
        const { en, themes, questions } = words.get(id) ?? { en: null, themes: [], questions: [] };
        return [
          id,
          name,
          en?.name ?? '',
          en?.summary ?? '',
          en?.remarks ?? '',
          themes.join('\n'),
          questions.join('\n'),
        ];
      }),
    },
  ]);
}

const FIELD_NAMES = {
  department: '部署',
  name: '取組名',
  summary: '概要',
  schedule: '実施時期',
  remarks: '備考',
} as const;

/** The differences of two editions as a workbook: a line for each row that came or went, and for each field that changed. */
export function writeDifference(title: string, difference: EditionDifference): Uint8Array {
  const whole = (kind: string) => (row: Initiative) => [kind, row.department, row.name, '', '', ''];
  const fields = (kind: string) => (change: RowChange) =>
    change.fields.map(({ field, before, after }) => [
      kind,
      change.after.department,
      change.after.name,
      FIELD_NAMES[field],
      before,
      after,
    ]);
  const rows = [
    ...difference.added.map((row) => ['追加', row.department, row.name, '', '', contentsOf(row)]),
    ...difference.changed.flatMap(fields('変更')),
    ...difference.renamed.flatMap(fields('改名')),
    ...difference.gone.map(whole('なし（前の版のみ）')),
  ];
  const columns = ['種別', '部署', '取組名', '項目', '前', '後'];
  return writeSheets(title, [{ name: '差分', columns, widths: [14, 16, 28, 10, 40, 40], rows }]);
}

const contentsOf = (row: Initiative): string =>
  [row.summary, row.schedule.text, row.remarks].filter((text) => text !== '').join('\n');

interface Sheet {
  readonly name: string;
  readonly columns: readonly string[];
  /** In characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
  /** A column (1-based) whose cells are chosen from a range, or typed. */
  readonly validation?: { readonly column: number; readonly list: string };
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The same bytes for the same contents. */
const MTIME = '2000-01-01T00:00:00Z';

function writeSheets(title: string, sheets: readonly Sheet[]): Uint8Array {
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

/** Style 1: header; style 2: text that wraps. All cells are text (@), so that R8.4 or 1-2 becomes no date when edited. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="10"/><name val="Yu Gothic"/></font>` +
  '<font><b/><sz val="10"/><name val="Yu Gothic"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill></fills>' +
  '<borders count="2"><border/><border>' +
  '<left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>' +
  '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>' +
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1">' +
  '<alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>';

function sheetXml(title: string, { columns, widths, rows, validation }: Sheet): string {
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const last = `${columnLetters(columns.length)}${rows.length + 1}`;
  const lines = [columns, ...rows].map((cells, index) => lineXml(cells, index + 1));
  return (
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    '<sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${cols.join('')}</cols><sheetData>${lines.join('')}</sheetData><autoFilter ref="A1:${last}"/>` +
    (validation === undefined ? '' : validationXml(validation, rows.length)) +
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
    `<headerFooter><oddHeader>&amp;L${escape(title.replaceAll('&', '&&'))}</oddHeader>` +
    `<oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`
  );
}

/** Offered, not forced: a new department can be typed. */
function validationXml({ column, list }: NonNullable<Sheet['validation']>, rows: number): string {
  const letters = columnLetters(column);
  return (
    '<dataValidations count="1"><dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" ' +
    `sqref="${letters}2:${letters}${rows + 500}"><formula1>${escape(list)}</formula1></dataValidation></dataValidations>`
  );
}

function lineXml(cells: readonly string[], line: number): string {
  const style = line === 1 ? 1 : 2;
  const each = cells.map((text, index) => {
    const ref = `${columnLetters(index + 1)}${line}`;
    return text === ''
      ? `<c r="${ref}" s="${style}"/>`
      : `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`;
  });
  return `<row r="${line}">${each.join('')}</row>`;
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
