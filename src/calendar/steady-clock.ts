import type { Clock } from './clock.ts';
import { dayMs } from './clock.ts';

/** Time that no jump of the machine's clock carries away. */
export interface SteadyClock extends Clock {
  /** Another clock tells the time, epoch ms: the database's, Teams'. */
  readonly witness: (at: number) => void;
  /**
   * Whether two clocks agree, so that what cannot be undone, or made up for, may rest on the time. `aliveAt`: when a
   * process before this one was alive, epoch ms; null = none was, or it is not known.
   */
  readonly isTrusted: (aliveAt: number | null) => boolean;
}

/** Steps of a clock that is put right by the network are smaller, and other clocks tell the time within it. */
const toleranceMs = 5 * 60_000;
/** A machine may have stood still for a holiday; longer, or backwards, its clock may as well be wrong. */
const longestPauseMs = 14 * dayMs;
/** A clock that is wrong by mistake is put right within this time, or nobody will. */
const probationMs = dayMs;

/**
 * A clock that goes on as before when the machine's jumps, until another clock agrees with the machine's, it has jumped
 * back, or a day has passed in which none spoke against it. Slow drift is followed. `onHeld`: told when it begins and
 * ends to go by itself.
 */
export function createSteadyClock(
  base: Clock,
  onHeld: (isHeld: boolean) => void = () => undefined,
): SteadyClock {
  /** Times are kept as what they are ahead of the clock that nobody sets. */
  let offset: number | null = null;
  let heldSince: number | null = null;
  let doubtedSince: number | null = null;
  let isLookedAt = false;
  let witnessed: { readonly offset: number; readonly takenAt: number } | null = null;

  const isNear = (a: number, b: number) => Math.abs(a - b) <= toleranceMs;

  function look(): { readonly elapsed: number; readonly offset: number } {
    const elapsed = base.elapsed();
    const found = base.now() - elapsed;
    if (offset === null || isNear(found, offset) || mayFollow(found, elapsed)) {
      offset = found;
      if (heldSince !== null) onHeld(false);
      heldSince = null;
    } else if (heldSince === null) {
      heldSince = elapsed;
      onHeld(true);
    }
    return { elapsed, offset };
  }

  function mayFollow(found: number, elapsed: number): boolean {
    if (witnessed && isNear(found, witnessed.offset)) return true;
    const isOver = heldSince !== null && elapsed - heldSince >= probationMs;
    // Nobody has spoken since: then it is the machine's word alone.
    return isOver && !(witnessed && witnessed.takenAt >= heldSince!);
  }

  return {
    elapsed: base.elapsed,
    sleep: base.sleep,
    now() {
      const { elapsed, offset: ahead } = look();
      return Math.round(elapsed + ahead);
    },
    witness(at) {
      const elapsed = base.elapsed();
      witnessed = { offset: at - elapsed, takenAt: elapsed };
    },
    isTrusted(aliveAt) {
      const { elapsed, offset: ahead } = look();
      if (!isLookedAt) {
        isLookedAt = true;
        const gap = aliveAt === null ? 0 : elapsed + ahead - aliveAt;
        if (gap > longestPauseMs || gap < -toleranceMs) doubtedSince = elapsed;
      }
      if (heldSince !== null) return false;
      if (witnessed) {
        doubtedSince = null;
        return isNear(ahead, witnessed.offset);
      }
      if (doubtedSince !== null && elapsed - doubtedSince >= probationMs) doubtedSince = null;
      return doubtedSince === null;
    },
  };
}
