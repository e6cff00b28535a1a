import { columnLetters } from '../../text/xlsx.ts';
import { nameKey } from '../name-key.ts';
import { cellText, cut, goOn, oneLine, scheduleOf, struckOf, textOf, type DraftRow } from './draft.ts';
import { MAX_CELL_LENGTH } from './limits.ts';
import { headerAt, isSpacedHeader, roleOf, type Header } from './header-row.ts';
import { ColumnSurvey } from './survey.ts';
import {
  chooseHeading,
  departmentName,
  isContinued,
  isDitto,
  isNote,
  isOrganisation,
  isPageNumber,
  isTotal,
  type HeldLine,
  withoutContinued,
  withoutMark,
} from './department-lines.ts';
import type {
  Cell,
  ColumnChoices,
  ColumnRole,
  Grid,
  GridLine,
  PassedOver,
  Place,
  Remark,
  RemarkCode,
} from './types.ts';

/** What has been read so far of all grids of a file. */
export class TableReader {
  readonly rows: DraftRow[] = [];
  readonly departments: string[] = [];
  readonly passedOver: PassedOver[] = [];
  readonly problems: Remark[] = [];
  readonly warnings: Remark[] = [];
  /** The lines above the first table. */
  readonly preamble: string[] = [];
  /** The names of its columns. */
  readonly headers: string[] = [];
  readonly survey: ColumnSurvey;
  readonly #choices: ColumnChoices;
  readonly #seen = new Map<string, DraftRow>();
  /** By the key of the name. */
  readonly #departments = new Map<string, string>();
  #grid!: Grid;
  #department: string | null = null;
  #columns: ReadonlyMap<number, ColumnRole | null> | null = null;
  #width = 0;
  #held: HeldLine[] = [];
  #above: ReadonlyMap<number, string> = new Map();
  #rowsOfDepartment = 0;
  #lacksDepartment = false;
  #headerPlace: Place | null = null;

  constructor(choices: ColumnChoices) {
    this.#choices = choices;
    this.survey = new ColumnSurvey(choices);
  }

