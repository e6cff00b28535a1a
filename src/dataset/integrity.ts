import { describeProblem } from './edition/problems.ts';
import type { Steps } from '../text/steps.ts';
import { termKey } from './curated/synonyms.ts';
import type { Concept, Department, DepartmentGroup, Expansion, Initiative } from './schema.ts';

/** Rows that are looked at in a step. */
const ROWS_A_STEP = 500;

/** What rows contradict: each other, the departments, themselves. `departments` is null when they could not be read. */
export function* checkInitiatives(
  rows: readonly Initiative[],
  departments: readonly Department[] | null,
): Steps<string[]> {
  const known = departments === null ? null : new Set(departments.map((department) => department.name));
  const ids = new Counted();
  const titles = new Counted();
  const problems: string[] = [];
  for (const [index, row] of rows.entries()) {
    const { id, department, name, schedule } = row;
    ids.add(id);
    titles.add(`${department}「${name}」`);
    if (known?.has(department) === false)
      problems.push(describeProblem('unknownDepartment', { id, department }));
    if (schedule.start !== null && schedule.end !== null && schedule.start > schedule.end)
      problems.push(describeProblem('endsBeforeStart', { id }));
    if (index % ROWS_A_STEP === 0) yield;
  }
  return [
    ...ids.repeated().map((id) => describeProblem('idTwice', { id })),
    ...titles.repeated().map((row) => describeProblem('rowTwice', { row })),
    ...problems,
  ];
}

/** Names that stand for two departments, groups with strangers. */
export function checkDepartments(
  departments: readonly Department[],
  groups: readonly DepartmentGroup[],
): string[] {
  const known = new Set(departments.map((department) => department.name));
  const names = departments.flatMap(({ name, en, aliases }) => [
    ...new Set([name, ...(en === null ? [] : [en]), ...aliases].map(termKey)),
  ]);
  return [
    ...duplicates(names).map((name) => describeProblem('nameTwice', { name })),
    ...groups.flatMap((group) =>
      group.departments
        .filter((name) => !known.has(name))
        .map((department) => describeProblem('strangerInGroup', { group: group.names[0]!, department })),
    ),
  ];
}

/** Ids and terms that occur twice, relations that lead nowhere or in a circle. */
export function checkConcepts(concepts: readonly Concept[]): string[] {
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  const owners = new Map<string, Set<string>>();
  for (const concept of concepts) {
    for (const term of concept.terms) {
      const key = termKey(term);
      owners.set(key, (owners.get(key) ?? new Set()).add(concept.id));
    }
  }
  return [
    ...duplicates(concepts.map((concept) => concept.id)).map((concept) =>
      describeProblem('conceptTwice', { concept }),
    ),
    ...concepts.flatMap((concept) =>
      (['broader', 'means', 'related'] as const).flatMap((relation) =>
        concept[relation]
          .filter((id) => !byId.has(id))
          .map((other) => describeProblem('unknownConcept', { concept: concept.id, relation, other })),
      ),
    ),
    ...[...owners]
      .filter(([, ids]) => ids.size > 1)
      .map(([term, ids]) => describeProblem('termTwice', { term, concepts: [...ids].join(' and ') })),
    ...findCycles(byId),
  ];
}

/** Each cycle of `broader` once, as a path; a concept that leads into a cycle is no part of it. */
function findCycles(byId: ReadonlyMap<string, Concept>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (id: string, trail: string[]): void => {
    const entered = trail.indexOf(id);
    if (entered >= 0) {
      cycles.push(describeProblem('circle', { concepts: [...trail.slice(entered), id].join(' → ') }));
      return;
    }
    if (done.has(id)) return;
    for (const wider of byId.get(id)?.broader ?? []) visit(wider, [...trail, id]);
    done.add(id);
  };
  for (const id of byId.keys()) visit(id, []);
  return cycles;
}

/** Entries and themes without what they name; null for rows or concepts that could not be read. */
export function checkExpansions(
  expansions: readonly Expansion[],
  rows: readonly Initiative[] | null,
  concepts: readonly Concept[] | null,
): string[] {
  const ids = rows === null || expansions.length === 0 ? null : new Set(rows.map((row) => row.id));
  const conceptIds = concepts === null ? null : new Set(concepts.map((concept) => concept.id));
  return [
    ...duplicates(expansions.map((expansion) => expansion.id)).map((id) =>
      describeProblem('wordsTwice', { id }),
    ),
    ...expansions
      .filter(({ id }) => ids !== null && !ids.has(id))
      .map(({ id }) => describeProblem('wordsOfNoRow', { id })),
    ...expansions.flatMap(({ id, themes }) =>
      themes
        .filter((theme) => conceptIds !== null && !conceptIds.has(theme))
        .map((concept) => describeProblem('unknownTheme', { id, concept })),
    ),
  ];
}

/** Values, and which of them occur more than once. */
class Counted {
  readonly #seen = new Set<string>();
  readonly #repeated = new Set<string>();

  add(value: string): void {
    (this.#seen.has(value) ? this.#repeated : this.#seen).add(value);
  }

  /** Each named once. */
  repeated(): string[] {
    return [...this.#repeated];
  }
}

/** Values that occur more than once, each named once. */
function duplicates(values: readonly string[]): string[] {
  const counted = new Counted();
  for (const value of values) counted.add(value);
  return counted.repeated();
}
