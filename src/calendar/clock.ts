/** A day, in ms. */
export const dayMs = 86_400_000;

/** Time as the worker sees it; injected, so that tests need not wait. */
export interface Clock {
  /** Epoch ms: for what is written down. */
  readonly now: () => number;
  /** Ms that never jump: for how long something took. */
  readonly elapsed: () => number;
  /** Resolves after `ms`, or as soon as `signal` is aborted; never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Until it is settled, or for so long; never rejects. What is not there by then goes on behind. */
export async function waitAtMost(
  work: Promise<unknown>,
  ms: number,
  { sleep }: Pick<Clock, 'sleep'>,
): Promise<void> {
  const over = new AbortController();
  await Promise.race([work.catch(() => undefined), sleep(ms, over.signal)]);
  over.abort();
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, ms));
      signal?.addEventListener('abort', done);
    }),
};
