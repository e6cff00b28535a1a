import { Contact } from '../../schema.ts';

/** The columns of a contact in a workbook of ours, by its part. */
const COLUMN_OF = {
  office: '連絡先（課・係）',
  person: '連絡先（担当者）',
  extension: '連絡先（内線）',
  email: '連絡先（メール）',
  channel: '連絡先（チャネル）',
} as const satisfies Record<keyof Contact, string>;
const PARTS = Object.keys(COLUMN_OF) as (keyof Contact)[];

export const CONTACT_COLUMNS: readonly string[] = Object.values(COLUMN_OF);

/** The cells of a contact, in the order of the columns. */
export function contactCells(contact: Contact | undefined): readonly string[] {
  return PARTS.map((part) => contact?.[part] ?? '');
}

/** The contact that the cells name; null: none, undefined: one that cannot be. */
export function contactOfCells(cell: (column: string) => string): Contact | null | undefined {
  const said = PARTS.map((part) => [part, cell(COLUMN_OF[part])] as const).filter(([, text]) => text !== '');
  return said.length === 0 ? null : Contact.safeParse(Object.fromEntries(said)).data;
}
