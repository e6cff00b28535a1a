import { z } from 'zod';
import { dataButton, type Json, type Look } from '../../cards/button.ts';

/** Rises when the shape below changes, so that buttons of older cards are refused instead of misread. */
const VERSION = 1;

const head = { v: z.literal(VERSION), lang: z.enum(['ja', 'en']) };
const proposal = { id: z.string().regex(/^p-[0-9a-f]{32}$/) };
const edition = { id: z.string().regex(/^e-[0-9a-f]{16}$/) };
const version = z.int().min(1);
const page = z.int().min(0).max(999_999);

/** What the buttons about changes of the data ask for, with what is filled in: anybody can forge it. */
const EditionAction = z.discriminatedUnion('do', [
  z.object({ ...head, do: z.literal('edition.waiting') }),
  z.object({ ...head, do: z.literal('edition.open'), ...proposal, page }),
  z.object({ ...head, do: z.literal('edition.request'), ...proposal, version }),
  z.object({ ...head, do: z.literal('edition.withdraw'), ...proposal, version }),
  z.object({ ...head, do: z.literal('edition.approve'), ...proposal, version }),
  z.object({
    ...head,
    do: z.literal('edition.decline'),
    ...proposal,
    version,
    reason: z.string().trim().max(500).default(''),
  }),
  z.object({ ...head, do: z.literal('edition.recompare'), ...proposal, version }),
  z.object({ ...head, do: z.literal('edition.notes'), ...proposal, page }),
  z.object({ ...head, do: z.literal('edition.difference'), ...proposal }),
  z.object({
    ...head,
    do: z.literal('edition.answer'),
    file: z.string().regex(/^f-[0-9a-f]{32}$/),
    /** What is chosen for each column, and the year. */
    inputs: z.record(z.string().max(40), z.string().max(40)).default({}),
  }),
  z.object({ ...head, do: z.literal('edition.versions'), page }),
  z.object({ ...head, do: z.literal('edition.version'), ...edition }),
  z.object({ ...head, do: z.literal('edition.workbook'), ...edition }),
  z.object({ ...head, do: z.literal('edition.rollback'), ...edition }),
]);
export type EditionAction = z.infer<typeof EditionAction>;

type Unfilled<Action> = Action extends EditionAction ? Omit<Action, 'v' | 'reason' | 'inputs'> : never;

/** A button about changes of the data. */
export function act(title: string, action: Unfilled<EditionAction>, look?: Look): Json {
  return dataButton(title, action.do, { v: VERSION, ...action }, look);
}

/** A form's fields stand beside the button's own data. */
function withInputs(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  const inputs = Object.entries(data).filter(([name]) => /^(?:column\d{1,2}|year)$/.test(name));
  return { ...data, inputs: Object.fromEntries(inputs) };
}

const Named = z.object({ do: z.string().startsWith('edition.'), lang: head.lang.catch('ja') });

/** The action in the data of a pressed button: null when it is none of these, `invalid` when it cannot be read. */
export function parseEditionAction(
  data: unknown,
): EditionAction | { readonly do: 'invalid'; readonly lang: 'ja' | 'en' } | null {
  const parsed = EditionAction.safeParse(withInputs(data));
  if (parsed.success) return parsed.data;
  const named = Named.safeParse(data);
  return named.success ? { do: 'invalid', lang: named.data.lang } : null;
}
