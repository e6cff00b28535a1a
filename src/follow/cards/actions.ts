import { z } from 'zod';
import { pressesOf, pressHead } from '../../cards/presses.ts';

/** What the buttons about following ask for: anybody in the conversation can forge it. */
const FollowAction = z.discriminatedUnion('do', [
  z.object({ ...pressHead, do: z.literal('follow.begin'), question: z.string().trim().min(1).max(200) }),
  z.object({ ...pressHead, do: z.literal('follow.end'), id: z.string().regex(/^follow-[0-9a-f]{24}$/) }),
  z.object({ ...pressHead, do: z.enum(['follow.list', 'follow.endAll']) }),
]);
export type FollowAction = z.infer<typeof FollowAction>;

export const { act, parse: parseFollowAction } = pressesOf('follow.', FollowAction);
