import { createHash } from 'node:crypto';
import { decideChat } from '../bot/chats.ts';
import type { Clock } from '../calendar/clock.ts';
import type { Feature } from '../feature.ts';
import { repeat } from '../repeat.ts';
import { createRowChat } from '../rows/chat/chat.ts';
import type { RowParts } from '../rows/chat/parts.ts';
import { askOwners } from '../rows/jobs.ts';

export interface RowOptions extends Omit<RowParts, 'now' | 'keyOf'> {
  /** Resolves when the database answers. */
  readonly ready: () => Promise<void>;
  readonly clock: Clock;
  readonly tickMs?: number;
}

/** Months matter here, not minutes; but what was confirmed by way of another instance is known soon. */
const defaultTickMs = 60_000;

/** Starts editing rows in chat, and asking owners whether theirs still hold. */
export function startRows(options: RowOptions): Feature {
  const { ready, clock, onError } = options;
  const keyOf = (department: string) => createHash('sha256').update(department).digest('hex').slice(0, 16);
  const parts: RowParts = { ...options, keyOf, now: () => clock.now() };
  const tick = () => ready().then(() => askOwners(parts));
  return {
    // Who may change something is looked up where it is changed.
    deciders: [decideChat(createRowChat(parts), () => Promise.resolve(false))],
    stop: repeat(tick, options.tickMs ?? defaultTickMs, clock, onError),
  };
}
