import { decideReach } from '../delivery/reach.ts';
import type { ReachStore } from '../delivery/ports.ts';
import type { IncomingActivity } from './activity.ts';

/** Tells the store who can be reached, from every activity; never throws. */
export type LearnReach = (activity: IncomingActivity) => Promise<void>;

/** A conversation that goes on says the same again and again: it is written once a minute. */
const repeatMs = 60_000;
const maxRemembered = 10_000;

export function createLearnReach(
  store: Pick<ReachStore, 'apply'>,
  now: () => number,
  onError: (error: unknown) => void,
): LearnReach {
  const written = new Map<string, number>();
  return async (activity) => {
    const changes = decideReach(activity);
    if (changes.length === 0) return;
    const key = JSON.stringify(changes);
    const before = written.get(key);
    const isNews = changes.some((change) => change.type !== 'reachable');
    if (!isNews && before !== undefined && now() - before < repeatMs) return;
    try {
      await store.apply(changes, now());
      if (isNews || written.size >= maxRemembered) written.clear();
      else written.set(key, now());
    } catch (error) {
      // The database is away: the turn goes on, and the next activity tells it again.
      onError(error);
    }
  };
}
