/** What an invoke is answered with over HTTP; null for everything that is no invoke. */
export interface InvokeAnswer {
  readonly status: number;
  readonly body: unknown;
  /** It has changed nothing: the same press a moment later is worth an answer of its own. */
  readonly isFleeting?: boolean;
}

/** What `once` came to. */
export interface OnceResult {
  readonly answer: InvokeAnswer | null;
  /** Another delivery of the same had it already, or has it still. */
  readonly repeated: boolean;
}

/** Remembers turns, so that a second delivery has no second effect. A port: several instances need a shared one. */
export interface TurnLedger {
  /**
   * Runs `turn`, unless one with this key ran within its last `ttlMs` or is running: then waits for that one
   * and returns its answer. A turn that throws is forgotten.
   */
  once(key: string, ttlMs: number, turn: () => Promise<InvokeAnswer | null>): Promise<OnceResult>;
  forget(key: string): void;
}

interface Entry {
  readonly expiresAt: number;
  readonly answer: Promise<InvokeAnswer | null>;
}

/** Minutes of a busy bot (50 turns/s); an entry is a few hundred bytes, or one card (≤ 28 KB) for a button. */
const MAX_ENTRIES = 10_000;

/** A ledger in this process's memory; the oldest entries go when there are more than `maxEntries`. */
export function memoryLedger(now: () => number, maxEntries = MAX_ENTRIES): TurnLedger {
  const entries = new Map<string, Entry>();

  const evict = () => {
    for (const [key, entry] of entries) {
      // Insertion order is nearly expiry order: stop at the first that is still needed.
      if (entry.expiresAt > now() && entries.size <= maxEntries) return;
      entries.delete(key);
    }
  };

  return {
    async once(key, ttlMs, turn) {
      const known = entries.get(key);
      if (known && known.expiresAt > now()) return { answer: await known.answer, repeated: true };
      const answer = turn();
      entries.delete(key);
      entries.set(key, { expiresAt: now() + ttlMs, answer });
      evict();
      try {
        return { answer: await answer, repeated: false };
      } catch (error) {
        entries.delete(key);
        throw error;
      }
    },
    forget: (key) => entries.delete(key),
  };
}
