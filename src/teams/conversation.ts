import type { Activity, TurnContext } from 'botbuilder';
import type { Message } from '../cards/message.ts';
import type { IncomingActivity } from './activity.ts';
import type { PrivateReply, ReplyLimits } from './adapter.ts';
import { type Connector, ConnectorError } from './connector.ts';
import { messageActivity } from './message-activity.ts';

export type { ReplyLimits };

/** Where a turn's answer goes. Each rejects when it is not known to have arrived. */
export interface Conversation {
  /** The id of the message ('' where Teams does not say it); null: the bot does not belong to this conversation. */
  reply(message: Message): Promise<string | null>;
  /** Puts the message in the place of an earlier one; false when that cannot be changed (deleted, or a person's). */
  update(activityId: string, message: Message): Promise<boolean>;
  remove(activityId: string): Promise<void>;
  showTyping(): Promise<void>;
}

/** Opens the conversation that an activity came from. */
export function openConversation(
  connector: Connector,
  activity: IncomingActivity,
  limits?: ReplyLimits,
): Conversation {
  let opened: Promise<TurnContext> | undefined;
  const context = () => (opened ??= openContext(connector, activity, limits));
  const answer = (message: Message): Partial<Activity> => ({
    importance: 'normal',
    ...messageActivity(message),
  });

  return {
    reply: async (message) => {
      let id: string | null = null;
      const isThere = await isTaken(
        context()
          .then((turn) => turn.sendActivity(answer(message)))
          .then((sent) => {
            id = sent?.id ?? '';
          }),
      );
      return isThere ? id : null;
    },
    update: (activityId, message) =>
      isTaken(context().then((turn) => turn.updateActivity({ ...answer(message), id: activityId }))),
    remove: async (activityId) => (await context()).deleteActivity(activityId),
    showTyping: async () => {
      // Everybody would see that somebody has asked.
      if (activity.recipient?.isTargeted) return;
      await isTaken(context().then((turn) => turn.sendActivity({ type: 'typing' })));
    },
  };
}

/** Loads the SDK, with the first answer at the latest: a start need not wait for it. */
export async function loadSdk() {
  const [{ TurnContext }, { TeamsAdapter }] = await Promise.all([
    import('botbuilder'),
    import('./adapter.ts'),
  ]);
  return { TurnContext, TeamsAdapter };
}

async function openContext(
  connector: Connector,
  activity: IncomingActivity,
  limits: ReplyLimits | undefined,
): Promise<TurnContext> {
  const { TurnContext, TeamsAdapter } = await loadSdk();
  const adapter = new TeamsAdapter(connector, limits, privacyOf(activity));
  // The shape has been checked where the SDK relies on it.
  return new TurnContext(adapter, activity as unknown as Partial<Activity>);
}

/** What was asked in private is answered in private. */
function privacyOf({ recipient, from, id }: IncomingActivity): PrivateReply | null {
  if (!recipient?.isTargeted || !from) return null;
  return { recipientId: from.id, messageId: id ?? '' };
}

/**
 * false on 403 and 404:
 * learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
 */
async function isTaken(sending: Promise<unknown>): Promise<boolean> {
  try {
    await sending;
    return true;
  } catch (error) {
    if (error instanceof ConnectorError && (error.statusCode === 403 || error.statusCode === 404))
      return false;
    throw error;
  }
}
