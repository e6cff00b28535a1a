import type { Content, Ledger, NewDelivery } from '../../delivery/ports.ts';
import type { AudienceSources } from '../decide/audience.ts';
import type { Broadcast, BroadcastJob } from '../decide/broadcast.ts';
import type { UploadStore } from '../file-ports.ts';
import type { BroadcastStore } from '../ports.ts';
import type { BroadcastRules } from '../decide/rules.ts';
import { deliveryPages } from './report.ts';
import { followUpMessage, planBroadcast } from './send.ts';

/** How a broadcast reads, in each language that it is written in. */
export interface BroadcastRenderer {
  readonly post: (broadcast: Broadcast) => Content;
  readonly reminder: (broadcast: Broadcast) => Content;
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
  /** Called when something is waiting to be sent. */
  readonly onPlanned: () => void;
}

/**
 * Plans whatever the broadcast has decided and the ledger does not have yet: its release, its corrections, its recall,
 * its reminders. Safe to run again after a crash at any point, and on several instances.
 */
export async function planJobs(ports: JobPorts, broadcast: Broadcast): Promise<void> {
  const { ledger, sources, render, now, onPlanned } = ports;
  if (broadcast.state !== 'released' && broadcast.state !== 'recalled') return;
  if (await isUnplanned(ledger, broadcast.id)) {
    const { id, audience } = broadcast;
    await planBroadcast(ledger, sources, { id, audience, content: render.post(broadcast) }, now());
  }
  for (const job of broadcast.jobs) {
    if (await isUnplanned(ledger, job.id)) await planJob(ports, broadcast, job);
  }
  onPlanned();
}

async function isUnplanned(ledger: Ledger, messageId: string): Promise<boolean> {
  const state = await ledger.messageState(messageId);
  return state === null || state === 'planning';
}

async function planJob(ports: JobPorts, broadcast: Broadcast, job: BroadcastJob): Promise<void> {
  const { ledger, render, now } = ports;
  const { id } = broadcast;
  switch (job.kind) {
    case 'correction':
      // Who gets it later, because it failed at first, gets the corrected words.
      await ledger.replaceContent(id, render.post(broadcast), now());
      await ledger.planFollowUp(followUpMessage(job.id, id, render.post(broadcast)), now());
      return;
    case 'recall':
      await ledger.planFollowUp(followUpMessage(job.id, id, null), now());
      return;
    case 'notice': {
      const recall = broadcast.jobs.find(({ kind }) => kind === 'recall')!;
      const notice = followUpMessage(job.id, recall.id, render.notice(broadcast));
      await ledger.planFollowUp(notice, now(), 'failed');
      return;
    }
    case 'reminder': {
      const reminder = {
        ...followUpMessage(job.id, id, render.reminder(broadcast)),
        action: 'post' as const,
      };
      await ledger.plan(reminder, silentOnes(ports, broadcast), now());
    }
  }
}

const pageSize = 500;

/** Those who got it and have not pressed 「見ました」; only people, a channel presses nothing. */
async function* silentOnes({ ledger, store, now }: JobPorts, { id }: Broadcast): AsyncGenerator<NewDelivery> {
  const sent = deliveryPages(ledger, id, { state: 'sent' }, pageSize);
  for await (const rows of sent) {
    const people = rows.filter(({ kind }) => kind === 'person').map(({ recipientId }) => recipientId);
    const done = await store.acknowledged(id, people);
    for (const recipientId of people)
      if (!done.has(recipientId)) yield { recipientId, dueAt: now(), content: null, skip: null };
  }
}

/** What an instance that died in the middle of planning has left, another takes up after this time. */
const planTimeoutMs = 60_000;
const dayMs = 86_400_000;
/** Lists of people that no broadcast names are not kept for longer. */
const unusedUploadDays = 30;

/**
 * Releases what is due, takes up plans that an instance has left half-done, and replaces by a notice what could not be
 * deleted. Any instance may run it at any time; the version makes each step once.
 */
export async function tickBroadcasts(ports: JobPorts): Promise<void> {
  const { store, rules, now } = ports;
  // Never as old as what another instance may be forgetting at this moment.
  const takeUpMs = Math.min(7, 0.9 * rules.retentionDays) * dayMs;
  for (const broadcast of await store.due(now())) {
    const next: Broadcast = {
      ...broadcast,
      state: 'released',
      version: broadcast.version + 1,
      updatedAt: now(),
    };
    const entry = { at: now(), actor: 'system', action: 'release', subject: broadcast.id, detail: {} };
    if (await store.commit(next, entry)) await planJobs(ports, next);
  }
  const recent = [
    ...(await store.list({ state: 'released', limit: 100 })),
    ...(await store.list({ state: 'recalled', limit: 100 })),
  ];
  for (const broadcast of recent) {
    if (broadcast.updatedAt < now() - planTimeoutMs && broadcast.updatedAt > now() - takeUpMs)
      await planJobsOnce(ports, broadcast);
    if (broadcast.state === 'recalled') await replaceUndeleted(ports, broadcast);
  }
}

/** Forgets what is older than the city keeps it. Safe to run at any time, on any instance. */
export async function forgetOld({ store, ledger, uploads, rules, now }: JobPorts): Promise<void> {
  const before = now() - rules.retentionDays * dayMs;
  // In this order: messages without their broadcast are harmless, a broadcast without its messages would be planned.
  await store.prune(before);
  await uploads.prune(now() - Math.min(rules.retentionDays, unusedUploadDays) * dayMs);
  await ledger.prune(before);
}

async function planJobsOnce(ports: JobPorts, broadcast: Broadcast): Promise<void> {
  const ids = [broadcast.id, ...broadcast.jobs.map(({ id }) => id)];
  for (const id of ids) {
    if (!(await isUnplanned(ports.ledger, id))) continue;
    await planJobs(ports, broadcast);
    return;
  }
}

async function replaceUndeleted(ports: JobPorts, broadcast: Broadcast): Promise<void> {
  const { store, ledger, now } = ports;
  const recall = broadcast.jobs.find(({ kind }) => kind === 'recall');
  if (!recall || broadcast.jobs.some(({ kind }) => kind === 'notice')) return;
  const counts = await ledger.counts(recall.id);
  if (counts.pending + counts.leased > 0 || counts.failed === 0) return;
  const job: BroadcastJob = { id: `${recall.id}-notice`, kind: 'notice', at: now(), by: 'system' };
  const next: Broadcast = {
    ...broadcast,
    jobs: [...broadcast.jobs, job],
    version: broadcast.version + 1,
    updatedAt: now(),
  };
  const detail = { failed: counts.failed };
  const entry = { at: now(), actor: 'system', action: 'notice', subject: broadcast.id, detail };
  if (await store.commit(next, entry)) await planJobs(ports, next);
}
