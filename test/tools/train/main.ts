import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { misused, readArguments } from '../../../src/cli/usage.ts';
import type { JudgeWeights } from '../../../src/dataset/schema.ts';
import { labelledSets } from '../score/sets.ts';
import { trainJudge, trainWeights } from './judge.ts';

const USAGE = `npm run train -- [--check [--weights]]
  Trains the judge on all labelled questions (test/questions) and writes data/judge.json; takes some minutes.
  --check    writes nothing; exit 1 unless training gives data/judge.json, bit for bit
  --weights  looks at the weights and what they are made of, not at the bounds, which four more trainings give`;

const FILE = path.resolve(import.meta.dirname, '../../../data/judge.json');

function main(): number {
  const options = { check: { type: 'boolean' }, weights: { type: 'boolean' } } as const;
  const { check = false, weights = false } = readArguments(USAGE, { options }).values;
  if (weights && !check) misused(USAGE, '--weights goes with --check');
  const stored = readFileSync(FILE, 'utf8');
  if (check && weights)
    return verdict(weightsOf(JSON.parse(stored) as JudgeWeights), trainWeights(labelledSets()));
  const trained = trainJudge(labelledSets(), console.log);
  if (check) return verdict(JSON.parse(stored), trained);
  writeFileSync(FILE, `${JSON.stringify(trained)}\n`);
  return 0;
}

function weightsOf({ recipe, bounds: _, ...weights }: JudgeWeights) {
  return { inputs: recipe['inputs'], ...weights };
}

function verdict(stored: unknown, trained: unknown): number {
  const [is, should] = [stored, trained].map((one) => JSON.stringify(one)) as [string, string];
  console.log(
    is === should ? 'data/judge.json is what training gives' : 'data/judge.json is not what training gives',
  );
  console.log(createHash('sha256').update(should).digest('hex'));
  return is === should ? 0 : 1;
}

process.exitCode = main();
