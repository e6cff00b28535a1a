import type { Clock } from '../../calendar/clock.ts';
import type { TurnKey } from '../../teams/turn-keys.ts';
import type { QuestionContext } from '../../question/answer.ts';
import type { ContextStore } from './contexts.ts';
import { type InvokeAnswer, isForgotten, type OnceResult, type TurnLedger } from './ledger.ts';

/** What several instances remember of turns together. Times are epoch ms. */
export interface TurnStore {
  /** Takes those of the keys that nobody has, or whose holder has gone silent; returns what it took. */
  claim(keys: readonly HeldKey[], now: number, heldUntil: number): Promise<readonly string[]>;
  /** What the holders of taken keys answered: kept until each key expires. */
  settle(keys: readonly string[], answer: InvokeAnswer | null): Promise<void>;
  /** Gives keys back, as if they had never been taken. */
  release(keys: readonly string[]): Promise<void>;
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
type OnceAnswer = Pick<OnceResult, 'answer'>;

interface SharedParts {
  readonly store: TurnStore;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly onError: (error: unknown) => void;
}

/** A question waits no longer for the database: it is answered from memory, as while the database is away. */
const PATIENCE_MS = 3_000;
/** After one that took longer nobody waits for so long. */
const REST_MS = 10_000;
/** Teams waits 15 s for a turn; whoever holds one longer has died. */
const HELD_MS = 20_000;
const LOOK_AGAIN_MS = 100;

/** `local` answers what this instance has; the store what another one has. With the store away `local` answers alone. */
export function sharedLedger(local: TurnLedger, { store, clock, onError }: SharedParts): TurnLedger {
  const inTime = patience(clock, onError);

  /** Null: nobody else has it, or nobody can say. */
  async function answerOfOther(keys: readonly TurnKey[]): Promise<OnceAnswer | null> {
    const until = clock.now() + HELD_MS;
    for (;;) {
      const now = clock.now();
      const held = keys.map(({ key, ttlMs }) => ({ key, expiresAt: now + ttlMs }));
      const taken = await inTime(store.claim(held, now, now + HELD_MS), null);
      const other = keys.find(({ key }) => taken !== null && !taken.includes(key));
      if (!other) return null;
      const known = await inTime(store.find(other.key, now), null);
      if (known?.isAnswered) {
        void store.settle(taken ?? [], known.answer).catch(onError);
        return known;
      }
      // Not ours to hold while another is at it.
      await store.release(taken ?? []).catch(onError);
      if (clock.now() > until) return { answer: null };
      await clock.sleep(LOOK_AGAIN_MS);
    }
  }

  async function run(
    keys: readonly TurnKey[],
    turn: () => Promise<InvokeAnswer | null>,
  ): Promise<InvokeAnswer | null> {
    try {
      const answer = await turn();
      const [gone, kept] = partition(keys, (key) => isForgotten(key, answer));
      // Whoever asked has the answer; that others know of it may take a moment more.
      void store.settle(kept, answer).catch(onError);
      if (gone.length > 0) void store.release(gone).catch(onError);
      return answer;
    } catch (error) {
      await store.release(keys.map(({ key }) => key)).catch(onError);
      throw error;
    }
  }

  return {
    async once(keys, turn) {
      let isOthers = false;
      const { answer, repeated } = await local.once(keys, async () => {
        if (keys.length === 0) return turn();
        const other = await answerOfOther(keys);
        isOthers = other !== null;
        return other ? other.answer : run(keys, turn);
      });
      return { answer, repeated: repeated || isOthers };
    },
  };
}

const KEPT_MS = 30 * 60_000;

/** The contexts that every instance knows; with the store away those of this one. */
export function sharedContexts(local: ContextStore, { store, clock, onError }: SharedParts): ContextStore {
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

/** What a promise comes to, or `otherwise` when it fails or takes too long. */
function patience(clock: Pick<Clock, 'now' | 'sleep'>, onError: (error: unknown) => void) {
  let restsUntil = -Infinity;
  return async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
    const done = new AbortController();
    const guarded = work.catch((error: unknown) => {
      onError(error);
      return otherwise;
    });
    try {
      if (clock.now() < restsUntil) return await Promise.race([guarded, Promise.resolve(otherwise)]);
      const late = clock.sleep(PATIENCE_MS, done.signal).then(() => {
        if (!done.signal.aborted) restsUntil = clock.now() + REST_MS;
        return otherwise;
      });
      return await Promise.race([guarded, late]);
    } finally {
      done.abort();
    }
  };
}

function partition(
  keys: readonly TurnKey[],
  isFirst: (key: TurnKey) => boolean,
): readonly [readonly string[], readonly string[]] {
  const names = (some: readonly TurnKey[]) => some.map(({ key }) => key);
  return [names(keys.filter(isFirst)), names(keys.filter((key) => !isFirst(key)))];
}
