import { decodeText } from '../../text/decode.ts';
import { readSource } from '../document.ts';
import { parseSchedule } from '../schedule.ts';
import { readStage } from '../stage.ts';
import { readCuratedSheets } from './own/curated-sheets.ts';
import { isCuratedSheet } from './own/sheets.ts';
import { arrange } from './layout/arrange.ts';
import { headerAt } from './header-row.ts';
import { readDelimited } from './forms/delimited.ts';
import { readDocx } from './forms/docx.ts';
import { fiscalYearsIn } from './department-lines.ts';
import { readHtml } from './forms/html.ts';
import type { DraftRow } from './draft.ts';
import { TableReader } from './table.ts';
import {
  NOWHERE,
  UnreadableFile,
  type Grid,
  type GridLine,
  type OfficeFile,
  type OfficeResult,
  type OfficeRow,
  type PassedOver,
  type Place,
  type Remark,
} from './types.ts';
import { readXlsx } from './forms/xlsx.ts';
import { unzipOffice } from './forms/zip.ts';

/** Larger than any city's document by far; a larger file is a mistake. */
const MAX_BYTES = 10_000_000;
const MAX_PROBLEMS = 500;

/**
 * Reads any file that an office keeps its initiatives in: XLSX, DOCX, CSV, TSV, HTML, text. Pure and total: rows with
 * everything that was passed over, a question that only a person can answer, or every problem with its place. Costs up
 * to seconds for large files: `load/office.ts` runs it beside the turns.
 */
export function readOfficeFile(file: OfficeFile): OfficeResult {
  try {
    const { grids, warnings } = gridsOf(file);
    return readGrids(grids, warnings, file);
  } catch (error) {
    if (error instanceof UnreadableFile) return { kind: 'refused', problems: [error.remark] };
    throw error;
  }
}

interface Grids {
  readonly grids: readonly Grid[];
  readonly warnings: readonly Remark[];
}

function gridsOf({ name, bytes }: OfficeFile): Grids {
  if (bytes.length > MAX_BYTES) throw new UnreadableFile('tooLarge');
  const begins = (...signature: number[]): boolean => signature.every((byte, index) => bytes[index] === byte);
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableFile('oldOffice');
  if (begins(0x25, 0x50, 0x44, 0x46)) throw new UnreadableFile('pdf');
  if (begins(0x50, 0x4b)) return zipped(bytes);
  const text = decodeText(bytes);
  if (text === null) throw new UnreadableFile('notText');
  const isMarkup = /^\s*<(?:!doctype html|html|table|head|body|meta|h\d|div|p[ >])/i.test(
    text.replace(/^\uFEFF/, ''),
  );
  const grids = isMarkup ? readHtml(text) : [readDelimited(text, delimiterOf(text, name))];
  return { grids, warnings: [] };
}

function zipped(bytes: Uint8Array): Grids {
  const parts = unzipOffice(bytes);
  const warnings = LEFT_OUT.filter(([, part]) => parts.names.some((name) => part.test(name))).map(
    ([code]): Remark => ({ place: NOWHERE, code, values: {} }),
  );
  if (parts.names.includes('xl/workbook.xml')) return { grids: readXlsx(parts), warnings };
  if (parts.names.includes('word/document.xml')) return { grids: readDocx(parts), warnings };
  throw new UnreadableFile('unknownForm');
}

/** Parts of Office files that people see something in, and that are not read. */
const LEFT_OUT = [
  ['macros', /vbaProject\.bin$/],
  ['comments', /^(?:xl\/(?:comments|threadedComments\/)|word\/comments)[^/]*\.xml$/],
  ['drawings', /^(?:xl\/(?:drawings\/drawing|media\/)|word\/(?:media|charts|diagrams)\/)[^/]*$/],
] as const;

/** What parts the columns: the sign by which a header can be read, else what the file's ending says. */
function delimiterOf(text: string, name: string): string {
  const usual = /\.csv$/i.test(name) ? ',' : '\t';
  const head = text.slice(0, 20_000);
  const found = [usual, '\t', ',', ';'].find((delimiter) =>
    readDelimited(head, delimiter).lines.some((line) => headerAt(line, undefined, {}) !== null),
  );
  if (found !== undefined) return found;
  const count = (sign: string): number => head.split(sign).length;
  return count(usual) > 1 || count(',') <= count('\t') ? usual : ',';
}

