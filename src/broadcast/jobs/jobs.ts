import type { Content, Ledger, NewDelivery } from '../../delivery/ports.ts';
import type { AudienceSources } from '../decide/people.ts';
import { type Broadcast, type BroadcastMessage, messagesOf } from '../decide/broadcast.ts';
import { isOut, mostApproved } from '../decide/decide-command.ts';
import type { UploadStore } from '../file-ports.ts';
import type { BroadcastStore } from '../ports.ts';
import type { BroadcastRules } from '../decide/settings.ts';
import { deliveryPages } from './report.ts';
import { followUpMessage, planBroadcast } from './send.ts';
import { dayMs } from '../../calendar/clock.ts';

/** `pressed`: as somebody sees it who has confirmed it, now or before. */
type Rendering = (broadcast: Broadcast, pressed?: 'now' | 'before' | null) => Content;

/** How a broadcast reads, in each language that it is written in. */
export interface BroadcastRenderer {
  readonly post: Rendering;
  readonly reminder: Rendering;
  /** To its author alone, before it goes out. */
  readonly test: Rendering;
  /** In the place of a post that could not be deleted. */
  readonly notice: (broadcast: Broadcast) => Content;
}

export interface JobPorts {
  readonly store: BroadcastStore;
  readonly ledger: Ledger;
  readonly sources: AudienceSources;
  readonly uploads: Pick<UploadStore, 'prune'>;
  readonly render: BroadcastRenderer;
  readonly rules: BroadcastRules;
  readonly now: () => number;
  /** 128 random bits: nobody guesses one, and none is a part of another. */
  readonly newKey: () => string;
  readonly onError: (error: unknown) => void;
  /** Called when something is waiting to be sent. */
  readonly onPlanned: () => void;
}

/**
 * Plans whatever the broadcast has decided and the ledger does not have yet: its release, its corrections, its recall,
 * its reminders. Safe to run again after a crash at any point, and on several instances.
 */
export async function planJobs(ports: JobPorts, broadcast: Broadcast): Promise<void> {
  if (!isOut(broadcast.state)) return;
  for (const message of messagesOf(broadcast))
    if (await isUnplanned(ports.ledger, message.id)) await planMessage(ports, broadcast, message);
  ports.onPlanned();
}

/** Whether the ledger does not have all of it yet. */
export async function isUnplanned(ledger: Pick<Ledger, 'messageState'>, messageId: string): Promise<boolean> {
  const state = await ledger.messageState(messageId);
  return state === null || state === 'planning';
}

async function planMessage(
  ports: JobPorts,
  broadcast: Broadcast,
  { id, kind, originalId }: BroadcastMessage,
): Promise<void> {
  const { ledger, sources, render, rules, now } = ports;
  switch (kind) {
    case 'post': {
      const { audience } = broadcast;
      const most = rules.fourEyes ? mostApproved(broadcast) : Infinity;
      await planBroadcast(ledger, sources, { id, audience, content: render.post(broadcast), most }, now());
      return;
    }
    case 'reminder': {
      const reminder = {
        ...followUpMessage(id, broadcast.id, render.reminder(broadcast)),
        action: 'post' as const,
      };
      await ledger.plan(reminder, silentOnes(ports, broadcast), now());
      return;
    }
    case 'correction': {
      const rendering = originalId === broadcast.id ? render.post : render.reminder;
      const words = rendering(broadcast);
      await ledger.planFollowUp(followUpMessage(id, originalId!, words), now(), {
        of: 'sent',
        // Who gets it later, because it failed at first, gets the corrected words.
        original: words,
        // Whoever has confirmed it is not asked to do so again.
        ...(broadcast.content.acknowledge && {
          instead: {
            content: rendering(broadcast, 'before'),
            recipients: confirmedOnes(ports, broadcast, originalId!),
          },
        }),
      });
      return;
    }
    case 'recall': {
      const earlier = messagesOf(broadcast).filter(
        (message) => message.kind === 'recall' && message.originalId === originalId && message.id !== id,
      );
      const doneBy = earlier.map((message) => message.id);
      await ledger.planFollowUp(followUpMessage(id, originalId!, null), now(), {
        of: 'sent',
        notDoneBy: doneBy,
      });
      return;
    }
    case 'notice':
      await ledger.planFollowUp(followUpMessage(id, originalId!, render.notice(broadcast)), now(), {
        of: 'failed',
      });
  }
}

const pageSize = 500;

/** People who got a message of it, and which of them have confirmed it; a channel confirms nothing. */
async function* readers(
  { ledger, store }: JobPorts,
  { id }: Broadcast,
  messageId: string,
): AsyncGenerator<{ readonly people: readonly string[]; readonly confirmed: ReadonlySet<string> }> {
  for await (const rows of deliveryPages(ledger, messageId, { state: 'sent' }, pageSize)) {
    const people = rows.filter(({ kind }) => kind === 'person').map(({ recipientId }) => recipientId);
    yield { people, confirmed: await store.acknowledged(id, people) };
  }
}

async function* silentOnes(ports: JobPorts, broadcast: Broadcast): AsyncGenerator<NewDelivery> {
  for await (const { people, confirmed } of readers(ports, broadcast, broadcast.id))
    for (const recipientId of people)
      if (!confirmed.has(recipientId)) yield { recipientId, dueAt: ports.now(), content: null, skip: null };
}

async function* confirmedOnes(
  ports: JobPorts,
  broadcast: Broadcast,
  messageId: string,
): AsyncGenerator<readonly string[]> {
  for await (const { confirmed } of readers(ports, broadcast, messageId)) yield [...confirmed];
}

/** Lists of people that no broadcast names are not kept for longer. */
const unusedUploadDays = 30;

/** So long after its last change somebody looks after a broadcast. */
export const lookAfterMs = 7 * dayMs;
/** Forgets what is older than the city keeps it. Safe to run at any time, on any instance. */
export async function forgetOld({ store, ledger, uploads, rules, now }: JobPorts): Promise<void> {
  const before = now() - rules.retentionDays * dayMs;
  // In this order: messages without their broadcast are harmless, a broadcast without its messages would be planned.
  await store.prune(before);
  await uploads.prune(now() - Math.min(rules.retentionDays, unusedUploadDays) * dayMs);
  await ledger.prune(before);
}
