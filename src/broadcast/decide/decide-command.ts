import type { Audience } from './audience.ts';
import { approvalHash, type Broadcast, type BroadcastJob } from './broadcast.ts';
import type { BroadcastContent } from './content.ts';
import { can, type Permission, type Role } from '../../access/roles.ts';
import { type BroadcastRules, isQuiet } from './rules.ts';
import type { CommandRefusal } from './refusals.ts';

/** What somebody asks to be done with a broadcast. */
export type Command =
  | { readonly do: 'save'; readonly content: BroadcastContent; readonly audience: Audience }
  | { readonly do: 'delete' }
  | { readonly do: 'submit' }
  | { readonly do: 'approve' }
  | { readonly do: 'refuse' }
  /** `sendAt` null = now; `confirmed` = the second question has been answered for this many. */
  | { readonly do: 'send'; readonly sendAt: number | null; readonly confirmed: number | null }
  | { readonly do: 'unschedule' }
  | { readonly do: 'cancel' }
  | { readonly do: 'resend'; readonly of: 'failed' | 'unknown' }
  | { readonly do: 'letBe' }
  | { readonly do: 'correct'; readonly content: BroadcastContent }
  | { readonly do: 'approveCorrection' }
  | { readonly do: 'refuseCorrection' }
  | { readonly do: 'withdrawCorrection' }
  /** `confirmed`: the second question has been answered. */
  | { readonly do: 'recall'; readonly confirmed: boolean }
  | { readonly do: 'remind' };

export interface Actor {
  /** Entra object id. */
  readonly id: string;
  readonly roles: ReadonlySet<Role>;
}

/** What the decision depends on beside the broadcast. */
export interface Circumstances {
  readonly rules: BroadcastRules;
  readonly now: number;
  /** The version that the pressed card was made for. */
  readonly version: number;
  /** Of this author, in the last 24 hours. */
  readonly releasedToday: number;
  /** Whom it would reach now; asked for when it is to be sent. */
  readonly reachable: number;
  /** Deliveries that are still to be sent or on their way. */
  readonly underWay: number;
  /** Failed or unknown deliveries that a resend could take up. */
  readonly failed: number;
  readonly unknown: number;
  readonly sent: number;
}

type CommandDecision =
  { readonly ok: false; readonly refusal: CommandRefusal } | { readonly ok: true; readonly next: Broadcast };

/** What somebody must be allowed to do. */
export const permissionFor: Readonly<Record<Command['do'], Permission>> = {
  save: 'compose',
  delete: 'compose',
  submit: 'compose',
  approve: 'approve',
  refuse: 'approve',
  send: 'compose',
  unschedule: 'compose',
  cancel: 'compose',
  resend: 'compose',
  letBe: 'compose',
  correct: 'compose',
  approveCorrection: 'approve',
  refuseCorrection: 'approve',
  withdrawCorrection: 'compose',
  recall: 'compose',
  remind: 'compose',
};

/** The furthest that a broadcast may be put off. */
const longestDelayMs = 366 * 86_400_000;

type Decide<D extends Command['do']> = (
  command: Extract<Command, { do: D }>,
  broadcast: Broadcast,
  actor: Actor,
  circumstances: Circumstances,
) => Partial<Broadcast> | CommandRefusal;

