import { z } from 'zod';
import { pressesOf, pressHead } from '../cards/presses.ts';

/** The decision that is asked for. */
const RestoreAction = z.object({
  ...pressHead,
  do: z.enum(['restore.send', 'restore.drop']),
  /** Which restore it is about. */
  at: z.number().int(),
});
export type RestoreAction = z.infer<typeof RestoreAction>;

const presses = pressesOf('restore.', RestoreAction);
export const { act } = presses;

/** The decision that a pressed button is; null when it is none of these. */
export function parseRestoreAction(data: unknown): RestoreAction | null {
  const action = presses.parse(data);
  return action?.do === 'invalid' ? null : action;
}
