import type { Contact, Dataset, Initiative } from './schema.ts';

/** Whom to ask about a row: its own contact, else its department's; null where the document names nobody. */
export function contactOf(
  { contact, department }: Pick<Initiative, 'contact' | 'department'>,
  { departments }: Pick<Dataset, 'departments'>,
): Contact | null {
  return contact ?? departments.find(({ name }) => name === department)?.contact ?? null;
}
