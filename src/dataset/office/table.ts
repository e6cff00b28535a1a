import { columnLetters } from '../../text/xlsx.ts';
import {
  areSame,
  cellText,
  columnsIn,
  cut,
  draftOf,
  goOn,
  isTotalRow,
  nameCellOf,
  oneLine,
  textOf,
  unseenIn,
  type Columns,
  type DraftRow,
} from './draft.ts';
import { duplicateOf, FoundDepartments, FoundRows } from './found.ts';
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
  passedAlone,
  namesSeveral,
  lastYearIn,
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
  readonly #rows = new FoundRows();
  readonly #departments = new FoundDepartments();
  readonly rows = this.#rows.rows;
  readonly departments = this.#departments.names;
  /** Fiscal years that headings of tables and names of sheets are about. */
  readonly years: { readonly year: number; readonly place: Place }[] = [];
  readonly passedOver: PassedOver[] = [];
  readonly problems: Remark[] = [];
  readonly warnings: Remark[] = [];
  /** The lines above the first table. */
  readonly preamble: string[] = [];
  /** The names of its columns. */
  readonly headers: string[] = [];
  readonly survey: ColumnSurvey;
  readonly #choices: ColumnChoices;
  #grid!: Grid;
  #department: string | null = null;
  #columns: Columns | null = null;
  #width = 0;
  #held: HeldLine[] = [];
  #above: ReadonlyMap<number, string> = new Map();
  #rowsOfDepartment = 0;
  #lacksDepartment = false;
  /** The line of the document's head that has been taken for a department. */
  #ofHead: string | null = null;
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
        this.#passUnseen(line);
        continue;
      }
      if (line.hidden) {
        this.#pass(line, 'hiddenRow');
        continue;
      }
      const header = headerAt(line, lines[index + 1], this.#choices);
      if (header === null) this.#readLine(line);
      else {
        for (const one of lines.slice(index, index + header.lines)) this.#passUnseen(one);
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
    this.#ofHead = null;
    this.#closeDepartment();
  }

  #readLine(line: GridLine): void {
    const own = line.cells.filter(({ text, covered }) => covered === null && text.trim() !== '');
    const isSingle = own.length === 1 && line.cells.every(({ covered }) => covered !== 'above');
    if (this.#columns === null) this.#readBeforeTable(line, own);
    else if (isSingle) this.#readSingle(line, own[0]!);
    else this.#readRow(line, this.#columns);
  }

  #readBeforeTable(line: GridLine, own: readonly Cell[]): void {
    this.#passUnseen(line);
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
    const why = passedAlone(text);
    const isHeading = isOrganisation(text) && !(named && this.#hasDepartmentColumn());
    if (why === null && !isHeading && named) {
      this.#readRow(line, this.#columns!);
      return;
    }
    this.#passUnseen(line);
    if (why !== null) this.#pass(line, why);
    else if (isHeading) this.#openDepartment(text, line);
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
    // Said again on the next page, the same header parts nothing.
    if (!areSame(columns, this.#columns)) this.#above = new Map();
    this.#columns = columns;
    this.#width = Math.max(...header.columns.map(({ index }) => index)) + 1;
    this.#lacksDepartment = false;
    this.#headerPlace = this.#place(line);
    this.#decideHeading(first);
  }

  #decideHeading(first: boolean): void {
    const held = this.#held;
    this.#held = [];
    if (!first) this.#ofHead = null;
    const year = lastYearIn([this.#grid.sheet ?? '', ...held.map(({ text }) => text)]);
    if (year !== null) this.years.push({ year, place: this.#headerPlace! });
    const { chosen, unlike } = chooseHeading(held, first);
    if (chosen !== undefined && unlike && !this.#hasDepartmentColumn())
      this.#warn('unlikeDepartment', chosen.place, { text: chosen.text });
    if (chosen !== undefined && !this.#hasDepartmentColumn()) {
      this.#setDepartment(chosen.text, chosen.place);
      const at = this.preamble.lastIndexOf(chosen.text);
      if (first && at >= 0) [this.#ofHead = null] = this.preamble.splice(at, 1);
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
    this.#ofHead = null;
    this.#department = name;
    this.#rowsOfDepartment = 0;
    this.#lacksDepartment = false;
    this.#above = new Map();
  }

  #closeDepartment(): void {
    if (this.#department === null || this.#rowsOfDepartment > 0 || this.#hasDepartmentColumn()) return;
    if (this.rows.some(({ department }) => department === this.#department)) return;
    if (this.#ofHead !== null) {
      // Right above a table that names its departments itself stands who has made it.
      this.#departments.drop(this.#department);
      this.preamble.push(this.#ofHead);
      return;
    }
    const place = { sheet: this.#grid.sheet, line: null, column: null };
    this.#warn('emptyDepartment', place, { text: this.#department });
  }

  /** The department as it was first written. */
  #known(name: string, place: Place): string {
    const known = this.#departments.known(name);
    if (known !== name) this.#note('departmentSpelling', place, { known, text: name });
    return known;
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

  #readRow(line: GridLine, columns: Columns): void {
    this.#flushHeld();
    const place = this.#place(line);
    if (this.#passUnseen(line, columns)) return;
    if (isTotalRow(line, columns)) {
      this.#pass(line, 'total');
      return;
    }
    if (!this.#fits(line, columns, place)) return;
    const cells = this.#cellsOf(line, columns, place);
    if (cells === null) return;
    const name = withoutMark(withoutContinued(oneLine(cells.get('name') ?? '')));
    const previous = this.rows.at(-1);
    // One name over the lines of several departments is an initiative of each.
    const own = departmentName(cells.get('department') ?? '');
    const goesOn = previous?.name === name && (own === '' || own === previous.department);
    if (goesOn && nameCellOf(line, columns)?.covered === 'above') {
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
    this.#add({ ...draftOf(cells, line, place), department, name });
  }

  #add(row: DraftRow): void {
    const earlier = this.#rows.add(row);
    if (earlier === null) this.#rowsOfDepartment += 1;
    else this.problems.push(duplicateOf(row, earlier));
  }

  /** Lists what is struck through or hidden; true: a row has been withdrawn with it. */
  #passUnseen(line: GridLine, columns?: Columns): boolean {
    const { unseen, isWhole } = unseenIn(line, columns);
    const place = this.#place(line);
    for (const { why, text, index } of unseen)
      // A paragraph has no columns.
      this.#passedAs(why, index === null || line.loose ? place : this.#at(place, index), text);
    return isWhole;
  }

  /** In a text each line has all columns, or nobody knows which one is missing; 備考 alone may be left off. */
  #fits(line: GridLine, columns: Columns, place: Place): boolean {
    if (!this.#grid.strict) return true;
    const found = columnsIn(line, this.#width);
    const optional = columns.get(this.#width - 1) === 'remarks' ? 1 : 0;
    if (found <= this.#width && found >= this.#width - optional) return true;
    const values = { expected: String(this.#width), found: String(found), text: textOf(line) };
    this.#problem('columnCount', place, values);
    return false;
  }

  /** The cells of a row by what they are; null when one of them has a problem. */
  #cellsOf(line: GridLine, columns: Columns, place: Place): ReadonlyMap<ColumnRole, string> | null {
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
      if (isDitto(own) && !above.has(index) && role !== 'number') this.#problem('dittoOfNothing', at, {});
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
      const written = cells.get('department') ?? '';
      const own = departmentName(written);
      if (own !== '' && namesSeveral(written)) this.#note('severalDepartments', place, { text: own });
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
