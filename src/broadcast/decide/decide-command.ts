import type { Audience } from './audience.ts';
import { approvalHash, type Broadcast, type BroadcastJob, jobId, type Rejection } from './broadcast.ts';
import type { BroadcastContent } from './content.ts';
import { type Actor, can, type Permission } from '../../access/roles.ts';
import { type BroadcastRules, hasForeignPicture, isQuiet } from './settings.ts';
import type { CommandRefusal } from './refusals.ts';
import { dayMs } from '../../calendar/clock.ts';

/** What somebody asks to be done with a broadcast. */
export type Command =
  | { readonly do: 'save'; readonly content: BroadcastContent; readonly audience: Audience }
  /** `confirmed`: the second question has been answered. */
  | { readonly do: 'delete'; readonly confirmed: boolean }
  | { readonly do: 'submit' }
  | { readonly do: 'approve' }
  /** `reason`: for the author; `name`: of who sends it back. */
  | { readonly do: 'refuse'; readonly reason: string; readonly name: string | null }
  /** `sendAt` null = now; `confirmed` = the second question has been answered for this many. */
  | { readonly do: 'send'; readonly sendAt: number | null; readonly confirmed: number | null }
  | { readonly do: 'unschedule' }
  | { readonly do: 'cancel' }
  | { readonly do: 'resend'; readonly of: 'failed' | 'unknown' }
  | { readonly do: 'letBe' }
  | { readonly do: 'correct'; readonly content: BroadcastContent }
  | { readonly do: 'approveCorrection' }
  | { readonly do: 'refuseCorrection'; readonly reason: string; readonly name: string | null }
  | { readonly do: 'withdrawCorrection' }
  /** `confirmed`: the second question has been answered. */
  | { readonly do: 'recall'; readonly confirmed: boolean }
  | { readonly do: 'remind' };

/** What the decision depends on beside the broadcast. */
export interface Circumstances {
  readonly rules: BroadcastRules;
  readonly now: number;
  /** The version that the pressed card was made for. */
  readonly version: number;
  /** 128 random bits, for the job that may come of it. */
  readonly jobKey: string;
  /** Of this author, in the last 24 hours. */
  readonly releasedToday: number;
  /** The author has granted whoever asks a role within the last day: no second person, but the author's own hand. */
  readonly isAuthorsGrant: boolean;
  /** Whom it would reach now; asked for when it is to be approved or sent. */
  readonly reachable: number;
  /** Teams that Teams says nothing of; asked for with it. */
  readonly untold: readonly string[];
  /** Names to be left out that nobody is known by; asked for when it is to be sent. */
  readonly excludedUnknown: number;
  /** Deliveries that are still to be sent or on their way. */
  readonly underWay: number;
  /** Failed or unknown deliveries that a resend could take up. */
  readonly failed: number;
  readonly unknown: number;
  readonly sent: number;
  /** Posts that have not been deleted and can be. */
  readonly standing: number;
  /** Posts that nothing can change or delete: Teams gave no id, or nobody knows whether they arrived. */
  readonly outOfReach: number;
}

type CommandDecision =
  | { readonly ok: false; readonly refusal: CommandRefusal }
  | { readonly ok: true; readonly next: Broadcast; readonly detail: Detail };

/** The furthest that a broadcast may be put off. */
const longestDelayMs = 366 * dayMs;

/** For the trail. */
type Detail = Readonly<Record<string, string | number | boolean | null>>;

interface CommandRule<D extends Command['do']> {
  readonly permission: Permission;
  /** An admin may do it with what somebody else has sent. */
  readonly adminToo?: true;
  /** What changes, or why nothing does. */
  decide(
    command: Extract<Command, { do: D }>,
    broadcast: Broadcast,
    actor: Actor,
    circumstances: Circumstances,
  ): Partial<Broadcast> | CommandRefusal;
  /** What the trail says beside the version. */
  detail?(command: Extract<Command, { do: D }>, next: Broadcast, circumstances: Circumstances): Detail;
}

