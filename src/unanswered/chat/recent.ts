import { LRUCache } from 'lru-cache';
import { masked } from '../decide/mask.ts';
import type { AskedQuestion } from '../decide/question.ts';
import type { AnswerStore } from '../ports.ts';

/** How long somebody can say that an answer was wrong. */
const rememberedMs = 24 * 3_600_000;
const mostRemembered = 10_000;

/** The answers of late, by their message, and by the place where they were the last: what "wrong" can be about. */
export interface RecentAnswers {
  /** `message`: where it is a message of its own. */
  remember(answer: {
    readonly place: string;
    readonly message: string | null;
    readonly asked: AskedQuestion;
  }): void;
  /**
   * Something else was answered in the place: "wrong" is not about this answer any more, unless its message is named. It
   * still is what was asked there last.
   */
  pass(place: string): void;
  /** The answer, by message or by place, and forgets it under both: said twice it is one mark. */
  take(key: string): Promise<AskedQuestion | null>;
  last(place: string): Promise<AskedQuestion | null>;
}

/** In this process's memory: enough where there is one, and where nothing may be stored. */
export function memoryAnswers(now: () => number): RecentAnswers {
  interface Entry {
    readonly keys: readonly string[];
    readonly asked: AskedQuestion;
  }
  const perf = { now };
  const entries = new LRUCache<string, Entry>({ max: 2 * mostRemembered, ttl: rememberedMs, perf });
  /** By the place where something else was answered since. */
  const passed = new WeakMap<Entry, string>();
  return {
    remember({ place, message, asked }) {
      const entry = { keys: message === null ? [place] : [place, message], asked };
      for (const key of entry.keys) entries.set(key, entry);
    },
    pass(place) {
      const entry = entries.get(place);
      if (entry) passed.set(entry, place);
    },
    take(key) {
      const entry = entries.get(key);
      const place = entry && passed.get(entry);
      if (entry === undefined || key === place) return Promise.resolve(null);
      for (const other of entry.keys)
        if (other !== place && entries.get(other) === entry) entries.delete(other);
      return Promise.resolve(entry.asked);
    },
    last: (place) => Promise.resolve(entries.get(place)?.asked ?? null),
  };
}

/** In the store that several instances share, masked. */
export function sharedAnswers({
  store,
  now,
  onError,
}: {
  readonly store: AnswerStore;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}): RecentAnswers {
  return {
    remember({ place, message, asked }) {
      const kept = { ...asked, question: masked(asked.question) };
      // Nobody waits for it: an answer that cannot be noted is an answer all the same.
      void store.remember({ place, message, asked: kept }, now() + rememberedMs).catch(onError);
    },
    pass(place) {
      void store.pass(place).catch(onError);
    },
    take: (key) => store.take(key, now()),
    last: (place) => store.last(place, now()),
  };
}