const deciders: { readonly [D in Command['do']]: Decide<D> } = {
  save: ({ content, audience }, { state }) =>
    isOpen(state) ? { state: 'draft', content, audience, approval: null, sendAt: null } : 'wrongState',
  delete: (_, { state }) => (isOpen(state) ? { state: 'deleted' } : 'wrongState'),
  submit: (_, broadcast, __, { rules }) => {
    if (broadcast.state !== 'draft') return 'wrongState';
    return rules.fourEyes ? { state: 'submitted' } : { state: 'approved' };
  },
  approve: (_, broadcast, { id }, { now }) => {
    if (broadcast.state !== 'submitted') return 'wrongState';
    if (broadcast.authorId === id) return 'ownApproval';
    return { state: 'approved', approval: { by: id, hash: approvalHash(broadcast), at: now } };
  },
  refuse: (_, { state, authorId }, { id }) => {
    if (state !== 'submitted') return 'wrongState';
    return authorId === id ? 'ownApproval' : { state: 'draft', approval: null };
  },
  send: ({ sendAt, confirmed }, broadcast, _, circumstances) =>
    decideSend(broadcast, sendAt, confirmed, circumstances),
  unschedule: (_, { state }) => (state === 'scheduled' ? { state: 'approved', sendAt: null } : 'wrongState'),
  cancel: (_, { state }, __, { underWay }) => {
    if (state !== 'released') return 'wrongState';
    return underWay === 0 ? 'nothingToDo' : {};
  },
  resend: ({ of }, { state }, __, { failed, unknown }) => {
    if (state !== 'released') return 'wrongState';
    return (of === 'failed' ? failed : unknown) === 0 ? 'nothingToDo' : {};
  },
  letBe: (_, { state, unknownsSettledBy }, { id }, { unknown }) => {
    if (state !== 'released') return 'wrongState';
    return unknown === 0 || unknownsSettledBy !== null ? 'nothingToDo' : { unknownsSettledBy: id };
  },
  correct: ({ content }, broadcast, actor, circumstances) => {
    const refusal = refusalOfCorrection(broadcast, circumstances);
    if (refusal !== null) return refusal;
    if (approvalHash({ ...broadcast, content }) === approvalHash(broadcast)) return 'nothingChanged';
    // New words for everyone: they need the second person as the first ones did.
    if (circumstances.rules.fourEyes) return { correction: content };
    return { content, correction: null, ...withJob(broadcast, 'correction', actor, circumstances.now) };
  },
  approveCorrection: (_, broadcast, actor, circumstances) => {
    const { correction: content, audience, authorId } = broadcast;
    if (content === null) return 'nothingToDo';
    if (authorId === actor.id) return 'ownApproval';
    const refusal = refusalOfCorrection(broadcast, circumstances);
    if (refusal !== null) return refusal;
    const { now } = circumstances;
    const approval = { by: actor.id, hash: approvalHash({ content, audience }), at: now };
    return { content, correction: null, approval, ...withJob(broadcast, 'correction', actor, now) };
  },
  refuseCorrection: (_, { correction, authorId }, { id }) => {
    if (correction === null) return 'nothingToDo';
    return authorId === id ? 'ownApproval' : { correction: null };
  },
  withdrawCorrection: (_, { correction }) => (correction === null ? 'nothingToDo' : { correction: null }),
  recall: ({ confirmed }, broadcast, actor, { now, underWay, sent }) => {
    if (broadcast.state !== 'released') return 'wrongState';
    if (underWay > 0) return 'stillSending';
    if (sent === 0) return 'nothingToDo';
    if (!confirmed) return 'confirmRecall';
    return { state: 'recalled', correction: null, ...withJob(broadcast, 'recall', actor, now) };
  },
  remind: (_, broadcast, actor, { now, underWay, sent }) => {
    if (broadcast.state !== 'released') return 'wrongState';
    if (!broadcast.content.acknowledge) return 'noAcknowledgement';
    if (underWay > 0) return 'stillSending';
    return sent === 0 ? 'nothingToDo' : withJob(broadcast, 'reminder', actor, now);
  },
};

/**
 * What becomes of a broadcast when somebody presses a button for it: role, then state, then the rules are looked at
 * anew, whatever the card has shown. A version that has passed is refused, so of two presses one takes effect.
 */
export function decideCommand(
  broadcast: Broadcast,
  command: Command,
  actor: Actor,
  circumstances: Circumstances,
): CommandDecision {
  const permission = permissionFor[command.do];
  if (!can(actor.roles, permission)) return { ok: false, refusal: 'noRole' };
  if (circumstances.version !== broadcast.version) return { ok: false, refusal: 'stale' };
  // An admin may stop or take back what somebody else has sent.
  const mayHelp =
    actor.roles.has('admin') && ['cancel', 'recall', 'resend', 'letBe', 'unschedule'].includes(command.do);
  if (permission === 'compose' && broadcast.authorId !== actor.id && !mayHelp)
    return { ok: false, refusal: 'notYours' };
  const decide = deciders[command.do] as Decide<Command['do']>;
  const change = decide(command, broadcast, actor, circumstances);
  if (typeof change === 'string') return { ok: false, refusal: change };
  const { now } = circumstances;
  return {
    ok: true,
    next: { ...broadcast, ...change, version: broadcast.version + 1, updatedAt: now },
  };
}

function refusalOfCorrection({ state }: Broadcast, { underWay, sent }: Circumstances): CommandRefusal | null {
  if (state !== 'released') return 'wrongState';
  if (underWay > 0) return 'stillSending';
  return sent === 0 ? 'nothingToDo' : null;
}

/** May still be edited: nothing of it has gone out, nor is about to. */
export function isOpen(state: Broadcast['state']): boolean {
  return state === 'draft' || state === 'submitted' || state === 'approved';
}

function decideSend(
  broadcast: Broadcast,
  sendAt: number | null,
  confirmed: number | null,
  { rules, now, releasedToday, reachable }: Circumstances,
): Partial<Broadcast> | CommandRefusal {
  if (broadcast.state !== 'approved') return 'wrongState';
  if (rules.fourEyes && broadcast.approval?.hash !== approvalHash(broadcast)) return 'notApproved';
  if (sendAt !== null && sendAt <= now) return 'inThePast';
  if (sendAt !== null && sendAt > now + longestDelayMs) return 'tooFar';
  if (isQuiet(sendAt ?? now, rules)) return 'quietHours';
  if (releasedToday >= rules.perAuthorAndDay) return 'tooMany';
  if (reachable === 0) return 'nobody';
  if (reachable > rules.confirmAbove && (confirmed === null || confirmed < reachable))
    return 'needsConfirmation';
  return sendAt === null ? { state: 'released' } : { state: 'scheduled', sendAt };
}

function withJob(
  { id, jobs }: Broadcast,
  kind: BroadcastJob['kind'],
  actor: Actor,
  now: number,
): { jobs: readonly BroadcastJob[] } {
  return { jobs: [...jobs, { id: `${id}-${kind}-${jobs.length + 1}`, kind, at: now, by: actor.id }] };
}
