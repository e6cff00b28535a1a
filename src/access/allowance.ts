import { LRUCache } from 'lru-cache';

/** How much of a kind a person may do within a time. */
export interface Allowance {
  /** Counts it; false: it is more than people do, and what does it is a script. */
  take(person: string): boolean;
}

interface AllowanceOptions {
  readonly most: number;
  readonly windowMs: number;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Beyond, the one who did something longest ago begins anew. */
const mostPeople = 1000;

/** For what anybody may do that others have to read, keep or answer; a window begins with the first of its kind. */
export function createAllowance({ most, windowMs, now }: AllowanceOptions): Allowance {
  const windows = new LRUCache<string, { readonly from: number; count: number }>({ max: mostPeople });
  return {
    take(person) {
      const known = windows.get(person);
      const window = known && now() - known.from < windowMs ? known : { from: now(), count: 0 };
      windows.set(person, window);
      window.count += 1;
      return window.count <= most;
    },
  };
}
