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

const dialogMessage = (text: string): InvokeAnswer => ({
  status: 200,
  body: { task: { type: 'message', value: text } },
});
const noted = (): InvokeAnswer => ({ status: 200, body: {} });
const noPreview = (): InvokeAnswer => ({
  status: 200,
  body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } },
});
const config = (text: string): InvokeAnswer => ({
  status: 200,
  body: { responseType: 'config', config: { type: 'message', value: text } },
});
const noTab = (): InvokeAnswer => ({
  status: 200,
  body: { tab: { type: 'continue', value: { cards: [] } } },
});

/**
 * What Teams can send beside what the bot offers, by name as the current SDK has them (github.com/microsoft/teams.ts,
 * packages/api/src/activities/invoke): each answered in its own form, with words where that has room for them.
 */
const otherAnswers: Readonly<Record<string, (text: string) => InvokeAnswer>> = {
  'task/fetch': dialogMessage,
  'task/submit': dialogMessage,
  'message/fetchTask': dialogMessage,
  'message/submitAction': noted,
  'composeExtension/fetchTask': dialogMessage,
  'composeExtension/submitAction': dialogMessage,
  'composeExtension/query': searchMessage,
  'composeExtension/querySettingUrl': searchMessage,
  'composeExtension/selectItem': noPreview,
  'composeExtension/queryLink': noPreview,
  'composeExtension/anonymousQueryLink': noPreview,
  'composeExtension/onCardButtonClicked': noted,
  'composeExtension/setting': noted,
  'application/search': () =>
    actionAnswer(200, 'application/vnd.microsoft.search.searchResponse', { results: [] }),
  'config/fetch': config,
  'config/submit': config,
  'tab/fetch': noTab,
  'tab/submit': noTab,
  'actionableMessage/executeAction': noted,
  'handoff/action': noted,
  // Nobody signs in here: a token cannot be exchanged (412), the rest is taken note of.
  'signin/tokenExchange': () => ({ status: 412, body: null }),
  'signin/verifyState': noted,
  'signin/failure': noted,
};

/** Answers an invoke that is not ours (or cannot be read); of a name that nobody knows 501, as the protocol asks. */
export function taskMessageAnswer(name: string, text: string): InvokeAnswer {
  return Object.hasOwn(otherAnswers, name) ? otherAnswers[name]!(text) : { status: 501, body: null };
}

function searchMessage(text: string): InvokeAnswer {
  return { status: 200, body: { composeExtension: { type: 'message', text } } };
}

/** Answers an invoke for which there is no time now. */
export function busyAnswer(name: string, text: string): InvokeAnswer {
  if (name === 'adaptiveCard/action') return textAnswer(text);
  const answer = taskMessageAnswer(name, text);
  return answer.status === 200 ? answer : { status: 429, body: null };
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