const commands: { readonly [D in Command['do']]: CommandRule<D> } = {
  save: {
    permission: 'compose',
    decide: ({ content, audience }, { state }) =>
      isOpen(state)
        ? { state: 'draft', content, audience, approval: null, rejection: null, sendAt: null }
        : 'wrongState',
  },
  delete: {
    permission: 'compose',
    decide({ confirmed }, { state }) {
      if (!isOpen(state) && state !== 'template') return 'wrongState';
      return confirmed ? { state: 'deleted' } : 'confirmDelete';
    },
  },
  submit: {
    permission: 'compose',
    decide(_, { state }, __, { rules }) {
      // Without approval there is nothing to ask for: a draft is sent as it is.
      return state === 'draft' && rules.fourEyes ? { state: 'submitted', rejection: null } : 'wrongState';
    },
  },
  approve: {
    permission: 'approve',
    decide(_, broadcast, { id }, { now, isAuthorsGrant, reachable: reach, untold }) {
      if (broadcast.state !== 'submitted') return 'wrongState';
      if (broadcast.authorId === id) return 'ownApproval';
      if (isAuthorsGrant) return 'authorsGrant';
      const hash = approvalHash(broadcast);
      const approval = { by: id, hash, at: now, reach, ...(untold.length > 0 && { untold }) };
      return { state: 'approved', approval };
    },
    detail: (_, { approval }) => ({ hash: approval?.hash ?? null, reach: approval?.reach ?? null }),
  },
  refuse: {
    permission: 'approve',
    decide(command, { state, authorId }, { id }, { now }) {
      if (state !== 'submitted') return 'wrongState';
      if (authorId === id) return 'ownApproval';
      const rejection = rejectionBy(id, command, now);
      return rejection ? { state: 'draft', approval: null, rejection } : 'noReason';
    },
  },
  send: {
    permission: 'compose',
    decide: (command, broadcast, _, circumstances) => decideSend(command, broadcast, circumstances),
    detail: ({ sendAt }, { state }, { reachable }) => ({
      sendAt,
      recipients: reachable,
      ...(state === 'submitted' && { askedAgain: true }),
    }),
  },
  unschedule: {
    permission: 'compose',
    adminToo: true,
    decide: (_, { state, approval }, __, { rules }) =>
      state === 'scheduled'
        ? { state: rules.fourEyes || approval ? 'approved' : 'draft', sendAt: null }
        : 'wrongState',
  },
  cancel: {
    permission: 'compose',
    adminToo: true,
    decide(_, { state }, __, { underWay }) {
      if (!isOut(state)) return 'wrongState';
      return underWay === 0 ? 'nothingToDo' : {};
    },
    detail: (_, __, { underWay }) => ({ underWay }),
  },
  resend: {
    permission: 'compose',
    adminToo: true,
    decide({ of }, { state }, __, circumstances) {
      if (state !== 'released') return 'wrongState';
      if (circumstances.underWay > 0) return 'stillSending';
      return circumstances[of] === 0 ? 'nothingToDo' : {};
    },
    detail: ({ of }, _, circumstances) => ({ of, count: circumstances[of] }),
  },
  letBe: {
    permission: 'compose',
    adminToo: true,
    decide(_, { state, unknownsSettledBy }, { id }, { unknown, underWay }) {
      if (state !== 'released') return 'wrongState';
      if (underWay > 0) return 'stillSending';
      return unknown === 0 || unknownsSettledBy !== null ? 'nothingToDo' : { unknownsSettledBy: id };
    },
  },
  correct: {
    permission: 'compose',
    decide({ content }, broadcast, actor, circumstances) {
      const refusal = refusalOfCorrection(broadcast, circumstances);
      if (refusal !== null) return refusal;
      if (approvalHash({ ...broadcast, content }) === approvalHash(broadcast)) return 'nothingChanged';
      // New words for everyone: they need the second person as the first ones did.
      if (circumstances.rules.fourEyes) return { correction: content, rejection: null };
      return { content, correction: null, ...withJob(broadcast, 'correction', actor, circumstances) };
    },
    detail: (_, next, circumstances) => correctionDetail(next, circumstances),
  },
  approveCorrection: {
    permission: 'approve',
    decide(_, broadcast, actor, circumstances) {
      const { correction: content, audience, authorId } = broadcast;
      if (content === null) return 'nothingToDo';
      if (authorId === actor.id) return 'ownApproval';
      if (circumstances.isAuthorsGrant) return 'authorsGrant';
      const refusal = refusalOfCorrection(broadcast, circumstances);
      if (refusal !== null) return refusal;
      const approval = { by: actor.id, hash: approvalHash({ content, audience }), at: circumstances.now };
      return {
        content,
        correction: null,
        approval,
        ...withJob(broadcast, 'correction', actor, circumstances),
      };
    },
    detail: (_, next, circumstances) => correctionDetail(next, circumstances),
  },
  refuseCorrection: {
    permission: 'approve',
    decide(command, { correction, authorId }, { id }, { now }) {
      if (correction === null) return 'nothingToDo';
      if (authorId === id) return 'ownApproval';
      const rejection = rejectionBy(id, command, now);
      return rejection ? { correction: null, rejection } : 'noReason';
    },
  },
  withdrawCorrection: {
    permission: 'compose',
    decide: (_, { correction }) => (correction === null ? 'nothingToDo' : { correction: null }),
  },
  recall: {
    permission: 'compose',
    adminToo: true,
    decide({ confirmed }, broadcast, actor, circumstances) {
      const { underWay, standing } = circumstances;
      // Again, where a deletion has failed or a post has come late.
      if (broadcast.state !== 'released' && !(broadcast.state === 'recalled' && standing > 0))
        return 'wrongState';
      if (underWay > 0) return 'stillSending';
      if (standing === 0) return 'nothingToDo';
      if (!confirmed) return 'confirmRecall';
      return { state: 'recalled', correction: null, ...withJob(broadcast, 'recall', actor, circumstances) };
    },
    detail: (_, __, { standing, outOfReach }) => ({ sent: standing, outOfReach }),
  },
  remind: {
    permission: 'compose',
    decide(_, broadcast, actor, circumstances) {
      if (broadcast.state !== 'released') return 'wrongState';
      if (!broadcast.content.acknowledge) return 'noAcknowledgement';
      if (circumstances.underWay > 0) return 'stillSending';
      return circumstances.sent === 0 ? 'nothingToDo' : withJob(broadcast, 'reminder', actor, circumstances);
    },
    detail: (_, __, { sent }) => ({ sent }),
  },
};

