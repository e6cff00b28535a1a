import { z } from 'zod';
import { dataButton, type Json, type Look } from '../cards/button.ts';

/** Rises when the shape below changes, so that buttons of older cards are refused instead of misread. */
const VERSION = 1;

const head = { v: z.literal(VERSION), lang: z.enum(['ja', 'en']) };
/** Chosen in a form; '' when nothing was. */
const Chosen = z.string().trim().max(300).default('');

/** What the buttons about owners of departments ask for, with a form's inputs: anybody can forge it. */
const ContactAction = z.discriminatedUnion('do', [
  z.object({ ...head, do: z.literal('contact.owners') }),
  z.object({ ...head, do: z.literal('contact.setOwner'), department: Chosen, person: Chosen }),
  z.object({ ...head, do: z.literal('contact.removeOwner'), department: Chosen }),
]);
export type ContactAction = z.infer<typeof ContactAction>;

/** A button about owners; a form's inputs are added by the client. */
export function act(title: string, what: ContactAction['do'], lang: 'ja' | 'en', look?: Look): Json {
  return dataButton(title, what, { v: VERSION, do: what, lang }, look);
}

const Named = z.object({ do: z.string().startsWith('contact.'), lang: head.lang.catch('ja') });

/** The action in the data of a pressed button: null when it is none of these, `invalid` when it cannot be read. */
export function parseContactAction(
  data: unknown,
): ContactAction | { readonly do: 'invalid'; readonly lang: 'ja' | 'en' } | null {
  const parsed = ContactAction.safeParse(data);
  if (parsed.success) return parsed.data;
  const named = Named.safeParse(data);
  return named.success ? { do: 'invalid', lang: named.data.lang } : null;
}
