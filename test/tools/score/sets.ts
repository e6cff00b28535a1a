import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { importDocument } from '../../../src/dataset/import.ts';
import { loadDataset } from '../../../src/dataset/load/dataset.ts';
import type { Dataset } from '../../../src/dataset/schema.ts';
import { parseQuestions, type Question } from './questions.ts';

const QUESTIONS = path.resolve(import.meta.dirname, '../../questions');
const DATA = path.resolve(import.meta.dirname, '../../../data');

/** Questions over one document, all by one author. */
export interface QuestionSet {
  /** Path in test/questions, without its ending. */
  readonly name: string;
  readonly data: Dataset;
  readonly questions: readonly Question[];
}

/** All labelled sets of test/questions, in the order of their names; throws when a line of one is none. */
export function labelledSets(): QuestionSet[] {
  const own = loadDataset(DATA);
  return ['', 'train/'].flatMap((folder) =>
    readdirSync(path.join(QUESTIONS, folder), { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        if (entry.isDirectory() && entry.name !== 'train') {
          const name = `${folder}${entry.name}`;
          return [{ name, data: importCity(name, own), questions: questionsOf(`${name}/questions.jsonl`) }];
        }
        if (!entry.name.endsWith('.jsonl')) return [];
        const file = `${folder}${entry.name}`;
        return [{ name: file.replace(/\.jsonl$/, ''), data: own, questions: questionsOf(file) }];
      }),
  );
}

function questionsOf(file: string): Question[] {
  const { questions, problems } = parseQuestions(readFileSync(path.join(QUESTIONS, file), 'utf8'));
  if (problems.length > 0) throw new Error(`${file}: ${problems.join('; ')}`);
  return questions;
}

const NOTHING = { initiatives: null, departments: null };

/** Another city's document as its editors would import it: with the common words, and nothing written for its rows. */
function importCity(city: string, common: Dataset): Dataset {
  const bytes = readFileSync(path.join(QUESTIONS, city, 'source.txt'));
  const result = importDocument(bytes, 'source.txt', NOTHING, { fiscalYear: 2026 });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return {
    ...common,
    ...result.initiatives,
    ...result.departments,
    expansions: new Map(),
    wishes: [],
    revision: `${common.revision}-${city}`,
  };
}
