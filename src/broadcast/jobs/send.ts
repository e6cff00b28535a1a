import type { Content, Ledger, NewDelivery, NewMessage } from '../../delivery/ports.ts';
import { type Audience, resolveAudience } from '../decide/audience.ts';
import type { Addressee, AudienceSources } from '../decide/people.ts';

/** After every highlights post; broadcasts among themselves take turns, so a small one does not wait for a large one. */
const broadcastPriority = 10;

/** The message of a broadcast; its corrections and its recall are messages of their own. */
function broadcastMessage(id: string, content: Content): NewMessage {
  return { id, kind: 'broadcast', action: 'post', priority: broadcastPriority, content, originalId: null };
}

/** An update of, or with null content a deletion of, every post that `originalId` has made. */
export function followUpMessage(id: string, originalId: string, content: Content | null): NewMessage {
  return {
    id,
    kind: 'broadcast',
    action: content === null ? 'delete' : 'update',
    priority: broadcastPriority,
    content,
    originalId,
  };
}

interface Plan {
  readonly id: string;
  readonly content: Content;
  readonly audience: Audience;
  /** No more than this are to get it. */
  readonly most?: number;
}

/**
 * Writes the whole plan before the first send; safe to run again. Returns how many rows were added. What is read now
 * may be more than what was counted a moment ago: who is too many is skipped.
 */
export async function planBroadcast(
  ledger: Pick<Ledger, 'plan'>,
  sources: AudienceSources,
  { id, content, audience, most }: Plan,
  now: number,
): Promise<number> {
  const addressees = resolveAudience(audience, sources, now);
  return await ledger.plan(broadcastMessage(id, content), deliveriesOf(addressees, now), now, most);
}

async function* deliveriesOf(
  addressees: AsyncIterable<Addressee>,
  dueAt: number,
): AsyncGenerator<NewDelivery> {
  for await (const { recipientId, skip } of addressees) yield { recipientId, dueAt, content: null, skip };
}
