import type { ClaimedDelivery, Settlement } from './ports.ts';

/** Back to pending, at no cost of an attempt. */
export function postponed(delivery: ClaimedDelivery, reason: string, dueAt: number): Settlement {
  return { state: 'retry', reason, dueAt, attempt: delivery.attempt };
}

/** Where the limits per conversation count; a chat that is yet to be opened counts as its person. */
export function conversationKey(delivery: ClaimedDelivery): string {
  return delivery.target?.conversationId ?? delivery.recipient?.conversationId ?? delivery.recipientId;
}

/** Why a delivery that is due is not to be sent after all; null = send it. */
export function reasonNotToSend({ recipient, content, action, target }: ClaimedDelivery): string | null {
  if (recipient === null) return 'unknownRecipient';
  if (recipient.state !== 'active') return recipient.reason ?? recipient.state;
  if (action !== 'post' && target === null) return 'nothingToChange';
  return action !== 'delete' && content === null ? 'noContent' : null;
}
