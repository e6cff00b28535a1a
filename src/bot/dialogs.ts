import { ADAPTIVE_CARD } from '../teams/message-activity.ts';
import type { Message } from '../cards/message.ts';
import type { Decision } from './decide.ts';
import type { InvokeAnswer } from './memory/ledger.ts';

/**
 * A decision as a dialog shows it: the form, the form again with what is amiss, or what has come of it. The dialog is
 * closed and gone: `isWritten`, what was written in it stays in the chat as well.
 */
export function inDialog(decision: Decision, message: Message, isWritten: boolean): Decision {
  if (!('card' in message)) return decision;
  return {
    ...decision,
    reply: isWritten ? message : null,
    invoke: dialogAnswer(message.summary, message.card),
    ...(!isWritten && { shown: message }),
  };
}

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
