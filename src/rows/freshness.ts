import type { YearMonth } from '../calendar/month.ts';
import { monthAt } from '../calendar/zone.ts';
import { unconfirmedSince } from './decide/rounds.ts';

export interface FreshnessServices {
  /** A round of questions is so long; 0 = nobody is asked. */
  readonly months: number;
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: () => number;
}

/** What is known of rows' confirmations, for everybody who shows one. */
export interface Freshness {
  /** Since when nobody has confirmed the row of a document of that month; null: lately enough. */
  readonly unconfirmedSince: (id: string, asOf: YearMonth | null) => YearMonth | null;
  /** When each row was confirmed last, epoch ms; null: not known yet, then nothing is said. */
  learn(latest: ReadonlyMap<string, number>): void;
}

export function createFreshness({ months, timeZone, now }: FreshnessServices): Freshness {
  let known: ReadonlyMap<string, number> | null = null;
  return {
    unconfirmedSince(id, asOf) {
      if (known === null || months === 0) return null;
      const at = known.get(id);
      const confirmed = at === undefined ? null : monthAt(at, timeZone);
      return unconfirmedSince({ confirmed, asOf }, monthAt(now(), timeZone), months);
    },
    learn(latest) {
      known = latest;
    },
  };
}
