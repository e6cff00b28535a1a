import { LRUCache } from 'lru-cache';
import { createAllowance } from '../allowance.ts';
import type { AuditEntry } from './audit.ts';

/** Refusals on their way into the trail. */
export interface Refusals {
  /** Writes the entry, or counts it where this person has been refused often of late. */
  note(entry: AuditEntry): Promise<void>;
  /** Writes what was counted and is over. */
  flush(): Promise<void>;
}

/** As many a person earns by mistakes; whoever is refused more often is a script. */
const mostWhole = 10;
const windowMs = 10 * 60_000;
/** Whose refusals are counted at a time; beyond, those of the one who was refused longest ago are not told. */
const mostPeople = 1000;

/** What came beyond the entries. */
interface Rest {
  readonly since: number;
  readonly last: AuditEntry;
  readonly counted: number;
}

/** Keeps the trail readable and small whatever people without a role press: the first ten are entries, the rest a number. */
export function createRefusals(write: (entry: AuditEntry) => Promise<void>, now: () => number): Refusals {
  const entries = createAllowance({ most: mostWhole, windowMs, now });
  const rests = new LRUCache<string, Rest>({ max: mostPeople });
  const tellIfOver = async (actor: string, { since, last, counted }: Rest): Promise<void> => {
    if (now() - since < windowMs) return;
    rests.delete(actor);
    await write({ ...last, at: now(), subject: '', detail: { ...last.detail, counted, since } });
  };
  return {
    async note(entry) {
      const { actor } = entry;
      const before = rests.get(actor);
      if (before) await tellIfOver(actor, before);
      if (entries.take(actor)) {
        await write(entry);
        return;
      }
      const { since, counted } = rests.get(actor) ?? { since: now(), counted: 0 };
      rests.set(actor, { since, last: entry, counted: counted + 1 });
    },
    async flush() {
      for (const [actor, rest] of [...rests.entries()]) await tellIfOver(actor, rest);
    },
  };
}
