import type { Clock } from '../../calendar/clock.ts';
import type { Sender } from '../../teams/sender.ts';
import type { SlotBook } from '../../delivery/ports.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import type { Actor } from '../decide/decide-command.ts';
import type { BroadcastDeskParts } from '../chat/desk-parts.ts';
import type { Details } from '../chat/details.ts';

interface ProgressParts extends Pick<BroadcastDeskParts, 'store' | 'sources' | 'now' | 'onError'> {
  readonly details: Details;
  readonly sender: Pick<Sender, 'send'>;
  readonly slots: SlotBook;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** The answer to the press puts a card there too; what comes after it is the last word. */
const settleMs = 1000;
/** After a restart nobody looks at older ones. */
const recentMs = 600_000;

/**
 * Brings the authors' cards up to date, as long as something is under way and once after everything that was done.
 * A card that cannot be changed (deleted by its reader) is left alone.
 */
export function createProgress(parts: ProgressParts): () => Promise<void> {
  const { store, now } = parts;
  /** By broadcast: the card that stands there, and the version that is done with. */
  const shown = new Map<string, { readonly card: string; readonly doneVersion: number | null }>();

  return async () => {
    const watched = [
      ...(await store.list({ state: 'released', limit: 50 })),
      ...(await store.list({ state: 'recalled', limit: 50 })),
    ];
    const standing = new Set(watched.map(({ id }) => id));
    for (const id of shown.keys()) if (!standing.has(id)) shown.delete(id);
    for (const broadcast of watched) {
      const before = shown.get(broadcast.id);
      const age = now() - broadcast.updatedAt;
      if (broadcast.progress === null || before?.doneVersion === broadcast.version) continue;
      const isUnderWay = (await parts.details.underWay(broadcast)) > 0;
      if (!isUnderWay && (age < settleMs || (!before && age > recentMs))) continue;
      // A version that has just come has put its own card there.
      const card = await update(parts, broadcast, isUnderWay ? before?.card : undefined);
      shown.set(broadcast.id, { card: card ?? '', doneVersion: isUnderWay ? null : broadcast.version });
    }
  };
}

/** Returns the card that stands there now, as JSON; null when it could not be changed. */
async function update(
  { store, sources, details, sender, slots, clock, onError }: ProgressParts,
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
  const [slot] = await slots.reserve([target.conversationId], []);
  if (!slot!.booked) return before ?? null;
  await clock.sleep(slot!.inMs);
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
