import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSchedule } from '../../../src/dataset/schedule.ts';
import {
  DepartmentWordsFile,
  GrammarFile,
  JudgeWeights,
  type Concept,
  type Dataset,
  type Department,
  type DepartmentGroup,
  type Initiative,
} from '../../../src/dataset/schema.ts';
import type { Answer, QuestionContext } from '../../../src/question/answer.ts';
import { createEngine } from '../../../src/question/engine.ts';

/** A row as a test writes it; its id is `row-N`, N from 0. */
export interface RowSpec {
  readonly department: string;
  readonly name: string;
  readonly summary?: string;
  /** As documents write it: R8.6～8. */
  readonly when?: string;
  readonly stage?: Initiative['stage'];
  readonly remarks?: string;
}

export interface DatasetSpec {
  readonly rows: readonly RowSpec[];
  /** Beside those that the rows name. */
  readonly departments?: readonly (Partial<Department> & Pick<Department, 'name'>)[];
  readonly groups?: readonly DepartmentGroup[];
  readonly concepts?: readonly Concept[];
  readonly expansions?: readonly {
    readonly id: string;
    readonly questions?: readonly string[];
    readonly themes?: readonly string[];
  }[];
}

/** A concept without what the test does not say. */
export const concept = (id: string, part: Partial<Concept>): Concept => ({
  id,
  label: { ja: id, en: id },
  kind: 'topic',
  weight: 1,
  terms: [],
  kana: [],
  en: [],
  asks: [],
  not: [],
  broader: [],
  means: [],
  related: [],
  ...part,
});

const readData = (file: string): unknown =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../data', file), 'utf8'));
const { words: departmentWords } = DepartmentWordsFile.parse(readData('department-words.json'));
const { blocks: grammar } = GrammarFile.parse(readData('grammar.json'));
const judge = JudgeWeights.parse(readData('judge.json'));

/** A small dataset from a few rows. */
export function datasetOf(spec: DatasetSpec): Dataset {
  const listed = spec.departments ?? [];
  const named = new Set([...listed.map(({ name }) => name), ...spec.rows.map((row) => row.department)]);
  return {
    source: {
      title: '取組',
      publisher: '総務部',
      date: '2026-06',
      dateText: '令和8年6月',
      file: 'test.txt',
      sha256: '',
    },
    departments: [...named].map((name) => ({
      name,
      en: null,
      kana: null,
      aliases: [],
      ...listed.find((department) => department.name === name),
    })),
    groups: spec.groups ?? [],
    initiatives: spec.rows.map((row, i) => ({
      id: `row-${i}`,
      department: row.department,
      name: row.name,
      summary: row.summary ?? '',
      schedule: parseSchedule(row.when ?? ''),
      stage: row.stage ?? null,
      remarks: row.remarks ?? '',
      source: { line: i + 1, text: '' },
    })),
    concepts: spec.concepts ?? [],
    departmentWords,
    grammar,
    judge,
    wishes: [],
    expansions: new Map(
      (spec.expansions ?? []).map(({ id, questions = [], themes = [] }) => [
        id,
        { id, en: null, questions: [...questions], themes: [...themes] },
      ]),
    ),
    revision: 'test',
  };
}

/** Asks about a small dataset; June 2026 unless told otherwise. */
export function asker(spec: DatasetSpec) {
  const engine = createEngine(datasetOf(spec));
  const ask = (text: string, today = '2026-06-15', previous: QuestionContext | null = null): Answer =>
    engine.ask({ text, today, lang: 'ja', previous });
  /** Names of the rows that answer, in code-unit order. */
  const names = (text: string, today?: string): string[] =>
    ask(text, today)
      .hits.map((hit) => hit.initiative.name)
      .sort();
  return { engine, ask, names };
}
