import type { Logger } from 'pino';
import type { Feature, FeatureOptions } from './feature.ts';
import { repeatWhenReady } from './repeat.ts';
import type { PeopleStore } from '../storage/personal/erase.ts';
import { dayMs } from '../calendar/clock.ts';

interface ErasingOptions extends Omit<FeatureOptions, 'rolesOf'> {
  readonly people: PeopleStore;
  readonly eraseAfterDays: number;
  /** false: the time may be wrong, and nobody is erased by it. */
  readonly isTimeTrusted: () => boolean;
  readonly log: Pick<Logger, 'info'>;
}

const tickMs = 3_600_000;
/** At once; the rest an hour later. */
const most = 200;

/** Erases who has removed the bot that long ago, while the time of day can be trusted. */
export function startErasing(options: ErasingOptions): Feature {
  const { people, eraseAfterDays, clock, onError, log } = options;

  async function tick(): Promise<void> {
    if (!options.isTimeTrusted()) return;
    const gone = await people.goneSince(clock.now() - eraseAfterDays * dayMs, most);
    let count = 0;
    for (const personId of gone) {
      const wish = { personId, also: [], actor: 'system', at: clock.now() };
      // One that cannot be erased holds up no other.
      const pseudonym = await people.erase(wish).catch((error: unknown) => {
        onError(error);
        return null;
      });
      if (pseudonym !== null) count += 1;
    }
    if (count > 0) log.info({ count }, 'people erased who have removed the bot');
  }

  return { deciders: [], stop: repeatWhenReady(options, tick, tickMs) };
}
