import type { GrantStore } from '../../access/actor.ts';
import type { KnownActor } from '../../access/roles.ts';
import { answersOf, type ChatAnswer } from '../../chat/chat.ts';
import { type FeatureServices, place } from '../../chat/services.ts';
import type { DifferenceEntry } from '../../dataset/edition/difference-entry.ts';
import type { FilesChange } from '../../dataset/edition/files-change.ts';
import type { Draft, ReadFile, Unusable } from '../../dataset/load/draft-task.ts';
import type { PackedFiles } from '../../dataset/load/packed-files.ts';
import type { OfficeFile } from '../../dataset/office/types.ts';
import type { Lang } from '../../question/answer.ts';
import type { EditionCards } from '../cards/cards.ts';
import type { EditionNote } from '../cards/view.ts';
import type { Trial } from '../decide/proposal.ts';
import type { EditionStore, ProposalStore } from '../ports.ts';
import type { TrialTask } from '../trial.ts';
import type { SentFileStore } from '../sent-files.ts';

/** What takes longer than a turn may: beside the turns. */
interface Drafting {
  draftOfFile(file: OfficeFile, base: PackedFiles): Promise<ReadFile>;
  workbookOf(files: PackedFiles): Promise<Uint8Array>;
  differenceWorkbook(title: string, entries: readonly DifferenceEntry[]): Promise<Uint8Array>;
  draftOf(files: PackedFiles, base: PackedFiles): Promise<Draft | Unusable>;
  changedDraft(files: PackedFiles, change: FilesChange, base: PackedFiles): Promise<Draft | Unusable>;
  tryEdition(task: TrialTask): Promise<Trial>;
  mergedDraft(three: {
    readonly base: PackedFiles;
    readonly draft: PackedFiles;
    readonly current: PackedFiles;
  }): Promise<Draft | Unusable>;
}

/** What an edition is tried by. */
export type TrialQuestions = Pick<TrialTask, 'questions' | 'wanted' | 'today' | 'mostMs'>;

type FetchedFile = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false };

/** What the chat of this feature is made with. */
export interface EditionServices extends FeatureServices<EditionCards> {
  readonly proposals: ProposalStore;
  readonly editions: EditionStore;
  readonly sentFiles: SentFileStore;
  readonly drafting: Drafting;
  /** Fetches what somebody has sent. */
  readonly files: { download(url: string): Promise<FetchedFile> };
  readonly actor: (personId: string) => Promise<KnownActor>;
  /** Object ids of editors, approvers and admins that can be written to. */
  readonly approvers: () => Promise<readonly string[]>;
  readonly grantedBy: GrantStore['grantedBy'];
  /** 128 random bits in hexadecimal. */
  readonly newId: () => string;
  /** Another edition is to answer. */
  readonly onActivated: () => void;
}

export const said = answersOf('edition');

/** Something short. */
export function noted(
  services: EditionServices,
  note: EditionNote,
  lang: Lang,
  problems: readonly string[] = [],
): ChatAnswer {
  return said(note, services.cards.note(note, problems, place(services, lang)));
}
