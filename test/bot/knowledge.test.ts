import { expect, test } from '@jest/globals';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { stubKnowledge } from './stubs.ts';

const [first, second] = [stubKnowledge(), stubKnowledge()];

test('what is held stays the same while it is replaced; what begins later has the new one', async () => {
  const knowledge = createKnowledge(first);
  const seen: unknown[] = [];
  const turn = knowledge.hold(async () => {
    seen.push(knowledge());
    await Promise.resolve();
    seen.push(knowledge());
  });
  knowledge.replace(second);
  await turn;
  expect(seen[0]).toBe(first);
  expect(seen[1]).toBe(first);
  expect(knowledge()).toBe(second);
  const now = await knowledge.hold(() => Promise.resolve(knowledge()));
  expect(now).toBe(second);
});

test('within what is held, more work holds the same', async () => {
  const knowledge = createKnowledge(first);
  await knowledge.hold(async () => {
    knowledge.replace(second);
    const now = await knowledge.hold(() => Promise.resolve(knowledge()));
    expect(now).toBe(first);
  });
});

test('what goes on after an answer holds the same until it is over; what outlives it has the new one', async () => {
  const knowledge = createKnowledge(first);
  const [rest, outlives] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  const seen: unknown[] = [];
  const notes = () => seen.push(knowledge());
  let going: Promise<unknown> = Promise.resolve();
  let late: Promise<unknown> = Promise.resolve();
  const answer = await knowledge.hold(
    () => {
      going = rest.promise.then(notes);
      // As a timer or a socket does that is begun in a turn and lives on.
      late = outlives.promise.then(notes);
      return Promise.resolve('answer');
    },
    () => going,
  );
  expect(answer).toBe('answer');
  knowledge.replace(second);
  rest.resolve(null);
  await going;
  await new Promise(setImmediate);
  outlives.resolve(null);
  await late;
  expect(seen[0]).toBe(first);
  expect(seen[1]).toBe(second);
});

test('whoever listens is told when another has been put in its place', () => {
  const knowledge = createKnowledge(first);
  const seen: unknown[] = [];
  knowledge.onReplaced(() => seen.push(knowledge()));
  expect(seen).toEqual([]);
  knowledge.replace(second);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toBe(second);
});
