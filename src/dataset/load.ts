import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ZodType } from 'zod';
import {
  DepartmentsFile,
  DepartmentWordsFile,
  ExpansionsFile,
  InitiativesFile,
  ThesaurusFile,
  type Concept,
  type Dataset,
  type Department,
  type DepartmentGroup,
  type Expansion,
  type Initiative,
} from './schema.ts';

/** The dataset cannot be used; `problems` lists everything that is wrong with it, with file and place. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `dataset has ${problems.length} problem(s):\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** The project's own words for things, which serve a folder that brings none. */
const OWN_DATA = path.resolve(import.meta.dirname, '../../data');
const OWN_THESAURUS = path.join(OWN_DATA, 'thesaurus');

/**
 * Reads a dataset folder (initiatives.json, departments.json, optional expansions.json, optional thesaurus/*.json),
 * checks all of it, and throws one DatasetError with every problem. A folder without thesaurus/*.json takes
 * `thesaurusDir`, which is the project's own unless told otherwise.
 */
export function loadDataset(dir: string, options: { readonly thesaurusDir?: string } = {}): Dataset {
  const reading = new Reading(dir);
  const rows = reading.file('initiatives.json', InitiativesFile);
  const departmentsFile = reading.file('departments.json', DepartmentsFile);
  const expansions = existsSync(path.join(dir, 'expansions.json'))
    ? (reading.file('expansions.json', ExpansionsFile)?.expansions ?? [])
    : [];
  const concepts = readConcepts(reading, dir, options.thesaurusDir ?? OWN_THESAURUS);
  const departmentWords = reading.file(
    'department-words.json',
    DepartmentWordsFile,
    [dir, OWN_DATA]
      .map((folder) => path.join(folder, 'department-words.json'))
      .find((file) => existsSync(file)),
  );

  const problems = [...reading.problems];
  const departments = departmentsFile?.departments ?? null;
  const groups = departmentsFile?.groups ?? [];
  if (rows !== null) problems.push(...checkInitiatives(rows.initiatives, departments));
  if (departments !== null) problems.push(...checkDepartments(departments, groups));
  problems.push(...checkConcepts(concepts));
  // Without the files that they refer to, references say nothing.
  problems.push(
    ...checkExpansions(expansions, rows?.initiatives ?? null, reading.thesaurusRead ? concepts : null),
  );
  if (problems.length > 0 || rows === null || departments === null) throw new DatasetError(problems);

  return {
    source: rows.source,
    departments,
    groups,
    initiatives: rows.initiatives,
    concepts,
    departmentWords: departmentWords?.words ?? [],
    expansions: new Map(expansions.map((expansion) => [expansion.id, expansion])),
    revision: reading.revision(),
  };
}

/**
 * initiatives.json and departments.json as an earlier import left them, null where there is none yet; throws a
 * DatasetError when one is there and unreadable, because importing over it would lose ids and curated names.
 */
export function loadPreviousFiles(dir: string): {
  initiatives: InitiativesFile | null;
  departments: DepartmentsFile | null;
  /** Rows that editors have written expansions for. */
  expandedIds: readonly string[];
} {
  const reading = new Reading(dir);
  const optional = <T>(name: string, schema: ZodType<T>): T | null =>
    existsSync(path.join(dir, name)) ? reading.file(name, schema) : null;
  const initiatives = optional('initiatives.json', InitiativesFile);
  const departments = optional('departments.json', DepartmentsFile);
  const expansions = optional('expansions.json', ExpansionsFile)?.expansions ?? [];
  if (reading.problems.length > 0) throw new DatasetError(reading.problems);
  return { initiatives, departments, expandedIds: expansions.map((expansion) => expansion.id) };
}

/** Files read so far: their hash, and what was wrong with them. */
class Reading {
  readonly problems: string[] = [];
  thesaurusRead = true;
  readonly #dir: string;
  readonly #hash = createHash('sha256');

  constructor(dir: string) {
    this.#dir = dir;
  }

  file<T>(name: string, schema: ZodType<T>, from = path.join(this.#dir, name)): T | null {
    let text: string;
    try {
      text = readFileSync(from, 'utf8');
    } catch (error) {
      this.problems.push(`${name}: cannot be read from ${from} (${codeOf(error)})`);
      return null;
    }
    this.#hash.update(`${name}\0${Buffer.byteLength(text)}\0${text}`);
    let json: unknown;
    try {
      json = JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch (error) {
      this.problems.push(`${name}: not JSON (${error instanceof Error ? error.message : String(error)})`);
      return null;
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      this.problems.push(`${name}: ${issue.path.map(String).join('.') || '(whole file)'}: ${issue.message}`);
    }
    return null;
  }

  revision(): string {
    return this.#hash.digest('hex').slice(0, 16);
  }
}

function readConcepts(reading: Reading, dir: string, fallback: string): Concept[] {
  const own = path.join(dir, 'thesaurus');
  const ownFiles = jsonFiles(own);
  const folder = ownFiles.length > 0 ? own : fallback;
  const names = ownFiles.length > 0 ? ownFiles : jsonFiles(fallback);
  return names.flatMap((name) => {
    const file = reading.file(`thesaurus/${name}`, ThesaurusFile, path.join(folder, name));
    if (file === null) reading.thesaurusRead = false;
    return file?.concepts ?? [];
  });
}

/** Sorted, so that the revision does not depend on the file system. */
function jsonFiles(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort();
}

function checkInitiatives(rows: readonly Initiative[], departments: readonly Department[] | null): string[] {
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

function checkDepartments(departments: readonly Department[], groups: readonly DepartmentGroup[]): string[] {
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

function checkConcepts(concepts: readonly Concept[]): string[] {
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

function checkExpansions(
  expansions: readonly Expansion[],
  rows: readonly Initiative[] | null,
  concepts: readonly Concept[] | null,
): string[] {
  const ids = rows === null ? null : new Set(rows.map((row) => row.id));
  const conceptIds = concepts === null ? null : new Set(concepts.map((concept) => concept.id));
  return [
    ...duplicates(expansions.map((expansion) => expansion.id)).map(
      (id) => `expansions.json: ${id} occurs more than once`,
    ),
    ...expansions
      .filter(({ id }) => ids !== null && !ids.has(id))
      .map(({ id }) => `expansions.json: ${id} is no row of initiatives.json`),
    ...expansions.flatMap(({ id, themes }) =>
      themes
        .filter((theme) => conceptIds !== null && !conceptIds.has(theme))
        .map((theme) => `expansions.json: ${id}: unknown theme ${theme}`),
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

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
