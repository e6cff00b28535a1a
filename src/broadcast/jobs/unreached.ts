import type { DeliveryRow, DeliveryState, Ledger } from '../../delivery/ports.ts';
import { resolveAudience } from '../decide/audience.ts';
import type { Addressee, AudienceSources } from '../decide/people.ts';
import type { Broadcast, BroadcastStage } from '../decide/broadcast.ts';
import { deliveryPages } from './report.ts';

/** Somebody whom a broadcast does not reach, and why. */
export interface Unreached {
  readonly recipientId: string;
  readonly name: string | null;
  readonly reason: string | null;
  /** Nobody knows whether it has arrived. */
  readonly isUnknown?: boolean;
}

/** Some of a list, and how long it is. */
export interface UnreachedPart {
  readonly count: number;
  readonly items: readonly Unreached[];
}

interface Part {
  readonly start: number;
  readonly limit: number;
}

/** Those of the audience, as it is now, to whom nothing can be sent; each once. */
export async function unreachable(
  { audience }: Pick<Broadcast, 'audience'>,
  sources: AudienceSources,
  { start, limit }: Part,
  now: number,
): Promise<UnreachedPart> {
  const seen = new Set<string>();
  const items: Unreached[] = [];
  let count = 0;
  for await (const addressee of resolveAudience(audience, sources, now)) {
    if (seen.has(addressee.recipientId)) continue;
    seen.add(addressee.recipientId);
    if (addressee.skip === null) continue;
    if (count >= start && items.length < limit) items.push(unreached(addressee));
    count += 1;
  }
  return { count, items };
}

function unreached({ recipientId, name, skip }: Addressee): Unreached {
  return { recipientId, name, reason: skip };
}

/** What can still be done something about comes first. */
const states = ['failed', 'unknown', 'skipped'] as const satisfies readonly DeliveryState[];

/** The recipients of what was sent whom it has not reached, or of whom nobody knows. */
export async function notReached(
  { messages }: Pick<BroadcastStage, 'messages'>,
  ledger: Pick<Ledger, 'rows' | 'counts'>,
  { start, limit }: Part,
): Promise<UnreachedPart> {
  const items: Unreached[] = [];
  let count = 0;
  for (const { id } of messages) {
    const counts = await ledger.counts(id);
    for (const state of states) {
      const from = start - count;
      count += counts[state];
      if (start < count && items.length < limit)
        items.push(
          ...(await rowsFrom(deliveryPages(ledger, id, { state }), Math.max(from, 0), limit - items.length)),
        );
    }
  }
  return { count, items };
}

/** Rows from a position on; the list is walked, for it is asked for page by page from its beginning. */
async function rowsFrom(
  pages: AsyncIterable<readonly DeliveryRow[]>,
  start: number,
  limit: number,
): Promise<readonly Unreached[]> {
  const rows: Unreached[] = [];
  let at = 0;
  for await (const page of pages) {
    const some = page.slice(Math.max(start - at, 0)).slice(0, limit - rows.length);
    for (const { recipientId, name, reason, state } of some)
      rows.push({ recipientId, name, reason, isUnknown: state === 'unknown' });
    at += page.length;
    if (rows.length >= limit) break;
  }
  return rows;
}
