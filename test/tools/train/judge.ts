import { createHash } from 'node:crypto';
import type { JudgeWeights } from '../../../src/dataset/schema.ts';
import { FEATURES } from '../../../src/question/choose/features.ts';
import { trainedJudge, type Bounds } from '../../../src/question/choose/judge.ts';
import type { QuestionSet } from '../score/sets.ts';
import { bestBounds, isExact, type Judged } from './bounds.ts';
import { trainTrees, type Recipe } from './trees.ts';
import { samplesOf, type Sample, type Variant } from './samples.ts';

const RECIPE: Recipe = {
  trees: 250,
  leaves: 12,
  rate: 0.06,
  calm: 10,
  least: 5,
  questions: 0.5,
  features: 0.4,
  seed: 1,
};

/** The engine as it is, without words that editors may not have thought of, without rows that would answer. */
const VARIANTS: readonly Variant[] = [
  { words: 0, rows: 0, seed: 1, times: 5 },
  { words: 0.3, rows: 0, seed: 11, times: 1 },
  { words: 0.3, rows: 0.3, seed: 12, times: 1 },
  { words: 0.5, rows: 0, seed: 13, times: 1 },
  { words: 0.5, rows: 0.3, seed: 14, times: 1 },
  { words: 0.65, rows: 0, seed: 15, times: 1 },
  { words: 0, rows: 0.4, seed: 16, times: 1 },
  { words: 0, rows: 0.6, seed: 17, times: 1 },
];
/** Whole sets are held out, in turns: a question is judged by weights that have not seen its author's others. */
const FOLDS = 4;
/** Rows stand near from this likelihood on: one in fifty of those just above it answers. */
const NEAR = 0.015;

/** What the weights were made of: changes whenever a question, a row, a word or a feature does. */
export function inputsOf(sets: readonly QuestionSet[]): string {
  const hash = createHash('sha256').update(JSON.stringify([RECIPE, VARIANTS, FEATURES]));
  for (const { name, data, questions } of sets)
    hash.update(JSON.stringify([name, data.initiatives, data.departments, questions]));
  const common = sets[0]?.data;
  hash.update(JSON.stringify([common?.concepts, common?.grammar, common?.departmentWords]));
  for (const { data } of sets) hash.update(JSON.stringify([[...data.expansions], data.wishes]));
  return hash.digest('hex').slice(0, 16);
}

/** The weights alone, as `trainJudge` makes them, with what they were made of: a fifth of the work. */
export function trainWeights(sets: readonly QuestionSet[]) {
  return { inputs: inputsOf(sets), ...trainTrees(samplesOfAll(sets, VARIANTS), RECIPE) };
}

/** Trains the judge on the sets: weights on all of them, bounds by cross-validation over whole sets. */
export function trainJudge(
  sets: readonly QuestionSet[],
  log: (line: string) => void,
  recipe: Recipe = RECIPE,
  variants: readonly Variant[] = VARIANTS,
): JudgeWeights {
  const samples = samplesOfAll(sets, variants);
  log(`${samples.length} questions, ${samples.reduce((sum, { labels }) => sum + labels.length, 0)} rows`);
  const foldOf = folds(sets);
  const judged: (Judged & { readonly set: string; readonly variant: Variant })[] = [];
  for (let held = 0; held < FOLDS; held++) {
    const isHeld = (sample: Sample): boolean => foldOf(sample) === held;
    const trees = trainTrees(
      samples.filter((sample) => !isHeld(sample)),
      recipe,
    );
    for (const sample of samples.filter(isHeld))
      judged.push({ ...judge(sample, trees), set: sample.set, variant: sample.variant });
    log(`held out fold ${held + 1} of ${FOLDS}`);
  }
  const withAllRows = judged.filter(({ variant }) => variant.rows === 0);
  const { bounds } = bestBounds(withAllRows);
  const figures = exactBySet(
    sets,
    withAllRows.filter(({ variant }) => variant.words === 0),
    bounds,
  );
  for (const [name, exact] of Object.entries(figures)) log(`${name}: ${exact}`);
  return {
    recipe: {
      inputs: inputsOf(sets),
      ...recipe,
      variants,
      questions: Object.fromEntries(sets.map(({ name, questions }) => [name, questions.length])),
      exactWhenHeldOut: figures,
    },
    ...trainTrees(samples, recipe),
    bounds: { ...bounds, near: NEAR },
  };
}

/**
 * Whole sets in turns. The large ones of one author, of kinds that no other set has (wishes that many rows answer), are
 * parted by their questions: held out whole, nothing else would teach what they ask.
 */
function folds(sets: readonly QuestionSet[]): (sample: Sample) => number {
  const turn = new Map(sets.map(({ name }, s) => [name, s % FOLDS]));
  return ({ set, question }) => (PARTED.has(set) ? question % FOLDS : turn.get(set)!);
}
const PARTED = new Set(['train/wishes', 'train/single', 'train/none']);

const samplesOfAll = (sets: readonly QuestionSet[], variants: readonly Variant[]): Sample[] =>
  variants.flatMap((variant) => samplesOf(sets, variant));

function judge(
  { features, labels, right, times }: Sample,
  trees: Omit<JudgeWeights, 'recipe' | 'bounds'>,
): Judged {
  const trained = trainedJudge({ ...trees, recipe: {}, bounds: NO_BOUNDS });
  return { labels, right, times, likelihoods: trained.likelihoods(features, new Uint32Array(labels.length)) };
}
const NO_BOUNDS: Bounds = { least: 0, others: 0, shareOfBest: 0, near: 0 };

/** By set, the share of its questions that are answered exactly. */
function exactBySet(
  sets: readonly QuestionSet[],
  judged: readonly (Judged & { readonly set: string })[],
  bounds: Omit<Bounds, 'near'>,
): Record<string, number> {
  return Object.fromEntries(
    sets.map(({ name }) => {
      const own = judged.filter(({ set }) => set === name);
      const exact = own.filter((one) => isExact(one, bounds)).length / Math.max(1, own.length);
      return [name, Math.round(exact * 1000) / 1000];
    }),
  );
}
