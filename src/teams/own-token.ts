import type { Clock } from '../calendar/clock.ts';
import type { AccessToken, FetchToken } from './credentials.ts';

/** The bot's access token, shared by everything that is sent. */
export interface Tokens {
  /** The token that holds; rejects within a few seconds when there is none. */
  get(): Promise<string>;
  /** Whether one holds, or the last try to get one has not failed. */
  readonly available: boolean;
}

export interface TokensOptions {
  readonly fetchToken: FetchToken;
  readonly clock: Clock;
  /** Told once when there is no token any more (with the error), and once when there is one again (null). */
  readonly onChange?: (error: unknown) => void;
  readonly limitMs?: number;
}

/** Entra answers within a second; a reply has six seconds in all. */
const defaultLimitMs = 4000;
/** A new one is asked for that long before the old one ends: outages of Entra are shorter. */
const renewBeforeMs = 10 * 60_000;
/** Of what is left a part at least is used, however short tokens live. */
const leastUseMs = 60_000;
/** What is refused is asked for again after 1, 2, 4 … seconds: it goes on well within half a minute of its return. */
const firstPauseMs = 1000;
const longestPauseMs = 15_000;

/** Keeps one token: one request at a time, with a limit; while it is renewed, and if that fails, the old one is used. */
export function createTokens({
  fetchToken,
  clock,
  onChange,
  limitMs = defaultLimitMs,
}: TokensOptions): Tokens {
  let current: AccessToken | null = null;
  let renewAt = -Infinity;
  let pending: Promise<string> | null = null;
  let failures = 0;
  let retryAt = -Infinity;
  let lastError: unknown;

  const holds = () => current !== null && clock.now() < current.expiresAt - 5000;

  function keep(fetched: AccessToken): string {
    if (failures > 0) onChange?.(null);
    failures = 0;
    current = fetched;
    renewAt = clock.now() + Math.max(leastUseMs, fetched.expiresAt - clock.now() - renewBeforeMs);
    return fetched.token;
  }

  function fail(error: unknown): never {
    lastError = error;
    failures += 1;
    retryAt = clock.elapsed() + Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
    if (failures === 1) onChange?.(error);
    throw error;
  }

  function renew(): Promise<string> {
    pending ??= within(limitMs, clock, fetchToken)
      .then(keep, fail)
      .finally(() => {
        pending = null;
      });
    return pending;
  }

  return {
    async get() {
      const mayAsk = clock.elapsed() >= retryAt;
      if (holds()) {
        // The old one does meanwhile; whoever needs a new one learns of its failure.
        if (clock.now() >= renewAt && mayAsk) renew().catch(() => undefined);
        return current!.token;
      }
      if (!pending && !mayAsk) throw lastError;
      return await renew();
    },
    get available() {
      return holds() || failures === 0;
    },
  };
}

/** Ends in time even where the signal is not heard. */
async function within<T>(
  limitMs: number,
  clock: Pick<Clock, 'sleep'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const [over, waiting] = [new AbortController(), new AbortController()];
  const late = clock.sleep(limitMs, waiting.signal).then((): never => {
    over.abort();
    throw new Error(`no token within ${limitMs} ms`);
  });
  try {
    return await Promise.race([work(over.signal), late]);
  } finally {
    waiting.abort();
  }
}
