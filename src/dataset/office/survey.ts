import { formOf, roleOf, type HeaderColumn } from './header-row.ts';
import type { ColumnChoices, ColumnRole, FoundColumn, Place, Remark, Unclear } from './types.ts';

const SAMPLES = 3;

interface Column {
  readonly header: string;
  readonly role: ColumnRole | null;
  readonly samples: string[];
  readonly place: Place;
}

/** What the headers of a file say together, and what of them only a person can. */
export class ColumnSurvey {
  readonly columns: Column[] = [];
  readonly #choices: ColumnChoices;
  readonly #byIndex = new Map<number, string[]>();
  readonly #unclear = new Map<string, Unclear>();
  readonly #missing = new Map<string, Remark>();

  constructor(choices: ColumnChoices) {
    this.#choices = choices;
  }

  /** Takes the columns of a table, or one that has no name. */
  open(columns: readonly HeaderColumn[], place: Place): void {
    if (columns.length > 1) this.#byIndex.clear();
    for (const { index, header, role } of columns) {
      let column = this.columns.find((other) => other.header === header && other.role === role);
      if (column === undefined) this.columns.push((column = { header, role, samples: [], place }));
      this.#byIndex.set(index, column.samples);
    }
    if (columns.length > 1) this.#check(columns, place);
  }

  sample(index: number, text: string): void {
    const samples = this.#byIndex.get(index);
    const short = text.trim().slice(0, 60);
    if (samples !== undefined && samples.length < SAMPLES && short !== '' && !samples.includes(short))
      samples.push(short);
  }

  get form(): string {
    return formOf(this.columns);
  }

  found(): readonly FoundColumn[] {
    return this.columns.map(({ header, role, samples }) => ({ header, role, samples }));
  }

  /** A column that nobody knows and that has nothing in it needs no answer. */
  unclear(): readonly Unclear[] {
    const unknown = this.columns.filter(({ role, samples }) => role === null && samples.length > 0);
    const columns: Unclear[] =
      unknown.length === 0
        ? []
        : [{ what: 'columns', headers: unknown.map(({ header }) => header), place: unknown[0]!.place }];
    return [...columns, ...this.#unclear.values()];
  }

  /** Columns that a table goes without. */
  missing(): readonly Remark[] {
    return [...this.#missing.values()];
  }

  #check(columns: readonly HeaderColumn[], place: Place): void {
    const having = (role: ColumnRole): readonly HeaderColumn[] =>
      columns.filter((column) => column.role === role);
    for (const role of [
      'id',
      'department',
      'name',
      'summary',
      'schedule',
      'start',
      'end',
      'remarks',
    ] as const) {
      const headers = having(role).map(({ header }) => header);
      const chosen = headers.filter((header) => this.#isChosen(header));
      const joins = role === 'remarks' || role === 'summary';
      if (headers.length > 1 && !(joins && chosen.length >= headers.length - 1))
        this.#unclear.set(`twice ${role}`, { what: 'twice', role, headers, place });
    }
    if (having('name').length === 0) this.#unclear.set('name', { what: 'missing', role: 'name', place });
    for (const role of ['summary', 'schedule'] as const) {
      if (having(role).length > 0 || (role === 'schedule' && having('start').length > 0)) continue;
      const column = role === 'summary' ? '概要' : '実施時期';
      this.#missing.set(role, { place, code: 'columnMissing', values: { column, role } });
    }
  }

  #isChosen(header: string): boolean {
    return Object.keys(this.#choices).length > 0 && roleOf(header, {}) !== roleOf(header, this.#choices)
      ? true
      : Object.hasOwn(this.#choices, header);
  }
}
