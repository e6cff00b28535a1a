import type { Sender } from '../delivery/sender.ts';
import type { SlotBook } from '../delivery/ports.ts';
import type { Broadcast } from './broadcast.ts';
import type { Actor } from './decide-command.ts';
import type { BroadcastDeskParts } from './desk.ts';
import type { Details } from './details.ts';

interface ProgressParts extends Pick<BroadcastDeskParts, 'store' | 'sources' | 'onError'> {
  readonly details: Details;
  readonly sender: Pick<Sender, 'send'>;
  readonly slots: SlotBook;
}

/**
 * Brings the authors' cards up to date, as long as something is under way and once after it. A card that cannot be
 * changed (deleted by its reader) is left alone.
 */
export function createProgress(parts: ProgressParts): () => Promise<void> {
  const { store } = parts;
  const shown = new Map<string, string>();

  return async () => {
    const watched = [
      ...(await store.list({ state: 'released', limit: 50 })),
      ...(await store.list({ state: 'recalled', limit: 50 })),
    ];
    const standing = new Set(watched.map(({ id }) => id));
    for (const id of shown.keys()) if (!standing.has(id)) shown.delete(id);
    for (const broadcast of watched) {
      if (broadcast.progress === null) continue;
      const isUnderWay = (await parts.details.underWay(broadcast)) > 0;
      if (!isUnderWay && !shown.has(broadcast.id)) continue;
      const card = await update(parts, broadcast, shown.get(broadcast.id));
      if (isUnderWay) shown.set(broadcast.id, card ?? '');
      else shown.delete(broadcast.id);
    }
  };
}

/** Returns the card that stands there now, as JSON; null when it could not be changed. */
async function update(
  { store, sources, details, sender, slots, onError }: ProgressParts,
  broadcast: Broadcast,
  before: string | undefined,
): Promise<string | null> {
  const { recipientId, ...target } = broadcast.progress!;
  const recipient = await sources.reach.get(recipientId);
  if (recipient?.state !== 'active') return null;
  const lang = /^en\b/i.test(recipient.locale ?? '') ? 'en' : 'ja';
  const reader: Actor = { id: broadcast.authorId, roles: new Set(['broadcaster']) };
  const message = await details.card(broadcast, reader, {}, lang);
  const card = JSON.stringify(message.card);
  if (card === before) return card;
  const [slot] = await slots.reserve([target.conversationId], 0);
  if (!slot!.booked) return before ?? null;
  const outcome = await sender.send(
    {
      messageId: `${broadcast.id}-progress`,
      recipientId,
      action: 'update',
      content: { [lang]: message },
      attempt: 0,
      leaseToken: '',
      leaseUntil: 0,
      recipient,
      target,
    },
    recipient,
  );
  if (outcome.type === 'refused' && (outcome.status === 403 || outcome.status === 404)) {
    await store.setProgress(broadcast.id, null);
    return null;
  }
  if (outcome.type !== 'accepted') onError(new Error(`progress card not updated: ${outcome.type}`));
  return card;
}
