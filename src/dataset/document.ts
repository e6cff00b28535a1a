import { cleanCell } from './cell.ts';
import { parseSchedule } from './schedule.ts';
import { readStage } from './stage.ts';
import { fiscalYearOf, parseMonth, type YearMonth } from '../calendar/month.ts';
import type { Initiative, Source } from './schema.ts';

/** A row of the document before it has an id. */
export type DocumentRow = Omit<Initiative, 'id'>;

/** What stands in a document: its head, its headings in order, its rows in order. */
interface ParsedDocument {
  readonly source: Pick<Source, 'title' | 'publisher' | 'date' | 'dateText'>;
  readonly departments: readonly string[];
  readonly rows: readonly DocumentRow[];
}

/** Something an editor must know, with the 1-based line that it is about (null = the whole document). */
export interface Notice {
  readonly line: number | null;
  /** Japanese, then English. */
  readonly message: string;
}

/** `document` is null exactly when there are problems; warnings never prevent it. */
export interface DocumentResult {
  readonly document: ParsedDocument | null;
  readonly problems: readonly Notice[];
  readonly warnings: readonly Notice[];
}

/**
 * The text form of the document, read: a preamble (title, 令和8年6月, publisher, bullets), then for each department its
 * heading on a line of its own, a header line and rows, columns parted by TAB.
 *
 * Every problem is listed with its line; a time that cannot be read is a warning only, and kept verbatim.
 */
export function parseDocument(text: string): DocumentResult {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const reader = new Reader(lines);
  return reader.read();
}

/** The same name, however wide or spaced it is written: the key of duplicates and of ids. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

type Column = 'name' | 'summary' | 'schedule' | 'remarks';

const COLUMN_NAMES: Readonly<Record<Column, readonly string[]>> = {
  name: [
    '取組名',
    '取組',
    '取り組み',
    '取り組み名',
    '取組項目',
    '取組事項',
    '取組の名称',
    '事業名',
    '件名',
    '名称',
    '項目',
  ],
  summary: [
    '概要',
    '内容',
    '取組内容',
    '取組概要',
    '取組の概要',
    '取組の内容',
    '実施内容',
    '事業概要',
    '説明',
  ],
  schedule: [
    '実施時期',
    '時期',
    '実施期間',
    '期間',
    '実施時期等',
    '実施年月',
    '開始時期',
    'スケジュール',
    '実施予定時期',
  ],
  remarks: ['備考', '備考欄', 'その他', '特記事項', '補足', '摘要'],
};
const COLUMN_BY_NAME: ReadonlyMap<string, Column> = new Map(
  (Object.entries(COLUMN_NAMES) as [Column, readonly string[]][]).flatMap(([column, names]) =>
    names.map((name) => [nameKey(name), column] as const),
  ),
);
const REQUIRED: readonly Column[] = ['name', 'summary', 'schedule'];

/** No cell of a real document comes near it; cards could not show more. */
const MAX_CELL_LENGTH = 4000;
/** A heading longer than this is a sentence. */
const MAX_HEADING_LENGTH = 60;

const BULLET = /^[-*・※•]/;
/** Set before a heading for the eye only: ■総務部. */
const HEADING_MARK = /^[●○■□◆◇▼▽☆★]\s*/;
const DATE_LINE =
  /^(?:(?:令和|平成|昭和)(?:元|\d{1,2})|(?:19|20)\d{2})年\d{1,2}月(?:\d{1,2}日)?(?:現在|時点)?$/;
const ORGANISATION =
  /(?:局|部|課|室|係|班|所|署|市|区|町|村|県|庁|院|担当|センター|チーム|グループ|本部|委員会)$/;

