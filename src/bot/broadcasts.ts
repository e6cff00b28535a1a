import { z } from 'zod';
import type { AnswerBroadcasts, BroadcastRequest } from '../broadcast/chat/requests.ts';
import type { RequestOrigin } from '../broadcast/chat/services.ts';
import { parseBroadcastWords } from '../broadcast/chat/words.ts';
import { parseBroadcastAction } from '../broadcast/cards/actions.ts';
import { decideReach } from '../delivery/reach.ts';
import type { IncomingActivity } from '../teams/activity.ts';
import { type Decision, placed, say } from './decide.ts';
import { consentOf } from './files.ts';
import { ADAPTIVE_CARD, textAnswer } from './invokes.ts';
import type { InvokeAnswer } from './ledger.ts';
import type { StatefulDecide } from './stateful.ts';
import type { FileConsentTurn, Turn } from '../teams/turn.ts';

/** Turns about broadcasts, by words, by button, or by dialog. */
export function decideBroadcasts(answerBroadcasts: AnswerBroadcasts): StatefulDecide {
  return async (turn, activity) => {
    const dialog = dialogOf(turn, activity);
    const request = dialog ?? requestOf(turn, activity);
    if (!request) return null;
    const answer = await answerBroadcasts(request, originOf(turn, activity));
    if (!answer) return null;
    const { intent, message, inPlace, isDone, isPrivate } = answer;
    const decision = say(intent, message);
    if (turn.kind === 'fileConsent') return consented(decision, turn);
    if (dialog && 'card' in message)
      return { ...decision, reply: null, invoke: dialogAnswer(message.summary, message.card) };
    if (turn.kind !== 'action') return decision;
    const answered =
      isPrivate && turn.via === 'execute'
        ? { ...decision, reply: null, invoke: textAnswer(message.summary) }
        : placed(decision, turn, inPlace);
    return { ...answered, invoke: answered.invoke && { ...answered.invoke, isFleeting: !isDone } };
  };
}

/** The offer goes when the file is there; else what became of it takes its place. */
function consented(decision: Decision, { cardActivityId }: FileConsentTurn): Decision {
  const place =
    decision.reply && 'file' in decision.reply ? { removes: cardActivityId } : { replaces: cardActivityId };
  return { ...decision, ...place, invoke: { status: 200, body: null } };
}

function requestOf(turn: Turn, activity: IncomingActivity): BroadcastRequest | null {
  if (turn.kind === 'question') return parseBroadcastWords(turn.text, turn.lang, mentionedPeople(activity));
  if (turn.kind === 'file')
    return { do: 'broadcast.file', lang: turn.lang, files: turn.files, activityId: turn.id };
  if (turn.kind === 'fileConsent') return consentOf(turn.value, turn.lang);
  return turn.kind === 'action' ? parseBroadcastAction(turn.data) : null;
}

const Mention = z.looseObject({
  type: z.literal('mention'),
  mentioned: z.looseObject({ id: z.string(), aadObjectId: z.guid() }),
});

/** Whom the message mentions, beside the bot, as far as Teams says who they are. */
function mentionedPeople({ entities, recipient }: IncomingActivity): readonly string[] {
  return (entities ?? []).flatMap((entity) => {
    const mention = Mention.safeParse(entity).data?.mentioned;
    return mention && mention.id !== recipient?.id ? [mention.aadObjectId.toLowerCase()] : [];
  });
}

const DialogValue = z.looseObject({ data: z.unknown() });

/** learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots */
function dialogOf(turn: Turn, activity: IncomingActivity): BroadcastRequest | null {
  if (turn.kind !== 'unknownInvoke' || !/^task\/(fetch|submit)$/.test(turn.name)) return null;
  return parseBroadcastAction(DialogValue.safeParse(activity.value).data?.data);
}

/** What comes of it is shown in the dialog: the form again with what is amiss, or the preview. */
function dialogAnswer(title: string, card: unknown): InvokeAnswer {
  const value = {
    title,
    height: 'large',
    width: 'large',
    card: { contentType: ADAPTIVE_CARD, content: submitting(card) },
  };
  return { status: 200, body: { task: { type: 'continue', value } } };
}

/** With Action.Submit alone: it is what a dialog's task/submit comes from. */
function submitting(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(submitting);
  if (typeof part !== 'object' || part === null) return part;
  if ('type' in part && part.type === 'Action.Execute' && 'fallback' in part) return part.fallback;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, submitting(value)]));
}

function originOf(turn: Turn, activity: IncomingActivity): RequestOrigin {
  const { from, conversation } = activity;
  const name = from?.['name'];
  const objectId = from?.aadObjectId?.toLowerCase() ?? null;
  const cardId = turn.kind === 'action' ? turn.cardActivityId : null;
  const known = decideReach(activity).filter((change) => change.type === 'reachable');
  const person = known.find(({ recipient }) => recipient.kind === 'person')?.recipient.id;
  const recipientId = person ?? (objectId === null ? null : `person:${objectId}`);
  return {
    objectId,
    recipientId,
    name: typeof name === 'string' ? name : null,
    isPersonal: turn.scope === 'personal',
    card:
      cardId !== null && recipientId !== null
        ? { conversationId: conversation.id, activityId: cardId, recipientId }
        : null,
  };
}
