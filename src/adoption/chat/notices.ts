import type { AuditEntry } from '../../access/audit/audit.ts';
import type { NewDelivery } from '../../delivery/ports.ts';
import type { AdoptionNoticeView } from '../cards/view.ts';
import type { Adoption } from '../decide/adoption.ts';
import type { AdoptionChange } from '../decide/decide-step.ts';
import type { Notice } from '../ports.ts';
import type { AdoptionParts } from './parts.ts';

/** Before broadcasts, after highlights: somebody waits for it. */
const noticePriority = 5;

/** A card in both languages to some people's own chats, under a key that makes it once. */
function noticeOf(
  { cards, knowledge, now }: Pick<AdoptionParts, 'cards' | 'knowledge' | 'now'>,
  key: string,
  view: AdoptionNoticeView,
  recipientIds: readonly string[],
): Notice {
  const { data } = knowledge();
  const content = { ja: cards.notice(view, data, 'ja'), en: cards.notice(view, data, 'en') };
  return {
    message: { id: key, kind: 'notice', action: 'post', priority: noticePriority, content, originalId: null },
    deliveries: [...new Set(recipientIds)].map((recipientId): NewDelivery => ({
      recipientId,
      dueAt: now(),
      content: null,
      skip: null,
    })),
  };
}

/** Tells the owners of what is taken up, once for each department and initiative, unless they want no word of it. */
export async function ownerNotices(parts: AdoptionParts, adoption: Adoption): Promise<readonly Notice[]> {
  const { department } = adoption.source;
  if (await parts.store.isQuiet(department)) return [];
  const owners = await parts.ownersOf(department);
  // Who takes it up need not be told of it.
  const others = owners.filter((id) => !adoption.people.some((person) => id === `person:${person.id}`));
  if (others.length === 0) return [];
  return [noticeOf(parts, `${adoption.id}-owner`, { kind: 'owner', adoption }, others)];
}

/** Asks its people how it goes. */
export function restingNotice(
  parts: Pick<AdoptionParts, 'cards' | 'knowledge' | 'now'>,
  adoption: Adoption,
): Notice {
  const people = adoption.people.map(({ id }) => `person:${id}`);
  return noticeOf(parts, `${adoption.id}-resting-${adoption.version}`, { kind: 'resting', adoption }, people);
}

/** The entry of a step in the audit trail: ids and states, no words. */
export function entryOf({ next, step }: AdoptionChange): AuditEntry {
  return {
    at: step.at,
    actor: step.person.id,
    action: `adoption.${step.kind}`,
    subject: next.id,
    detail: { initiative: next.initiativeId, department: next.department, state: step.state },
  };
}