/** One pass over the lines; a department lasts until the next heading. */
class Reader {
  readonly #lines: readonly string[];
  readonly #problems: Notice[] = [];
  readonly #warnings: Notice[] = [];
  readonly #preamble: string[] = [];
  readonly #departments: string[] = [];
  readonly #rows: DocumentRow[] = [];
  /** Line where a (department, name) was first seen. */
  readonly #seen = new Map<string, number>();
  #department: string | null = null;
  #columns: readonly Column[] | null = null;
  #fiscalYear: number | null = null;
  #rowsOfTable = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  read(): DocumentResult {
    const headings = this.#findHeadings();
    const first = headings.values().next().value ?? this.#lines.length;
    // A bare month (7月) lies in the fiscal year of the document, which its head tells.
    const source = readSource(this.#lines.slice(0, first).filter((line) => !line.includes('\t')));
    this.#fiscalYear = source.date === null ? null : fiscalYearOf(parseMonth(source.date));

    for (let index = 0; index < this.#lines.length; index += 1) {
      const line = this.#lines[index]!;
      if (line.trim() === '') continue;
      if (headings.has(index)) this.#openDepartment(line, index);
      else if (line.includes('\t')) this.#readTableLine(line, index);
      else this.#readTextLine(line, index);
    }
    this.#closeTable(this.#lines.length);
    this.#checkWhole(source);

    const document = { source, departments: this.#departments, rows: this.#rows };
    return {
      document: this.#problems.length > 0 ? null : document,
      problems: this.#problems,
      warnings: this.#warnings,
    };
  }

  /** A heading is a line without TAB that the next header line follows, blank lines aside. */
  #findHeadings(): Set<number> {
    const headings = new Set<number>();
    let previous: number | null = null;
    this.#lines.forEach((line, index) => {
      if (line.trim() === '') return;
      if (readHeader(line) !== null && previous !== null) {
        const heading = this.#lines[previous]!;
        if (!heading.includes('\t') && !BULLET.test(heading.trim())) headings.add(previous);
      }
      previous = index;
    });
    return headings;
  }

  #openDepartment(line: string, index: number): void {
    this.#closeTable(index);
    const name = cleanCell(line).replaceAll('\n', ' ').replace(HEADING_MARK, '');
    if (name.length === 0 || name.length > MAX_HEADING_LENGTH) {
      this.#problem(index, '部署の見出しとして読めません', 'not readable as a department heading', line);
      return;
    }
    const known = this.#departments.find((department) => nameKey(department) === nameKey(name));
    if (known !== undefined && known !== name) {
      this.#problem(
        index,
        `部署名の表記が「${known}」と異なります`,
        `department is written differently above`,
        line,
      );
    }
    if (known === undefined) this.#departments.push(name);
    this.#department = known ?? name;
  }

  #readTableLine(line: string, index: number): void {
    const header = readHeader(line);
    if (header !== null) {
      this.#openTable(header, line, index);
    } else if (this.#department === null) {
      this.#problem(index, '部署の見出しより前に行があります', 'row before any department heading', line);
    } else if (this.#columns === null) {
      // The header of this table was refused: its rows cannot be told apart.
      this.#problem(
        index,
        '見出し行が読めないため行を読めません',
        'row without a readable header line',
        line,
      );
    } else {
      this.#readRow(line, index, this.#department, this.#columns);
    }
  }

  #openTable(header: readonly string[], line: string, index: number): void {
    this.#columns = null;
    this.#rowsOfTable = 0;
    if (this.#department === null) {
      this.#problem(index, '表の前に部署の見出しがありません', 'table without a department heading', line);
    }
    const columns = header.filter((cell): cell is Column => Object.hasOwn(COLUMN_NAMES, cell));
    const problems = this.#problems.length;
    if (columns.length < header.length) {
      const unknown = line
        .split('\t')
        .map((cell) => cell.trim())
        .filter((cell) => !COLUMN_BY_NAME.has(nameKey(cell)));
      this.#problem(index, `知らない列があります（${unknown.join('、')}）`, `unknown column`, line);
    }
    for (const column of Object.keys(COLUMN_NAMES) as Column[]) {
      const count = columns.filter((other) => other === column).length;
      const label = COLUMN_NAMES[column][0]!;
      if (count > 1)
        this.#problem(index, `「${label}」の列が${count}つあります`, `column occurs ${count} times`, line);
      if (count === 0 && REQUIRED.includes(column)) {
        this.#problem(index, `「${label}」の列がありません`, `missing column (${column})`, line);
      }
    }
    if (this.#problems.length === problems) this.#columns = columns;
  }

  #closeTable(index: number): void {
    if (this.#department !== null && this.#columns !== null && this.#rowsOfTable === 0) {
      this.#warnings.push({
        line: Math.min(index + 1, this.#lines.length),
        message: `「${this.#department}」には取組がありません / department without initiatives`,
      });
    }
    this.#columns = null;
  }

  #readRow(line: string, index: number, department: string, columns: readonly Column[]): void {
    this.#rowsOfTable += 1;
    const raw = line.split('\t');
    while (raw.length > columns.length && raw.at(-1)!.trim() === '') raw.pop();
    // 備考 alone may be left off at the end; without any other column nobody knows which one is missing.
    const optional = columns.at(-1) === 'remarks' ? 1 : 0;
    if (raw.length > columns.length || raw.length < columns.length - optional) {
      const found = `列の数が合いません（${columns.length}列のはずが${raw.length}列）`;
      this.#problem(index, found, `expected ${columns.length} columns, found ${raw.length}`, line);
      return;
    }
    if (raw.some((cell) => cell.length > MAX_CELL_LENGTH)) {
      const limit = `${MAX_CELL_LENGTH}`;
      this.#problem(index, `${limit}文字を超える欄があります`, `cell longer than ${limit} characters`, line);
      return;
    }
    const cell = (column: Column): string => cleanCell(raw[columns.indexOf(column)] ?? '');
    const oneLine = (column: Column): string => cell(column).replaceAll('\n', ' ');
    const name = oneLine('name');
    if (name === '') {
      this.#problem(index, '取組名が空です', 'empty name', line);
      return;
    }
    const key = `${nameKey(department)}\t${nameKey(name)}`;
    const earlier = this.#seen.get(key);
    if (earlier !== undefined) {
      const where = `${department}「${name}」は${earlier}行目にもあります`;
      this.#problem(index, where, `duplicate of line ${earlier}`, line);
      return;
    }
    this.#seen.set(key, index + 1);

    const summary = cell('summary');
    const schedule = parseSchedule(oneLine('schedule'), { fiscalYear: this.#fiscalYear });
    if (schedule.kind === 'unread') {
      this.#warnings.push({
        line: index + 1,
        message: `実施時期「${schedule.text}」を読み取れません（そのまま表示します） / time not understood, kept as written`,
      });
    }
    this.#rows.push({
      department,
      name,
      summary,
      schedule,
      stage: readStage({ name, summary, schedule: schedule.text }),
      remarks: cell('remarks'),
      source: { line: index + 1, text: line },
    });
  }

  #readTextLine(line: string, index: number): void {
    const cells = line.trim().split(/[\s\u3000]{1,40}/);
    if (isHeader(cells.map(columnOf))) {
      this.#problem(index, '列がTABで区切られていません', 'columns must be separated by TAB', line);
    } else if (this.#department === null) {
      this.#preamble.push(line);
    } else {
      this.#problem(
        index,
        '読めない行です（列はTAB区切り、見出しは表の直前に置く）',
        'unreadable line',
        line,
      );
    }
  }

  #checkWhole(source: ParsedDocument['source']): void {
    if (this.#departments.length === 0 && this.#problems.length === 0) {
      this.#problems.push({
        line: null,
        message: '部署の見出しと表が見つかりません / no department heading with a table found',
      });
    } else if (this.#rows.length === 0 && this.#problems.length === 0) {
      this.#problems.push({ line: null, message: '取組が1件もありません / no initiatives found' });
    }
    const missing = [
      source.title === '' ? '題名 title' : '',
      source.dateText === '' ? '年月 date' : '',
      source.publisher === '' ? '作成部署 publisher' : '',
    ].filter((what) => what !== '');
    if (missing.length > 0) {
      this.#warnings.push({
        line: null,
        message: `前書きに見つかりません / not found in the head: ${missing.join(', ')}`,
      });
    }
  }

  #problem(index: number, ja: string, en: string, line: string): void {
    this.#problems.push({ line: index + 1, message: `${ja} / ${en}: ${excerpt(line)}` });
  }
}

