import type { ClaimedDelivery, Ledger, NewMessage, Settlement } from '../../../src/delivery/ports.ts';
import type { Decisions } from './decisions.ts';

const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)]!;

/** How long a claimed delivery is a worker's. */
export const leaseMs = 50;

/** What anybody may do to the ledger; `worker` is one of those that claim. */
export type Action =
  | { readonly do: 'plan'; readonly id: string; readonly people: readonly string[] }
  | { readonly do: 'recall'; readonly id: string; readonly of: string }
  | { readonly do: 'claim'; readonly worker: number; readonly limit: number }
  | { readonly do: 'depart' | 'release'; readonly worker: number }
  | { readonly do: 'settle'; readonly worker: number; readonly as: 'sent' | 'failed' | 'unknown' | 'retry' }
  | { readonly do: 'expire' }
  | { readonly do: 'wait' }
  | { readonly do: 'cancel'; readonly id: string }
  | { readonly do: 'resend'; readonly id: string; readonly of: 'failed' | 'unknown' };

export const everyone = ['a', 'b', 'c', 'd'];
export const posts = ['m1', 'm2'];

/** An action by chance: what workers do more often than what people decide. */
export function anyAction(random: () => number): Action {
  const worker = Math.floor(random() * 2);
  const chance = Math.floor(random() * 20);
  if (chance < 5) return { do: 'claim', worker, limit: 1 + Math.floor(random() * 3) };
  if (chance < 8) return { do: 'depart', worker };
  if (chance < 12)
    return { do: 'settle', worker, as: pick(['sent', 'failed', 'unknown', 'retry'] as const, random) };
  if (chance < 14) return { do: 'expire' };
  if (chance < 15) return pick([{ do: 'wait' }, { do: 'release', worker }] as const, random);
  const id = pick(posts, random);
  if (chance < 17) return { do: 'plan', id, people: everyone.filter(() => random() < 0.6) };
  if (chance < 18) return { do: 'resend', id, of: pick(['failed', 'unknown'] as const, random) };
  if (chance < 19) return { do: 'cancel', id };
  return { do: 'recall', id: `${id}-recall`, of: id };
}

export function newMessage(id: string, originalId: string | null): NewMessage {
  const action = originalId === null ? 'post' : 'delete';
  return { id, kind: 'broadcast', action, priority: 5, content: {}, originalId };
}

/** What a worker holds: claimed, perhaps departed, not settled. */
export interface Held {
  readonly delivery: ClaimedDelivery;
  hasLeft: boolean;
}

/** Does it to the ledger. Workers' hands and the clock are the caller's. */
export async function perform(
  ledger: Ledger & Decisions,
  action: Action,
  hands: Held[][],
  clock: { now: number },
): Promise<unknown> {
  const { now } = clock;
  switch (action.do) {
    case 'plan': {
      const deliveries = action.people.map((recipientId) => ({
        recipientId,
        dueAt: 0,
        content: null,
        skip: null,
      }));
      return await ledger.plan(newMessage(action.id, null), deliveries, now);
    }
    case 'recall':
      return await ledger.planFollowUp(newMessage(action.id, action.of), now);
    case 'claim': {
      const claimed = await ledger.claim({ limit: action.limit, leaseMs, now });
      hands[action.worker]!.push(...claimed.map((delivery) => ({ delivery, hasLeft: false })));
      return claimed.map(({ messageId, recipientId }) => `${messageId}/${recipientId}`);
    }
    case 'depart': {
      const held = hands[action.worker]!.splice(0);
      const waiting = held.filter(({ hasLeft }) => !hasLeft);
      const marked = await ledger.depart(
        waiting.map(({ delivery }) => delivery),
        now,
      );
      marked.forEach((isMarked, index) => {
        waiting[index]!.hasLeft = isMarked;
      });
      // What may not leave is not this worker's any more.
      hands[action.worker]!.push(...held.filter(({ hasLeft }) => hasLeft));
      return marked;
    }
    case 'release': {
      const held = hands[action.worker]!.splice(0);
      hands[action.worker]!.push(...held.filter(({ hasLeft }) => hasLeft));
      await ledger.release(
        held.filter(({ hasLeft }) => !hasLeft).map(({ delivery }) => delivery),
        now,
      );
      return null;
    }
    case 'settle': {
      const held = hands[action.worker]!.splice(0);
      hands[action.worker]!.push(...held.filter(({ hasLeft }) => !hasLeft));
      const settled = held
        .filter(({ hasLeft }) => hasLeft)
        .map(({ delivery }) => ({ delivery, settlement: settlementOf(action.as, delivery, now) }));
      await ledger.settle(settled, now);
      return null;
    }
    case 'expire':
      return await ledger.expire(now);
    case 'wait':
      clock.now += leaseMs + 1;
      return null;
    case 'cancel':
      return await ledger.cancel(action.id, now);
    case 'resend':
      return await ledger.resend(action.id, action.of, now);
  }
}

function settlementOf(
  as: (Action & { do: 'settle' })['as'],
  delivery: ClaimedDelivery,
  now: number,
): Settlement {
  if (as === 'sent')
    return { state: as, post: { conversationId: delivery.recipientId, activityId: delivery.leaseToken } };
  if (as === 'retry') return { state: as, reason: 'throttled', dueAt: now, attempt: delivery.attempt };
  return { state: as, reason: 'said so' };
}
