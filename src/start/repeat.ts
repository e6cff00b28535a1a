import type { Clock } from '../calendar/clock.ts';
import type { FeatureOptions } from './feature.ts';

/** Something that is done now and then. */
interface Repeated {
  /** Stops it, and waits for what is under way. */
  (): Promise<void>;
  /** Does it now, or once more when it is under way. */
  readonly wake: () => void;
}

/** Does something now and then every `everyMs`, however it ends. */
export function repeat(
  work: () => Promise<void>,
  everyMs: number,
  clock: Pick<Clock, 'sleep'>,
  onError: (error: unknown) => void,
): Repeated {
  let isStopping = false;
  let waiting = new AbortController();

  async function loop(): Promise<void> {
    while (!isStopping) {
      waiting = new AbortController();
      await work().catch(onError);
      await clock.sleep(everyMs, waiting.signal);
    }
  }

  const looping = loop();
  const stop = async () => {
    isStopping = true;
    waiting.abort();
    await looping;
  };
  return Object.assign(stop, {
    wake: () => {
      waiting.abort();
    },
  });
}

/** The same each time once the database answers, and at once when another edition does. */
export function repeatWhenReady(
  { ready, tickMs, clock, onError, onEdition }: Omit<FeatureOptions, 'rolesOf'>,
  work: () => Promise<unknown>,
  everyMs: number,
): () => Promise<void> {
  const repeated = repeat(
    async () => {
      await ready();
      await work();
    },
    tickMs ?? everyMs,
    clock,
    onError,
  );
  onEdition?.(repeated.wake);
  return repeated;
}
