import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import type { Json } from '../../src/cards/button.ts';

/** Teams shows six actions; what is beyond is lost on a phone. */
const MOST = 6;
const CARDS = path.resolve(import.meta.dirname, '../../cards');
const read = (file: string) => JSON.parse(readFileSync(path.join(CARDS, file), 'utf8')) as Json;

/** Buttons, wherever they stand; a row that can be pressed is none. */
function buttonsIn(node: unknown): number {
  if (Array.isArray(node)) return node.reduce((sum: number, one) => sum + buttonsIn(one), 0);
  if (typeof node !== 'object' || node === null) return 0;
  return Object.entries(node).reduce((sum, [name, value]) => {
    if (name === 'selectAction') return sum;
    return sum + (name === 'actions' && Array.isArray(value) ? value.length : buttonsIn(value));
  }, 0);
}

const samples = globSync('**/*.sample.json', { cwd: CARDS });

test('there are samples', () => {
  expect(samples.length).toBeGreaterThan(15);
});

test.each(samples)('%s has six actions at most', (sample) => {
  const card = new Template(read(sample.replace('.sample', ''))).expand({
    $root: read(sample) as object,
  });
  expect(buttonsIn(card)).toBeLessThanOrEqual(MOST);
});
