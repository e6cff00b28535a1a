import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { labelledSets } from '../../tools/score/sets.ts';
import { inputsOf } from '../../tools/train/judge.ts';
import { trainTrees } from '../../tools/train/trees.ts';
import { FEATURES } from '../../../src/question/choose/features.ts';

const { recipe } = z
  .object({ recipe: z.object({ inputs: z.string(), exactWhenHeldOut: z.record(z.string(), z.number()) }) })
  .parse(JSON.parse(readFileSync(new URL('../../../data/judge.json', import.meta.url), 'utf8')));
const sets = labelledSets();

describe('the shipped judge', () => {
  test('was trained on the questions, rows, words and features that there are (else: npm run train)', () => {
    expect(recipe.inputs).toBe(inputsOf(sets));
  });

  /** Exactly right by weights that have not seen the set; over many sets, as the folds change with every one that is new. */
  test.each([
    ['questions about this document', /^[a-k]$|^facts$/, 0.86],
    ['other cities', /city-/, 0.79],
    ['what no row answers', /^off-topic$|none$/, 0.9],
    ['one row of many alike', /single$/, 0.72],
    ['needs that several rows answer', /wishes$/, 0.61],
  ])('%s, held out', (_, names, least) => {
    const held = sets.filter(({ name }) => names.test(name));
    const right = held.map(({ name, questions }) => recipe.exactWhenHeldOut[name]! * questions.length);
    const all = held.reduce((sum, { questions }) => sum + questions.length, 0);
    expect(all).toBeGreaterThan(0);
    expect(right.reduce((sum, each) => sum + each, 0) / all).toBeGreaterThanOrEqual(least);
  });
});

test('training learns what there is to learn, and the same twice gives the same', () => {
  const row = (value: number): number[] => FEATURES.map((_, i) => (i === 3 ? value : 0));
  const examples = Array.from({ length: 200 }, (_, i) => ({
    features: Float32Array.from([...row(i % 2), ...row((i + 1) % 2)]),
    labels: Int8Array.from([i % 2, (i + 1) % 2]),
    times: 1,
  }));
  const how = { trees: 10, leaves: 4, rate: 0.1, calm: 1, least: 1, questions: 0.5, features: 0.5, seed: 3 };
  const first = trainTrees(examples, how);
  expect(JSON.stringify(trainTrees(examples, how))).toBe(JSON.stringify(first));
  expect(JSON.stringify(trainTrees(examples, { ...how, seed: 4 }))).not.toBe(JSON.stringify(first));
});
