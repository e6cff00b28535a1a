import { randomBytes } from 'node:crypto';
import type { GrantStore } from '../../access/actor.ts';
import { decideChat } from '../../bot/chats.ts';
import type { Clock } from '../../calendar/clock.ts';
import { changedDraft, differenceWorkbook, draftOf, draftOfFile, mergedDraft, workbookOf } from '../../dataset/load/draft.ts';
import { createEditionChat } from '../../editions/chat/chat.ts';
import type { EditionServices } from '../../editions/chat/services.ts';
import type { NewProposal, Proposed } from '../../editions/chat/propose.ts';
import { proposeAndAsk } from '../../editions/chat/steps.ts';
import { DIFFERENCE_FILE, makeFile, WORKBOOK_FILE } from '../../editions/chat/versions.ts';
import type { EditionStore, ProposalStore } from '../../editions/ports.ts';
import { tryEdition } from '../../editions/trial.ts';
import type { SentFileStore } from '../../editions/sent-files.ts';
import type { Feature } from '../feature.ts';
import { repeat } from '../repeat.ts';
import { dayMs } from '../../calendar/clock.ts';

export interface ProposalOptions extends Omit<
  EditionServices,
  'now' | 'newId' | 'drafting' | 'proposals' | 'editions' | 'sentFiles' | 'grantedBy' | 'onActivated'
> {
  /** `ready` resolves when the database answers. */
  readonly storage: {
    readonly proposals: ProposalStore;
    readonly editions: EditionStore;
    readonly sentFiles: SentFileStore;
    readonly broadcasts: Pick<GrantStore, 'grantedBy'>;
    ready(): Promise<void>;
  };
  /** Looks which edition is to answer. */
  readonly follow: () => Promise<void>;
  readonly clock: Clock;
  /** false: the time may be wrong, and nothing is forgotten by it. */
  readonly isTimeTrusted: () => boolean;
}

/** Changes of the data on their way to answering. */
export interface Proposals extends Feature {
  /** For features that change the data: makes a draft of it, and gives the card that goes on from there. */
  propose(wanted: NewProposal): Promise<Proposed>;
}

const pruneEveryMs = 3_600_000;
/** After its last step; what was approved stays as an edition, and every step in the trail. */
const storedMs = 90 * dayMs;
/** A file that waits for an answer. */
const fileStoredMs = 7 * dayMs;

/** Starts taking changes of the data. */
export function startProposals(options: ProposalOptions): Proposals {
  const { storage, clock, follow, onError } = options;
  const { proposals, editions, sentFiles, broadcasts } = storage;
  const services: EditionServices = {
    ...options,
    proposals,
    editions,
    sentFiles,
    grantedBy: (...asked) => broadcasts.grantedBy(...asked),
    onActivated: () => {
      follow().catch(onError);
    },
    drafting: { changedDraft, draftOf, draftOfFile, mergedDraft, tryEdition, workbookOf, differenceWorkbook },
    newId: () => randomBytes(16).toString('hex'),
    now: () => clock.now(),
  };
  const stop = repeat(
    async () => {
      await storage.ready();
      // A clock that is years ahead for a moment must not take everything away.
      if (!options.isTimeTrusted()) return;
      await proposals.prune(clock.now() - storedMs);
      await sentFiles.prune(clock.now() - fileStoredMs);
    },
    pruneEveryMs,
    clock,
    onError,
  );
  return {
    deciders: [decideChat(createEditionChat(services))],
    downloads: new Map([DIFFERENCE_FILE, WORKBOOK_FILE].map((name) => [name, makeFile(services, name)])),
    propose: (wanted) => proposeAndAsk(services, wanted),
    stop,
  };
}
