import type { Content, Ledger, NewDelivery, NewMessage } from '../../delivery/ports.ts';
import { type Audience, resolveAudience } from '../decide/audience.ts';
import type { Addressee, AudienceSources } from '../decide/people.ts';
import { LargeSet } from '../../text/large-set.ts';
import { deliveryPages } from './report.ts';

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
  /** Whether so many are more than somebody has approved. */
  readonly isTooMany?: (reach: number) => boolean;
}

/**
 * Writes the whole plan before the first send; safe to run again. Returns how many rows were added. What is read now
 * may be more than what was counted a moment ago (a roster that Teams did not tell then): who is too many is skipped.
 */
export async function planBroadcast(
  ledger: Ledger,
  sources: AudienceSources,
  { id, content, audience, isTooMany = () => false }: Plan,
  now: number,
): Promise<number> {
  const addressees = within(resolveAudience(audience, sources, now), await plannedOf(ledger, id), isTooMany);
  return await ledger.plan(broadcastMessage(id, content), deliveriesOf(addressees, now), now);
}

/** What is in the ledger of a plan that was begun before. */
interface Planned {
  readonly seen: LargeSet;
  readonly reach: number;
}

async function plannedOf(ledger: Pick<Ledger, 'rows'>, id: string): Promise<Planned> {
  const seen = new LargeSet();
  let reach = 0;
  for await (const rows of deliveryPages(ledger, id))
    for (const { recipientId, state } of rows) {
      seen.add(recipientId);
      if (state !== 'skipped') reach += 1;
    }
  return { seen, reach };
}

async function* within(
  addressees: AsyncIterable<Addressee>,
  { seen, reach: planned }: Planned,
  isTooMany: (reach: number) => boolean,
): AsyncGenerator<Addressee> {
  let reach = planned;
  for await (const addressee of addressees) {
    if (!seen.add(addressee.recipientId)) continue;
    const isOver = addressee.skip === null && isTooMany(reach + 1);
    if (addressee.skip === null && !isOver) reach += 1;
    yield isOver ? { ...addressee, skip: 'notApproved' } : addressee;
  }
}

async function* deliveriesOf(
  addressees: AsyncIterable<Addressee>,
  dueAt: number,
): AsyncGenerator<NewDelivery> {
  for await (const { recipientId, skip } of addressees) yield { recipientId, dueAt, content: null, skip };
}
