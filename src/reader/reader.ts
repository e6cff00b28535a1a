import { LRUCache } from 'lru-cache';
import type { Clock } from '../calendar/clock.ts';
import type { Initiative } from '../dataset/schema.ts';
import type { AskInput, Engine, Lang, Reading } from '../question/answer.ts';

/**
 * Somebody else who reads a question beside the engine, chooses among rows, and writes no word that a person sees. A
 * port: a city may have a language model of its own. Rejects, or takes as long as it likes.
 */
export type Reader = (asked: ReaderInput, signal: AbortSignal) => Promise<Reading>;

export interface ReaderInput {
  readonly question: string;
  readonly lang: Lang;
  /** ISO date. */
  readonly today: string;
  /** The rows that may be chosen, the likeliest first. */
  readonly rows: readonly Initiative[];
}

/** `unsure`: where the engine finds nothing, or stands between two answers. */
type ReaderMode = 'off' | 'unsure' | 'always';

/** Why the engine's own answer stands, or what came of asking. */
type ReaderOutcome = 'chosen' | 'cached' | 'void' | 'failed' | 'late' | 'budget' | 'resting';

export interface ReadingServices {
  readonly reader: Reader;
  readonly mode: ReaderMode;
  /** Questions that may be asked in a day of UTC, by this process. */
  readonly perDay: number;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly onOutcome?: (outcome: ReaderOutcome, error?: unknown) => void;
}

/** Asks the reader where it helps. */
export interface Readings {
  /** What the reader chose; null where the engine's own answer stands. Never rejects, and takes 2.5 s at most. */
  readonly choose: (engine: Engine, input: AskInput) => Promise<Reading | null>;
  /** What it chose earlier, for the further pages of the same answer. */
  readonly chosenBefore: (engine: Engine, input: AskInput) => Reading | null;
}

/** Teams shows that the bot is typing; beyond this people ask again. */
const LIMIT_MS = 2_500;
/** As many near rows as the engine's own answers have. */
const MAX_NEAR = 3;
const MAX_CACHED = 2_000;
/** One that fails so often in a row is left alone for a while: each question would wait for it. */
const FAILURES_TO_REST = 3;
const REST_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * What of a reading may be used: null when it names a row that was not there to choose, for then it is not about these
 * rows. A row answers or is near, never both, and none is there twice.
 */
export function acceptReading(reading: Reading, rows: readonly Pick<Initiative, 'id'>[]): Reading | null {
  const known = new Set(rows.map(({ id }) => id));
  if ([...reading.answers, ...reading.near].some((id) => !known.has(id))) return null;
  const answers = [...new Set(reading.answers)];
  const near = [...new Set(reading.near)].filter((id) => !answers.includes(id));
  return { answers, near: near.slice(0, MAX_NEAR) };
}

/** Readings in this process's memory: by edition (its engine), question, day and what it refines. */
export function createReadings({ reader, mode, perDay, clock, onOutcome }: ReadingServices): Readings {
  const byEngine = new WeakMap<Engine, LRUCache<string, Reading>>();
  const spent = { day: -1, asked: 0 };
  const standing = { failures: 0, restsUntil: -Infinity };

  const cacheOf = (engine: Engine) => {
    const cache = byEngine.get(engine) ?? new LRUCache<string, Reading>({ max: MAX_CACHED });
    byEngine.set(engine, cache);
    return cache;
  };

  /** Takes one of the day's questions, unless they are gone. */
  function spend(): boolean {
    const day = Math.floor(clock.now() / DAY_MS);
    if (spent.day !== day) Object.assign(spent, { day, asked: 0 });
    if (spent.asked >= perDay) return false;
    spent.asked += 1;
    return true;
  }

  function failed(outcome: 'failed' | 'late', error?: unknown): null {
    standing.failures += 1;
    if (standing.failures >= FAILURES_TO_REST) standing.restsUntil = clock.now() + REST_MS;
    onOutcome?.(outcome, error);
    return null;
  }

  async function ask(input: ReaderInput): Promise<Reading | null> {
    const stopping = new AbortController();
    const late = Symbol('late');
    try {
      const reading = await Promise.race([
        reader(input, stopping.signal),
        clock.sleep(LIMIT_MS, stopping.signal).then(() => late),
      ]);
      if (typeof reading === 'symbol') return failed('late');
      standing.failures = 0;
      const accepted = acceptReading(reading, input.rows);
      onOutcome?.(accepted === null ? 'void' : 'chosen');
      return accepted;
    } catch (error) {
      return failed('failed', error);
    } finally {
      stopping.abort();
    }
  }

  const refuse = (outcome: ReaderOutcome): null => {
    onOutcome?.(outcome);
    return null;
  };

  return {
    async choose(engine, input) {
      if (mode === 'off') return null;
      const candidates = engine.candidates(input);
      if (candidates === null || (mode === 'unsure' && !candidates.isUnsure)) return null;
      const cache = cacheOf(engine);
      const key = keyOf(input);
      const known = cache.get(key);
      if (known) {
        onOutcome?.('cached');
        return known;
      }
      if (clock.now() < standing.restsUntil) return refuse('resting');
      if (!spend()) return refuse('budget');
      const { text, lang, today } = input;
      const reading = await ask({ question: text, lang, today, rows: candidates.rows });
      if (reading !== null) cache.set(key, reading);
      return reading;
    },
    chosenBefore: (engine, input) => (mode === 'off' ? null : (cacheOf(engine).get(keyOf(input)) ?? null)),
  };
}

function keyOf({ text, today, lang, previous }: AskInput): string {
  return JSON.stringify([text, today, lang, previous]);
}
