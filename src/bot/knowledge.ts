import { AsyncLocalStorage } from 'node:async_hooks';
import type { CardData, Cards } from '../cards/cards.ts';
import type { Engine } from '../question/answer.ts';

/** What the bot knows and how it says it; replaced as a whole when the dataset changes. */
export interface Knowledge<Data extends CardData = CardData> {
  readonly data: Data;
  readonly engine: Engine;
  readonly cards: Cards;
}

/** What the bot knows at the moment, for everybody who answers from it. */
export interface CurrentKnowledge<Known extends Knowledge = Knowledge> {
  /** Within a turn what it began with; else the newest. */
  (): Known;
  /**
   * Does the work with what is known now, whatever is put in its place meanwhile. `rest`: what of it goes on once it has
   * come to something.
   */
  hold<T>(work: () => Promise<T>, rest?: () => Promise<unknown>): Promise<T>;
  /** What begins from now on knows this. */
  replace(next: Known): void;
  /** Tells the listener whenever that has happened. */
  readonly onReplaced: (listener: () => void) => void;
}

/** Knowledge that can be replaced while turns are under way: none of them mixes two editions. */
export function createKnowledge<Known extends Knowledge>(first: Known): CurrentKnowledge<Known> {
  let newest = first;
  const listeners: (() => void)[] = [];
  // Timers and sockets that a turn has begun keep its store for as long as they live: they must not keep what was known.
  const held = new AsyncLocalStorage<{ known: Known | null }>();
  return Object.assign(() => held.getStore()?.known ?? newest, {
    async hold<T>(work: () => Promise<T>, rest: () => Promise<unknown> = () => Promise.resolve()) {
      // What is begun within a turn that is under way is a part of it.
      if (held.getStore()?.known) return await work();
      const turn: { known: Known | null } = { known: newest };
      const letGo = () => {
        turn.known = null;
      };
      try {
        return await held.run(turn, work);
      } finally {
        void rest().then(letGo, letGo);
      }
    },
    replace: (next: Known) => {
      newest = next;
      for (const listener of listeners) listener();
    },
    onReplaced: (listener: () => void) => {
      listeners.push(listener);
    },
  });
}
