import type { Turn } from '../teams/turn.ts';
import { busyAnswer } from './invokes.ts';
import type { InvokeAnswer } from './memory/ledger.ts';
import type { StartTimer } from './typing.ts';

/** Teams waits 15 s for what a press is answered with, and so does whoever has pressed. */
const lateMs = 5_000;

/** A press may take long (a large roster): it is answered in time, and what comes of it later. */
export interface Lateness {
  /** The press has been answered already: what comes of it needs a message of its own. */
  readonly isLate: boolean;
  /** What `work` comes to, or, once it is late, `words`; the work goes on. */
  inTime(turn: Turn, words: () => string, work: Promise<InvokeAnswer | null>): Promise<InvokeAnswer | null>;
}

export function createLateness(start: StartTimer): Lateness {
  let isLate = false;
  return {
    get isLate() {
      return isLate;
    },
    async inTime(turn, words, work) {
      const { invokeName } = turn;
      const isPress = (turn.kind === 'action' && turn.via === 'execute') || turn.kind === 'dialog';
      // Elsewhere what a press is answered with is for whoever pressed alone.
      if (!isPress || turn.scope !== 'personal' || invokeName === null) return await work;
      const { promise: late, resolve } = Promise.withResolvers<InvokeAnswer>();
      const stop = start(lateMs, () => {
        isLate = true;
        resolve(busyAnswer(invokeName, words()));
      });
      return await Promise.race([work.finally(stop), late]);
    },
  };
}
