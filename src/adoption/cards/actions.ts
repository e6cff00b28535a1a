import { z } from 'zod';
import { parseCardAction } from '../../cards/actions.ts';
import { dataButton, type Json, type Look } from '../../cards/button.ts';
import { adoptionStates } from '../decide/adoption.ts';

/** Rises when the shape below changes, so that buttons of older cards are refused instead of misread. */
const VERSION = 1;

const head = { v: z.literal(VERSION), lang: z.enum(['ja', 'en']) };
const RowId = z.string().regex(/^[a-z0-9-]{4,40}$/);
const AdoptionId = z.string().regex(/^adoption-[0-9a-f]{24}$/);
const Department = z.string().trim().min(1).max(100);
/** Chosen in a form; '' when nothing was. */
const Chosen = z.string().trim().max(100).default('');
const version = z.int().min(1).max(1_000_000);
/** What a person writes beside a press. */
const Note = z.string().trim().max(500).default('');

/** What the buttons about taking things over ask for, with a form's inputs: anybody in the conversation can forge it. */
const AdoptionAction = z.discriminatedUnion('do', [
  z.object({ ...head, do: z.literal('adoption.row'), id: RowId }),
  /** Shows the form. */
  z.object({ ...head, do: z.literal('adoption.want'), id: RowId }),
  z.object({
    ...head,
    do: z.literal('adoption.begin'),
    id: RowId,
    department: Chosen,
    why: Note,
  }),
  z.object({ ...head, do: z.literal('adoption.show'), adoption: AdoptionId }),
  z.object({
    ...head,
    do: z.literal('adoption.move'),
    adoption: AdoptionId,
    version,
    to: z.enum(adoptionStates),
    note: Note,
  }),
  z.object({ ...head, do: z.literal('adoption.takeBack'), adoption: AdoptionId, version }),
  z.object({ ...head, do: z.literal('adoption.contact'), id: RowId }),
  z.object({ ...head, do: z.literal('adoption.share'), id: RowId }),
  z.object({
    ...head,
    do: z.literal('adoption.quiet'),
    department: Department,
    isQuiet: z.boolean(),
  }),
  z.object({
    ...head,
    do: z.literal('adoption.setDepartment'),
    department: Chosen,
    /** What was asked before the department was known: it is answered then. */
    then: z.enum(['adoption.taken', 'adoption.gaps', 'adoption.recommend']).nullable(),
  }),
  z.object({ ...head, do: z.literal('adoption.matrix'), page: z.int().min(0).max(999) }),
  /** The whole of it as a workbook. */
  z.object({ ...head, do: z.literal('adoption.file') }),
  z.object({ ...head, do: z.literal('adoption.theme'), theme: z.string().min(1).max(100) }),
  /** '' = the department of whoever presses. */
  z.object({ ...head, do: z.enum(['adoption.gaps', 'adoption.recommend']), subject: z.string().max(100) }),
]);
export type AdoptionAction = z.infer<typeof AdoptionAction>;

type WithoutVersion<Action> = Action extends AdoptionAction ? Omit<Action, 'v'> : never;
/** A button's own part of the data; a form's inputs are added by the client. */
type Buttons = WithoutVersion<AdoptionAction>;
export type NewAdoptionAction =
  | Exclude<Buttons, { do: 'adoption.begin' | 'adoption.move' | 'adoption.setDepartment' }>
  | Omit<Extract<Buttons, { do: 'adoption.begin' }>, 'department' | 'why'>
  | Omit<Extract<Buttons, { do: 'adoption.move' }>, 'note'>
  | Omit<Extract<Buttons, { do: 'adoption.setDepartment' }>, 'department'>;

/** A button about taking something over. */
export function act(title: string, action: NewAdoptionAction, look?: Look): Json {
  return dataButton(title, action.do, { v: VERSION, ...action }, look);
}

const Named = z.object({ do: z.string().startsWith('adoption.'), lang: head.lang.catch('ja') });

/**
 * The action in the data of a pressed button: null when it is none of these, `invalid` when it is but cannot be read
 * (an older card, a forged choice). A row that is opened anywhere is ours to show.
 */
export function parseAdoptionAction(
  data: unknown,
): AdoptionAction | { readonly do: 'invalid'; readonly lang: 'ja' | 'en' } | null {
  const opened = parseCardAction(data);
  if (opened?.do === 'initiative')
    return { v: VERSION, do: 'adoption.row', id: opened.id, lang: opened.lang };
  const parsed = AdoptionAction.safeParse(data);
  if (parsed.success) return parsed.data;
  const named = Named.safeParse(data);
  return named.success ? { do: 'invalid', lang: named.data.lang } : null;
}
