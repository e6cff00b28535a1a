import type { Logger } from 'pino';
import type { Feature } from './feature.ts';
import type { TurnMemory } from './turn-memory.ts';
import type { RunningServer } from '../server/server.ts';

interface Stoppable {
  readonly server: Pick<RunningServer, 'drain'>;
  readonly memory: Pick<TurnMemory, 'leave'>;
  readonly features: readonly Pick<Feature, 'stop'>[];
  readonly storage: { close(): Promise<void> };
  readonly traces: { stop(): Promise<void> } | null;
  readonly log: Logger;
}

/** One after the other, and nothing waits beside them: together they are how long a stop takes at most. */
export const stopLimits = {
  /** For turns: Teams waits 15 s for an answer, orchestrators 10 s (Docker) or more for an exit. */
  drainMs: 7_000,
  /** Then for what is going out, and what all need to be closed. Counted from then on: on a busy machine both could be over at once. */
  closeMs: 1_500,
};

/** SIGTERM and SIGINT end the process, with what is under way ended before it, or given back. */
export function stopOnSignal(services: Stoppable): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      services.log.info({ signal }, 'draining');
      void stop(services).then((clean) => {
        services.log[clean ? 'info' : 'warn']({ clean }, 'stopped');
        process.exit(0);
      });
    });
  }
}

/**
 * Resolves when everything has stopped, or its time is over: whatever hangs (a locked table, Teams), what is not done by
 * then is left, and the next start finds it in the ledger. true: nothing was left.
 */
export async function stop(
  { server, memory, features, storage, traces }: Omit<Stoppable, 'log'>,
  limits = stopLimits,
): Promise<boolean> {
  const tooLate = Promise.withResolvers<false>();
  const drained = server.drain(limits.drainMs).then(async (clean) => {
    setTimeout(tooLate.resolve, limits.closeMs, false);
    await memory.leave();
    return clean;
  });
  const stopping = Promise.allSettled(features.map((feature) => feature.stop()));
  const all = Promise.all([drained, stopping]).then(async ([clean]) => {
    await Promise.all([storage.close(), traces?.stop()]);
    return clean;
  });
  return await Promise.race([all, tooLate.promise]);
}
