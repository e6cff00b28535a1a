import type { Clock } from '../../calendar/clock.ts';

/** How long something takes of late; what depends on it begins so much sooner. */
export interface Latency {
  /** Does it and learns from how long it took. */
  of<T>(work: () => Promise<T>): Promise<T>;
  /** At most 150. */
  readonly ms: number;
}

/** Beyond that it is not distance but trouble, and nothing should begin long before its time. */
const longestMs = 150;

/** It falls at once and rises by `riseMs` each time: what a busy machine adds is no distance. */
export function createLatency(clock: Pick<Clock, 'elapsed'>, riseMs: number): Latency {
  let ms = 0;
  return {
    async of(work) {
      const before = clock.elapsed();
      const result = await work();
      ms = Math.min(clock.elapsed() - before, ms + riseMs, longestMs);
      return result;
    },
    get ms() {
      return ms;
    },
  };
}
