import { expect, test } from '@jest/globals';
import { conversationsOf, judge } from './judge-turns.ts';

/** At least so many of the turns must be right: a little less than are, for a judge trained anew moves single rows. */
test.each([
  { file: 'conversations.jsonl', turns: 232, reached: 0.93 },
  { file: 'own-1.jsonl', turns: 184, reached: 0.96 },
  { file: 'own-2.jsonl', turns: 177, reached: 0.88 },
  { file: 'own-3.jsonl', turns: 81, reached: 0.84 },
  { file: 'own-4.jsonl', turns: 89, reached: 0.96 },
  { file: 'own-5.jsonl', turns: 91, reached: 0.95 },
  { file: 'own-6.jsonl', turns: 101, reached: 0.91 },
  { file: 'own-7.jsonl', turns: 102, reached: 0.88 },
  { file: 'own-8.jsonl', turns: 99, reached: 0.93 },
  { file: 'own-9.jsonl', turns: 98, reached: 0.88 },
  { file: 'own-10.jsonl', turns: 102, reached: 0.82 },
  { file: 'own-11.jsonl', turns: 160, reached: 0.93 },
  { file: 'own-12.jsonl', turns: 158, reached: 0.92 },
  { file: 'own-13.jsonl', turns: 159, reached: 0.92 },
  { file: 'own-14.jsonl', turns: 300, reached: 0.93 },
  { file: 'own-14b.jsonl', turns: 216, reached: 0.92 },
  { file: 'own-15.jsonl', turns: 206, reached: 0.89 },
  { file: 'own-16.jsonl', turns: 232, reached: 0.93 },
  { file: 'own-17.jsonl', turns: 136, reached: 0.86 },
  { file: 'own-18.jsonl', turns: 138, reached: 0.91 },
  { file: 'own-19.jsonl', turns: 132, reached: 0.93 },
  { file: 'own-20.jsonl', turns: 139, reached: 0.97 },
  { file: 'own-21.jsonl', turns: 186, reached: 0.94 },
  { file: 'own-22.jsonl', turns: 180, reached: 0.88 },
  { file: 'invented-2.jsonl', turns: 142, reached: 0.95 },
  { file: 'invented.jsonl', turns: 230, reached: 0.92 },
])('the turns of $file show the right rows and facts', async ({ file, turns, reached }) => {
  const judged = (await Promise.all(conversationsOf(file).map(judge))).flat();
  const wrong = judged.filter(({ isRight }) => !isRight).map(({ name }) => name);
  expect(judged.length).toBe(turns);
  // Shown with a failure: which turns are not right.
  expect(1 - wrong.length / judged.length >= reached ? [] : wrong).toEqual([]);
});
