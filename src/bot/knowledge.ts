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
  /** Does the work with what is known now, whatever is put in its place meanwhile. */
  hold<T>(work: () => Promise<T>): Promise<T>;
  /** What begins from now on knows this. */
  replace(next: Known): void;
}

/** Knowledge that can be replaced while turns are under way: none of them mixes two editions. */
export function createKnowledge<Known extends Knowledge>(first: Known): CurrentKnowledge<Known> {
  let newest = first;
  const held = new AsyncLocalStorage<Known>();
  return Object.assign(() => held.getStore() ?? newest, {
    hold: <T>(work: () => Promise<T>) => held.run(held.getStore() ?? newest, work),
    replace: (next: Known) => {
      newest = next;
    },
  });
}
