import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readArguments } from '../../../src/cli/usage.ts';
import { labelledSets } from '../score/sets.ts';
import { trainJudge } from './judge.ts';

const USAGE = `npm run train -- [--check]
  Trains the judge on all labelled questions (test/questions) and writes data/judge.json; takes some minutes.
  --check  writes nothing; exit 1 unless training gives data/judge.json, bit for bit`;

const FILE = path.resolve(import.meta.dirname, '../../../data/judge.json');

function main(): number {
  const { values } = readArguments(USAGE, { options: { check: { type: 'boolean' } } });
  const text = `${JSON.stringify(trainJudge(labelledSets(), console.log))}\n`;
  if (values.check !== true) {
    writeFileSync(FILE, text);
    return 0;
  }
  const same = readFileSync(FILE, 'utf8') === text;
  console.log(same ? 'data/judge.json is what training gives' : 'data/judge.json is not what training gives');
  console.log(createHash('sha256').update(text).digest('hex'));
  return same ? 0 : 1;
}

process.exitCode = main();
