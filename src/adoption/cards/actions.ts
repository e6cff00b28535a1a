import { z } from 'zod';
import { parseCardAction } from '../../cards/actions.ts';
import { pressesOf, pressHead } from '../../cards/presses.ts';
import { adoptionStates } from '../decide/adoption.ts';

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
  z.object({ ...pressHead, do: z.literal('adoption.row'), id: RowId }),
  /** Shows the form. */
  z.object({ ...pressHead, do: z.literal('adoption.want'), id: RowId }),
  z.object({
    ...pressHead,
    do: z.literal('adoption.begin'),
    id: RowId,
    department: Chosen,
    why: Note,
  }),
  z.object({ ...pressHead, do: z.literal('adoption.show'), adoption: AdoptionId }),
  z.object({
    ...pressHead,
    do: z.literal('adoption.move'),
    adoption: AdoptionId,
    version,
    to: z.enum(adoptionStates),
    note: Note,
  }),
  z.object({ ...pressHead, do: z.literal('adoption.takeBack'), adoption: AdoptionId, version }),
  z.object({ ...pressHead, do: z.literal('adoption.contact'), id: RowId }),
  z.object({ ...pressHead, do: z.literal('adoption.share'), id: RowId }),
  z.object({
    ...pressHead,
    do: z.literal('adoption.quiet'),
    department: Department,
    isQuiet: z.boolean(),
  }),
  z.object({
    ...pressHead,
    do: z.literal('adoption.setDepartment'),
    department: Chosen,
    /** What was asked before the department was known: it is answered then. */
    then: z.enum(['adoption.taken', 'adoption.declined', 'adoption.gaps', 'adoption.recommend']).nullable(),
  }),
  z.object({ ...pressHead, do: z.literal('adoption.matrix'), page: z.int().min(0).max(999) }),
  /** The whole of it as a workbook. */
  z.object({ ...pressHead, do: z.literal('adoption.file') }),
  z.object({ ...pressHead, do: z.literal('adoption.theme'), theme: z.string().min(1).max(100) }),
  /** '' = the department of whoever presses. */
  z.object({
    ...pressHead,
    do: z.enum(['adoption.gaps', 'adoption.recommend']),
    subject: z.string().max(100),
  }),
]);
export type AdoptionAction = z.infer<typeof AdoptionAction>;
const presses = pressesOf('adoption.', AdoptionAction);
export const { act } = presses;

/** The action in the data of a pressed button. A row that is opened anywhere is ours to show. */
export function parseAdoptionAction(data: unknown): ReturnType<typeof presses.parse> {
  const opened = parseCardAction(data);
  if (opened?.do === 'initiative') return { ...opened, do: 'adoption.row' };
  return presses.parse(data);
}
