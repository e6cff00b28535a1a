import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ZodType } from 'zod';
import type { LineProblem } from '../curated/blocks.ts';
import { parseExpansions } from '../curated/expansions.ts';
import { type ConceptWords, parseSynonyms, withSynonyms } from '../curated/synonyms.ts';
import { parseWishes } from '../curated/wishes.ts';
import { checkConcepts, checkDepartments, checkExpansions, checkInitiatives } from '../integrity.ts';
import {
  DepartmentsFile,
  DepartmentWordsFile,
  GrammarFile,
  Initiative,
  InitiativesFile,
  JudgeWeights,
  type Concept,
  type Dataset,
  type Expansion,
  type Wish,
} from '../schema.ts';
import { parseThesaurus } from '../curated/thesaurus.ts';
import { decodedParts } from '../../text/decode.ts';
import { parseJsonSteps } from '../../text/json-steps.ts';
import { finish, type Steps } from '../../text/steps.ts';

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
const OWN_DATA = path.resolve(import.meta.dirname, '../../../data');
const OWN_THESAURUS = path.join(OWN_DATA, 'thesaurus');

/**
 * Reads a dataset folder (initiatives.json, departments.json, optional expansions.txt, wishes.txt, synonyms.txt and thesaurus/*.txt),
 * checks all of it, and throws one DatasetError with every problem. A folder without thesaurus/*.txt takes
 * `thesaurusDir`, which is the project's own unless told otherwise.
 */
export function loadDataset(dir: string, options: { readonly thesaurusDir?: string } = {}): Dataset {
  return finish(checkedDataset(new Reading(dir), options.thesaurusDir ?? OWN_THESAURUS));
}

/** The same of files that were read before, by their names in a dataset folder. */
export function datasetOf(files: DatasetFiles): Dataset {
  return finish(datasetSteps(files));
}

/** The same in steps, for who has others to serve meanwhile. */
export function datasetSteps(files: HeldFiles): Steps<Dataset> {
  return checkedDataset(new Reading('', files), OWN_THESAURUS);
}

/** The files of a dataset that are its own, by name: thesaurus/*.txt with their folder. */
export type DatasetFiles = ReadonlyMap<string, string>;

/** The same; what is bytes is UTF-8. */
export type HeldFiles = ReadonlyMap<string, string | Uint8Array>;

/** What a dataset folder holds of its own, unchecked; throws when a file cannot be read. */
export function readDatasetFiles(dir: string): DatasetFiles {
  const names = [
    'initiatives.json',
    'departments.json',
    'expansions.txt',
    'wishes.txt',
    'synonyms.txt',
    'department-words.json',
  ];
  const thesaurus = thesaurusFiles(path.join(dir, 'thesaurus')).map((name) => `thesaurus/${name}`);
  const present = [...names, ...thesaurus].filter((name) => existsSync(path.join(dir, name)));
  return new Map(present.map((name) => [name, readFileSync(path.join(dir, name), 'utf8')]));
}

