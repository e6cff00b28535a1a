import type { Clock } from '../calendar/clock.ts';
import type { Ledger, SlotBook } from './ports.ts';

interface SweepServices {
  readonly ledger: Ledger;
  readonly slots: SlotBook;
  readonly clock: Clock;
  readonly events?: { failed?(error: unknown): void };
}

/** Slots that count no more are forgotten once in so many rounds. */
const roundsBetweenPrunes = 120;

/** Ends leases that have run out, every `everyMs` until the signal; `wake` is called when deliveries have come back. */
export async function sweepLedger(
  { ledger, slots, clock, events }: SweepServices,
  everyMs: number,
  signal: AbortSignal,
  wake: () => void,
): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    try {
      const { returned } = await ledger.expire(clock.now());
      if (returned > 0) wake();
      if (round % roundsBetweenPrunes === 0) await slots.prune();
    } catch (error) {
      events?.failed?.(error);
    }
    await clock.sleep(everyMs, signal);
  }
}
