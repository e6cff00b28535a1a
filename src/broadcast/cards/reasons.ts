import type { Say, TextKey } from '../../cards/texts.ts';

const knownReasons: ReadonlySet<string> = new Set([
  'appNotInstalled',
  'uninstalled',
  'nameNotFound',
  'BotNotInConversationRoster',
  'ConversationBlockedByUser',
  'BotDisabledByAdmin',
  'timeout',
  'interrupted',
]);

/** Why so many were not reached, in words where the reason is known. */
export function reasonLine(reason: string, count: number, say: Say): string {
  const words = knownReasons.has(reason) ? say(`broadcast.reason.${reason}` as TextKey) : reason;
  return say('broadcast.progress.reason', { reason: words, count });
}
