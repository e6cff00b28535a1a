import type { Actor, Role } from '../../access/roles.ts';
import type { Content, NewDelivery, NewMessage } from '../../delivery/ports.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import { languagesOf } from '../decide/content.ts';
import type { BroadcastNote } from '../decide/refusals.ts';
import { findApprovers } from './approvers.ts';
import type { ControlCard } from './control-card.ts';
import type { ChatPorts } from './ports.ts';

/** What is told to people's own chats, through the ledger as everything that is sent unasked. */
export interface Notices {
  tellAuthor(broadcast: Broadcast, note: BroadcastNote): Promise<void>;
  /** Those who may now, or else those who may later; returns which were asked. */
  askApprovers(
    broadcast: Broadcast,
    note: 'approvalWanted' | 'correctionWanted',
  ): Promise<'now' | 'later' | 'nobody'>;
  /** The broadcast as its readers would get it, in each language, to this person alone. */
  test(broadcast: Broadcast, personId: string): Promise<void>;
}

const testSpanMs = 3000;
/** Before broadcasts, after highlights: somebody waits for it. */
const noticePriority = 5;

export function createNotices(ports: ChatPorts, controlCard: ControlCard): Notices {
  const { render, ledger, now, onPlanned } = ports;

  async function notify(id: string, content: Content, objectIds: readonly string[]): Promise<void> {
    const kind = { kind: 'notice', action: 'post', priority: noticePriority } as const;
    const message: NewMessage = { id, ...kind, content, originalId: null };
    const deliveries = objectIds.map((objectId): NewDelivery => ({
      recipientId: `person:${objectId}`,
      dueAt: now(),
      content: null,
      skip: null,
    }));
    await ledger.plan(message, deliveries, now());
    onPlanned();
  }

  async function tell(
    broadcast: Broadcast,
    objectIds: readonly string[],
    note: BroadcastNote,
    as: { readonly id: string; readonly role: Role },
  ): Promise<void> {
    const reader: Actor = { id: as.id, roles: new Set([as.role]) };
    const content: Content = {
      ja: await controlCard.card(broadcast, reader, { note }, 'ja'),
      en: await controlCard.card(broadcast, reader, { note }, 'en'),
    };
    await notify(`${broadcast.id}-${note}-${broadcast.version}`, content, objectIds);
  }

  return {
    tellAuthor: (broadcast, note) =>
      tell(broadcast, [broadcast.authorId], note, { id: broadcast.authorId, role: 'broadcaster' }),

    async askApprovers(broadcast, note) {
      const approvers = await findApprovers(ports, broadcast.authorId);
      const when = (['now', 'later'] as const).find((one) => approvers[one].length > 0);
      if (when === undefined) return 'nobody';
      await tell(broadcast, approvers[when], note, { id: '', role: 'approver' });
      return when;
    },

    async test(broadcast, personId) {
      // Pressed twice in a few seconds it is sent once, also across the border of two spans.
      const span = Math.floor(now() / testSpanMs);
      const content = render.test(broadcast);
      for (const lang of languagesOf(broadcast.content)) {
        const idOf = (of: number) => `${broadcast.id}-test-${personId}-${of}-${lang}`;
        if ((await ledger.messageState(idOf(span - 1))) === null)
          await notify(idOf(span), { [lang]: content[lang]! }, [personId]);
      }
    },
  };
}
