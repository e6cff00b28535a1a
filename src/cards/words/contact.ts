import type { Contact } from '../../dataset/schema.ts';
import type { BoardFact } from '../board.ts';
import type { Json } from '../button.ts';
import { oneLine, truncate } from '../../text/markdown.ts';
import type { Context } from './row.ts';

/** Office and person, extension, address: what there is, in one line. Plain text. */
export function contactWords({ office, person, extension, email }: Contact, { say }: Context): string {
  const names = [office, person].filter((part) => part !== undefined).join(' ');
  const parts = [
    names,
    extension === undefined ? '' : say('contact.extensionOf', { extension }),
    email ?? '',
  ];
  return parts.filter((part) => part !== '').join(' / ') || say('contact.byChannel');
}

/** Who is registered with the bot as answering for a department. */
export interface RegisteredOwner {
  readonly name: string | null;
  /** The user principal name; null = not known. */
  readonly upn: string | null;
}

/** Their name; '' = nobody's, or not known. */
export function ownerLine(owner: RegisteredOwner | null, { say }: Context): string {
  return owner?.name ? say('contact.owner', { name: owner.name }) : '';
}

/** The contact, or where nobody is named the office that publishes the document; then who is registered. */
export function contactLines(
  { contact, owner }: { readonly contact: Contact | null; readonly owner: RegisteredOwner | null },
  context: Context,
): readonly string[] {
  const { say, data } = context;
  const stated =
    contact === null
      ? say('contact.publisherOnly', { publisher: data.source.publisher })
      : contactWords(contact, context);
  return [stated, ownerLine(owner, context)].filter((line) => line !== '');
}

/** The same, each thing by itself. */
export function contactFacts(contact: Contact | null, { say, data }: Context): readonly BoardFact[] {
  if (contact === null) return [{ title: say('contact.publisher'), value: data.source.publisher }];
  const { office, person, extension, email } = contact;
  const known: readonly (readonly [string, string | undefined])[] = [
    [say('contact.office'), office],
    [say('contact.person'), person],
    [say('contact.extension'), extension],
    [say('contact.mail'), email],
  ];
  return known.flatMap(([title, value]) => (value === undefined ? [] : [{ title, value }]));
}

/**
 * Opens a chat with the person whom the document names, with something to begin with about what it is about, or else the
 * channel, or else a chat with who is registered; null where there is none of these. Links to chats know people by their
 * addresses or user principal names, and by no id: learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
export function contactButton(
  { contact, owner }: { readonly contact: Contact | null; readonly owner: RegisteredOwner | null },
  about: string,
  context: Context,
): Json | null {
  const { person, email, channel } = contact ?? {};
  if (person !== undefined && email !== undefined) return chatButton(email, about, context);
  if (channel !== undefined)
    return { type: 'Action.OpenUrl', title: context.say('contact.openChannel'), url: channel };
  return owner?.upn ? chatButton(owner.upn, about, context) : null;
}

function chatButton(user: string, about: string, { say }: Context): Json {
  const message = say('contact.greeting', { about: truncate(oneLine(about), maxAboutChars) });
  const url = `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(user)}&message=${encodeURIComponent(message)}`;
  return { type: 'Action.OpenUrl', title: say('contact.openChat'), url };
}

/** A link beyond some 2,000 characters is cut off, and a Japanese one takes nine of them. */
const maxAboutChars = 100;
