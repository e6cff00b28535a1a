import { z } from 'zod';
import { pressesOf, pressHead } from '../../cards/presses.ts';

const proposal = { id: z.string().regex(/^p-[0-9a-f]{32}$/) };
const edition = { id: z.string().regex(/^e-[0-9a-f]{16}$/) };
const version = z.int().min(1);
const page = z.int().min(0).max(999_999);

/** What the buttons about changes of the data ask for, with what is filled in: anybody can forge it. */
const EditionAction = z.discriminatedUnion('do', [
  z.object({ ...pressHead, do: z.literal('edition.waiting'), page: page.default(0) }),
  z.object({ ...pressHead, do: z.literal('edition.open'), ...proposal, page }),
  z.object({ ...pressHead, do: z.literal('edition.request'), ...proposal, version }),
  z.object({ ...pressHead, do: z.literal('edition.withdraw'), ...proposal, version }),
  z.object({ ...pressHead, do: z.literal('edition.approve'), ...proposal, version }),
  z.object({
    ...pressHead,
    do: z.literal('edition.decline'),
    ...proposal,
    version,
    reason: z.string().trim().max(500).default(''),
  }),
  z.object({ ...pressHead, do: z.literal('edition.recompare'), ...proposal, version }),
  z.object({ ...pressHead, do: z.literal('edition.notes'), ...proposal, page }),
  z.object({ ...pressHead, do: z.literal('edition.difference'), ...proposal }),
  z.object({
    ...pressHead,
    do: z.literal('edition.answer'),
    file: z.string().regex(/^f-[0-9a-f]{32}$/),
    /** What is chosen for each column, and the year. */
    inputs: z.record(z.string().max(40), z.string().max(40)).default({}),
  }),
  z.object({ ...pressHead, do: z.literal('edition.columns'), file: z.string().regex(/^f-[0-9a-f]{32}$/) }),
  /** Of a draft, or of the edition that answers. */
  z.object({
    ...pressHead,
    do: z.literal('edition.year'),
    id: z.string().regex(/^(?:p-[0-9a-f]{32}|e-[0-9a-f]{16})$/),
    year: z.string().max(4).default(''),
  }),
  z.object({ ...pressHead, do: z.literal('edition.versions'), page }),
  z.object({ ...pressHead, do: z.literal('edition.version'), ...edition }),
  z.object({ ...pressHead, do: z.literal('edition.workbook'), ...edition }),
  z.object({ ...pressHead, do: z.literal('edition.rollback'), ...edition }),
]);
export type EditionAction = z.infer<typeof EditionAction>;

const presses = pressesOf('edition.', EditionAction);
export const { act } = presses;

/** The action in the data of a pressed button. */
export const parseEditionAction = (data: unknown) => presses.parse(withInputs(data));

/** A form's fields stand beside the button's own data. */
function withInputs(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  const inputs = Object.entries(data).filter(([name]) => /^(?:column\d{1,2}|year)$/.test(name));
  return { ...data, inputs: Object.fromEntries(inputs) };
}
