import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../../questions');

/** What is asked in the labelled sets, for whatever must not take a question for something else. */
export function labelledQuestions(): readonly string[] {
  const questions = globSync('**/*.jsonl', { cwd: root }).flatMap((file) =>
    readFileSync(path.join(root, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => (JSON.parse(line) as { readonly q?: string }).q ?? ''),
  );
  expect(questions.length).toBeGreaterThan(1000);
  return questions;
}
