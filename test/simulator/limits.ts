/** At most `count` requests in any `seconds`. */
interface Window {
  readonly count: number;
  readonly seconds: number;
}

/** learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit: per bot and conversation. */
const SEND_WINDOWS: readonly Window[] = [
  { count: 7, seconds: 1 },
  { count: 8, seconds: 2 },
  { count: 60, seconds: 30 },
  { count: 1_800, seconds: 3_600 },
];

/** The same page: reading members and conversations. */
const READ_WINDOWS: readonly Window[] = [
  { count: 14, seconds: 1 },
  { count: 16, seconds: 2 },
  { count: 120, seconds: 30 },
  { count: 3_600, seconds: 3_600 },
];

/** The same page: per app and tenant. */
const GLOBAL_WINDOWS: readonly Window[] = [{ count: 50, seconds: 1 }];

/** The times of the requests that were let through, as far back as the widest window. */
class SlidingWindows {
  #times: number[] = [];
  readonly #windows: readonly Window[];
  readonly #widestMs: number;

  constructor(windows: readonly Window[]) {
    this.#windows = windows;
    this.#widestMs = Math.max(...windows.map(({ seconds }) => seconds)) * 1_000;
  }

  /** Milliseconds until one more request would fit every window; 0 = now. */
  waitMs(now: number): number {
    while (this.#times.length > 0 && this.#times[0]! <= now - this.#widestMs) this.#times.shift();
    const waits = this.#windows.map(({ count, seconds }) => {
      const nth = this.#times.at(-count);
      return nth === undefined ? 0 : Math.max(0, nth + seconds * 1_000 - now);
    });
    return Math.max(...waits);
  }

  take(now: number): void {
    this.#times.push(now);
  }
}

/** The documented limits: a request that does not fit is refused, and does not count. */
export class DocumentedLimits {
  readonly #global = new SlidingWindows(GLOBAL_WINDOWS);
  readonly #byConversation = new Map<string, SlidingWindows>();

  /** Null when the request is let through, else the milliseconds to wait. */
  take(kind: 'send' | 'read', conversationId: string | null, now: number): number | null {
    const windows = conversationId === null ? [this.#global] : [this.#global, this.#of(kind, conversationId)];
    const waitMs = Math.max(...windows.map((window) => window.waitMs(now)));
    if (waitMs > 0) return waitMs;
    for (const window of windows) window.take(now);
    return null;
  }

  #of(kind: 'send' | 'read', conversationId: string): SlidingWindows {
    const key = `${kind} ${conversationId}`;
    const known = this.#byConversation.get(key);
    if (known) return known;
    const created = new SlidingWindows(kind === 'send' ? SEND_WINDOWS : READ_WINDOWS);
    this.#byConversation.set(key, created);
    return created;
  }
}
