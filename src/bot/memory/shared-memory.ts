import type { Clock } from '../../calendar/clock.ts';
import type { QuestionContext } from '../../question/answer.ts';
import type { ContextStore } from './contexts.ts';
import type { InvokeAnswer, OnceResult } from './ledger.ts';

/** What several instances remember of turns together. Times are epoch ms. */
export interface TurnStore {
  /** Takes those of the keys that nobody has, or whose holder has gone silent; returns what it took. */
  claim(keys: readonly HeldKey[], now: number, heldUntil: number): Promise<readonly string[]>;
  /** What the holders of taken keys answered: kept until each key expires. */
  settle(keys: readonly string[], answer: InvokeAnswer | null): Promise<void>;
  /** Writes down those that whoever took them until `heldUntil` still holds as answered with nothing; returns them. */
  depart(keys: readonly string[], heldUntil: number): Promise<readonly string[]>;
  /** Keeps those that whoever took them until `heldUntil` still holds until `until`; returns them. */
  hold(keys: readonly string[], heldUntil: number, until: number): Promise<readonly string[]>;
  /** Gives back those that whoever took them until `heldUntil` still holds, as if they had never been taken. */
  release(keys: readonly string[], heldUntil: number): Promise<void>;
  /** null: nobody has it any more. */
  find(key: string, now: number): Promise<KnownTurn | null>;
  context(key: string, now: number): Promise<QuestionContext | null>;
  keepContext(key: string, context: QuestionContext, expiresAt: number): Promise<void>;
  /** Forgets what has expired. */
  sweep(now: number): Promise<void>;
}

/** A key, and until when it is kept. */
interface HeldKey {
  readonly key: string;
  readonly expiresAt: number;
}

/** A turn that another delivery has: answered, or still under way. */
type KnownTurn = { readonly isAnswered: false } | (OnceAnswer & { readonly isAnswered: true });
export type OnceAnswer = Pick<OnceResult, 'answer'>;

export interface SharedServices {
  readonly store: TurnStore;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly onError: (error: unknown) => void;
}

/** A question waits no longer for the database: it is answered from memory, as while the database is away. */
const PATIENCE_MS = 3_000;
const STEP_MS = 100;
/** After one that took longer nobody waits for so long. */
const REST_MS = 10_000;

const KEPT_MS = 30 * 60_000;

/** The contexts that every instance knows; with the store away those of this one. */
export function sharedContexts(local: ContextStore, { store, clock, onError }: SharedServices): ContextStore {
  const inTime = patience(clock, onError);
  const nameOf = (key: Parameters<ContextStore['get']>[0]) =>
    JSON.stringify([key.tenantId, key.conversationId, key.userId]);
  return {
    async get(key) {
      const away = Symbol('away');
      const found = await inTime<QuestionContext | null | symbol>(
        store.context(nameOf(key), clock.now()),
        away,
      );
      return typeof found === 'symbol' ? local.get(key) : found;
    },
    async put(key, context) {
      await local.put(key, context);
      await inTime(store.keepContext(nameOf(key), context, clock.now() + KEPT_MS), undefined);
    },
  };
}

/**
 * What a promise comes to, or `otherwise` when it fails or takes too long: nothing was heard from the store for as long
 * as a question waits, or it takes longer than `mostMs`, though others are answered.
 */
export function patience(
  clock: Pick<Clock, 'now' | 'sleep'>,
  onError: (error: unknown) => void,
  mostMs = PATIENCE_MS,
) {
  let restsUntil = -Infinity;
  let heard = 0;

  /** Step by step: of a process that is not let run, the time that it could not have read an answer in counts little. */
  async function tire(signal: AbortSignal): Promise<void> {
    let before = heard;
    let silentMs = 0;
    for (
      let waitedMs = 0;
      waitedMs < mostMs && silentMs < PATIENCE_MS && !signal.aborted;
      waitedMs += STEP_MS
    ) {
      await clock.sleep(STEP_MS, signal);
      silentMs = heard === before ? silentMs + STEP_MS : 0;
      before = heard;
    }
    if (!signal.aborted && silentMs >= PATIENCE_MS) restsUntil = clock.now() + REST_MS;
  }

  return async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
    const done = new AbortController();
    const guarded = work.then(
      (result) => {
        // It is there after all.
        heard += 1;
        restsUntil = -Infinity;
        return result;
      },
      (error: unknown) => {
        onError(error);
        return otherwise;
      },
    );
    try {
      if (clock.now() < restsUntil) return await Promise.race([guarded, Promise.resolve(otherwise)]);
      return await Promise.race([guarded, tire(done.signal).then(() => otherwise)]);
    } finally {
      done.abort();
    }
  };
}
