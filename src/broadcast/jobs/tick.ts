import { LRUCache } from 'lru-cache';
import { can, type KnownActor, type Permission } from '../../access/roles.ts';
import { countAudience, resolveAudience, unknownExclusions } from '../decide/audience.ts';
import {
  approvalHash,
  type Broadcast,
  type BroadcastJob,
  jobId,
  messagesOf,
  stagesOf,
} from '../decide/broadcast.ts';
import { askAgain, hasGrown, isUncounted } from '../decide/decide-command.ts';
import { hasForeignPicture } from '../decide/settings.ts';
import { isUnplanned, type JobPorts, lookAfterMs, planJobs } from './jobs.ts';
import { dayMs } from '../../calendar/clock.ts';

interface TickPorts extends JobPorts {
  /** What somebody may do now. */
  readonly actor: (personId: string) => Promise<KnownActor>;
  /** Tells whom it concerns that a scheduled broadcast has not gone out, and why. */
  readonly onHeld: (broadcast: Broadcast, why: Obstacle) => Promise<void>;
}

/** What an instance that died in the middle of planning has left, another takes up after this time. */
const planTimeoutMs = 60_000;
const maxKept = 10_000;

/**
 * Releases what is due, takes up plans that an instance has left half-done, and replaces by a notice what could not be
 * deleted. Any instance may run it at any time; the version makes each step once.
 */
export function createTick(ports: TickPorts): () => Promise<void> {
  const { store, rules, now } = ports;
  // Never as old as what another instance may be forgetting at this moment.
  const takeUpMs = Math.min(lookAfterMs, 0.9 * rules.retentionDays * dayMs);
  /** By broadcast: the version of which nothing is left to be done. */
  const settled = new LRUCache<string, number>({ max: maxKept });
  const releaseDue = createRelease(ports);

  return async () => {
    for (const id of await store.due(now())) await releaseDue(id).catch(ports.onError);
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

/** So long Teams is asked whom it would reach, and who may send it; then a person decides. */
const patienceMs = { audience: 15 * 60_000, roles: dayMs } as const;
/** What waits for Teams asks it again a little later, and holds up no other meanwhile. */
const retryMs = 30_000;

/** Releases a broadcast that is due, or says why it is not to go out; what Teams may tell in a moment is waited for. */
function createRelease(ports: TickPorts): (id: string) => Promise<void> {
  const waiting = new LRUCache<string, { readonly since: number; readonly nextAt: number }>({ max: maxKept });
  return async (id) => {
    const now = ports.now();
    const { since, nextAt } = waiting.get(id) ?? { since: now, nextAt: now };
    if (now < nextAt) return;
    if (await release(ports, id, now - since)) waiting.delete(id);
    else waiting.set(id, { since, nextAt: now + retryMs });
  };
}

/** Why a scheduled broadcast does not go out; each has its words. */
type Obstacle = 'held' | 'audienceGrown' | 'audienceUntold' | 'excludedUnknown' | 'pictureHost';

/** What keeps it from going out, and what the trail says is lost. */
interface Found {
  readonly why: Obstacle;
  readonly lost: Permission | 'audience' | 'roster' | 'exclusions' | 'pictures';
  /** It may be otherwise in a moment, for Teams did not answer: so long it is waited for. */
  readonly waitMs: number;
}

/**
 * What was allowed when it was scheduled must be so when it goes out: somebody who has left the office since, or lost
 * the role, sends nothing, and nobody gets it whom nobody has counted. false: it waits.
 */
async function release(ports: TickPorts, id: string, waitedMs: number): Promise<boolean> {
  const { store, now } = ports;
  const broadcast = await store.get(id);
  if (broadcast?.state !== 'scheduled') return true;
  const found = await obstacleOf(ports, broadcast);
  if (found && waitedMs < found.waitMs) return false;
  const version = broadcast.version + 1;
  if (found) {
    const asks = found.why === 'audienceGrown' || found.why === 'audienceUntold';
    const change = asks ? askAgain : ({ state: 'draft', approval: null, sendAt: null } as const);
    const next: Broadcast = { ...broadcast, ...change, version, updatedAt: now() };
    if (await store.commit(next, entryOf('hold', id, { lost: found.lost }, now())))
      await ports.onHeld(next, found.why);
    return true;
  }
  const next: Broadcast = { ...broadcast, state: 'released', sentAt: now(), version, updatedAt: now() };
  if (await store.commit(next, entryOf('release', id, {}, now()))) await planJobs(ports, next);
  return true;
}

async function obstacleOf(ports: TickPorts, broadcast: Broadcast): Promise<Found | null> {
  const { rules, sources, now } = ports;
  const { authorId, approval, audience, content } = broadcast;
  if (hasForeignPicture(content, rules)) return { why: 'pictureHost', lost: 'pictures', waitMs: 0 };
  const needed: [string, Permission][] = [[authorId, 'compose']];
  if (rules.fourEyes) {
    // It may have been scheduled while nobody had to approve anything.
    if (approval?.hash !== approvalHash(broadcast)) return { why: 'held', lost: 'approve', waitMs: 0 };
    needed.push([approval.by, 'approve']);
  }
  for (const [personId, permission] of needed) {
    const { roles, unsure } = await ports.actor(personId);
    const waitMs = can(unsure, permission) ? patienceMs.roles : 0;
    if (!can(roles, permission)) return { why: 'held', lost: permission, waitMs };
  }
  const waitMs = patienceMs.audience;
  if ((await unknownExclusions(audience, sources)).length > 0)
    return { why: 'excludedUnknown', lost: 'exclusions', waitMs };
  if (!rules.fourEyes || approval?.reach === undefined) return null;
  const { reachable, untold } = await countAudience(resolveAudience(audience, sources, now()));
  if (hasGrown(broadcast, reachable)) return { why: 'audienceGrown', lost: 'audience', waitMs: 0 };
  return isUncounted(broadcast, untold) ? { why: 'audienceUntold', lost: 'roster', waitMs } : null;
}

function entryOf(
  action: 'hold' | 'release',
  subject: string,
  detail: Readonly<Record<string, string>>,
  at: number,
) {
  return { at, actor: 'system', action, subject, detail };
}

/** true: nothing is left to be done. */
async function lookAfter(ports: JobPorts, id: string, isLeft: boolean): Promise<boolean> {
  const broadcast = await ports.store.get(id);
  if (!broadcast) return false;
  if (isLeft) await planLeft(ports, broadcast);
  return (await isSettled(ports, broadcast)) && isLeft;
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
