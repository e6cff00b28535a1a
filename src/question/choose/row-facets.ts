import { IN_COMMON } from '../read/wording.ts';
import { foldText } from '../../text/fold.ts';
import type { Dataset } from '../../dataset/schema.ts';
import type { Steps } from '../../text/steps.ts';
import { timingFilter, timingOf, type Timing } from './facets.ts';
import type { MonthNumber } from '../../calendar/month.ts';
import { saysWhen, type Query } from '../read/query.ts';

/** Which rows meet the facets of one question, whatever they are about. */
export interface RowFilter {
  readonly accepts: (row: number) => boolean;
  /** The departments asked for that the row is only about, filed under another. */
  readonly aboutOf: (row: number) => readonly number[];
}

const monthOrLast = ({ start }: Timing): MonthNumber => start ?? Infinity;

const WANTED = 1;
const EXCLUDED = 2;
const NO_DEPARTMENTS: readonly number[] = [];
/** Of rows that are all filed where they are asked for. */
export const ABOUT_NONE = (): readonly number[] => NO_DEPARTMENTS;

/** The different timings, and which of them, and which department, each row has. */
interface RowFiling {
  readonly timings: readonly Timing[];
  readonly numbers: Uint32Array;
  readonly departmentOf: Uint32Array;
}

function* filingOf({ initiatives: rows, departments }: Dataset): Steps<RowFiling> {
  const departmentNumbers = new Map(departments.map(({ name }, d) => [name, d]));
  const departmentOf = new Uint32Array(rows.length);
  const timings: Timing[] = [];
  const known = new Map<string, number>();
  const numbers = new Uint32Array(rows.length);
  for (const [r, row] of rows.entries()) {
    const timing = timingOf(row);
    const key = JSON.stringify(timing);
    const number = known.get(key) ?? timings.length;
    if (number === timings.length) timings.push(timing);
    known.set(key, number);
    numbers[r] = number;
    departmentOf[r] = departmentNumbers.get(row.department)!;
    yield;
  }
  return { timings, numbers, departmentOf };
}

/** Where nothing limits the rows; by it, who filters knows that there is nothing to do. */
export const EVERY_ROW = (): true => true;
/** What both agree to; the other alone where one agrees to every row. */
export function both(
  one: (row: number) => boolean,
  other: (row: number) => boolean,
): (row: number) => boolean {
  if (one === EVERY_ROW) return other;
  return other === EVERY_ROW ? one : (row) => one(row) && other(row);
}

/** Department and timing of every row: what is certain of it. */
export class RowFacets {
  readonly departmentOf: Uint32Array;
  /** Each different timing once: they are few, so a question judges them, not the rows. */
  readonly #timings: readonly Timing[];
  readonly #timingOf: Uint32Array;
  /** By timing: the position of its first month among all first months. */
  readonly #startRanks: Uint32Array;
  readonly #rows: Dataset['initiatives'];
  /** Departments whose doings a row tells of. */
  readonly #about: ReadonlyMap<number, readonly number[]>;
  /** By department: the rows that tell of it. */
  readonly #rowsAbout: readonly (readonly number[])[];

  private constructor(
    dataset: Dataset,
    about: ReadonlyMap<number, readonly number[]>,
    { timings, numbers, departmentOf }: RowFiling,
  ) {
    const { departments, initiatives } = dataset;
    this.#about = about;
    this.#rows = initiatives;
    const rowsAbout: number[][] = departments.map(() => []);
    for (const [row, told] of about) for (const d of told) rowsAbout[d]!.push(row);
    this.#rowsAbout = rowsAbout;
    this.departmentOf = departmentOf;
    this.#timings = timings;
    this.#timingOf = numbers;
    const starts = [...new Set(timings.map(monthOrLast))].sort((a, b) => a - b);
    this.#startRanks = Uint32Array.from(timings, (timing) => starts.indexOf(monthOrLast(timing)));
  }

  /** The facets of the dataset's rows, a row a step. */
  static *build(dataset: Dataset, about: ReadonlyMap<number, readonly number[]>): Steps<RowFacets> {
    return new RowFacets(dataset, about, yield* filingOf(dataset));
  }

  /** Rows that start earlier have a smaller number; those whose first month is not known the largest. */
  startRankOf(row: number): number {
    return this.#startRanks[this.#timingOf[row]!]!;
  }

