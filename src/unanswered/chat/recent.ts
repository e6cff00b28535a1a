import { LRUCache } from 'lru-cache';
import { masked } from '../decide/mask.ts';
import type { AskedQuestion } from '../decide/question.ts';
import type { AnswerStore, RecentAnswer } from '../ports.ts';
import { dayMs } from '../../calendar/clock.ts';

/** How long somebody can judge an answer. */
const rememberedMs = dayMs;
const mostRemembered = 10_000;

/** The answers of late, by their message, and by the place where they were the last: what a judgement can be about. */
export interface RecentAnswers {
  remember(answer: RecentAnswer): void;
  /** Something else was answered in the place: "wrong" is not about this answer any more, unless its message is named. */
  pass(place: string): void;
  /** The answer, by message or by place, and forgets it under both: said twice it is one mark. */
  take(key: string): Promise<AskedQuestion | null>;
  /** The answer in this message, once. */
  like(message: string): Promise<AskedQuestion | null>;
  /** What was asked last in a place. */
  last(place: string): Promise<AskedQuestion | null>;
}

/** In this process's memory: enough where there is one, and where nothing may be stored. */
export function memoryAnswers(now: () => number): RecentAnswers {
  interface Entry {
    readonly keys: readonly string[];
    readonly asked: AskedQuestion;
    isLiked: boolean;
  }
  const expiry = { ttl: rememberedMs, perf: { now } };
  const entries = new LRUCache<string, Entry>({ max: 2 * mostRemembered, ...expiry });
  const questions = new LRUCache<string, AskedQuestion>({ max: mostRemembered, ...expiry });
  return {
    remember({ place, message, asked, isQuestion }) {
      const keys = message === null ? [place] : [place, message];
      const entry = { keys, asked, isLiked: false };
      for (const key of keys) entries.set(key, entry);
      if (isQuestion) questions.set(place, asked);
    },
    pass(place) {
      entries.delete(place);
    },
    take(key) {
      const entry = entries.get(key);
      if (entry === undefined) return Promise.resolve(null);
      for (const other of entry.keys) if (entries.get(other) === entry) entries.delete(other);
      return Promise.resolve(entry.asked);
    },
    like(message) {
      const entry = entries.get(message);
      if (entry === undefined || entry.isLiked) return Promise.resolve(null);
      entry.isLiked = true;
      return Promise.resolve(entry.asked);
    },
    last: (place) => Promise.resolve(questions.get(place) ?? null),
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
    remember(answer) {
      const asked = { ...answer.asked, question: masked(answer.asked.question) };
      // Nobody waits for it: an answer that cannot be noted is an answer all the same.
      void store.remember({ ...answer, asked }, now() + rememberedMs).catch(onError);
    },
    pass(place) {
      void store.pass(place).catch(onError);
    },
    take: (key) => store.take(key, now()),
    like: (message) => store.like(message, now()),
    last: (place) => store.last(place, now()),
  };
}
