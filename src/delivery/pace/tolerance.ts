/** However late everything is: what leaves later than it was booked for costs a 429 at most. */
const mostMs = 5000;

/**
 * Says of a slot that it is reached so late whether it is used all the same. Beyond `leastMs` others may have booked as if
 * it had been left, so it is given up; where all are late (a machine that has too much to do), to give up each would send
 * nothing any more: then more is tolerated each time, and less again with each that is used.
 */
export function createTolerance(leastMs: number): (lateMs: number) => boolean {
  let tolerated = leastMs;
  return (lateMs) => {
    const isUsed = lateMs <= tolerated;
    const next = isUsed ? tolerated * 0.95 : Math.min(tolerated * 2, mostMs);
    tolerated = Math.max(next, leastMs);
    return isUsed;
  };
}
