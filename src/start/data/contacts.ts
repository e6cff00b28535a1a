import { decideChat, type RolesOf } from '../../bot/chats.ts';
import type { Clock } from '../../calendar/clock.ts';
import { type ContactParts, createContactChat } from '../../contacts/chat.ts';
import type { Feature } from '../feature.ts';

export interface ContactOptions extends Omit<ContactParts, 'now'> {
  readonly rolesOf: RolesOf;
  readonly clock: Clock;
}

/** Starts answering whom to ask. */
export function startContacts(options: ContactOptions): Feature {
  const chat = createContactChat({ ...options, now: () => options.clock.now() });
  return {
    deciders: [decideChat(chat, options.rolesOf)],
    stop: () => Promise.resolve(),
  };
}
