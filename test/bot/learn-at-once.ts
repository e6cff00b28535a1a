import { createLearnReach, type LearnReach } from '../../src/bot/reach.ts';

/** Learns who is reached where, written at once: in a test the next step comes sooner than the next transaction. */
export function learnAtOnce(...parts: Parameters<typeof createLearnReach>): LearnReach {
  const learn = createLearnReach(...parts);
  return Object.assign(
    async (changes: Parameters<LearnReach>[0]) => {
      await learn(changes);
      await learn.retry();
    },
    { retry: () => learn.retry() },
  );
}
