import type { CardData } from '../../cards/cards.ts';
import type { DifferenceEntry } from '../../dataset/edition/difference.ts';
import type { Lang } from '../../question/answer.ts';
import type { Proposal, StepRefusal } from '../decide/proposal.ts';

/** What has come of a press, or why nothing has. */
export type EditionNote =
  | StepRefusal
  | 'proposed'
  | 'unchanged'
  | 'unusable'
  | 'requested'
  | 'nobody'
  | 'approved'
  | 'declined'
  | 'withdrawn'
  | 'recompared'
  | 'clash'
  | 'tellApproved'
  | 'tellDeclined'
  | 'gone'
  | 'onlyEditors'
  | 'invalid'
  | 'unavailable';

/** A draft edition as one person sees it. */
export interface ProposalView {
  readonly proposal: Proposal;
  /** Of its differences, those of this page. */
  readonly entries: readonly DifferenceEntry[];
  /** 0-based. */
  readonly page: number;
  readonly isAuthor: boolean;
  readonly mayApprove: boolean;
  /** The edition that it was made on answers no more. */
  readonly isOvertaken: boolean;
  readonly note: EditionNote | null;
}

export interface Place {
  readonly data: CardData;
  readonly lang: Lang;
}

/** As many as a card has room for, whatever they say. */
export const ENTRIES_PER_PAGE = 4;
