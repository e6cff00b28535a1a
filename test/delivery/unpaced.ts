import type { Clock } from '../../src/calendar/clock.ts';
import type { SlotBook } from '../../src/delivery/ports.ts';
import { startWorker, type Worker } from '../../src/delivery/worker.ts';
import type { Storage } from '../../src/storage/open.ts';
import type { Sender } from '../../src/teams/sender.ts';

/** Every slot is now: only the pace is lifted. */
export const noPace: SlotBook = {
  reserve: (keys) => Promise.resolve(keys.map(() => ({ booked: true, inMs: 0, at: 0 }))),
  prune: () => Promise.resolve(),
};

/** A worker that sends at once what is due by this clock. */
export const startUnpaced = ({ ledger, reach }: Storage, sender: Sender, clock: Clock): Worker =>
  startWorker({
    ledger,
    reach,
    slots: noPace,
    ...sender,
    clock,
    random: () => 0,
    options: { pollMs: 5, sweepMs: 10, toleranceMs: 60_000 },
  });
