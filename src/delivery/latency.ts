import type { Clock } from '../calendar/clock.ts';

/** How long something takes of late; what depends on it begins so much sooner. */
export interface Latency {
  /** Does it and learns from how long it took. */
  of<T>(work: () => Promise<T>): Promise<T>;
  /** At most 150. */
  readonly ms: number;
}

/** Beyond that it is not distance but trouble, and nothing should begin long before its time. */
const longestMs = 150;

export function createLatency(clock: Pick<Clock, 'elapsed'>): Latency {
  let ms = 0;
  return {
    async of(work) {
      const before = clock.elapsed();
      const result = await work();
      // Rises and falls by a quarter of the difference: one slow answer is no distance.
      ms += (Math.min(clock.elapsed() - before, longestMs) - ms) / 4;
      return result;
    },
    get ms() {
      return ms;
    },
  };
}