function columnOf(cell: string): string {
  return COLUMN_BY_NAME.get(nameKey(cell)) ?? cell;
}

function isHeader(columns: readonly string[]): boolean {
  const known = new Set(columns.filter((column) => Object.hasOwn(COLUMN_NAMES, column)));
  return known.has('name') ? known.size >= 2 : known.size >= 3;
}

/** The columns of a header line in its own order, unknown ones as they are; null for any other line. */
function readHeader(line: string): string[] | null {
  if (!line.includes('\t')) return null;
  const cells = line.split('\t').map((cell) => cell.trim());
  while (cells.length > 0 && cells.at(-1) === '') cells.pop();
  const columns = cells.map((cell) => columnOf(cell));
  return isHeader(columns) ? columns : null;
}

/** The head of the document: title first, then its month, then who publishes it; copied heads often repeat a line. */
function readSource(preamble: readonly string[]): ParsedDocument['source'] {
  const lines = [...new Set(preamble.map((line) => cleanCell(line)).filter((line) => line !== ''))];
  const isDate = (line: string): boolean => DATE_LINE.test(fold(line));
  const dateText = lines.find(isDate) ?? '';
  const text = lines.filter((line) => !isDate(line) && !BULLET.test(line) && !HEADING_MARK.test(line));
  const title = text[0] ?? '';
  const publisher = text.slice(1).find((line) => ORGANISATION.test(fold(line))) ?? '';
  const date: YearMonth | null = dateText === '' ? null : parseSchedule(fold(dateText)).start;
  return { title, publisher, date, dateText };
}

function fold(line: string): string {
  return line.normalize('NFKC').replace(/\s+/g, '');
}

/** A line as an error message can show it: short, and on one line of a terminal. */
function excerpt(line: string): string {
  // eslint-disable-next-line no-control-regex -- the terminal must not obey what a file says
  const shown = line.replace(/\t/g, ' | ').replace(/[\u0000-\u001F\u007F-\u009F]/g, '');
  return shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
}
