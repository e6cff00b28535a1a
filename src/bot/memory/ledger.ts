import type { TurnKey } from '../../teams/turn-keys.ts';

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

/** Another instance has the turn, or this one is leaving: nothing of it goes out from here any more. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** Waited for before anything of a turn goes out; rejects with `Superseded`. */
export type Depart = () => Promise<void>;

/** What is to be done once, given what to wait for before anything of it goes out. */
export type OnceTurn = (depart: Depart) => Promise<InvokeAnswer | null>;

/** Remembers turns, so that a second delivery has no second effect. */
export interface TurnLedger {
  /**
   * Runs `turn`, unless one that shares a key ran within that key's time to live or is running: then waits for that
   * one and returns its answer. A turn that throws is forgotten.
   */
  once(keys: readonly TurnKey[], turn: OnceTurn): Promise<OnceResult>;
}

/** Keys under which an answer is not kept: a press that has changed nothing. */
export function isForgotten({ isPress }: TurnKey, answer: InvokeAnswer | null): boolean {
  return isPress && answer?.isFleeting === true;
}

interface Entry {
  readonly expiresAt: number;
  readonly result: Promise<OnceResult>;
}

/** Minutes of a busy bot (50 turns/s); an entry is a few hundred bytes, or one card (≤ 28 KB) for a button. */
const MAX_ENTRIES = 10_000;

/** Of a turn that nobody else can have. */
export const departFreely: Depart = () => Promise.resolve();

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
  const known = (key: string) => {
    const entry = entries.get(key);
    return entry && entry.expiresAt > now() ? entry.result : undefined;
  };
  const keep = (keys: readonly TurnKey[], result: Promise<OnceResult>) => {
    for (const { key, ttlMs } of keys) {
      if (known(key)) continue;
      entries.delete(key);
      entries.set(key, { expiresAt: now() + ttlMs, result });
    }
    evict();
  };
  const forget = (keys: readonly TurnKey[]) => {
    for (const { key } of keys) entries.delete(key);
  };

  return {
    async once(keys, turn) {
      const earlier = keys.map(({ key }) => known(key)).find((result) => result !== undefined);
      const result = earlier ?? turn(departFreely).then((answer) => ({ answer, repeated: false }));
      keep(keys, result);
      try {
        const { answer } = await result;
        if (!earlier) forget(keys.filter((key) => isForgotten(key, answer)));
        return { answer, repeated: earlier !== undefined };
      } catch (error) {
        forget(keys);
        throw error;
      }
    },
  };
}
