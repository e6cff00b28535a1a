import { expect, test } from '@jest/globals';
import { conversationsOf, judge } from './judge-turns.ts';

/** At least so many of the turns must be right: a little less than are, for a judge trained anew moves single rows. */
const REACHED = 0.94;

test('each turn of 41 conversations shows the right rows', async () => {
  const judged = (await Promise.all(conversationsOf('conversations.jsonl').map(judge))).flat();
  const wrong = judged.filter(({ isRight }) => !isRight).map(({ name }) => name);
  expect(judged.length).toBe(232);
  // Shown with a failure: which turns are not right.
  expect(1 - wrong.length / judged.length >= REACHED ? [] : wrong).toEqual([]);
});

