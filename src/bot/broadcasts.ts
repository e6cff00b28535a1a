import type { AnswerBroadcasts, BroadcastRequest } from '../broadcast/chat/requests.ts';
import type { BroadcastAnswer } from '../broadcast/chat/answers.ts';
import type { RequestOrigin } from '../broadcast/chat/services.ts';
import { parseBroadcastWords } from '../broadcast/chat/words.ts';
import { parseBroadcastAction } from '../broadcast/cards/actions.ts';
import { type Decision, placed, say } from './decide.ts';
import { inDialog } from './dialogs.ts';
import { cardAnswer, textAnswer } from './invokes.ts';
import type { StatefulDecide } from './stateful.ts';
import type { CardMessage } from '../cards/message.ts';
import type { ActionTurn, Turn } from '../teams/turn.ts';

/** Turns about broadcasts, by words, by button, or by dialog. */
export function decideBroadcasts(answerBroadcasts: AnswerBroadcasts): StatefulDecide {
  return async (turn) => {
    const request = requestOf(turn);
    if (!request) return null;
    const answer = await answerBroadcasts(request, originOf(turn));
    if (!answer) return null;
    const { intent, message, isDone } = answer;
    const decision = say(intent, message);
    if (turn.kind !== 'action' && turn.kind !== 'dialog') return decision;
    const answered =
      turn.kind === 'dialog'
        ? inDialog(decision, message, isDone && isWritten(request))
        : onCard(decision, answer, turn);
    return { ...answered, invoke: answered.invoke && { ...answered.invoke, isFleeting: !isDone } };
  };
}

function onCard(
  decision: Decision,
  { message, inPlace, isPrivate, pressed }: BroadcastAnswer,
  turn: ActionTurn,
): Decision {
  if (pressed) return asPressed(decision, pressed, turn);
  return isPrivate && turn.via === 'execute'
    ? { ...decision, reply: null, invoke: textAnswer(message.summary) }
    : placed(decision, turn, inPlace);
}

/**
 * Only whoever presses gets the card that the invoke is answered with, and only until their client forgets it:
 * learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/overview
 * In a chat of their own the message itself is changed too; in a channel it is everybody's.
 */
function asPressed(decision: Decision, pressed: CardMessage, turn: ActionTurn): Decision {
  const isOwn = turn.scope === 'personal' && turn.cardActivityId !== null;
  const keeps = isOwn ? { activityId: turn.cardActivityId, message: pressed } : null;
  if (turn.via === 'execute') return { ...decision, reply: null, keeps, invoke: cardAnswer(pressed) };
  return isOwn ? { ...decision, reply: null, keeps } : decision;
}

function requestOf(turn: Turn): BroadcastRequest | null {
  if (turn.kind === 'question') return parseBroadcastWords(turn.text, turn.lang, turn.mentioned);
  if (turn.kind === 'file')
    return { do: 'broadcast.file', lang: turn.lang, files: turn.files, activityId: turn.id };
  return turn.kind === 'action' || turn.kind === 'dialog' ? parseBroadcastAction(turn.data) : null;
}

/** A form that was filled in. */
function isWritten({ do: what }: BroadcastRequest): boolean {
  return what === 'broadcast.save' || what === 'broadcast.correct';
}

function originOf(turn: Turn): RequestOrigin {
  const { objectId, userName, reach, conversationId } = turn;
  const cardId = turn.kind === 'action' ? turn.cardActivityId : null;
  const known = reach.filter((change) => change.type === 'reachable');
  const person = known.find(({ recipient }) => recipient.kind === 'person')?.recipient.id;
  const recipientId = person ?? (objectId === null ? null : `person:${objectId}`);
  return {
    objectId,
    recipientId,
    channelId: known.find(({ recipient }) => recipient.kind === 'channel')?.recipient.id ?? null,
    name: userName,
    isPersonal: turn.scope === 'personal',
    card:
      cardId !== null && recipientId !== null ? { conversationId, activityId: cardId, recipientId } : null,
  };
}
