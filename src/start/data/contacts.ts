import { decideChat } from '../../bot/chats.ts';
import { type ContactServices, createContactChat } from '../../contacts/chat.ts';
import type { Feature, FeatureOptions } from '../feature.ts';

/** Starts answering whom to ask. */
export function startContacts(options: Omit<ContactServices, 'now'> & Pick<FeatureOptions, 'rolesOf' | 'clock'>): Feature {
  const chat = createContactChat({ ...options, now: () => options.clock.now() });
  return {
    deciders: [decideChat(chat, options.rolesOf)],
    stop: () => Promise.resolve(),
  };
}
