import type { Preview } from '../cards/cards.ts';
import type { CardMessage } from '../cards/message.ts';
import { ADAPTIVE_CARD } from '../teams/message-activity.ts';
import type { InvokeAnswer } from './memory/ledger.ts';

const THUMBNAIL_CARD = 'application/vnd.microsoft.card.thumbnail';

/** The answers' shapes: learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
function actionAnswer(statusCode: number, type: string, value: unknown): InvokeAnswer {
  // The HTTP status is 200 even when statusCode is not.
  return { status: 200, body: { statusCode, type, value } };
}

/** Answers an Action.Execute with a card that takes the place of the pressed one. */
export function cardAnswer(message: CardMessage): InvokeAnswer {
  return actionAnswer(200, ADAPTIVE_CARD, message.card);
}

/** Answers an Action.Execute with words and leaves the card as it is; `text` must not be empty. */
export function textAnswer(text: string): InvokeAnswer {
  return actionAnswer(200, 'application/vnd.microsoft.activity.message', text);
}

/** One result of a message-extension search. */
interface SearchRow {
  readonly card: CardMessage;
  readonly preview: Preview;
}

/**
 * Answers a message-extension query with a list, each row a card to insert:
 * learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
 */
export function searchAnswer(rows: readonly SearchRow[]): InvokeAnswer {
  const attachments = rows.map(({ card, preview }) => ({
    contentType: ADAPTIVE_CARD,
    content: card.card,
    preview: { contentType: THUMBNAIL_CARD, content: { title: preview.title, text: preview.text } },
  }));
  return {
    status: 200,
    body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } },
  };
}

/**
 * Answers an invoke that is not ours (or cannot be read): dialogs and message extensions can show words,
 * for all others the protocol's answer is 501.
 */
export function taskMessageAnswer(name: string, text: string): InvokeAnswer {
  if (name === 'composeExtension/query') return searchMessage(text);
  if (/^(task|composeExtension)\/(fetch|submit|fetchTask|submitAction)$/.test(name)) {
    return { status: 200, body: { task: { type: 'message', value: text } } };
  }
  return { status: 501, body: null };
}

function searchMessage(text: string): InvokeAnswer {
  return { status: 200, body: { composeExtension: { type: 'message', text } } };
}

/** Answers an invoke for which there is no time now. */
export function busyAnswer(name: string, text: string): InvokeAnswer {
  if (name === 'adaptiveCard/action') return textAnswer(text);
  const answer = taskMessageAnswer(name, text);
  return answer.status === 501 ? { status: 429, body: null } : answer;
}

/** Answers an invoke whose turn failed. */
export function failureAnswer(name: string, text: string): InvokeAnswer {
  if (name === 'composeExtension/query') return searchMessage(text);
  if (name === 'adaptiveCard/action') {
    return actionAnswer(500, 'application/vnd.microsoft.error', {
      code: 'InternalServerError',
      message: text,
    });
  }
  return { status: 500, body: null };
}