function ruleOf(name: Command['do']): CommandRule<Command['do']> {
  return commands[name] as CommandRule<Command['do']>;
}

/** What somebody must be allowed to do. */
export function permissionFor(name: Command['do']): Permission {
  return commands[name].permission;
}

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
  const rule = ruleOf(command.do);
  const { permission, adminToo = false } = rule;
  if (!can(actor.roles, permission)) return { ok: false, refusal: 'noRole' };
  if (circumstances.version !== broadcast.version) return { ok: false, refusal: 'stale' };
  const mayHelp = adminToo && actor.roles.has('admin');
  if (permission === 'compose' && broadcast.authorId !== actor.id && !mayHelp)
    return { ok: false, refusal: 'notYours' };
  const change = rule.decide(command, broadcast, actor, circumstances);
  if (typeof change === 'string') return { ok: false, refusal: change };
  const version = broadcast.version + 1;
  const next = { ...broadcast, ...change, version, updatedAt: circumstances.now };
  if (showsForeignPicture(command.do, next, circumstances.rules))
    return { ok: false, refusal: 'pictureHost' };
  return { ok: true, next, detail: { version, ...rule.detail?.(command, next, circumstances) } };
}

/** What these keep or bring to somebody; what stops something, or takes it back, is refused for no picture. */
const carrying: ReadonlySet<Command['do']> = new Set([
  'save',
  'submit',
  'approve',
  'send',
  'resend',
  'correct',
  'approveCorrection',
  'remind',
]);

