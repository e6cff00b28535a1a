import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../cards/message.ts';
import { isRefusedForNow } from '../delivery/decide-delivery.ts';
import type { IncomingActivity } from './activity.ts';
import {
  activitiesPath,
  type Connector,
  ConnectorError,
  type ConnectorRequest,
  type ConnectorResult,
} from './connector.ts';
import { messageActivity, type OutgoingActivity } from './message-activity.ts';

/** Where a turn's answer goes. Each rejects when it is not known to have arrived. */
export interface Conversation {
  /** false: the bot does not belong to this conversation. */
  reply(message: Message): Promise<boolean>;
  /** Puts the message in the place of an earlier one; false when that cannot be changed (deleted, or a person's). */
  update(activityId: string, message: Message): Promise<boolean>;
  remove(activityId: string): Promise<void>;
  showTyping(): Promise<void>;
}

/** How long a turn's reply may take, tries and waits together, and the least wait before the second try. */
export interface ReplyLimits {
  readonly totalMs: number;
  readonly firstDelayMs: number;
}

/** Teams waits 15 s for the answer to an activity: time for a reply that fails, and for the apology after it. */
const defaultLimits: ReplyLimits = { totalMs: 6_000, firstDelayMs: 500 };

/** Opens the conversation that an activity came from. */
export function openConversation(
  connector: Connector,
  activity: IncomingActivity,
  limits: ReplyLimits = defaultLimits,
): Conversation {
  const { serviceUrl, conversation, id } = activity;
  const request = (method: ConnectorRequest['method'], path: string, body?: OutgoingActivity) =>
    requestPatiently(connector, { method, serviceUrl, path, body }, limits);
  const post = (outgoing: OutgoingActivity) =>
    request('POST', activitiesPath(conversation.id, id ?? undefined), {
      ...outgoing,
      ...addressed(activity),
    });
  const answer = (message: Message) => ({ importance: 'normal', ...messageActivity(message) });

  return {
    reply: async (message) => isTaken(await post(answer(message))),
    update: async (activityId, message) =>
      isTaken(
        await request('PUT', activitiesPath(conversation.id, activityId), {
          ...answer(message),
          id: activityId,
          ...addressed(activity),
        }),
      ),
    remove: async (activityId) => {
      const result = await request('DELETE', activitiesPath(conversation.id, activityId));
      if (!isTaken(result)) throw new ConnectorError(result);
    },
    showTyping: async () => {
      isTaken(await post({ type: 'typing' }));
    },
  };
}

/** From whom to whom: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-send-and-receive-messages */
function addressed({ conversation, from, recipient, id }: IncomingActivity): OutgoingActivity {
  return { conversation, from: recipient, recipient: from, ...(id && { replyToId: id }) };
}

/**
 * false on 403 and 404:
 * learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
 */
function isTaken(result: ConnectorResult): boolean {
  if (result.type === 'answered') {
    if (result.status >= 200 && result.status < 300) return true;
    if (result.status === 403 || result.status === 404) return false;
  }
  throw new ConnectorError(result);
}

/** Again only where Teams asks for it: what may have arrived would be seen twice. */
async function requestPatiently(
  connector: Connector,
  request: Omit<ConnectorRequest, 'signal'>,
  { totalMs, firstDelayMs }: ReplyLimits,
): Promise<ConnectorResult> {
  const signal = AbortSignal.timeout(totalMs);
  const endsAt = performance.now() + totalMs;
  for (let leastMs = firstDelayMs; ; leastMs *= 2) {
    const result = await connector({ ...request, signal });
    if (result.type !== 'answered' || !isRefusedForNow(result.status)) return result;
    const waitMs = Math.max(result.retryAfterMs ?? 0, leastMs);
    if (performance.now() + waitMs >= endsAt) return result;
    await sleep(waitMs);
  }
}
