import type { AuditEntry } from '../../access/audit/audit.ts';
import type { Difference } from '../../dataset/edition/difference.ts';
import type { PassedOver, Remark } from '../../dataset/office/types.ts';
import type { Edition } from '../edition.ts';
import { dayMs } from '../../calendar/clock.ts';

/** Where a draft edition comes from. */
export type ProposalKind = 'file' | 'row' | 'words' | 'rollback' | 'confirmation' | 'year';

/** draft → requested → approved or declined; the author may withdraw it before. */
export type ProposalState = 'draft' | 'requested' | 'approved' | 'declined' | 'withdrawn';

export interface Person {
  /** Entra object id, in lower case. */
  readonly id: string;
  readonly name: string;
}

/** A question that another answer would be given to, with the rows' names. */
export interface AnswerChange {
  readonly question: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What a change of the data does to answers. */
export interface Trial {
  /** So many questions were asked: all there are, or as many as there was time for. */
  readonly tried: number;
  /** For so many there was no time; of a draft from before they were counted: not known. */
  readonly untried?: number;
  /** So many of them would be answered otherwise. */
  readonly changed: number;
  /** Some of these. */
  readonly changes: readonly AnswerChange[];
  readonly wanted: string;
  /** The rows that the wanted question finds then. */
  readonly found: readonly string[];
}

/** A draft edition, until a second person has let it answer. */
export interface Proposal {
  /** `p-` and 128 random bits. */
  readonly id: string;
  /** Grows with each step: a card of an earlier one is refused. */
  readonly version: number;
  readonly state: ProposalState;
  readonly kind: ProposalKind;
  readonly author: Person;
  /** For lists: the file's name, the row, the words. */
  readonly about: string;
  /** The edition that it was made on and is compared with. */
  readonly base: string;
  /** What it becomes when it is approved. */
  readonly edition: Edition;
  /** Without the entries, which the store gives page by page. */
  readonly difference: Omit<Difference, 'entries'>;
  readonly warnings: readonly Remark[];
  readonly passedOver: readonly PassedOver[];
  /** What it does to answers, where it was tried; null = it was not. */
  readonly trial: Trial | null;
  /** The file whose columns an editor has told apart, so that they can be told apart anew; it is kept for some days. */
  readonly sentFile?: string;
  /** The group of questions that its words are for: two who answer it at once make one draft. */
  readonly questionGroup?: string;
  /** Who approved or declined it. */
  readonly decidedBy: Person | null;
  /** Why it was declined, '' where it was not. */
  readonly reason: string;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly movedAt: number;
}

export type ProposalStep =
  | { readonly do: 'request' }
  | { readonly do: 'withdraw' }
  | { readonly do: 'approve' }
  | { readonly do: 'decline'; readonly reason: string };

export type StepRefusal =
  | 'stale'
  | 'closed'
  | 'notYours'
  | 'ownProposal'
  | 'onlyApprovers'
  | 'grantedByAuthor'
  | 'notRequested'
  | 'requestedAlready'
  | 'overtaken'
  | 'needsReason';

export interface Circumstances {
  readonly actor: Person;
  /** Of the card that was pressed. */
  readonly version: number;
  /** The edition that answers. */
  readonly active: string;
  /** An editor, an approver or an admin, at this moment. */
  readonly mayApprove: boolean;
  /** The author has given the actor a role within a day: no second person. */
  readonly isGrantedByAuthor: boolean;
  /** By what the actor may approve, for the trail. */
  readonly by: string | null;
  readonly now: number;
}

export type StepDecision =
  | { readonly ok: true; readonly next: Proposal; readonly entry: AuditEntry }
  | { readonly ok: false; readonly refusal: StepRefusal };

const nextStates = {
  request: 'requested',
  withdraw: 'withdrawn',
  approve: 'approved',
  decline: 'declined',
} as const satisfies Record<ProposalStep['do'], ProposalState>;

/** Whether the edition that it was made on answers no more: it is compared again before it goes on. */
export function isOvertaken({ state, base }: Proposal, active: string): boolean {
  return isOpen(state) && base !== active;
}

export function isOpen(state: ProposalState): boolean {
  return state === 'draft' || state === 'requested';
}

/** So long whoever has words for the same questions is told of the draft that there is. */
const sharedMs = dayMs;

/**
 * Whether another draft of the same edition is open already that stands for this one: the same change by the same
 * person, or somebody else's words for the same questions.
 */
export function standsFor(other: Proposal, one: Proposal): boolean {
  if (!isOpen(other.state) || other.base !== one.base) return false;
  if (other.author.id === one.author.id) return other.edition.id === one.edition.id;
  const isShared = one.questionGroup !== undefined && other.questionGroup === one.questionGroup;
  return isShared && one.createdAt - other.createdAt < sharedMs;
}

/** What a press comes to. */
export function decideStep(
  proposal: Proposal,
  step: ProposalStep,
  circumstances: Circumstances,
): StepDecision {
  const refusal = refusalOf(proposal, step, circumstances);
  if (refusal !== null) return { ok: false, refusal };
  const { actor, now, by } = circumstances;
  const isDecision = step.do === 'approve' || step.do === 'decline';
  const next: Proposal = {
    ...proposal,
    version: proposal.version + 1,
    state: nextStates[step.do],
    decidedBy: isDecision ? actor : null,
    reason: step.do === 'decline' ? step.reason : '',
    movedAt: now,
  };
  return { ok: true, next, entry: entryOf(next, step.do, { actor, at: now, by: isDecision ? by : null }) };
}

/** For the trail: ids and counts, no words. */
export function entryOf(
  { id, kind, base, edition, reason, difference: { counts } }: Proposal,
  what: string,
  { actor, at, by = null }: { readonly actor: Person; readonly at: number; readonly by?: string | null },
): AuditEntry {
  const { unchanged, ...others } = counts;
  const detail = { kind, base, edition: edition.id, ...others, unchanged };
  const more = { ...(by !== null && { by }), ...(reason !== '' && { reason }) };
  return { at, actor: actor.id, action: `proposal.${what}`, subject: id, detail: { ...detail, ...more } };
}

function refusalOf(
  proposal: Proposal,
  step: ProposalStep,
  { actor, version, active, mayApprove, isGrantedByAuthor }: Circumstances,
): StepRefusal | null {
  const { state, author } = proposal;
  const isAuthor = author.id === actor.id;
  if (step.do === 'request' || step.do === 'withdraw') {
    if (!isAuthor) return 'notYours';
  } else {
    if (isAuthor) return 'ownProposal';
    if (!mayApprove) return 'onlyApprovers';
    if (isGrantedByAuthor) return 'grantedByAuthor';
  }
  if (!isOpen(state)) return 'closed';
  if (proposal.version !== version) return 'stale';
  if (step.do === 'withdraw') return null;
  if (step.do === 'request' && state === 'requested') return 'requestedAlready';
  if (step.do !== 'request' && state !== 'requested') return 'notRequested';
  if (step.do === 'decline') return step.reason === '' ? 'needsReason' : null;
  return proposal.base === active ? null : 'overtaken';
}

/** The same change on the edition that answers now, compared with it; an approval of what it was counts no more. */
export function recompared(
  proposal: Proposal,
  now: Pick<Proposal, 'base' | 'edition' | 'difference' | 'movedAt'>,
): Proposal {
  return { ...proposal, ...now, version: proposal.version + 1 };
}

/** How many entries its difference has. */
export function entryCount({ difference: { counts } }: Pick<Proposal, 'difference'>): number {
  return counts.gone + counts.renamed + counts.changed + counts.added + counts.words;
}
