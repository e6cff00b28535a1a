import type { DifferenceEntry } from '../../dataset/edition/difference-entry.ts';
import type { FoundColumn, Unclear } from '../../dataset/office/types.ts';
import type { Proposal, StepRefusal } from '../decide/proposal.ts';
import type { Edition } from '../edition.ts';

/** What has come of a press, or why nothing has. */
export type EditionNote =
  | StepRefusal
  | 'proposed'
  | 'proposedAlready'
  | 'proposedByOther'
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
  | 'refused'
  | 'fileNotEditor'
  | 'fileOne'
  | 'fileDownload'
  | 'fileGone'
  | 'needsYear'
  | 'yearSet'
  | 'yearKnown'
  | 'onlyPersonal'
  | 'editionGone'
  | 'onlyEditorsChange'
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

/** As many as a card has room for, whatever they say. */
export const ENTRIES_PER_PAGE = 4;

/** A file that waits for an answer. */
export interface AskView {
  /** Of the file. */
  readonly id: string;
  readonly name: string;
  readonly columns: readonly FoundColumn[];
  readonly unclear: readonly Unclear[];
  /** Fiscal years to choose from, the likeliest in the middle. */
  readonly years: readonly number[];
  readonly note: EditionNote | null;
}

/** Fiscal years to choose from around a moment (epoch ms), the likeliest in the middle. */
export function yearsAround(at: number): readonly number[] {
  const year = new Date(at).getUTCFullYear();
  return Array.from({ length: 2 * MOST_YEARS_OFF + 1 }, (_, index) => year - MOST_YEARS_OFF + index);
}
const MOST_YEARS_OFF = 3;

/** An edition in a list. */
export interface VersionView {
  readonly edition: Edition;
  readonly isActive: boolean;
}

/** The field of a column, by its place among those that were found. */
export const columnField = (index: number): string => `column${String(index)}`;

/** As many columns can be asked about on one card. */
export const MOST_COLUMNS = 30;
