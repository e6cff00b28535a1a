import type { Logger } from 'pino';
import type { Clock } from '../calendar/clock.ts';
import type { Feature } from './feature.ts';
import { repeat } from './repeat.ts';
import type { PeopleStore } from '../storage/personal/erase.ts';

interface ErasingOptions {
  readonly storage: {
    readonly people: PeopleStore;
    /** Resolves when the database answers. */
    ready(): Promise<void>;
  };
  readonly eraseAfterDays: number;
  readonly clock: Clock;
  /** false: the time may be wrong, and nobody is erased by it. */
  readonly isTimeTrusted: () => boolean;
  readonly onError: (error: unknown) => void;
  readonly log: Pick<Logger, 'info'>;
  readonly tickMs?: number;
}

const dayMs = 86_400_000;
const defaultTickMs = 3_600_000;
/** At once; the rest an hour later. */
const most = 200;

/** Erases who has removed the bot that long ago, while the time of day can be trusted. */
export function startErasing(options: ErasingOptions): Feature {
  const { storage, eraseAfterDays, clock, onError, log } = options;

  async function tick(): Promise<void> {
    await storage.ready();
    if (!options.isTimeTrusted()) return;
    const gone = await storage.people.goneSince(clock.now() - eraseAfterDays * dayMs, most);
    let count = 0;
    for (const personId of gone) {
      const wish = { personId, also: [], actor: 'system', at: clock.now() };
      // One that cannot be erased holds up no other.
      const pseudonym = await storage.people.erase(wish).catch((error: unknown) => {
        onError(error);
        return null;
      });
      if (pseudonym !== null) count += 1;
    }
    if (count > 0) log.info({ count }, 'people erased who have removed the bot');
  }

  return { deciders: [], stop: repeat(tick, options.tickMs ?? defaultTickMs, clock, onError) };
}
