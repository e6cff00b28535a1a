import { LRUCache } from 'lru-cache';
import type { DeliveryState, Ledger } from '../../delivery/ports.ts';
import type { BroadcastProgressView } from '../cards/view.ts';

/** Where the deliveries of a message stand, and how fast they go. */
export type ReadProgress = (
  messageId: string,
  kind: BroadcastProgressView['kind'],
  now: number,
) => Promise<BroadcastProgressView>;

/** Remembers its last look at each message: the pace is what has been done since. */
export function createProgressReader(ledger: Pick<Ledger, 'counts' | 'reasons'>): ReadProgress {
  const looks = new LRUCache<string, Look>({ max: maxLooks });
  return async (messageId, kind, now) => {
    const { pending, leased, ...counts } = await ledger.counts(messageId);
    const done = counts.sent + counts.failed + counts.unknown + counts.skipped + counts.cancelled;
    const remaining = pending + leased;
    const look = lookAt(looks.get(messageId), done, now);
    if (remaining === 0) looks.delete(messageId);
    else looks.set(messageId, look);
    const ratePerSecond = remaining === 0 ? null : look.ratePerSecond;
    return {
      kind,
      ...counts,
      planned: done + remaining,
      remaining,
      ratePerSecond,
      secondsLeft: ratePerSecond ? remaining / ratePerSecond : null,
      // Of what is over: a delivery that is tried again still bears its last reason.
      reasons: (await ledger.reasons(messageId)).filter(({ state }) => isOver(state)),
    };
  };
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
const maxLooks = 1000;

function lookAt(last: Look | undefined, done: number, at: number): Look {
  if (last && at - last.at < rateWindowMs) return last;
  const ratePerSecond = last && done > last.done ? ((done - last.done) * 1000) / (at - last.at) : null;
  return { at, done, ratePerSecond };
}
