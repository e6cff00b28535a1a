import { LRUCache } from 'lru-cache';
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
/** Whose refusals are counted at a time; beyond, the one who was refused longest ago begins anew. */
const mostPeople = 1000;

interface Window {
  readonly from: number;
  readonly last: AuditEntry;
  readonly whole: number;
  readonly counted: number;
}

/** Keeps the trail readable and small whatever people without a role press: the first ten are entries, the rest a number. */
export function createRefusals(write: (entry: AuditEntry) => Promise<void>, now: () => number): Refusals {
  const windows = new LRUCache<string, Window>({ max: mostPeople });
  const close = async (actor: string, { from, last, counted }: Window): Promise<void> => {
    windows.delete(actor);
    if (counted === 0) return;
    await write({ ...last, at: now(), subject: '', detail: { ...last.detail, counted, since: from } });
  };
  return {
    async note(entry) {
      const before = windows.get(entry.actor);
      const isOver = before !== undefined && now() - before.from >= windowMs;
      if (isOver) await close(entry.actor, before);
      const window = before && !isOver ? before : { from: now(), last: entry, whole: 0, counted: 0 };
      const isWhole = window.whole < mostWhole;
      windows.set(entry.actor, {
        ...window,
        last: entry,
        whole: window.whole + (isWhole ? 1 : 0),
        counted: window.counted + (isWhole ? 0 : 1),
      });
      if (isWhole) await write(entry);
    },
    async flush() {
      for (const [actor, window] of [...windows.entries()])
        if (now() - window.from >= windowMs) await close(actor, window);
    },
  };
}
