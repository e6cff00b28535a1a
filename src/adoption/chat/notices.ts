import type { AuditEntry } from '../../access/audit/audit.ts';
import { place } from '../../chat/services.ts';
import { type Notice, noticeTo } from '../../delivery/notice.ts';
import type { AdoptionNoticeView } from '../cards/view.ts';
import type { Adoption } from '../decide/adoption.ts';
import type { AdoptionChange } from '../decide/decide-step.ts';
import type { AdoptionServices } from './services.ts';

/** A card in both languages to some people's own chats, under a key that makes it once. */
function noticeOf(
  services: NoticeServices,
  id: string,
  view: AdoptionNoticeView,
  recipientIds: readonly string[],
): Notice {
  const content = {
    ja: services.cards.notice(view, place(services, 'ja')),
    en: services.cards.notice(view, place(services, 'en')),
  };
  return noticeTo(recipientIds, { id, content, at: services.now() });
}

type NoticeServices = Pick<AdoptionServices, 'cards' | 'knowledge' | 'now'>;

/** Tells the owners of what is taken up, once for each department and initiative, unless they want no word of it. */
export async function ownerNotices(
  services: AdoptionServices,
  adoption: Adoption,
): Promise<readonly Notice[]> {
  const { department } = adoption.source;
  if (await services.store.isQuiet(department)) return [];
  const owners = await services.ownersOf(department);
  // Who takes it up need not be told of it.
  const others = owners.filter((id) => !adoption.people.some((person) => id === `person:${person.id}`));
  if (others.length === 0) return [];
  return [noticeOf(services, `${adoption.id}-owner`, { kind: 'owner', adoption }, others)];
}

/** Asks its people how it goes. */
export function restingNotice(services: NoticeServices, adoption: Adoption): Notice {
  const people = adoption.people.map(({ id }) => `person:${id}`);
  return noticeOf(
    services,
    `${adoption.id}-resting-${adoption.version}`,
    { kind: 'resting', adoption },
    people,
  );
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
