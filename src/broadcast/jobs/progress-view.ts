import { LRUCache } from 'lru-cache';
import {
  type DeliveryCounts,
  type DeliveryState,
  deliveryStates,
  type Ledger,
  type ReasonCount,
  withoutId,
} from '../../delivery/ports.ts';
import type { BroadcastProgressView } from '../cards/view.ts';
import type { BroadcastStage } from '../decide/broadcast.ts';

/** Where the deliveries of a broadcast, or of something that was done to it, stand, and how fast they go. */
export type ReadProgress = (stage: BroadcastStage, now: number) => Promise<BroadcastProgressView>;

/** Remembers its last look at each message: the pace is what has been done since. */
export function createProgressReader(ledger: Pick<Ledger, 'counts' | 'reasons'>): ReadProgress {
  const looks = new LRUCache<string, Look>({ max: maxLooks });
  return async ({ kind, messages }, now) => {
    const ids = messages.map(({ id }) => id);
    const { pending, leased, ...counts } = sum(await Promise.all(ids.map((id) => ledger.counts(id))));
    const done = counts.sent + counts.failed + counts.unknown + counts.skipped + counts.cancelled;
    const remaining = pending + leased;
    const key = ids.join();
    const look = lookAt(looks.get(key), done, now);
    if (remaining === 0) looks.delete(key);
    else looks.set(key, look);
    const ratePerSecond = remaining === 0 ? null : look.ratePerSecond;
    const reasons = (await Promise.all(ids.map((id) => ledger.reasons(id)))).flat();
    return {
      kind,
      ...counts,
      withoutId: countWithoutId(reasons),
      planned: done + remaining,
      remaining,
      ratePerSecond,
      secondsLeft: ratePerSecond ? remaining / ratePerSecond : null,
      // Of what is over: a delivery that is tried again still bears its last reason.
      reasons: reasons.filter(({ state }) => isOver(state)),
    };
  };
}

/** Of those sent, how many nothing can change or delete. */
export function countWithoutId(reasons: readonly ReasonCount[]): number {
  return reasons.reduce((sum, { reason, count }) => sum + (reason === withoutId ? count : 0), 0);
}

function sum(counts: readonly DeliveryCounts[]): DeliveryCounts {
  const total = (state: DeliveryState) => counts.reduce((so, one) => so + one[state], 0);
  return Object.fromEntries(deliveryStates.map((state) => [state, total(state)])) as DeliveryCounts;
}

function isOver(state: DeliveryState): boolean {
  return state === 'failed' || state === 'unknown' || state === 'skipped';
}

interface Look {
  readonly at: number;
  readonly done: number;
  readonly ratePerSecond: number | null;
}

/** Shorter than this the difference says nothing. */
const rateWindowMs = 2000;
/** Longer ago others may have been sent, and some of them again. */
const rateSpanMs = 30_000;
const maxLooks = 1000;

function lookAt(last: Look | undefined, done: number, at: number): Look {
  if (last && at - last.at < rateWindowMs) return last;
  const isRecent = last !== undefined && at - last.at <= rateSpanMs;
  const ratePerSecond = isRecent && done > last.done ? ((done - last.done) * 1000) / (at - last.at) : null;
  return { at, done, ratePerSecond };
}
