import { z } from 'zod';
import type { Json } from '../../cards/button.ts';
import { pressesOf, pressHead } from '../../cards/presses.ts';
import type { Context } from '../../cards/words/row.ts';
import { LONG_FIELDS, mostCharsOf, ROW_FIELDS, type RowFields } from '../decide/fields.ts';

const RowId = z.string().regex(/^[a-z0-9-]{4,40}$/);
const Department = z.string().min(1).max(100);
/** What somebody fills in: texts and lists have lines, the rest is one, which ends no line of a file that it is written to. */
const shapeOf = (field: keyof RowFields) => {
  const text = z.string().max(mostCharsOf(field));
  if (LONG_FIELDS.has(field) || field === 'themes') return text.trim().default('');
  return text.transform((words) => words.replace(/[\r\n\t\v\f\u2028\u2029]+/g, ' ').trim()).default('');
};
const fields = Object.fromEntries(ROW_FIELDS.map((field) => [field, shapeOf(field)])) as Record<
  keyof RowFields,
  ReturnType<typeof shapeOf>
>;

const UnshownFields = z.array(z.enum(ROW_FIELDS)).max(ROW_FIELDS.length).default([]);

/** What the buttons about editing rows ask for, with a form's inputs: anybody in the conversation can forge it. */
const RowAction = z.discriminatedUnion('do', [
  /** `department`: pressed on the card of a round, which goes on with its next row. */
  z.object({ ...pressHead, do: z.literal('row.edit'), id: RowId, department: Department.optional() }),
  z.object({ ...pressHead, do: z.literal('row.add') }),
  /** `id` null: a new row; `kept`: fields that the form has left out. */
  z.object({ ...pressHead, do: z.literal('row.save'), id: RowId.nullable(), kept: UnshownFields, ...fields }),
  z.object({ ...pressHead, do: z.literal('row.end'), id: RowId, department: Department.optional() }),
  /** The department's rows one after the other, from the one after that. */
  z.object({ ...pressHead, do: z.literal('row.confirm'), department: Department, after: RowId.nullable() }),
  z.object({ ...pressHead, do: z.literal('row.same'), id: RowId, department: Department }),
  z.object({ ...pressHead, do: z.literal('row.allSame'), department: Department }),
  z.object({ ...pressHead, do: z.literal('row.remind') }),
]);
export type RowAction = z.infer<typeof RowAction>;

const presses = pressesOf('row.', RowAction);
export const { act, parse: parseRowAction } = presses;

/** Opens the form of a row, for the cards of others: as a dialog, and as a card where a client opens none. */
export function offerEdit(
  id: string,
  { say, lang, dialogs = true }: Pick<Context, 'say' | 'lang' | 'dialogs'>,
): readonly Json[] {
  const edit = { do: 'row.edit', id, lang } as const;
  const inMenu = { mode: 'secondary' } as const;
  return dialogs
    ? [presses.dialogButton(say('row.edit'), edit, inMenu), act(say('row.editCard'), edit, inMenu)]
    : [act(say('row.edit'), edit, inMenu)];
}
