import { decideChat } from '../bot/chats.ts';
import type { Clock } from '../calendar/clock.ts';
import type { Feature } from './feature.ts';
import { createFollowChat } from '../follow/chat/chat.ts';
import type { FollowParts } from '../follow/chat/parts.ts';
import { tellFollowers } from '../follow/jobs.ts';
import { repeat } from './repeat.ts';

export interface FollowOptions extends Omit<FollowParts, 'now'> {
  /** Resolves when the database answers. */
  readonly ready: () => Promise<void>;
  readonly clock: Clock;
  readonly tickMs?: number;
}

/** Who follows something can wait so long. */
const defaultTickMs = 60_000;

/** Starts telling who follows something; with the database away it waits for it. */
export function startFollow(options: FollowOptions): Feature {
  const { ready, clock, onError } = options;
  const parts: FollowParts = { ...options, now: () => clock.now() };
  const tick = () => ready().then(() => tellFollowers(parts));
  return {
    // Nobody has more rights here than anybody else who reads the conversation.
    deciders: [decideChat(createFollowChat(parts))],
    stop: repeat(tick, options.tickMs ?? defaultTickMs, clock, onError),
  };
}
