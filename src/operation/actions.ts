import { z } from 'zod';
import type { Lang } from '../question/answer.ts';
import type { RestoreChoice } from './ports.ts';

/** Rises when the shape below changes, so that buttons of older cards are refused instead of misread. */
const VERSION = 1;

const RestoreAction = z.object({
  v: z.literal(VERSION),
  lang: z.enum(['ja', 'en']),
  do: z.enum(['restore.send', 'restore.drop']),
  /** Which restore it is about. */
  at: z.number().int(),
});

/** The data of a button that decides. */
export function restoreData(
  choice: RestoreChoice,
  at: number,
  lang: Lang,
): Readonly<Record<string, unknown>> {
  return { v: VERSION, lang, do: `restore.${choice}`, at };
}

/** The decision that a pressed button is; null when it is none of these. */
export function parseRestoreAction(
  data: unknown,
): { readonly choice: RestoreChoice; readonly at: number; readonly lang: Lang } | null {
  const action = RestoreAction.safeParse(data).data;
  if (!action) return null;
  const { at, lang } = action;
  return { choice: action.do === 'restore.send' ? 'send' : 'drop', at, lang };
}