function* checkedDataset(reading: Reading, thesaurusDir: string): Steps<Dataset> {
  const rows = yield* reading.rows();
  const departmentsFile = reading.file('departments.json', DepartmentsFile);
  yield;
  const expansions = readExpansions(reading);
  yield;
  const wishes = readWishes(reading);
  yield;
  const { concepts, problems: conceptProblems } = conceptsOf(
    readConcepts(reading, thesaurusDir),
    readSynonyms(reading),
  );
  yield;
  const departmentWords = reading.has('department-words.json')
    ? reading.file('department-words.json', DepartmentWordsFile)
    : reading.file(
        'department-words.json',
        DepartmentWordsFile,
        path.join(OWN_DATA, 'department-words.json'),
      );

  const grammar = reading.file('grammar.json', GrammarFile, path.join(OWN_DATA, 'grammar.json'));

  const judge = reading.file('judge.json', JudgeWeights, path.join(OWN_DATA, 'judge.json'));

  yield;
  const problems = [...reading.problems, ...reading.formerFiles()];
  const departments = departmentsFile?.departments ?? null;
  const groups = departmentsFile?.groups ?? [];
  if (rows !== null) problems.push(...(yield* checkInitiatives(rows.initiatives, departments)));
  if (departments !== null) problems.push(...checkDepartments(departments, groups));
  yield;
  // Without the files that they refer to, references say nothing.
  if (reading.thesaurusRead) problems.push(...conceptProblems);
  problems.push(
    ...checkExpansions(expansions, rows?.initiatives ?? null, reading.thesaurusRead ? concepts : null),
  );
  if (problems.length > 0 || rows === null || departments === null || judge === null)
    throw new DatasetError(problems);

  return {
    source: rows.source,
    departments,
    groups,
    initiatives: rows.initiatives,
    concepts,
    departmentWords: departmentWords?.words ?? [],
    grammar: grammar?.blocks ?? [],
    expansions: new Map(expansions.map((expansion) => [expansion.id, expansion])),
    wishes,
    judge,
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
    reading.has(name) ? reading.file(name, schema) : null;
  const initiatives = optional('initiatives.json', InitiativesFile);
  const departments = optional('departments.json', DepartmentsFile);
  const expansions = readExpansions(reading);
  if (reading.problems.length > 0) throw new DatasetError(reading.problems);
  return { initiatives, departments, expandedIds: expansions.map((expansion) => expansion.id) };
}

/** Files read so far: their hash, and what was wrong with them. */
class Reading {
  readonly problems: string[] = [];
  thesaurusRead = true;
  readonly #dir: string;
  readonly #held: HeldFiles | null;
  readonly #hash = createHash('sha256');

  /** `held`: the dataset's own files, in place of those in the folder. */
  constructor(dir: string, held: HeldFiles | null = null) {
    this.#dir = dir;
    this.#held = held;
  }

  /** Whether the dataset has such a file of its own. */
  has(name: string): boolean {
    return this.#held ? this.#held.has(name) : existsSync(path.join(this.#dir, name));
  }

  /** Names of its own thesaurus files, sorted. */
  thesaurusFiles(): string[] {
    if (!this.#held) return thesaurusFiles(path.join(this.#dir, 'thesaurus'));
    const names = [...this.#held.keys()].filter((name) => name.startsWith('thesaurus/'));
    return names.map((name) => name.slice('thesaurus/'.length)).sort();
  }

  formerFiles(): string[] {
    return this.#held ? [] : formerFiles(this.#dir);
  }

  /** A JSON file of the given shape; null when it is none. */
  file<T>(name: string, schema: ZodType<T>, from: string | null = null): T | null {
    const text = this.#text(name, from);
    if (text === null) return null;
    const read = () => {
      const json = finish(this.#json(name, [text.replace(/^\uFEFF/, '')]));
      return json && this.#checked(name, schema, json.value);
    };
    return from === null ? read() : readOnce(from, text, read);
  }

  /** initiatives.json, each row a step. */
  *rows(): Steps<InitiativesFile | null> {
    const name = 'initiatives.json';
    const held = this.#held?.get(name);
    const content = typeof held === 'object' ? held : this.#read(name, null);
    if (content === null) return null;
    yield* this.#hashed(name, content);
    const parts = typeof content === 'string' ? [content.replace(/^\uFEFF/, '')] : decodedParts(content);
    const json = yield* this.#json(name, parts);
    if (json === null) return null;
    const rows = rowsOf(json.value);
    // Of another form: what is wrong is said of the whole.
    if (rows === null) return this.#checked(name, InitiativesFile, json.value);
    const head = this.#checked(name, InitiativesFile, { ...(json.value as object), initiatives: [] });
    const initiatives: Initiative[] = [];
    for (const [i, row] of rows.entries()) {
      const initiative = this.#checked(name, Initiative, row, ['initiatives', i]);
      if (initiative) initiatives.push(initiative);
      yield;
    }
    return head && initiatives.length === rows.length ? { ...head, initiatives } : null;
  }

  *#json(name: string, parts: Iterable<string>): Steps<{ readonly value: unknown } | null> {
    try {
      return { value: yield* parseJsonSteps(parts) };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.problems.push(`${name}: not JSON (${error.message})`);
      return null;
    }
  }

  /** `at`: where the value stands in the file. */
  #checked<T>(
    name: string,
    schema: ZodType<T>,
    json: unknown,
    at: readonly (string | number)[] = [],
  ): T | null {
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues)
      this.problems.push(`${name}: ${[...at, ...path].map(String).join('.') || '(whole file)'}: ${message}`);
    return null;
  }

  /** A file of blocks; null when something is wrong with it. */
  blocks<T extends { readonly problems: readonly LineProblem[] }>(
    name: string,
    parse: (text: string) => T,
    from: string | null = null,
  ): T | null {
    const text = this.#text(name, from);
    if (text === null) return null;
    const parsed = parse(text);
    this.problems.push(...parsed.problems.map(({ line, message }) => `${name}:${line}: ${message}`));
    return parsed.problems.length === 0 ? parsed : null;
  }

  #text(name: string, elsewhere: string | null): string | null {
    const text = this.#read(name, elsewhere);
    if (text !== null) finish(this.#hashed(name, text));
    return text;
  }

  /** Of 10,000 rows the fingerprint takes some 70 ms. */
  *#hashed(name: string, content: string | Uint8Array): Steps<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.#hash.update(`${name}\0${bytes.length}\0`);
    for (let from = 0; from < bytes.length; from += HASHED_AT_ONCE) {
      this.#hash.update(bytes.subarray(from, from + HASHED_AT_ONCE));
      yield;
    }
  }

  /** From elsewhere, or the dataset's own. */
  #read(name: string, elsewhere: string | null): string | null {
    const from = elsewhere ?? path.join(this.#dir, name);
    try {
      if (elsewhere !== null || !this.#held) return readFileSync(from, 'utf8');
      const held = this.#held.get(name) ?? '';
      return typeof held === 'string' ? held : Buffer.from(held).toString();
    } catch (error) {
      this.problems.push(`${name}: cannot be read from ${from} (${codeOf(error)})`);
      return null;
    }
  }

  revision(): string {
    return this.#hash.digest('hex').slice(0, 16);
  }
}

/** The rows of what should be an initiatives.json; null when it has none. */
function rowsOf(json: unknown): readonly unknown[] | null {
  const rows = typeof json === 'object' && json !== null && 'initiatives' in json ? json.initiatives : null;
  return Array.isArray(rows) ? rows : null;
}

/** Bytes; some 2 ms. */
const HASHED_AT_ONCE = 2 ** 20;

/** By name or path, what a file last came to that hardly changes from one edition to the next. */
const lastRead = new Map<string, { readonly text: string; readonly value: unknown }>();

/** The same object for the same text; what could not be read (null) is read again, so that its problems are told again. */
function readOnce<T>(place: string, text: string, read: () => T): T {
  const known = lastRead.get(place);
  if (known?.text === text) return known.value as T;
  const value = read();
  if (value !== null) lastRead.set(place, { text, value });
  return value;
}

function readExpansions(reading: Reading): readonly Expansion[] {
  const name = 'expansions.txt';
  return reading.has(name) ? (reading.blocks(name, parseExpansions)?.expansions ?? []) : [];
}

function readWishes(reading: Reading): readonly Wish[] {
  const name = 'wishes.txt';
  return reading.has(name) ? (reading.blocks(name, parseWishes)?.wishes ?? []) : [];
}

function readSynonyms(reading: Reading): ReadonlyMap<string, ConceptWords> {
  const name = 'synonyms.txt';
  const parse = (text: string) => readOnce(name, text, () => parseSynonyms(text));
  return (reading.has(name) ? reading.blocks(name, parse)?.words : null) ?? NO_SYNONYMS;
}

const NO_SYNONYMS: ReadonlyMap<string, ConceptWords> = new Map();

/** Concepts, and everything that is wrong with them. */
interface CheckedConcepts {
  readonly concepts: readonly Concept[];
  readonly problems: readonly string[];
}

/** What was read last, and what it came to: most editions have the same, and an engine keeps what it knows of the same. */
let lastConcepts: (CheckedConcepts & { readonly from: readonly unknown[] }) | null = null;

function conceptsOf(
  files: readonly (readonly Concept[])[],
  words: ReadonlyMap<string, ConceptWords>,
): CheckedConcepts {
  const from = [words, ...files];
  const isSame =
    lastConcepts?.from.length === from.length && lastConcepts.from.every((one, i) => one === from[i]);
  if (isSame) return lastConcepts!;
  const concepts = withSynonyms(files.flat(), words);
  lastConcepts = { from, concepts, problems: checkConcepts(concepts) };
  return lastConcepts;
}

/** By file. */
function readConcepts(reading: Reading, fallback: string): (readonly Concept[])[] {
  const own = reading.thesaurusFiles();
  const names = own.length > 0 ? own : thesaurusFiles(fallback);
  return names.map((name) => {
    const from = own.length > 0 ? null : path.join(fallback, name);
    const parse = (text: string) => readOnce(name, text, () => parseThesaurus(text));
    const file = reading.blocks(`thesaurus/${name}`, parse, from);
    if (file === null) reading.thesaurusRead = false;
    return file?.concepts ?? [];
  });
}

/** Words that were written before their form changed: to pass them over would lose them in silence. */
function formerFiles(dir: string): string[] {
  const thesaurus = path.join(dir, 'thesaurus');
  const files = existsSync(thesaurus) ? readdirSync(thesaurus).map((name) => `thesaurus/${name}`) : [];
  return ['expansions.json', ...files]
    .filter((name) => name.endsWith('.json') && existsSync(path.join(dir, name)))
    .map(
      (name) =>
        `${name}: words are kept as text now, in ${name.replace('.json', '.txt')}; see data/README.md`,
    );
}

/** Sorted, so that the revision does not depend on the file system. */
export function thesaurusFiles(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('.txt'))
    .sort();
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
