import type { MessageAction, Post, Settlement } from './ports.ts';
import type { RecipientKind } from './recipient.ts';
import { dayMs } from '../calendar/clock.ts';

/** What is known of a request once it is over. */
export type Outcome =
  /** Teams took it. */
  | { readonly type: 'accepted'; readonly post: Post | null }
  /** Teams answered with an error. */
  | {
      readonly type: 'refused';
      readonly status: number;
      /** Teams' own word for it (`BotNotInConversationRoster`), when it gave one. */
      readonly code: string | null;
      readonly retryAfterMs: number | null;
    }
  /** Nothing has left this machine: no token, no name, no connection. */
  | { readonly type: 'notSent'; readonly reason: string }
  /** It may have arrived, and there was no answer: timeout, reset. */
  | { readonly type: 'noAnswer'; readonly reason: string };

export interface DeliveryDecision {
  readonly settlement: Settlement;
  /** The recipient cannot be reached until it speaks or installs again, and why. */
  readonly park: string | null;
  /** The chat with the person is gone: it is opened anew before the next try. */
  readonly reopens?: true;
}

/**
 * After these Teams has not done what was asked and asks to try again. Other 5xx are answers of something on the way
 * that does not say whether the message got through.
 * learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-code-retry-guidance
 */
const retriable: ReadonlySet<number> = new Set([412, 503]);
/** Teams' advice is to repeat these as well; but a gateway says so when it has passed the request on, and lost the answer. */
const fromGateway: ReadonlySet<number> = new Set([502, 504]);

/** Whether a reply is tried again a little later: somebody waits for it, and to get it twice does less harm than never. */
export function isRefusedForNow(status: number): boolean {
  return status === 429 || retriable.has(status) || fromGateway.has(status);
}

/** With the delays below, some 40 minutes: longer than the outages that pass by themselves. */
const maxAttempts = 12;
const firstDelayMs = 1000;
const longestDelayMs = 15 * 60_000;
/** A day: a Retry-After beyond it can only be a mistake. */
const longestRetryAfterMs = dayMs;
/** For a 429 that does not say how long. */
const unstatedRetryAfterMs = 5000;

/** The request that is over. */
export interface Try {
  readonly action: MessageAction;
  readonly to: RecipientKind;
  /** The chat has been opened for this very try. */
  readonly isNewChat: boolean;
  /** Tries before this one that cost one. */
  readonly attempt: number;
  readonly now: number;
  /** In [0, 1): spreads what is to be tried again. */
  readonly random: number;
  /** The operator takes 502 and 504 for refusals, as Microsoft advises, at the risk that something arrives twice. */
  readonly repeatsGatewayErrors: boolean;
}

/** What becomes of a delivery after a request for it. */
export function decideDelivery(outcome: Outcome, request: Try): DeliveryDecision {
  switch (outcome.type) {
    case 'accepted':
      return settled({ state: 'sent', post: outcome.post });
    case 'notSent':
      return retried(outcome.reason, request);
    case 'noAnswer':
      return unanswered(outcome.reason, request);
    case 'refused':
      return refused(outcome, request);
  }
}

function refused(
  { status, code, retryAfterMs }: Outcome & { type: 'refused' },
  request: Try,
): DeliveryDecision {
  const { action, attempt, now, random } = request;
  const reason = code ?? `http${status}`;
  if (status === 429) {
    const waitMs = Math.min(retryAfterMs ?? unstatedRetryAfterMs, longestRetryAfterMs);
    // Never earlier than asked, and not all at the same moment. It costs no attempt: the message was not looked at.
    const dueAt = now + Math.ceil(waitMs * (1 + random * 0.1));
    return settled({ state: 'retry', reason: 'throttled', dueAt, attempt });
  }
  const isRefusal = retriable.has(status) || (request.repeatsGatewayErrors && fromGateway.has(status));
  if (isRefusal) return retried(reason, request, retryAfterMs ?? 0);
  // To change or delete cannot be done there at all, now or later.
  const isImpossible = status === 501 && action !== 'post';
  if (status >= 500 && !isImpossible) return unanswered(reason, request);
  if (action === 'delete' && status === 404) return settled({ state: 'sent', post: null });
  if (action === 'post' && status === 404 && code !== 'ActivityNotFoundInConversation')
    return notThere(reason, request);
  // That an earlier post may not be changed or deleted does not say that nothing can be posted there.
  const park = action === 'post' && status === 403;
  return { settlement: { state: 'failed', reason }, park: park ? reason : null };
}

/** A channel that has just been made, or moved, is not found everywhere at once. */
const notFoundTries = 2;
const notFoundDelayMs = 5 * 60_000;

/** Nothing was posted: what is gone is a chat, not the person; a channel may be there a little later. */
function notThere(reason: string, request: Try): DeliveryDecision {
  const { to, isNewChat, attempt, now } = request;
  if (to === 'person' && !isNewChat && attempt + 1 < maxAttempts) {
    const settlement = { state: 'retry', reason, dueAt: now, attempt: attempt + 1 } as const;
    return { settlement, park: null, reopens: true };
  }
  if (to !== 'person' && attempt + 1 < notFoundTries) return retried(reason, request, notFoundDelayMs);
  return { settlement: { state: 'failed', reason }, park: reason };
}

/** A post that may have arrived is never made again by itself; to change or remove something twice does no harm. */
function unanswered(reason: string, request: Try): DeliveryDecision {
  return request.action === 'post' ? settled({ state: 'unknown', reason }) : retried(reason, request);
}

/** Later, twice as long each time, by a random half of it: those that failed together do not come back together. */
function retried(reason: string, { attempt, now, random }: Try, atLeastMs = 0): DeliveryDecision {
  const made = attempt + 1;
  if (made >= maxAttempts) return settled({ state: 'failed', reason });
  const delayMs = Math.min(firstDelayMs * 2 ** attempt, longestDelayMs) * (0.5 + random / 2);
  const dueAt = now + Math.ceil(Math.max(delayMs, atLeastMs));
  return settled({ state: 'retry', reason, dueAt, attempt: made });
}

function settled(settlement: Settlement): DeliveryDecision {
  return { settlement, park: null };
}
