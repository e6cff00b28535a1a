import { monthAt } from '../../calendar/zone.ts';
import type { GivenAnswer } from '../../chat/given.ts';
import type { QuestionServices } from './services.ts';

/** How often themes are asked for: gathered here, and written now and then, so that no question waits for the disk. */
export interface Tally {
  count(given: Pick<GivenAnswer, 'searched'>): void;
  /** What cannot be written is written with the next. */
  write(): Promise<void>;
}

export function createTally({
  store,
  keeps,
  now,
  timeZone,
}: Pick<QuestionServices, 'store' | 'keeps' | 'now' | 'timeZone'>): Tally {
  let counts = new Map<string, number>();
  let month = monthAt(now(), timeZone);
  const add = (theme: string, by = 1) => counts.set(theme, (counts.get(theme) ?? 0) + by);
  return {
    count({ searched }) {
      if (!keeps) return;
      // The first questions of a month count to the last one, for the minute until they are written.
      if (counts.size === 0) month = monthAt(now(), timeZone);
      add('');
      for (const theme of searched?.themes ?? []) add(theme);
    },
    async write() {
      if (counts.size === 0) return;
      const written = counts;
      counts = new Map();
      try {
        await store.addCounts(month, written);
      } catch (error) {
        for (const [theme, by] of written) add(theme, by);
        throw error;
      }
    },
  };
}
