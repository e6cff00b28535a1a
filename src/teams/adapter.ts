import {
  type Activity,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  type TurnContext,
} from 'botbuilder';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRefusedForNow } from '../delivery/decide-delivery.ts';
import {
  activitiesPath,
  type Connector,
  ConnectorError,
  type ConnectorRequest,
  type ConnectorResult,
  createdIds,
} from './connector.ts';

/** How long a turn's reply may take, tries and waits together, and the least wait before the second try. */
export interface ReplyLimits {
  readonly totalMs: number;
  readonly firstDelayMs: number;
}

/** Teams waits 15 s for the answer to an activity: time for a reply that fails, and for the apology after it. */
const defaultLimits: ReplyLimits = { totalMs: 6_000, firstDelayMs: 500 };

/** To whom alone it is shown, and the message that it answers. */
export interface PrivateReply {
  readonly recipientId: string;
  readonly messageId: string;
}

type Target = Partial<Activity> | Partial<ConversationReference>;

/**
 * The SDK's adapter over our one connector. The SDK's own client, which its CloudAdapter brings, repeats by itself what
 * may have arrived and waits without limit. Rejects with ConnectorError what is not known to have arrived.
 */
export class TeamsAdapter extends BotAdapter {
  readonly #connector: Connector;
  readonly #limits: ReplyLimits;
  readonly #privately: PrivateReply | null;

  constructor(
    connector: Connector,
    limits: ReplyLimits = defaultLimits,
    privately: PrivateReply | null = null,
  ) {
    super();
    this.#privately = privately;
    this.#connector = connector;
    this.#limits = limits;
  }

  override async sendActivities(
    _: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const sent: ResourceResponse[] = [];
    for (const activity of activities) {
      const privately = this.#privately;
      // A private message has no thread below it.
      const path = activitiesPath(conversationOf(activity), privately ? undefined : activity.replyToId);
      const outgoing = privately ? shownTo(privately, activity) : activity;
      const body = await this.#request(activity, { method: 'POST', path, body: outgoing });
      sent.push({ id: createdIds(body).id ?? '' });
    }
    return sent;
  }

  override async updateActivity(_: TurnContext, activity: Partial<Activity>): Promise<void> {
    const path = activitiesPath(conversationOf(activity), activity.id);
    await this.#request(activity, { method: 'PUT', path, body: activity });
  }

  override async deleteActivity(_: TurnContext, reference: Partial<ConversationReference>): Promise<void> {
    const path = activitiesPath(conversationOf(reference), reference.activityId);
    await this.#request(reference, { method: 'DELETE', path });
  }

  /** What is sent unasked goes through the delivery ledger and its sender. */
  override continueConversation(): Promise<void> {
    return Promise.reject(new Error('nothing is sent unasked here'));
  }

  /** Again only where Teams asks for it: what may have arrived would be seen twice. */
  async #request(
    { serviceUrl = '' }: Target,
    request: Pick<ConnectorRequest, 'method' | 'path' | 'body'>,
  ): Promise<unknown> {
    const signal = AbortSignal.timeout(this.#limits.totalMs);
    const path = this.#privately ? `${request.path}?isTargetedActivity=true` : request.path;
    const endsAt = performance.now() + this.#limits.totalMs;
    for (let leastMs = this.#limits.firstDelayMs; ; leastMs *= 2) {
      const result = await this.#connector({ ...request, path, serviceUrl, signal });
      if (result.type !== 'answered' || !isRefusedForNow(result.status)) return bodyOf(result);
      const waitMs = Math.max(result.retryAfterMs ?? 0, leastMs);
      if (performance.now() + waitMs >= endsAt) return bodyOf(result);
      await sleep(waitMs);
    }
  }
}

/** learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages#send-replies-using-rest-apis */
function shownTo({ recipientId, messageId }: PrivateReply, activity: Partial<Activity>): Partial<Activity> {
  const { replyToId: _thread, ...rest } = activity;
  const info = { type: 'targetedMessageInfo', messageId };
  return {
    ...rest,
    recipient: { id: recipientId } as Activity['recipient'],
    entities: [...(activity.entities ?? []), info],
  };
}

function conversationOf({ conversation }: Target): string {
  return conversation?.id ?? '';
}

function bodyOf(result: ConnectorResult): unknown {
  if (result.type === 'answered' && result.status >= 200 && result.status < 300) return result.body;
  throw new ConnectorError(result);
}