  /** Whether the row's first month is known. */
  hasStart(row: number): boolean {
    return this.#timings[this.#timingOf[row]!]!.start !== null;
  }

  /** The rows that begin in the month, or the months, in which most of them begin or fewest. */
  inMonth(rows: Uint32Array, end: 'busiest' | 'quietest'): Uint32Array {
    const stated = rows.filter((row) => this.#timings[this.#timingOf[row]!]!.monthStated);
    const starts = stated.filter((row) => this.hasStart(row));
    const counts = new Map<number, number>();
    for (const rank of starts.map((row) => this.startRankOf(row)))
      counts.set(rank, (counts.get(rank) ?? 0) + 1);
    const wanted = end === 'busiest' ? Math.max(...counts.values()) : Math.min(...counts.values());
    return starts.filter((row) => counts.get(this.startRankOf(row)) === wanted);
  }

  /** What the question's departments, time, recurrence and stage let through. */
  filter(query: Query, today: string): RowFilter {
    if (!hasFacets(query)) return { accepts: EVERY_ROW, aboutOf: ABOUT_NONE };
    const isInTime = timingFilter(query.when, today);
    const timings = Uint8Array.from(this.#timings, (timing) => (isInTime(timing) ? 1 : 0));
    const departments = new Uint8Array(this.#rowsAbout.length);
    if (query.departments === null) departments.fill(WANTED);
    for (const d of query.departments ?? []) departments[d] = WANTED;
    for (const d of query.excludedDepartments) departments[d] = EXCLUDED;
    const about = this.#aboutOthers(query.departments ?? []);
    const { departmentOf } = this;
    const timingOf = this.#timingOf;
    return {
      accepts: (row) => {
        if (timings[timingOf[row]!] === 0) return false;
        if (query.remarked && this.#rows[row]!.remarks === '') return false;
        const department = departments[departmentOf[row]!];
        return department === WANTED || (department !== EXCLUDED && about.has(row));
      },
      aboutOf: about.size === 0 ? ABOUT_NONE : (row) => about.get(row) ?? NO_DEPARTMENTS,
    };
  }

  /** Rows that are about these departments and filed under others, with those of them that they are about. */
  #aboutOthers(departments: readonly number[]): ReadonlyMap<number, readonly number[]> {
    const wanted = new Set(departments);
    const found = new Map<number, readonly number[]>();
    for (const row of departments.flatMap((d) => this.#rowsAbout[d]!)) {
      if (!wanted.has(this.departmentOf[row]!))
        found.set(
          row,
          this.#about.get(row)!.filter((told) => wanted.has(told)),
        );
    }
    return found;
  }
}

/** The rows that are filed where they are asked for, and not only about it. */
export function filedThere(rows: Uint32Array, aboutOf: RowFilter['aboutOf']): Uint32Array {
  return aboutOf === ABOUT_NONE ? rows : rows.filter((row) => aboutOf(row).length === 0);
}

/** Whether departments, a time, a stage or remarks were asked for. */
export function hasFacets(query: Query): boolean {
  return (
    query.departments !== null ||
    query.excludedDepartments.length > 0 ||
    query.remarked ||
    saysWhen(query.when)
  );
}

/** Names that share so much of their characters are of one thing. */
const ALIKE = 0.6;

/** Whether what several departments have alike is asked for. */
export const asksInCommon = ({ asked, departments, groups }: Query): boolean =>
  (departments?.length ?? 0) > 1 && groups.length === 0 && IN_COMMON.test(asked);

/** Of some rows, those that each other department has one like. */
export function rowsInCommon(
  rows: readonly number[],
  nameOf: (row: number) => string,
  departmentOf: (row: number) => number,
): readonly number[] {
  const departments = new Set(rows.map(departmentOf));
  const pairs = new Map(rows.map((row) => [row, pairsOf(foldText(nameOf(row)))]));
  const likeness = (one: number, other: number): number => dice(pairs.get(one)!, pairs.get(other)!);
  return rows.filter((row) =>
    [...departments].every(
      (d) =>
        d === departmentOf(row) ||
        rows.some((other) => departmentOf(other) === d && likeness(row, other) >= ALIKE),
    ),
  );
}

const pairsOf = (text: string): ReadonlySet<string> =>
  new Set(Array.from(text.slice(1), (_, i) => text.slice(i, i + 2)));

const dice = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  (2 * one.intersection(other).size) / Math.max(1, one.size + other.size);
