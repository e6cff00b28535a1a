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
