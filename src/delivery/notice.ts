import type { Content, Ledger, NewDelivery, NewMessage } from './ports.ts';

/** A message of the bot's own to some people, planned with the change that it tells of. */
export interface Notice {
  readonly message: NewMessage;
  readonly deliveries: readonly NewDelivery[];
}

/** Before broadcasts, after highlights: somebody waits for it. */
export const noticePriority = 5;

/** The same content to each of the recipients, once under its id, due at `at` (epoch ms). */
export function noticeTo(
  recipientIds: readonly string[],
  { id, content, at }: { readonly id: string; readonly content: Content; readonly at: number },
  priority = noticePriority,
): Notice {
  return {
    message: { id, kind: 'notice', action: 'post', priority, content, originalId: null },
    deliveries: [...new Set(recipientIds)].map((recipientId) => ({
      recipientId,
      dueAt: at,
      content: null,
      skip: null,
    })),
  };
}

/** Plans what nobody has planned yet, whichever instance comes first; false: somebody has, or there is nobody to tell. */
export async function planOnce(
  ledger: Pick<Ledger, 'plan' | 'messageState'>,
  id: string,
  recipientIds: readonly string[],
  { at, content }: { readonly at: number; readonly content: () => Content | Promise<Content> },
): Promise<boolean> {
  if (recipientIds.length === 0) return false;
  const state = await ledger.messageState(id);
  if (state !== null && state !== 'planning') return false;
  const { message, deliveries } = noticeTo(recipientIds, { id, content: await content(), at });
  await ledger.plan(message, deliveries, at);
  return true;
}
