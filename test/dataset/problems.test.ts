import { expect, test } from '@jest/globals';
import { describeProblem, recogniseProblem } from '../../src/dataset/edition/problems.ts';

test.each([
  ['idTwice', { id: 'i-1' }, 'initiatives.json: id i-1 occurs more than once'],
  [
    'rowTwice',
    { row: '総務局「クレド（.*）」' },
    'initiatives.json: 総務局「クレド（.*）」 occurs more than once',
  ],
  ['termTwice', { term: '面談: ( [', concepts: 'a and b' }, 'thesaurus: the term 面談: ( [ is in a and b'],
  ['unknownTheme', { id: 'i-1', concept: 'x' }, 'expansions.txt: i-1: unknown theme x'],
] as const)('%s is recognised by its description', (problem, params, description) => {
  expect(describeProblem(problem, params)).toBe(description);
  expect(recogniseProblem(description)).toEqual({ problem, params });
});

test('anything else is left as it is', () => {
  expect(recogniseProblem('expansions.txt:3: i-1: questions.0: too long')).toBeNull();
});
