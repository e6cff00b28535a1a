import { decideChat } from '../bot/chats.ts';
import type { Feature, FeatureOptions } from './feature.ts';
import { createFollowChat } from '../follow/chat/chat.ts';
import type { FollowServices } from '../follow/chat/services.ts';
import { tellFollowers } from '../follow/jobs.ts';
import { repeatWhenReady } from './repeat.ts';

/** Who follows something can wait so long. */
const tickMs = 60_000;

/** Starts telling who follows something; with the database away it waits for it. */
export function startFollow(options: Omit<FollowServices, 'now'> & Omit<FeatureOptions, 'rolesOf'>): Feature {
  const services: FollowServices = { ...options, now: () => options.clock.now() };
  return {
    // Nobody has more rights here than anybody else who reads the conversation.
    deciders: [decideChat(createFollowChat(services))],
    stop: repeatWhenReady(options, () => tellFollowers(services), tickMs),
  };
}
