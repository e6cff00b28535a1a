import type { Clock } from '../../calendar/clock.ts';
import type { SlotBook } from '../../delivery/ports.ts';
import type { Send } from '../../delivery/worker.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import type { Actor } from '../../access/roles.ts';
import { lookAfterMs } from './jobs.ts';
import { countUnderWay } from '../chat/circumstances.ts';
import type { ControlCard } from '../chat/control-card.ts';
import type { ChatPorts } from '../chat/ports.ts';

interface ProgressPorts extends Pick<ChatPorts, 'store' | 'ledger' | 'sources' | 'now' | 'onError'> {
  readonly controlCard: Pick<ControlCard, 'card'>;
  readonly send: Send;
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
export function createProgress(ports: ProgressPorts): () => Promise<void> {
  const { store, now } = ports;
  /** By broadcast: the card that stands there, and the version that is done with. */
  const shown: Shown = new Map();

  return async () => {
    const heads = await store.outSince(now() - lookAfterMs);
    const out = new Set(heads.map(({ id }) => id));
    for (const id of shown.keys()) if (!out.has(id)) shown.delete(id);
    for (const { id, version } of heads) {
      // A card that cannot be made or changed holds up no other.
      await show(ports, shown, { id, version }).catch(ports.onError);
    }
  };
}

type Shown = Map<string, { readonly card: string; readonly doneVersion: number | null }>;

async function show(
  ports: ProgressPorts,
  shown: Shown,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<void> {
  const { store, now } = ports;
  const before = shown.get(id);
  const broadcast = before?.doneVersion === version ? null : await store.get(id);
  if (!broadcast?.progress) return;
  const age = now() - broadcast.updatedAt;
  const isUnderWay = (await countUnderWay(ports.ledger, broadcast)) > 0;
  if (!isUnderWay && age < settleMs) return;
  const isOld = !isUnderWay && !before && age > recentMs;
  // A version that has just come has put its own card there.
  const card = isOld ? '' : await update(ports, broadcast, isUnderWay ? before?.card : undefined);
  shown.set(id, { card: card ?? '', doneVersion: isUnderWay ? null : broadcast.version });
}

/** Returns the card that stands there now, as JSON; null when it could not be changed. */
async function update(
  { store, sources, controlCard, send, slots, clock, onError }: ProgressPorts,
  broadcast: Broadcast,
  before: string | undefined,
): Promise<string | null> {
  const { recipientId, lang: pressed, ...target } = broadcast.progress!;
  const recipient = await sources.reach.get(recipientId);
  if (recipient?.state !== 'active') return null;
  const lang = pressed ?? (/^en\b/i.test(recipient.locale ?? '') ? 'en' : 'ja');
  const reader: Actor = { id: broadcast.authorId, roles: new Set(['broadcaster']) };
  const message = await controlCard.card(broadcast, reader, {}, lang);
  const card = JSON.stringify(message.card);
  if (card === before) return card;
  const [slot] = await slots.reserve([target.conversationId], []);
  if (!slot!.booked) return before ?? null;
  await clock.sleep(slot!.inMs);
  const outcome = await send(
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