function readGrids(grids: readonly Grid[], before: readonly Remark[], file: OfficeFile): OfficeResult {
  const choices = file.choices ?? {};
  const reader = new TableReader(choices);
  const rowSheets = grids.filter((grid) => !isCuratedSheet(grid));
  for (const grid of rowSheets.flatMap((sheet) => arrange(sheet, choices))) readSheet(reader, grid, choices);
  const curated = readCuratedSheets(grids);
  const { head } = curated.sheets;
  const { survey } = reader;
  if (survey.columns.length === 0 && reader.problems.length === 0) return unfound(rowSheets, reader, file);

  const unclear = [...survey.unclear()];
  const stated = statedFiscalYear([...reader.preamble, ...reader.headers], rowSheets);
  const fiscalYear = file.fiscalYear ?? head?.fiscalYear ?? stated;
  const times = fiscalYear === null ? timesWithoutYear(reader.rows) : [];
  if (times.length > 0) unclear.push({ what: 'fiscalYear', times, place: NOWHERE });
  // A name that nobody has told yet makes every row a problem: the question comes first.
  if (survey.unclear().length > 0)
    return { kind: 'ask', form: survey.form, columns: survey.found(), unclear };

  const lacking = rowSheets.some(({ strict }) => strict) ? survey.missing() : [];
  const problems = [
    ...otherYears(reader.years, stated),
    ...lacking.map((remark) => ({ ...remark, code: 'missingColumn' as const })),
    ...reader.problems,
    ...curated.problems,
    ...idsTwice(reader.rows),
  ];
  if (problems.length === 0 && reader.rows.length === 0)
    problems.push({ place: NOWHERE, code: 'noRows', values: {} });
  if (problems.length > 0) return { kind: 'refused', problems: problems.slice(0, MAX_PROBLEMS) };
  if (unclear.length > 0) return { kind: 'ask', form: survey.form, columns: survey.found(), unclear };

  const rows = reader.rows.map((row) => readRow(row, fiscalYear));
  const { fiscalYear: _, ...source } = head ?? { ...readSource(reader.preamble), fiscalYear };
  const inHead = new Set([source.title, source.dateText, source.publisher]);
  return {
    kind: 'rows',
    document: { source, fiscalYear, departments: reader.departments, rows },
    passedOver: [
      ...reader.passedOver,
      ...rowSheets.flatMap(({ aside = [] }) => aside),
      ...ofNoRow(curated.linesOfRows, reader.rows),
    ].filter(({ text }) => !inHead.has(text)),
    warnings: [
      ...before,
      ...survey.missing(),
      ...reader.warnings,
      ...unreadTimes(rows),
      ...headWarnings(source),
    ],
    form: survey.form,
    curated: curated.sheets,
  };
}

function readSheet(reader: TableReader, grid: Grid, choices: OfficeFile['choices'] & object): void {
  const place = { sheet: grid.sheet, line: null, column: null };
  const hasTable = grid.lines.some((line, index) => headerAt(line, grid.lines[index + 1], choices) !== null);
  if (grid.hidden) reader.passedOver.push({ place, text: grid.sheet ?? '', why: 'hiddenSheet' });
  else if (hasTable || grid.strict) reader.read(grid);
  else if (grid.lines.length > 0)
    reader.passedOver.push({ place, text: grid.sheet ?? '', why: 'sheetWithoutTable' });
}

/** No header was known: the line that looks most like one is asked about. */
function unfound(grids: readonly Grid[], reader: TableReader, file: OfficeFile): OfficeResult {
  for (const grid of grids.filter((one) => !one.hidden && !one.lines.some(isWeek))) {
    const candidate = grid.lines.findIndex((line, index) => {
      const width = line.cells.filter(({ text }) => text.trim() !== '' && text.length <= 30).length;
      const next = grid.lines[index + 1]?.cells.filter(({ text }) => text.trim() !== '').length ?? 0;
      return width >= 3 && width === line.cells.filter(({ text }) => text.trim() !== '').length && next >= 3;
    });
    if (candidate < 0 || Object.keys(file.choices ?? {}).length > 0) continue;
    const line = grid.lines[candidate]!;
    const header = line.cells.flatMap(({ text }, index) =>
      text.trim() === '' ? [] : [{ index, header: text.trim(), role: null }],
    );
    reader.survey.open(header, { sheet: grid.sheet, line: line.line, column: null });
    for (const { cells } of grid.lines.slice(candidate + 1, candidate + 6)) {
      cells.forEach(({ text }, index) => {
        reader.survey.sample(index, text);
      });
    }
    return {
      kind: 'ask',
      form: reader.survey.form,
      columns: reader.survey.found(),
      unclear: reader.survey.unclear(),
    };
  }
  return { kind: 'refused', problems: [{ place: NOWHERE, code: 'noTable', values: {} }] };
}

