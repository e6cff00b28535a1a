import type { Outcome } from '../decide-delivery.ts';

/** Stops sending while most of it fails for no recipient's reason: what is sent then would be failed or unknown as well. */
export interface Brake {
  note(outcome: Outcome, now: number): void;
  /** How long nothing is to be sent; 0 = go on. */
  waitMs(now: number): number;
  /** One at a time, until one has been taken. */
  readonly isProbing: boolean;
}

/** Of the last twenty sixteen, of one kind or of several: an outage answers with 500, with 502 and not at all in turns. */
const lookedAt = 20;
const mostFaults = 16;
const firstPauseMs = 5000;
const longestPauseMs = 60_000;

/** `onChange`: why it stops; null = it goes on. Times are of a clock that nobody sets. */
export function createBrake(onChange: (reason: string | null) => void): Brake {
  let last: (string | null)[] = [];
  let pausedUntil: number | null = null;
  let pauseMs = firstPauseMs;

  return {
    note(outcome, now) {
      const fault = commonFault(outcome);
      if (fault === undefined) return;
      if (pausedUntil !== null) {
        // What was under way when it stopped says nothing new.
        if (now < pausedUntil) return;
        if (fault === null) {
          pausedUntil = null;
          pauseMs = firstPauseMs;
          last = [];
          onChange(null);
          return;
        }
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
        pausedUntil = now + pauseMs;
        return;
      }
      last = [...last, fault].slice(-lookedAt);
      if (fault === null || last.filter((one) => one !== null).length < mostFaults) return;
      pausedUntil = now + pauseMs;
      onChange(commonest(last) ?? fault);
    },
    waitMs: (now) => (pausedUntil === null ? 0 : Math.max(0, pausedUntil - now)),
    get isProbing() {
      return pausedUntil !== null;
    },
  };
}

function commonest(faults: readonly (string | null)[]): string | null {
  const counted = [...Map.groupBy(faults, (fault) => fault)].filter(([fault]) => fault !== null);
  return counted.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}

/** null: it was taken; undefined: it says nothing of the others. */
function commonFault(outcome: Outcome): string | null | undefined {
  switch (outcome.type) {
    case 'accepted':
      return null;
    case 'noAnswer':
      return outcome.reason;
    case 'refused':
      return outcome.status >= 500 || outcome.status === 401 ? `http${outcome.status}` : undefined;
    case 'notSent':
      // It is tried again at no harm.
      return undefined;
  }
}