function showsForeignPicture(name: Command['do'], next: Broadcast, rules: BroadcastRules): boolean {
  // A correction may be what takes the picture away.
  const content = name === 'correct' ? (next.correction ?? next.content) : next.content;
  return carrying.has(name) && hasForeignPicture(content, rules);
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

/** Everything that has been sent has its result: nothing of it can be edited any more. */
export function isOut(state: Broadcast['state']): boolean {
  return state === 'released' || state === 'recalled';
}

function correctionDetail(
  { correction, content, audience }: Broadcast,
  { sent, outOfReach }: Circumstances,
): Detail {
  return { hash: approvalHash({ content: correction ?? content, audience }), sent, outOfReach };
}

function decideSend(
  { sendAt, confirmed }: Extract<Command, { do: 'send' }>,
  broadcast: Broadcast,
  { rules, now, releasedToday, reachable, untold, excludedUnknown }: Circumstances,
): Partial<Broadcast> | CommandRefusal {
  if (broadcast.state !== 'approved' && (rules.fourEyes || broadcast.state !== 'draft')) return 'wrongState';
  if (rules.fourEyes && broadcast.approval?.hash !== approvalHash(broadcast)) return 'notApproved';
  if (sendAt !== null && sendAt <= now) return 'inThePast';
  if (sendAt !== null && sendAt > now + longestDelayMs) return 'tooFar';
  if (isQuiet(sendAt ?? now, rules)) return 'quietHours';
  if (releasedToday >= rules.perAuthorAndDay) return 'tooMany';
  if (excludedUnknown > 0) return 'excludedUnknown';
  if (reachable === 0) return 'nobody';
  if (rules.fourEyes && hasGrown(broadcast, reachable)) return askAgain;
  // Later it is looked at again.
  if (rules.fourEyes && sendAt === null && isUncounted(broadcast, untold)) return 'audienceUntold';
  if (reachable > rules.confirmAbove && (confirmed === null || confirmed < reachable))
    return 'needsConfirmation';
  return sendAt === null ? { state: 'released', sentAt: now } : { state: 'scheduled', sendAt };
}

/** More than this share above what was approved is another audience. */
const mostGrowth = 0.1;

/** How many may get it by what somebody has approved; with guests among the members of teams, nobody more than then. */
export function mostApproved({ approval, audience }: Pick<Broadcast, 'approval' | 'audience'>): number {
  if (approval?.reach === undefined) return Infinity;
  const withGuests = audience.guests === true && audience.include.some(({ who }) => who === 'peopleOf');
  return approval.reach * (withGuests ? 1 : 1 + mostGrowth);
}

/** Whether more people would get it than somebody has approved. */
export function hasGrown(broadcast: Pick<Broadcast, 'approval' | 'audience'>, reach: number): boolean {
  return reach > mostApproved(broadcast);
}

/** Whether nobody can tell if it has grown: of some of these teams Teams still told when it was approved. */
export function isUncounted({ approval }: Pick<Broadcast, 'approval'>, untold: readonly string[]): boolean {
  return approval?.reach !== undefined && untold.some((id) => !approval.untold?.includes(id));
}

/** It has to be approved once more. */
export const askAgain = { state: 'submitted', approval: null, sendAt: null } as const;

function rejectionBy(
  by: string,
  { reason, name }: { readonly reason: string; readonly name: string | null },
  at: number,
): Rejection | null {
  return reason.trim() === '' ? null : { by, name, reason: reason.trim(), at };
}

function withJob(
  { id, jobs }: Broadcast,
  kind: BroadcastJob['kind'],
  actor: Actor,
  { jobKey, now }: Circumstances,
): { jobs: readonly BroadcastJob[] } {
  return { jobs: [...jobs, { id: jobId(id, kind, jobKey), kind, at: now, by: actor.id }] };
}
