import { decideChat } from '../../bot/chats.ts';
import type { Clock } from '../../calendar/clock.ts';
import { type ContactParts, createContactChat } from '../../contacts/chat.ts';
import type { Feature } from '../feature.ts';

export interface ContactOptions extends Omit<ContactParts, 'now'> {
  readonly clock: Clock;
}

/** Starts answering whom to ask. */
export function startContacts(options: ContactOptions): Feature {
  const chat = createContactChat({ ...options, now: () => options.clock.now() });
  return {
    // Who may change something is looked up where it is changed.
    deciders: [decideChat(chat)],
    stop: () => Promise.resolve(),
  };
}
