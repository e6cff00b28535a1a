import type { Visitor } from '../access/visitor.ts';
import type { ChatAnswer } from '../cards/chat-answer.ts';
import type { Lang, QuestionContext } from '../question/answer.ts';
import type { Turn } from '../teams/turn.ts';
import { placed, say } from './decide.ts';
import type { StatefulDecide } from './stateful.ts';

/** A feature as a conversation knows it: what it is asked for in words and by buttons, and what it answers. */
export interface FeatureChat<Request> {
  /** null: the words are a question. */
  parseWords(text: string, lang: Lang): Request | null;
  /** null: the button is another's. */
  parseAction(data: unknown): Request | null;
  /** null: it has nothing to say to it, so others are asked. */
  answer(request: Request, visitor: Visitor): Promise<ChatAnswer | null>;
}

/** Turns that a feature knows, by words or by button. */
export function decideChat<Request>(
  chat: FeatureChat<Request>,
  isHr: (objectId: string) => Promise<boolean>,
): StatefulDecide {
  return async (turn, previous) => {
    const request = requestOf(chat, turn);
    if (request === null) return null;
    const answer = await chat.answer(request, await visitorOf(turn, previous, isHr));
    if (!answer) return null;
    const decision = say(answer.intent, answer.message);
    return turn.kind === 'action' ? placed(decision, turn, answer.inPlace) : decision;
  };
}

function requestOf<Request>(chat: FeatureChat<Request>, turn: Turn): Request | null {
  if (turn.kind === 'question') return chat.parseWords(turn.text, turn.lang);
  return turn.kind === 'action' ? chat.parseAction(turn.data) : null;
}

async function visitorOf(
  turn: Turn,
  previous: QuestionContext | null,
  isHr: (objectId: string) => Promise<boolean>,
): Promise<Visitor> {
  const { objectId, userId, userName, tenantId, conversationId } = turn;
  const known = turn.reach.flatMap((change) => (change.type === 'reachable' ? [change.recipient] : []));
  const personId = objectId ?? userId;
  return {
    personId,
    name: userName ?? '',
    personRecipientId: known.find(({ kind }) => kind === 'person')?.id ?? `person:${personId}`,
    // The last place is the narrowest: of a team and its channel, the channel.
    recipientId: known.at(-1)?.id ?? null,
    isHr: objectId !== null && (await isHr(objectId)),
    previousIds: previous?.ids ?? [],
    place: JSON.stringify([tenantId, conversationId, userId]),
  };
}
