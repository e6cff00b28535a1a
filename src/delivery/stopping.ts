import type { Clock } from '../calendar/clock.ts';
import { createBatcher } from './batcher.ts';
import type { ClaimedDelivery, Ledger } from './ports.ts';

interface GivingServices {
  readonly ledger: Pick<Ledger, 'release'>;
  readonly clock: Clock;
  readonly events?: { failed?(error: unknown): void };
}

/** While the process stops, within the seconds that it has. */
const tries = 20;
const againMs = 250;

/** More than are ever under way at once. */
const mostAtOnce = 100;

/**
 * Gives back what has not left, together with whatever else is to be given back meanwhile: of dozens that have waited
 * for a mark each comes by itself, and whoever stops has little time.
 */
export function createGiveBack(
  services: GivingServices,
  stopping: AbortSignal,
): (deliveries: readonly ClaimedDelivery[]) => Promise<void> {
  const one = createBatcher<ClaimedDelivery, null>(async (deliveries) => {
    await giveBack(services, deliveries, stopping);
    return deliveries.map(() => null);
  }, mostAtOnce);
  return async (deliveries) => {
    await Promise.all(deliveries.map(one));
  };
}

/**
 * Gives back what has not left; never rejects. Where that fails they come back when the lease ends, but who stops has
 * no later: it is tried again, for a database that is full of waiting turns may have room in a moment.
 */
async function giveBack(
  { ledger, clock, events }: GivingServices,
  deliveries: readonly ClaimedDelivery[],
  stopping: AbortSignal,
): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await ledger.release(deliveries, clock.now());
      return;
    } catch (error) {
      events?.failed?.(error);
      if (!stopping.aborted || tried >= tries) return;
      await clock.sleep(againMs);
    }
  }
}

/** Waits for the work, and no longer than until the signal: requests may hang for longer than whoever stops has. */
export async function unlessAborted(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  if (signal.aborted) return;
  const over = new AbortController();
  const aborted = new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { signal: over.signal });
  });
  await Promise.race([work, aborted]).finally(() => {
    over.abort();
  });
}
