import { parseSubscriptionAction } from '../highlights/cards/subscription-actions.ts';
import { type Desk, type DeskRequest, parseDeskWords, type Visitor } from '../highlights/desk.ts';
import { placed, say } from './decide.ts';
import type { StatefulDecide } from './stateful.ts';
import type { Turn } from '../teams/turn.ts';

/** Turns about subscriptions and highlights, by words or by button. */
export function decideSubscriptions(desk: Desk, isHr: (objectId: string) => boolean): StatefulDecide {
  return async (turn) => {
    const request = requestOf(turn);
    if (!request) return null;
    const { intent, message, inPlace } = await desk(request, visitorOf(turn, isHr));
    const decision = say(intent, message);
    return turn.kind === 'action' ? placed(decision, turn, inPlace) : decision;
  };
}

function requestOf(turn: Turn): DeskRequest | null {
  if (turn.kind === 'question') return parseDeskWords(turn.text, turn.lang);
  return turn.kind === 'action' ? parseSubscriptionAction(turn.data) : null;
}

function visitorOf(
  { objectId, userId, userName, reach }: Turn,
  isHr: (objectId: string) => boolean,
): Visitor {
  return {
    // The last place is the narrowest: of a team and its channel, the channel.
    recipientId: reach.filter((change) => change.type === 'reachable').at(-1)?.recipient.id ?? null,
    userId: objectId ?? userId,
    userName: userName ?? '',
    isHr: objectId !== null && isHr(objectId),
  };
}
