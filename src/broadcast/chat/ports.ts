import type { Refusals } from '../../access/audit/refusals.ts';
import type { RoleSources } from '../../access/actor.ts';
import type { CardData } from '../../cards/cards.ts';
import type { BroadcastCards } from '../cards/cards.ts';
import type { FileTransfer, UploadStore } from '../file-ports.ts';
import type { JobPorts } from '../jobs/jobs.ts';
import type { HighlightsSource } from '../ports.ts';
import type { FindInitiatives } from '../compose/choices.ts';

/** What the chat about broadcasts needs beside what their jobs need. */
export interface ChatPorts extends JobPorts, Omit<RoleSources, 'store'> {
  readonly cards: BroadcastCards;
  readonly data: () => CardData;
  /** For authors who attach initiatives. */
  readonly find: FindInitiatives;
  readonly highlights: HighlightsSource;
  readonly uploads: UploadStore;
  readonly files: FileTransfer;
  /** Why nothing is sent at the moment; null = it is. */
  readonly pausedFor?: () => string | null;
  /** Refusals for want of a role, for the trail. */
  readonly refusals: Refusals;
  /** The database failed: the person is told so in words, this is for the log. */
  readonly onError: (error: unknown) => void;
}
