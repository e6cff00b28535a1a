import type { Concept, Department, DepartmentGroup, Expansion, Initiative } from './schema.ts';

/** What rows contradict: each other, the departments, themselves. `departments` is null when they could not be read. */
export function checkInitiatives(
  rows: readonly Initiative[],
  departments: readonly Department[] | null,
): string[] {
  const known = departments === null ? null : new Set(departments.map((department) => department.name));
  return [
    ...duplicates(rows.map((row) => row.id)).map((id) => `initiatives.json: id ${id} occurs more than once`),
    ...duplicates(rows.map((row) => `${row.department}「${row.name}」`)).map(
      (row) => `initiatives.json: ${row} occurs more than once`,
    ),
    ...rows
      .filter((row) => known !== null && !known.has(row.department))
      .map((row) => `initiatives.json: ${row.id}: department ${row.department} is not in departments.json`),
    ...rows
      .filter(({ schedule: { start, end } }) => start !== null && end !== null && start > end)
      .map((row) => `initiatives.json: ${row.id}: schedule ends before it starts`),
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
    ...duplicates(names).map(
      (name) => `departments.json: the name ${name} stands for two departments; use a group`,
    ),
    ...groups.flatMap((group) =>
      group.departments
        .filter((name) => !known.has(name))
        .map((name) => `departments.json: group ${group.names[0]!}: unknown department ${name}`),
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
    ...duplicates(concepts.map((concept) => concept.id)).map(
      (id) => `thesaurus: concept ${id} occurs more than once`,
    ),
    ...concepts.flatMap((concept) =>
      (['broader', 'related'] as const).flatMap((relation) =>
        concept[relation]
          .filter((id) => !byId.has(id))
          .map((id) => `thesaurus: ${concept.id}: ${relation} names the unknown concept ${id}`),
      ),
    ),
    ...[...owners]
      .filter(([, ids]) => ids.size > 1)
      .map(([term, ids]) => `thesaurus: the term ${term} is in ${[...ids].join(' and ')}`),
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
      cycles.push(`thesaurus: broader goes in a circle: ${[...trail.slice(entered), id].join(' → ')}`);
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
  const ids = rows === null ? null : new Set(rows.map((row) => row.id));
  const conceptIds = concepts === null ? null : new Set(concepts.map((concept) => concept.id));
  return [
    ...duplicates(expansions.map((expansion) => expansion.id)).map(
      (id) => `expansions.txt: ${id} occurs more than once`,
    ),
    ...expansions
      .filter(({ id }) => ids !== null && !ids.has(id))
      .map(({ id }) => `expansions.txt: ${id} is no row of initiatives.json`),
    ...expansions.flatMap(({ id, themes }) =>
      themes
        .filter((theme) => conceptIds !== null && !conceptIds.has(theme))
        .map((theme) => `expansions.txt: ${id}: unknown theme ${theme}`),
    ),
  ];
}

/** Values that occur more than once, each named once. */
function duplicates(values: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const value of values) (seen.has(value) ? repeated : seen).add(value);
  return [...repeated];
}

/** Width and case make no other word. */
function termKey(term: string): string {
  return term.normalize('NFKC').toLowerCase().trim();
}
