import type { Concept, Department, Initiative } from '../../dataset/schema.ts';
import type { Adoption } from './adoption.ts';

/** What a department does about a theme. */
export type CellState =
  /** It has a row that is under way, or was. */
  | 'does'
  /** All its rows are planned or under consideration. */
  | 'planned'
  /** It has no row, but takes one over, or is interested in one. */
  | 'takesOver'
  | 'none';

/** A theme with its rows, as a question for it finds them. */
export interface ThemeRows {
  readonly theme: Pick<Concept, 'id' | 'label'>;
  readonly rows: readonly Initiative[];
}

/** One theme over all departments. */
export interface ThemeCoverage extends ThemeRows {
  /** Of each department, in the document's order. */
  readonly cells: readonly { readonly department: string; readonly state: CellState }[];
}

/** Departments × themes. `isPlanned`: the row has not begun. */
export function coverageOf(
  departments: readonly Pick<Department, 'name'>[],
  themes: readonly ThemeRows[],
  adoptions: readonly Adoption[],
  isPlanned: (row: Initiative) => boolean,
): readonly ThemeCoverage[] {
  const taken = adoptions.filter(({ state }) => state !== 'declined');
  return themes.map(({ theme, rows }) => {
    const byDepartment = Map.groupBy(rows, ({ department }) => department);
    const ids = new Set(rows.map(({ id }) => id));
    const takers = new Set(
      taken.filter(({ initiativeId }) => ids.has(initiativeId)).map(({ department }) => department),
    );
    const stateOf = (name: string): CellState => {
      const own = byDepartment.get(name);
      if (own === undefined) return takers.has(name) ? 'takesOver' : 'none';
      return own.every(isPlanned) ? 'planned' : 'does';
    };
    return {
      theme,
      rows,
      cells: departments.map(({ name }) => ({ department: name, state: stateOf(name) })),
    };
  });
}

/** The departments in these states. */
export function departmentsIn(
  { cells }: Pick<ThemeCoverage, 'cells'>,
  ...states: readonly CellState[]
): readonly string[] {
  return cells.filter(({ state }) => states.includes(state)).map(({ department }) => department);
}

/** A theme that a department has nothing of, with those of its neighbours that have. */
export interface Gap {
  readonly coverage: ThemeCoverage;
  readonly neighbours: readonly string[];
}

/** What neighbours do or plan and the department does not, that which most of them do first. */
export function gapsOf(
  department: string,
  neighbours: readonly string[],
  coverage: readonly ThemeCoverage[],
): readonly Gap[] {
  return coverage
    .filter((one) => departmentsIn(one, 'none').includes(department))
    .map((one) => ({
      coverage: one,
      neighbours: departmentsIn(one, 'does', 'planned').filter((name) => neighbours.includes(name)),
    }))
    .filter((gap) => gap.neighbours.length > 0)
    .sort((a, b) => b.neighbours.length - a.neighbours.length);
}

/** A row for a department to take over, and why. */
export interface Recommendation {
  readonly initiative: Initiative;
  readonly gap: Gap;
  /** Departments that take it over already. */
  readonly takers: number;
}

/**
 * For each gap the neighbours' row that most departments take over, no row twice; without those that the department
 * has decided on already.
 */
export function recommendationsFor(
  department: string,
  gaps: readonly Gap[],
  adoptions: readonly Adoption[],
  limit: number,
): readonly Recommendation[] {
  const decided = new Set(
    adoptions.filter((one) => one.department === department).map(({ initiativeId }) => initiativeId),
  );
  const takersOf = (id: string) =>
    adoptions.filter(({ initiativeId, state }) => initiativeId === id && state !== 'declined').length;
  const found: Recommendation[] = [];
  for (const gap of gaps) {
    const candidates = gap.coverage.rows
      .filter(({ id, department: of }) => gap.neighbours.includes(of) && !decided.has(id))
      .filter(({ id }) => !found.some(({ initiative }) => initiative.id === id))
      .map((initiative) => ({ initiative, gap, takers: takersOf(initiative.id) }))
      .sort((a, b) => b.takers - a.takers);
    found.push(...candidates.slice(0, 1));
    if (found.length === limit) break;
  }
  return found;
}
