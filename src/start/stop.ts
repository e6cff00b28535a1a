import type { Logger } from 'pino';
import type { Feature } from './feature.ts';
import type { TurnMemory } from './turn-memory.ts';
import type { RunningServer } from '../server/server.ts';

interface Stoppable {
  readonly server: RunningServer;
  readonly memory: TurnMemory;
  readonly features: readonly Feature[];
  readonly storage: { close(): Promise<void> };
  readonly traces: { stop(): Promise<void> } | null;
  readonly log: Logger;
}

/** For turns: Teams waits 15 s for an answer, orchestrators 10 s (Docker) or more for an exit. */
const DRAIN_MS = 8_000;
/** Then for what they need to be closed. Counted from then on: on a busy machine both could be over at once. */
const CLOSE_MS = 1_000;

/** SIGTERM and SIGINT end the process, with what is under way ended before it, or given back. */
export function stopOnSignal(parts: Stoppable): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      parts.log.info({ signal }, 'draining');
      void stop(parts);
    });
  }
}

async function stop({ server, memory, features, storage, traces, log }: Stoppable): Promise<void> {
  const exit = (clean: boolean) => {
    log[clean ? 'info' : 'warn']({ clean }, 'stopped');
    process.exit(0);
  };
  const drained = server.drain(DRAIN_MS).then(async (clean) => {
    // Whatever hangs (a locked table, Teams): what is not done by then is left, and the next start finds it in the ledger.
    setTimeout(exit, CLOSE_MS, false);
    await memory.leave();
    return clean;
  });
  const stopping = Promise.allSettled(features.map((feature) => feature.stop()));
  const [clean] = await Promise.all([drained, stopping]);
  await Promise.all([storage.close(), traces?.stop()]);
  exit(clean);
}