/** A leaf of a calendar has days for columns, of which nobody could say what they hold. */
function isWeek({ cells }: GridLine): boolean {
  const days = cells.map(({ text }) => text.trim()).filter((text) => text !== '');
  return days.length >= 5 && days.every((text) => /^[日月火水木金土](?:曜日?)?$/.test(text));
}

/** The fiscal year that a document says it is about: its first line that names one alone. */
function statedFiscalYear(preamble: readonly string[], grids: readonly Grid[]): number | null {
  const sheets = grids.flatMap(({ sheet, hidden }) => (sheet === null || hidden ? [] : [sheet]));
  for (const text of [...preamble, sheets.join(' ')]) {
    const years = fiscalYearsIn(text);
    if (years.length === 1) return years[0]!;
    if (years.length > 1) return null;
  }
  return null;
}

/** Tables of another fiscal year than the document's, else than the first's: their rows are of another edition. */
function otherYears(years: TableReader['years'], stated: number | null): Remark[] {
  const own = stated ?? years[0]?.year;
  const other = years.find(({ year }) => year !== own);
  return other === undefined
    ? []
    : [{ place: other.place, code: 'severalYears', values: { text: String(other.year) } }];
}

/** Times that mean another month in another fiscal year. */
function timesWithoutYear(rows: readonly DraftRow[]): readonly string[] {
  const texts = [...new Set(rows.map(({ schedule }) => schedule))];
  const inYear = (text: string, fiscalYear: number): string =>
    JSON.stringify(parseSchedule(text, { fiscalYear }));
  return texts.filter((text) => inYear(text, 2020) !== inYear(text, 2021)).slice(0, 5);
}

function readRow(draft: DraftRow, fiscalYear: number | null): OfficeRow {
  const { place, id, text, department, name, summary, schedule: time, remarks } = draft;
  const schedule = parseSchedule(time, { fiscalYear });
  const stage = readStage({ name, summary, schedule: time, remarks });
  const source = { line: place.line ?? 1, text };
  return { row: { department, name, summary, schedule, stage, remarks, source }, place, id };
}

function unreadTimes(rows: readonly OfficeRow[]): readonly Remark[] {
  return rows
    .filter(({ row }) => row.schedule.kind === 'unread')
    .map(({ row, place }) => ({ place, code: 'timeUnread', values: { text: row.schedule.text } }));
}

/** What a workbook says of rows that it has not: rows that have ended, or an id that somebody has mistyped. */
function ofNoRow(lines: ReadonlyMap<string, Place>, rows: readonly DraftRow[]): readonly PassedOver[] {
  const ids = new Set(rows.flatMap(({ id }) => (id === null ? [] : [id])));
  // A workbook that has lost its ids: its rows get theirs by their names.
  if (ids.size === 0) return [];
  return [...lines].flatMap(([id, place]) =>
    ids.has(id) ? [] : [{ place, text: id, why: 'ofNoRow' as const }],
  );
}

function idsTwice(rows: readonly DraftRow[]): Remark[] {
  const seen = new Set<string>();
  return rows.flatMap(({ id, place }): Remark[] => {
    if (id === null) return [];
    if (seen.has(id)) return [{ place, code: 'idTwice', values: { id } }];
    seen.add(id);
    return [];
  });
}

function headWarnings(source: ReturnType<typeof readSource>): readonly Remark[] {
  const missing = HEAD_PARTS.filter(({ key }) => source[key] === '');
  const named = (lang: 'ja' | 'en', parted: string) => missing.map((part) => part[lang]).join(parted);
  return missing.length === 0
    ? []
    : [
        {
          place: NOWHERE,
          code: 'headIncomplete',
          values: { text: named('ja', '・'), textEn: named('en', ', ') },
        },
      ];
}

const HEAD_PARTS = [
  { key: 'title', ja: '題名', en: 'title' },
  { key: 'dateText', ja: '年月', en: 'month' },
  { key: 'publisher', ja: '作成した部署', en: 'publisher' },
] as const;
