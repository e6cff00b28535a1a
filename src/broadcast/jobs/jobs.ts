import { LRUCache } from 'lru-cache';
import { can, type KnownActor, type Permission } from '../../access/roles.ts';
import type { Content, Ledger, NewDelivery } from '../../delivery/ports.ts';
import type { AudienceSources } from '../decide/people.ts';
import { countAudience, resolveAudience } from '../decide/audience.ts';
import {
  approvalHash,
  type Broadcast,
  type BroadcastJob,
  type BroadcastMessage,
  jobId,
  messagesOf,
  stagesOf,
} from '../decide/broadcast.ts';
import { askAgain, hasGrown, isOut } from '../decide/decide-command.ts';
import type { UploadStore } from '../file-ports.ts';
import type { BroadcastStore } from '../ports.ts';
import type { BroadcastRules } from '../decide/settings.ts';
import { deliveryPages } from './report.ts';
import { followUpMessage, planBroadcast } from './send.ts';

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

interface TickPorts extends JobPorts {
  /** What somebody may do now. */
  readonly actor: (personId: string) => Promise<KnownActor>;
  /** Tells whom it concerns that a scheduled broadcast has not gone out, and why. */
  readonly onHeld: (broadcast: Broadcast, why: 'held' | 'audienceGrown') => Promise<void>;
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

async function isUnplanned(ledger: Pick<Ledger, 'messageState'>, messageId: string): Promise<boolean> {
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
      const isTooMany = (reach: number) => rules.fourEyes && hasGrown(broadcast, reach);
      await planBroadcast(
        ledger,
        sources,
        { id, audience, content: render.post(broadcast), isTooMany },
        now(),
      );
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

/** What an instance that died in the middle of planning has left, another takes up after this time. */
const planTimeoutMs = 60_000;
const dayMs = 86_400_000;
/** Lists of people that no broadcast names are not kept for longer. */
const unusedUploadDays = 30;

/** So long after its last change somebody looks after a broadcast. */
export const lookAfterMs = 7 * dayMs;
const maxSettled = 10_000;

/**
 * Releases what is due, takes up plans that an instance has left half-done, and replaces by a notice what could not be
 * deleted. Any instance may run it at any time; the version makes each step once.
 */
export function createTick(ports: TickPorts): () => Promise<void> {
  const { store, rules, now } = ports;
  // Never as old as what another instance may be forgetting at this moment.
  const takeUpMs = Math.min(lookAfterMs, 0.9 * rules.retentionDays * dayMs);
  /** By broadcast: the version of which nothing is left to be done. */
  const settled = new LRUCache<string, number>({ max: maxSettled });

  return async () => {
    for (const id of await store.due(now())) await release(ports, id).catch(ports.onError);
    for (const { id, version, updatedAt } of await store.outSince(now() - takeUpMs)) {
      if (settled.get(id) === version) continue;
      const isLeft = updatedAt < now() - planTimeoutMs;
      // One that cannot be looked after (a list that is gone, a row that cannot be read) holds up no other.
      const isOver = await lookAfter(ports, id, isLeft).catch((error: unknown) => {
        ports.onError(error);
        return false;
      });
      if (isOver) settled.set(id, version);
    }
  };
}

/** true: nothing is left to be done. */
async function lookAfter(ports: JobPorts, id: string, isLeft: boolean): Promise<boolean> {
  const broadcast = await ports.store.get(id);
  if (!broadcast) return false;
  if (isLeft) await planLeft(ports, broadcast);
  return (await isSettled(ports, broadcast)) && isLeft;
}

/**
 * What was allowed when it was scheduled must be so when it goes out: somebody who has left the office since, or lost
 * the role, sends nothing. Then it is a draft again; while it cannot be known, it waits.
 */
async function release(ports: TickPorts, id: string): Promise<void> {
  const { store, rules, now } = ports;
  const broadcast = await store.get(id);
  if (broadcast?.state !== 'scheduled') return;
  const { authorId, approval } = broadcast;
  const asDraft = (lost: Permission) =>
    hold(ports, broadcast, { state: 'draft', approval: null, sendAt: null }, lost);
  const needed: [string, Permission][] = [[authorId, 'compose']];
  if (rules.fourEyes) {
    // It may have been scheduled while nobody had to approve anything.
    if (approval?.hash !== approvalHash(broadcast)) {
      await asDraft('approve');
      return;
    }
    needed.push([approval.by, 'approve']);
  }
  for (const [personId, permission] of needed) {
    const { roles, unsure } = await ports.actor(personId);
    if (can(roles, permission)) continue;
    if (can(unsure, permission)) return;
    await asDraft(permission);
    return;
  }
  if (rules.fourEyes && approval?.reach !== undefined) {
    const { reachable } = await countAudience(resolveAudience(broadcast.audience, ports.sources, now()));
    if (hasGrown(broadcast, reachable)) {
      await hold(ports, broadcast, askAgain, 'audience');
      return;
    }
  }
  const version = broadcast.version + 1;
  const next: Broadcast = {
    ...broadcast,
    state: 'released',
    sentAt: now(),
    version,
    updatedAt: now(),
  };
  const entry = { at: now(), actor: 'system', action: 'release', subject: broadcast.id, detail: {} };
  if (await store.commit(next, entry)) await planJobs(ports, next);
}

async function hold(
  { store, now, onHeld }: TickPorts,
  broadcast: Broadcast,
  change: Pick<Broadcast, 'state' | 'approval' | 'sendAt'>,
  lost: Permission | 'audience',
): Promise<void> {
  const next: Broadcast = {
    ...broadcast,
    ...change,
    version: broadcast.version + 1,
    updatedAt: now(),
  };
  const entry = { at: now(), actor: 'system', action: 'hold', subject: broadcast.id, detail: { lost } };
  if (await store.commit(next, entry)) await onHeld(next, lost === 'audience' ? 'audienceGrown' : 'held');
}

/** Forgets what is older than the city keeps it. Safe to run at any time, on any instance. */
export async function forgetOld({ store, ledger, uploads, rules, now }: JobPorts): Promise<void> {
  const before = now() - rules.retentionDays * dayMs;
  // In this order: messages without their broadcast are harmless, a broadcast without its messages would be planned.
  await store.prune(before);
  await uploads.prune(now() - Math.min(rules.retentionDays, unusedUploadDays) * dayMs);
  await ledger.prune(before);
}

async function planLeft(ports: JobPorts, broadcast: Broadcast): Promise<void> {
  for (const { id } of messagesOf(broadcast)) {
    if (!(await isUnplanned(ports.ledger, id))) continue;
    await planJobs(ports, broadcast);
    return;
  }
}

/** false: a recall is under way, or has just been followed by a notice. */
async function isSettled(ports: JobPorts, broadcast: Broadcast): Promise<boolean> {
  const { store, ledger, now } = ports;
  const recall = broadcast.jobs.findLast(({ kind }) => kind === 'recall' || kind === 'notice');
  if (recall?.kind !== 'recall') return true;
  const { messages } = stagesOf(broadcast)[broadcast.jobs.indexOf(recall) + 1]!;
  const counts = await Promise.all(messages.map(({ id }) => ledger.counts(id)));
  if (counts.some(({ pending, leased }) => pending + leased > 0)) return false;
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  if (failed === 0) return true;
  const job: BroadcastJob = {
    id: jobId(broadcast.id, 'notice', ports.newKey()),
    kind: 'notice',
    at: now(),
    by: 'system',
  };
  const next: Broadcast = {
    ...broadcast,
    jobs: [...broadcast.jobs, job],
    version: broadcast.version + 1,
    updatedAt: now(),
  };
  const entry = { at: now(), actor: 'system', action: 'notice', subject: broadcast.id, detail: { failed } };
  if (await store.commit(next, entry)) await planJobs(ports, next);
  return false;
}
