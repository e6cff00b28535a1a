import type { Clock } from '../calendar/clock.ts';
import type { FeatureOptions } from './feature.ts';

/** Does something now and then every `everyMs`, however it ends; returns what stops it, and waits for what is under way. */
export function repeat(
  work: () => Promise<void>,
  everyMs: number,
  clock: Pick<Clock, 'sleep'>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const stopping = new AbortController();

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      await work().catch(onError);
      await clock.sleep(everyMs, stopping.signal);
    }
  }

  const looping = loop();
  return async () => {
    stopping.abort();
    await looping;
  };
}

/** The same each time once the database answers. */
export function repeatWhenReady(
  { ready, tickMs, clock, onError }: Omit<FeatureOptions, 'rolesOf'>,
  work: () => Promise<unknown>,
  everyMs: number,
): () => Promise<void> {
  return repeat(
    async () => {
      await ready();
      await work();
    },
    tickMs ?? everyMs,
    clock,
    onError,
  );
}
