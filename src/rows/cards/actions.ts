import { z } from 'zod';
import { dataButton, type Json, type Look } from '../../cards/button.ts';
import type { Context } from '../../cards/words/row.ts';
import { ROW_FIELDS, type RowFields } from '../decide/fields.ts';

/** Rises when the shape below changes, so that buttons of older cards are refused instead of misread. */
const VERSION = 1;

const head = { v: z.literal(VERSION), lang: z.enum(['ja', 'en']) };
const RowId = z.string().regex(/^[a-z0-9-]{4,40}$/);
const Department = z.string().min(1).max(100);
/** What somebody fills in. */
const Filled = z.string().max(8000).trim().default('');
const fields = Object.fromEntries(ROW_FIELDS.map((field) => [field, Filled])) as Record<
  keyof RowFields,
  typeof Filled
>;

/** What the buttons about editing rows ask for, with a form's inputs: anybody in the conversation can forge it. */
const RowAction = z.discriminatedUnion('do', [
  z.object({ ...head, do: z.literal('row.edit'), id: RowId }),
  z.object({ ...head, do: z.literal('row.add') }),
  /** `id` null: a new row. */
  z.object({ ...head, do: z.literal('row.save'), id: RowId.nullable(), ...fields }),
  z.object({ ...head, do: z.literal('row.end'), id: RowId }),
  /** The department's rows one after the other, from the one after that. */
  z.object({ ...head, do: z.literal('row.confirm'), department: Department, after: RowId.nullable() }),
  z.object({ ...head, do: z.literal('row.same'), id: RowId, department: Department }),
  z.object({ ...head, do: z.literal('row.allSame'), department: Department }),
  z.object({ ...head, do: z.literal('row.remind') }),
]);
export type RowAction = z.infer<typeof RowAction>;

type WithoutVersion<Action> = Action extends { do: 'row.save' }
  ? Omit<Action, 'v' | keyof RowFields>
  : Action extends RowAction
    ? Omit<Action, 'v'>
    : never;

/** A button about editing rows; a form's inputs are added by the client. */
export function act(title: string, action: WithoutVersion<RowAction>, look?: Look): Json {
  return dataButton(title, action.do, { v: VERSION, ...action }, look);
}

/** The button that opens the form of a row, for the cards of others. */
export function offerEdit(id: string, { say, lang }: Pick<Context, 'say' | 'lang'>): Json {
  return act(say('row.edit'), { do: 'row.edit', id, lang }, { mode: 'secondary' });
}

const Named = z.object({ do: z.string().startsWith('row.'), lang: head.lang.catch('ja') });

/** The action in the data of a pressed button: null when it is none of these, `invalid` when it cannot be read. */
export function parseRowAction(
  data: unknown,
): RowAction | { readonly do: 'invalid'; readonly lang: 'ja' | 'en' } | null {
  const parsed = RowAction.safeParse(data);
  if (parsed.success) return parsed.data;
  const named = Named.safeParse(data);
  return named.success ? { do: 'invalid', lang: named.data.lang } : null;
}
