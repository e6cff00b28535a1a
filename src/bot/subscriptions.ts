import { parseSubscriptionAction } from '../highlights/cards/subscription-actions.ts';
import { decideReach } from '../delivery/reach.ts';
import { type Desk, type DeskRequest, parseDeskWords, type Visitor } from '../highlights/desk.ts';
import type { IncomingActivity } from '../teams/activity.ts';
import { placed, say } from './decide.ts';
import type { StatefulDecide } from './stateful.ts';
import type { Turn } from '../teams/turn.ts';

/** Turns about subscriptions and highlights, by words or by button. */
export function decideSubscriptions(desk: Desk, isHr: (objectId: string) => boolean): StatefulDecide {
  return async (turn, activity) => {
    const request = requestOf(turn);
    if (!request) return null;
    const { intent, message, inPlace } = await desk(request, visitorOf(activity, isHr));
    const decision = say(intent, message);
    return turn.kind === 'action' ? placed(decision, turn, inPlace) : decision;
  };
}

function requestOf(turn: Turn): DeskRequest | null {
  if (turn.kind === 'question') return parseDeskWords(turn.text, turn.lang);
  return turn.kind === 'action' ? parseSubscriptionAction(turn.data) : null;
}

function visitorOf(activity: IncomingActivity, isHr: (objectId: string) => boolean): Visitor {
  const { from } = activity;
  const objectId = from?.aadObjectId?.toLowerCase() ?? null;
  const name = from?.['name'];
  return {
    // The last place is the narrowest: of a team and its channel, the channel.
    recipientId:
      decideReach(activity)
        .filter((change) => change.type === 'reachable')
        .at(-1)?.recipient.id ?? null,
    userId: objectId ?? from?.id ?? '',
    userName: typeof name === 'string' ? name : '',
    isHr: objectId !== null && isHr(objectId),
  };
}
