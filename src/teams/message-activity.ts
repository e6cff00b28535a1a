import type { Message } from '../cards/message.ts';

/** Content type of an Adaptive Card, in messages and in answers to invokes. */
export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/** learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#ai-label */
const AI_LABEL = {
  type: 'https://schema.org/Message',
  '@type': 'Message',
  '@context': 'https://schema.org',
  additionalType: ['AIGeneratedContent'],
};

/** An activity as it goes out. */
export type OutgoingActivity = Readonly<Record<string, unknown>>;

/** A card alone: beside text Teams would split it off and lose the message's id. `summary` is the notification. */
export function messageActivity(message: Message): OutgoingActivity {
  return {
    type: 'message',
    summary: message.summary,
    // Of the Bot Framework's schema; clients that draw it do, Teams' own did not when it was last asked
    // (github.com/MicrosoftDocs/msteams-docs/issues/5695), which is why an important card says so too.
    ...(isImportant(message) && { importance: 'high' }),
    ...('card' in message && message.madeWithAi && { entities: [AI_LABEL] }),
    // learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#feedback-buttons
    ...('card' in message &&
      message.feedback === true && { channelData: { feedbackLoop: { type: 'default' } } }),
    attachments: ['card' in message ? { contentType: ADAPTIVE_CARD, content: message.card } : message.file],
  };
}

/**
 * An important one also puts a notice into the reader's activity feed, as far as they allow it:
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#notifications-to-your-message
 * In a chat with one person only; an update never does.
 */
export function alertingActivity(message: Message): OutgoingActivity {
  const activity = messageActivity(message);
  return isImportant(message) ? { ...activity, channelData: { notification: { alert: true } } } : activity;
}

function isImportant(message: Message): boolean {
  return 'card' in message && message.important === true;
}
