import { type Activity, TurnContext } from 'botbuilder';
import type { Message } from '../cards/message.ts';
import type { IncomingActivity } from './activity.ts';
import { type PrivateReply, type ReplyLimits, TeamsAdapter } from './adapter.ts';
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
  // The shape has been checked where the SDK relies on it.
  const context = new TurnContext(
    new TeamsAdapter(connector, limits, privacyOf(activity)),
    activity as unknown as Partial<Activity>,
  );
  const answer = (message: Message): Partial<Activity> => ({
    importance: 'normal',
    ...messageActivity(message),
  });

  return {
    reply: async (message) => {
      let id: string | null = null;
      const isThere = await isTaken(
        context.sendActivity(answer(message)).then((sent) => {
          id = sent?.id ?? '';
        }),
      );
      return isThere ? id : null;
    },
    update: (activityId, message) => isTaken(context.updateActivity({ ...answer(message), id: activityId })),
    remove: (activityId) => context.deleteActivity(activityId),
    showTyping: async () => {
      // Everybody would see that somebody has asked.
      if (activity.recipient?.isTargeted) return;
      await isTaken(context.sendActivity({ type: 'typing' }));
    },
  };
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
