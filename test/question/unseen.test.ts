import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { importDocument } from '../../src/dataset/import.ts';
import type { Dataset } from '../../src/dataset/schema.ts';
import { evaluate } from './support/evaluate.ts';
import { DATA } from './support/real.ts';

/** Sets that nothing was tuned or trained on: see test/unseen/README.md. */
const UNSEEN = path.resolve(import.meta.dirname, '../unseen');

function importCity(city: string): Dataset {
  const bytes = readFileSync(path.join(UNSEEN, city, 'source.txt'));
  const nothing = { initiatives: null, departments: null };
  const result = importDocument(bytes, 'source.txt', nothing, { fiscalYear: 2026 });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return {
    ...DATA,
    ...result.initiatives,
    ...result.departments,
    expansions: new Map(),
    wishes: [],
    revision: city,
  };
}

describe('unseen questions: at least so many exactly, so many usefully', () => {
  test.each([
    ['own-6.jsonl', null, 0.8, 0.94],
    ['city-15/questions.jsonl', 'city-15', 0.69, 0.9],
    ['own-7.jsonl', null, 0.82, 0.92],
    ['city-16/questions.jsonl', 'city-16', 0.6, 0.83],
    ['own-8.jsonl', null, 0.88, 0.95],
    ['city-17/questions.jsonl', 'city-17', 0.78, 0.92],
    ['own-9.jsonl', null, 0.87, 0.94],
    ['city-18/questions.jsonl', 'city-18', 0.79, 0.93],
    ['own-10.jsonl', null, 0.86, 0.91],
    ['city-19/questions.jsonl', 'city-19', 0.65, 0.88],
    ['own-11.jsonl', null, 0.87, 0.93],
    ['city-20/questions.jsonl', 'city-20', 0.69, 0.86],
    ['city-21/questions.jsonl', 'city-21', 0.72, 0.88],
    ['city-22/questions.jsonl', 'city-22', 0.74, 0.86],
    ['own-12.jsonl', null, 0.86, 0.93],
    ['city-23/questions.jsonl', 'city-23', 0.68, 0.83],
    ['own-13.jsonl', null, 0.88, 0.94],
    ['city-24/questions.jsonl', 'city-24', 0.86, 0.93],
    ['city-25/questions.jsonl', 'city-25', 0.76, 0.89],
    ['own-14.jsonl', null, 0.88, 0.93],
    ['city-26/questions.jsonl', 'city-26', 0.78, 0.88],
    ['city-27/questions.jsonl', 'city-27', 0.79, 0.91],
    ['own-15.jsonl', null, 0.88, 0.93],
    ['city-28/questions.jsonl', 'city-28', 0.81, 0.89],
    ['city-29/questions.jsonl', 'city-29', 0.81, 0.92],
    ['own-16.jsonl', null, 0.86, 0.93],
    ['own-17.jsonl', null, 0.87, 0.93],
    ['city-30/questions.jsonl', 'city-30', 0.8, 0.87],
    ['own-18.jsonl', null, 0.85, 0.92],
    ['own-19.jsonl', null, 0.86, 0.93],
    ['own-20.jsonl', null, 0.79, 0.91],
    ['own-21.jsonl', null, 0.84, 0.93],
    ['city-31/questions.jsonl', 'city-31', 0.66, 0.85],
    ['city-32/questions.jsonl', 'city-32', 0.67, 0.9],
    ['own-22.jsonl', null, 0.77, 0.89],
    ['city-33/questions.jsonl', 'city-33', 0.56, 0.78],
    ['own-23.jsonl', null, 0.94, 0.95],
    ['own-24.jsonl', null, 0.93, 0.97],
    ['city-34/questions.jsonl', 'city-34', 0.78, 0.9],
    ['city-35/questions.jsonl', 'city-35', 0.86, 0.95],
    ['own-25.jsonl', null, 0.89, 0.93],
    ['own-26.jsonl', null, 0.9, 0.95],
    ['city-36/questions.jsonl', 'city-36', 0.82, 0.95],
    ['city-37/questions.jsonl', 'city-37', 0.77, 0.9],
    ['own-27.jsonl', null, 0.86, 0.93],
    ['own-28.jsonl', null, 0.91, 0.95],
    ['city-38/questions.jsonl', 'city-38', 0.8, 0.9],
    ['city-39/questions.jsonl', 'city-39', 0.81, 0.94],
    ['own-29.jsonl', null, 0.91, 0.93],
    ['own-30.jsonl', null, 0.88, 0.94],
    ['own-31.jsonl', null, 0.93, 0.98],
    ['own-32.jsonl', null, 0.93, 0.97],
    ['own-33.jsonl', null, 0.88, 0.94],
    ['city-40/questions.jsonl', 'city-40', 0.81, 0.9],
    ['city-41/questions.jsonl', 'city-41', 0.79, 0.9],
    ['city-42/questions.jsonl', 'city-42', 0.89, 0.95],
    ['city-43/questions.jsonl', 'city-43', 0.83, 0.94],
    ['city-44/questions.jsonl', 'city-44', 0.88, 0.95],
    ['city-45/questions.jsonl', 'city-45', 0.86, 0.93],
    ['city-46/questions.jsonl', 'city-46', 0.81, 0.95],
    ['city-47/questions.jsonl', 'city-47', 0.84, 0.93],
    ['city-48/questions.jsonl', 'city-48', 0.78, 0.9],
    ['city-49/questions.jsonl', 'city-49', 0.81, 0.94],
    ['city-50/questions.jsonl', 'city-50', 0.83, 0.89],
    ['city-51/questions.jsonl', 'city-51', 0.83, 0.95],
  ])('%s', (file, city, exact, useful) => {
    const { overall } = evaluate(path.join(UNSEEN, file), city === null ? DATA : importCity(city));
    expect(overall.exact).toBeGreaterThanOrEqual(exact);
    expect(overall.useful).toBeGreaterThanOrEqual(useful);
  });
});
