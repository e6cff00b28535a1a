import { createAdoptionChat } from './adoption/chat/chat.ts';
import type { AdoptionParts } from './adoption/chat/parts.ts';
import { askResting, linkRows } from './adoption/jobs.ts';
import { decideChat } from './bot/chats.ts';
import type { Clock } from './calendar/clock.ts';
import type { Feature } from './feature.ts';
import { repeat } from './repeat.ts';

export interface AdoptionOptions extends Omit<AdoptionParts, 'now'> {
  /** Resolves when the database answers. */
  readonly ready: () => Promise<void>;
  readonly isHr: (objectId: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly tickMs?: number;
}

/** Months matter here, not minutes. */
const defaultTickMs = 10 * 60_000;

/** Starts what is taken over by whom; with the database away it waits for it. */
export function startAdoption(options: AdoptionOptions): Feature {
  const { ready, isHr, clock, onError } = options;
  const parts: AdoptionParts = { ...options, now: () => clock.now() };
  let linkedRevision = '';

  async function tick(): Promise<void> {
    await ready();
    const { revision } = parts.knowledge().data;
    if (revision !== linkedRevision) await linkRows(parts);
    linkedRevision = revision;
    await askResting(parts);
  }

  return {
    deciders: [decideChat(createAdoptionChat(parts), isHr)],
    stop: repeat(tick, options.tickMs ?? defaultTickMs, clock, onError),
  };
}
