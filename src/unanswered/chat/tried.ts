import { LRUCache } from 'lru-cache';
import { masked } from '../decide/mask.ts';
import type { TriedQuestion } from './parts.ts';

/** More take longer to try than somebody waits. */
const mostTried = 300;

/** The latest questions that were answered and not called wrong, each once, the latest first. */
export interface TriedQuestions {
  found(question: TriedQuestion): void;
  /** Somebody has called its answer wrong: it is none of them any more, however often it is asked again. */
  wrong(question: string): void;
  all(): readonly TriedQuestion[];
}

/** In this process's memory. Questions are the same when they are so masked: answers may be remembered that way. */
export function createTriedQuestions(): TriedQuestions {
  const tried = new LRUCache<string, TriedQuestion>({ max: mostTried });
  const wrong = new LRUCache<string, true>({ max: mostTried });
  return {
    found(one) {
      const key = masked(one.question);
      if (wrong.get(key) === undefined) tried.set(key, one);
    },
    wrong(question) {
      const key = masked(question);
      wrong.set(key, true);
      tried.delete(key);
    },
    all: () => [...tried.values()],
  };
}
