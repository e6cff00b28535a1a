import { z } from 'zod';
import { pressesOf, pressHead } from '../cards/presses.ts';

/** Chosen in a form; '' when nothing was. */
const Chosen = z.string().trim().max(300).default('');

/** What the buttons about owners of departments ask for, with a form's inputs: anybody can forge it. */
const ContactAction = z.discriminatedUnion('do', [
  z.object({ ...pressHead, do: z.literal('contact.owners') }),
  z.object({ ...pressHead, do: z.literal('contact.setOwner'), department: Chosen, person: Chosen }),
  z.object({ ...pressHead, do: z.literal('contact.removeOwner'), department: Chosen }),
]);
export type ContactAction = z.infer<typeof ContactAction>;

export const { act, parse: parseContactAction } = pressesOf('contact.', ContactAction);
