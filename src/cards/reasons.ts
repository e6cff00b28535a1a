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

/** Why so many were not reached, in words; a code that has none stands beside what it is. Plain text. */
export function reasonLine(reason: string, count: number, say: Say): string {
  return say('broadcast.progress.reason', { reason: reasonWords(reason, say), count });
}

/** Why somebody was not reached, in words. Plain text. */
export function reasonWords(reason: string, say: Say): string {
  const known = knownReasons.find((one) => one === reason);
  const [, status] = /^http(\d{3})$/.exec(reason) ?? [];
  if (status !== undefined)
    return say(status.startsWith('5') ? 'broadcast.reason.http5' : 'broadcast.reason.http', { code: status });
  if (SERVER_CODE.test(reason)) return say('broadcast.reason.serverError');
  const kind = CONNECTION_CODE.test(reason) ? 'connection' : 'other';
  return known === undefined
    ? say(`broadcast.reason.${kind}`, { code: reason })
    : say(`broadcast.reason.${known}`);
}

/** That nothing is sent at the moment, and why. Plain text. */
export function pausedWords(reason: string, say: Say): string {
  return reason === 'restored'
    ? say('sending.restored')
    : say('sending.paused', { reason: reasonWords(reason, say) });
}
