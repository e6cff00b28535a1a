import type { Say } from './texts.ts';

/** Our own reasons, and Teams' codes that say what somebody can do about it. */
const knownReasons = [
  'appNotInstalled',
  'uninstalled',
  'nameNotFound',
  'rosterUnreadable',
  'notApproved',
  'channelsUnreadable',
  'guest',
  'channelDeleted',
  'teamDeleted',
  'teamArchived',
  'BotNotInConversationRoster',
  'ConversationBlockedByUser',
  'ConversationNotFound',
  'BotDisabledByAdmin',
  'NotEnoughPermissions',
  'MessageWritesBlocked',
  'ActivityNotFoundInConversation',
  'throttled',
  'timeout',
  'interrupted',
  'restored',
  'internalError',
  'emptyAnswer',
  'unknownChannel',
  'unknownRecipient',
  'nothingToChange',
  'noContent',
  'withoutId',
] as const;

/** Teams' codes for its own trouble: whether anything arrived they do not say. */
const SERVER_CODE =
  /^(?:ServiceError|InternalServerError|InternalError|ServiceUnavailable|BadGateway|GatewayTimeout)$/;

/** Node's name of what a connection has failed by. */
const CONNECTION_CODE = /^E[A-Z_]{3,}$/;

/**
 * Why so many were not reached, in words, each once: several codes may be called alike. A code that has no words stands
 * beside what it is. Plain text.
 */
export function reasonLines(
  reasons: readonly { readonly reason: string; readonly count: number }[],
  say: Say,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const { reason, count } of reasons) {
    const words = reasonWords(reason, say);
    counts.set(words, (counts.get(words) ?? 0) + count);
  }
  return [...counts].map(([reason, count]) => say('broadcast.progress.reason', { reason, count }));
}

/** Why somebody was not reached, in words. Plain text. */
export function reasonWords(reason: string, say: Say): string {
  const known = knownReasons.find((one) => one === reason);
  const [, status] = /^http(\d{3})$/.exec(reason) ?? [];
  if (status !== undefined)
    return say(status.startsWith('5') ? 'broadcast.reason.http5' : 'broadcast.reason.http', { code: status });
  if (SERVER_CODE.test(reason)) return say('broadcast.reason.serverError');
  if (CONNECTION_CODE.test(reason)) return say('broadcast.reason.connection');
  return known === undefined
    ? say('broadcast.reason.other', { code: reason })
    : say(`broadcast.reason.${known}`);
}

/** That nothing is sent at the moment, and why. Plain text. */
export function pausedWords(reason: string, say: Say): string {
  return reason === 'restored'
    ? say('sending.restored')
    : say('sending.paused', { reason: reasonWords(reason, say) });
}
