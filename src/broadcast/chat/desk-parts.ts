import type { CardData } from '../../cards/cards.ts';
import type { BroadcastCards } from '../cards/cards.ts';
import type { FindInitiatives } from './choices.ts';
import type { FileTransfer, UploadStore } from '../file-ports.ts';
import type { JobParts } from '../jobs/jobs.ts';
import type { TeamRoles } from '../../access/team-roles.ts';

/** What the desk needs beside what its jobs need. */
export interface BroadcastDeskParts extends JobParts {
  readonly cards: () => BroadcastCards;
  readonly data: () => CardData;
  /** For authors who attach initiatives. */
  readonly find: FindInitiatives;
  readonly uploads: UploadStore;
  readonly files: FileTransfer;
  /** Entra object ids in lower case. */
  readonly admins: readonly string[];
  readonly teamRoles: TeamRoles;
  readonly newId: () => string;
  /** The database failed: the person is told so in words, this is for the log. */
  readonly onError: (error: unknown) => void;
}
