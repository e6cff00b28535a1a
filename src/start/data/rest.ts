import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** With more to do than can be done, what rests would else never come to its end. */
const MOST_MS = 40;
/** Ms in which nothing was there to be done. */
const FREE_MS = 0.5;

/**
 * Lets everything else go first: until there has been a moment in which nothing was there to be done, and a turn, which
 * waits for the database several times, has come further than one wait.
 */
export async function rest({ elapsed }: { readonly elapsed: () => number }): Promise<void> {
  const until = elapsed() + MOST_MS;
  let before = idleMs();
  for (;;) {
    await sleep(1);
    const now = idleMs();
    if (now - before >= FREE_MS || elapsed() >= until) return;
    before = now;
  }
}

const idleMs = (): number => performance.eventLoopUtilization().idle;
