import type { Clock } from './clock.ts';

/** Steps of a clock that is put right by the network are smaller. */
const toleranceMs = 5 * 60_000;
/** A machine may have stood still for a holiday; longer, or backwards, the clock may as well be wrong. */
const longestPauseMs = 14 * 86_400_000;
/** A clock that is wrong by mistake is put right within this time, or nobody will. */
const probationMs = 24 * 3_600_000;

/**
 * Whether the time of day can be trusted with what cannot be undone: it has gone on as the clock that nobody sets, and
 * begun where the last process has ended (`aliveAt`, epoch ms; null = never). After a jump it has to hold for a day.
 */
export function createTimeGuard(clock: Pick<Clock, 'now' | 'elapsed'>): (aliveAt: number | null) => boolean {
  let offset: number | null = null;
  let doubtedAt: number | null = null;
  return (aliveAt) => {
    const [now, elapsed] = [clock.now(), clock.elapsed()];
    if (offset === null) {
      const gap = aliveAt === null ? 0 : now - aliveAt;
      if (gap > longestPauseMs || gap < -toleranceMs) doubtedAt = elapsed;
    } else if (Math.abs(now - elapsed - offset) > toleranceMs) doubtedAt = elapsed;
    // Drift is no jump: each look is compared with the one before.
    offset = now - elapsed;
    if (doubtedAt !== null && elapsed - doubtedAt >= probationMs) doubtedAt = null;
    return doubtedAt === null;
  };
}
