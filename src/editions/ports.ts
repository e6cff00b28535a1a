import type { AuditEntry } from '../access/audit/audit.ts';
import type { PackedEntries } from '../dataset/load/packed-entries.ts';
import type { PackedFiles } from '../dataset/load/packed-files.ts';
import type { DifferenceEntry } from '../dataset/edition/difference-entry.ts';
import type { Notice } from '../delivery/notice.ts';
import type { Proposal, ProposalState } from './decide/proposal.ts';
import type { Edition } from './edition.ts';

/** Who makes an edition without anybody's approval. */
export const operators = ['folder', 'cli'] as const;

/** Which edition answers. */
interface ActiveEdition {
  readonly id: string;
  /** Grows by one with each activation. */
  readonly turn: number;
  /** Epoch ms. */
  readonly since: number;
}

/** The editions. */
export interface EditionStore {
  /** Keeps it whole, with the entry; false when there is the same already: then nothing was written. */
  add(edition: Edition, files: PackedFiles, entry: AuditEntry): Promise<boolean>;
  get(id: string): Promise<Edition | null>;
  /** The youngest first, from after the first `skipped`. */
  list(limit: number, skipped?: number): Promise<readonly Edition[]>;
  /**
   * Of each fiscal year that a document states, the edition that answered last, or else was the last that the operators
   * have put in; the newest year first. What others have put in and nobody has approved is none of them.
   */
  ofYears(): Promise<readonly Edition[]>;
  /** null: there is no such edition. */
  files(id: string): Promise<PackedFiles | null>;
  active(): Promise<ActiveEdition | null>;
  /**
   * Lets the edition answer from now on, with the entry, all or nothing. `replaces`: the one that answered when it was
   * decided (null = none). false: another has come between, or there is no such edition; nothing was written.
   */
  activate(id: string, replaces: string | null, entry: AuditEntry): Promise<boolean>;
}

/** What a proposal holds beside itself. */
export interface ProposalContent {
  /** null: the edition is kept already. */
  readonly files: PackedFiles | null;
  readonly entries: PackedEntries;
}

/** A draft that its author wants no more, as it then is, with the entry. */
export interface Withdrawal {
  readonly next: Proposal;
  readonly entry: AuditEntry;
}

/** Draft editions on their way to answering. */
export interface ProposalStore {
  /**
   * Keeps a draft with its entry, and withdraws those that it takes the place of, all or nothing. What comes back is what
   * is kept: where one is open already that stands for it, that one, and nothing was written.
   */
  create(
    proposal: Proposal,
    content: ProposalContent,
    entry: AuditEntry,
    replaced?: readonly Withdrawal[],
  ): Promise<Proposal>;
  get(id: string): Promise<Proposal | null>;
  /** The latest first. */
  list(filter: {
    readonly states: readonly ProposalState[];
    readonly limit: number;
  }): Promise<readonly Proposal[]>;
  /** The draft's files, or those of the edition that it is; null: there are none any more. */
  files(id: string): Promise<PackedFiles | null>;
  /** Of its differences, in order, so many from there on. */
  changes(id: string, from: number, count: number): Promise<readonly DifferenceEntry[]>;
  /**
   * Writes a step with its entry, the notices and, where it was compared again, what it holds now. false: somebody was
   * faster, and nothing was written.
   */
  commit(
    next: Proposal,
    entry: AuditEntry,
    more: {
      readonly notices: readonly Notice[];
      readonly content?: ProposalContent;
      /** Ids of rows of which its author has said nothing after all: owners are asked about them again. */
      readonly unsaid?: readonly string[];
    },
  ): Promise<boolean>;
  /** The same for an approval: the edition is kept, whole, and answers from then on, in the same transaction. */
  approve(
    next: Proposal,
    entry: AuditEntry,
    notices: readonly Notice[],
  ): Promise<'done' | 'stale' | 'overtaken'>;
  /** Takes the files and differences of what was decided before then, and of drafts not moved since; returns how many. */
  prune(before: number): Promise<number>;
}
