import { z } from 'zod';
import { dataButton, type Json, type Look } from '../../cards/button.ts';

/** Rises when the shape below changes, so that buttons of older cards are refused instead of misread. */
const VERSION = 1;

const head = { v: z.literal(VERSION), lang: z.enum(['ja', 'en']) };

/** What the buttons about following ask for: anybody in the conversation can forge it. */
const FollowAction = z.discriminatedUnion('do', [
  z.object({ ...head, do: z.literal('follow.begin'), question: z.string().trim().min(1).max(200) }),
  z.object({ ...head, do: z.literal('follow.end'), id: z.string().regex(/^follow-[0-9a-f]{24}$/) }),
  z.object({ ...head, do: z.enum(['follow.list', 'follow.endAll']) }),
]);
export type FollowAction = z.infer<typeof FollowAction>;

type WithoutVersion<Action> = Action extends FollowAction ? Omit<Action, 'v'> : never;

/** A button about following something. */
export function act(title: string, action: WithoutVersion<FollowAction>, look?: Look): Json {
  return dataButton(title, action.do, { v: VERSION, ...action }, look);
}

const Named = z.object({ do: z.string().startsWith('follow.'), lang: head.lang.catch('ja') });

/** The action in the data of a pressed button: null when it is none of these, `invalid` when it cannot be read. */
export function parseFollowAction(
  data: unknown,
): FollowAction | { readonly do: 'invalid'; readonly lang: 'ja' | 'en' } | null {
  const parsed = FollowAction.safeParse(data);
  if (parsed.success) return parsed.data;
  const named = Named.safeParse(data);
  return named.success ? { do: 'invalid', lang: named.data.lang } : null;
}