  read(grid: Grid): void {
    this.#grid = grid;
    this.#columns = null;
    this.#department = null;
    this.#held = [];
    const { lines } = grid;
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index]!;
      if (line.cells.every(({ text }) => text.trim() === '')) {
        const struck = line.cells.flatMap((cell) => cell.struck ?? []);
        if (struck.length > 0) this.#passedAs('struck', this.#place(line), struck.join('\t'));
        continue;
      }
      if (line.hidden) {
        this.#pass(line, 'hiddenRow');
        continue;
      }
      const header = headerAt(line, lines[index + 1], this.#choices);
      if (header === null) this.#readLine(line);
      else {
        this.#openTable(header, line);
        index += header.lines - 1;
      }
    }
    this.#closeSheet(grid);
  }

  /** What stands below the last table. */
  #closeSheet(grid: Grid): void {
    for (const { place, text } of this.#held) {
      if (isOrganisation(text) && this.#columns !== null) this.#warn('emptyDepartment', place, { text });
      if (grid.strict && this.#columns !== null && text.split(/[\s\u3000]+/).length >= 3)
        this.#problem('strayLine', place, { text });
      else this.#passedAs('note', place, text);
    }
    this.#closeDepartment();
  }

  #readLine(line: GridLine): void {
    const own = line.cells.filter(({ text, covered }) => covered === null && text.trim() !== '');
    if (this.#columns === null) this.#readBeforeTable(line, own);
    else if (own.length === 1 && line.cells.every(({ covered }) => covered !== 'above'))
      this.#readSingle(line, own[0]!);
    else this.#readRow(line, this.#columns);
  }

  #readBeforeTable(line: GridLine, own: readonly Cell[]): void {
    const looksLikeRow = this.#grid.strict && line.cells.length >= 3 && own.length >= 3;
    if (this.#grid.strict && line.loose && isSpacedHeader(line, this.#choices))
      this.#problem('noTabs', this.#place(line), { text: textOf(line) });
    else if (looksLikeRow) this.#problem('beforeHeader', this.#place(line), { text: textOf(line) });
    else for (const { text } of own) this.#held.push({ text, place: this.#place(line) });
  }

  /** A line with one thing on it, within a table or below it: a heading, a note, a total, or a row with a name alone. */
  #readSingle(line: GridLine, cell: Cell): void {
    const text = cell.text.trim();
    const index = line.cells.indexOf(cell);
    const spans = line.cells[index + 1]?.covered === 'left';
    const role = this.#columns!.get(index);
    const named = role === 'name' && !line.loose && !spans;
    if (isPageNumber(text)) this.#pass(line, 'pageNumber');
    else if (isTotal(text)) this.#pass(line, 'total');
    else if (isNote(text)) this.#pass(line, 'note');
    else if (isOrganisation(text) && !(named && this.#hasDepartmentColumn()))
      this.#openDepartment(text, line);
    else if (named) this.#readRow(line, this.#columns!);
    else if (role === 'number' && !spans && !line.loose) this.#pass(line, 'note');
    else this.#held.push({ text, place: this.#place(line) });
  }

  #openTable(header: Header, line: GridLine): void {
    const first = this.rows.length === 0 && this.survey.columns.length === 0;
    if (first) this.preamble.push(...this.#held.map(({ text }) => text));
    const columns = new Map<number, ColumnRole | null>();
    for (const { index, role, header: name } of header.columns) {
      const hidden = this.#grid.hiddenColumns.has(index);
      columns.set(index, hidden ? 'ignore' : role);
      if (first) this.headers.push(name);
      if (hidden || role === 'ignore')
        this.#passedAs(hidden ? 'hiddenColumn' : 'column', this.#at(this.#place(line), index), name);
    }
    this.survey.open(
      header.columns.filter(({ index }) => !this.#grid.hiddenColumns.has(index)),
      this.#place(line),
    );
    this.#columns = columns;
    this.#width = Math.max(...header.columns.map(({ index }) => index)) + 1;
    this.#above = new Map();
    this.#lacksDepartment = false;
    this.#headerPlace = this.#place(line);
    this.#decideHeading(first);
  }

  #decideHeading(first: boolean): void {
    const held = this.#held;
    this.#held = [];
    const { chosen, unlike } = chooseHeading(held, first);
    if (chosen !== undefined && unlike && !this.#hasDepartmentColumn())
      this.#warn('unlikeDepartment', chosen.place, { text: chosen.text });
    if (chosen !== undefined && !this.#hasDepartmentColumn()) {
      this.#setDepartment(chosen.text, chosen.place);
      const at = this.preamble.lastIndexOf(chosen.text);
      if (first && at >= 0) this.preamble.splice(at, 1);
    }
    for (const { text, place } of held) {
      if (text === chosen?.text) continue;
      const why = isPageNumber(text) ? 'pageNumber' : isNote(text) || first ? 'note' : 'heading';
      this.#passedAs(why, place, text);
    }
  }

  #openDepartment(text: string, line: GridLine): void {
    this.#flushHeld();
    this.#setDepartment(text, this.#place(line));
  }

  #setDepartment(text: string, place: Place): void {
    const name = this.#known(departmentName(text), place);
    if (name === this.#department) return;
    this.#closeDepartment();
    this.#department = name;
    this.#rowsOfDepartment = 0;
    this.#lacksDepartment = false;
    this.#above = new Map();
  }

  #closeDepartment(): void {
    if (this.#department === null || this.#rowsOfDepartment > 0 || this.#hasDepartmentColumn()) return;
    if (this.rows.some(({ department }) => department === this.#department)) return;
    this.#warn(
      'emptyDepartment',
      { sheet: this.#grid.sheet, line: null, column: null },
      { text: this.#department },
    );
  }

  /** The department as it was first written. */
  #known(name: string, place: Place): string {
    const known = this.#departments.get(nameKey(name));
    if (known === undefined) {
      this.#departments.set(nameKey(name), name);
      this.departments.push(name);
    } else if (known !== name) this.#note('departmentSpelling', place, { known, text: name });
    return known ?? name;
  }

  #hasDepartmentColumn(): boolean {
    return this.#columns !== null && [...this.#columns.values()].includes('department');
  }

  /** Headings that no table followed: of a kind of initiatives, or slips of a text. */
  #flushHeld(): void {
    for (const { text, place } of this.#held) {
      if (this.#grid.strict) this.#problem('strayLine', place, { text });
      else this.#passedAs('heading', place, text);
    }
    this.#held = [];
  }

  #readRow(line: GridLine, columns: ReadonlyMap<number, ColumnRole | null>): void {
    this.#flushHeld();
    const place = this.#place(line);
    const isPassed = this.#passStruck(line, columns) || this.#passTotal(line, columns);
    if (isPassed || !this.#fits(line, columns, place)) return;
    const cells = this.#cellsOf(line, columns, place);
    if (cells === null) return;
    const name = withoutMark(withoutContinued(oneLine(cells.get('name') ?? '')));
    const previous = this.rows.at(-1);
    const nameCell = line.cells[[...columns].find(([, role]) => role === 'name')?.[0] ?? -1];
    if (nameCell?.covered === 'above' && previous !== undefined && previous.name === name) {
      goOn(previous, line, cells, columns);
      return;
    }
    if (name === '') {
      const rest = [...cells].filter(
        ([role, text]) => role !== 'number' && role !== 'department' && text !== '',
      );
      if (rest.length === 0) this.#pass(line, 'note');
      else this.#problem('emptyName', place, { text: textOf(line) });
      return;
    }
    const department = this.#departmentOf(cells, place);
    if (department === null) return;
    if (isContinued(cells.get('name')!) && previous?.name === name && previous.department === department) {
      goOn(previous, line, cells, columns);
      return;
    }
    this.#add({ ...this.#draft(cells, line, place), department, name });
  }

  #draft(
    cells: ReadonlyMap<ColumnRole, string>,
    line: GridLine,
    place: Place,
  ): Omit<DraftRow, 'department' | 'name'> {
    const id = (cells.get('id') ?? '').trim();
    return {
      id: id === '' ? null : id,
      summary: cells.get('summary') ?? '',
      schedule: scheduleOf(cells),
      remarks: cells.get('remarks') ?? '',
      place,
      text: textOf(line),
    };
  }

  #add(row: DraftRow): void {
    const key = `${nameKey(row.department)}\t${nameKey(row.name)}`;
    const earlier = this.#seen.get(key);
    if (earlier !== undefined) {
      const { department, name, text } = row;
      const values = { department, name, text };
      this.problems.push({ code: 'duplicate', place: row.place, values, where: earlier.place });
      return;
    }
    this.#seen.set(key, row);
    this.#rowsOfDepartment += 1;
    this.rows.push(row);
  }

  /** Notes what is struck through; a row whose name is has been withdrawn as a whole. */
  #passStruck(line: GridLine, columns: ReadonlyMap<number, ColumnRole | null>): boolean {
    const { texts, isWhole } = struckOf(line, columns);
    const place = this.#place(line);
    if (isWhole) this.#passedAs('struck', place, texts.map(({ text }) => text).join('\t'));
    else for (const { text, index } of texts) this.#passedAs('struck', this.#at(place, index), text);
    return isWhole;
  }

  #passTotal(line: GridLine, columns: ReadonlyMap<number, ColumnRole | null>): boolean {
    const first = line.cells.find(({ text, covered }) => covered === null && text.trim() !== '')?.text ?? '';
    const name = line.cells.find((_, index) => columns.get(index) === 'name')?.text ?? '';
    if (!isTotal(first) && !isTotal(name)) return false;
    this.#pass(line, 'total');
    return true;
  }

  /** In a text each line has all columns, or nobody knows which one is missing; 備考 alone may be left off. */
  #fits(line: GridLine, columns: ReadonlyMap<number, ColumnRole | null>, place: Place): boolean {
    if (!this.#grid.strict) return true;
    let found = line.cells.length;
    while (found > this.#width && line.cells[found - 1]!.text.trim() === '') found -= 1;
    const optional = columns.get(this.#width - 1) === 'remarks' ? 1 : 0;
    if (found <= this.#width && found >= this.#width - optional) return true;
    this.#problem('columnCount', place, {
      expected: String(this.#width),
      found: String(found),
      text: textOf(line),
    });
    return false;
  }

  /** The cells of a row by what they are; null when one of them has a problem. */
  #cellsOf(
    line: GridLine,
    columns: ReadonlyMap<number, ColumnRole | null>,
    place: Place,
  ): ReadonlyMap<ColumnRole, string> | null {
    const cells = new Map<ColumnRole, string>();
    const above = new Map(this.#above);
    const problems = this.problems.length;
    line.cells.forEach((cell, index) => {
      if (cell.covered === 'left' || this.#grid.hiddenColumns.has(index)) return;
      const role = columns.has(index) ? columns.get(index)! : this.#unnamed(index, cell, place);
      const at = this.#at(place, index);
      this.survey.sample(index, cell.text);
      if (role === null || role === 'ignore') return;
      if (cell.fault !== undefined) this.#problem(cell.fault, at, { text: cell.text });
      if (cell.text.length > MAX_CELL_LENGTH)
        this.#problem('tooLong', at, { limit: String(MAX_CELL_LENGTH) });
      const own = cell.text.length > MAX_CELL_LENGTH ? '' : cellText(cell.text, this.#grid.strict);
      const text = isDitto(own) ? (above.get(index) ?? '') : own;
      above.set(index, text);
      const earlier = cells.get(role) ?? '';
      cells.set(role, earlier === '' || text === '' ? earlier + text : `${earlier}\n${text}`);
    });
    this.#above = above;
    return this.problems.length > problems ? null : cells;
  }

  /** A column without a name that has something in it, which only a person can say what it is. */
  #unnamed(index: number, cell: Cell, place: Place): ColumnRole | null {
    if (cell.text.trim() === '' || cell.covered !== null) return null;
    const header = `列${columnLetters(index + 1)}`;
    const role = roleOf(header, this.#choices);
    this.survey.open([{ index, header, role }], place);
    return role;
  }

  #departmentOf(cells: ReadonlyMap<ColumnRole, string>, place: Place): string | null {
    if (cells.has('department') || this.#hasDepartmentColumn()) {
      const own = departmentName(cells.get('department') ?? '');
      if (own !== '') return (this.#department = this.#known(own, place));
      if (this.#department !== null) this.#warn('departmentCarried', place, { text: this.#department });
    }
    const { sheet } = this.#grid;
    if (this.#department === null && sheet !== null && isOrganisation(sheet))
      this.#setDepartment(sheet, place);
    if (this.#department === null && !this.#lacksDepartment) {
      this.#lacksDepartment = true;
      this.#problem('noDepartment', this.#headerPlace ?? place, {});
    }
    return this.#department;
  }

  #pass(line: GridLine, why: PassedOver['why']): void {
    this.#passedAs(why, this.#place(line), textOf(line));
  }

  #passedAs(why: PassedOver['why'], place: Place, text: string): void {
    this.passedOver.push({ place, text: cut(text), why });
  }

  #place(line: GridLine): Place {
    const sheet = line.table ?? this.#grid.sheet;
    return this.#grid.turned && !line.loose
      ? { sheet, line: null, column: line.line }
      : { sheet, line: line.line, column: null };
  }

  /** A cell of a line. */
  #at(place: Place, index: number): Place {
    return this.#grid.turned ? { ...place, line: index + 1 } : { ...place, column: index + 1 };
  }

  #problem(code: RemarkCode, place: Place, values: Record<string, string>): void {
    this.problems.push({ code, place, values });
  }

  #note(code: RemarkCode, place: Place, values: Record<string, string>): void {
    (this.#grid.strict ? this.problems : this.warnings).push({ code, place, values });
  }

  #warn(code: RemarkCode, place: Place, values: Record<string, string>): void {
    this.warnings.push({ code, place, values });
  }
}
