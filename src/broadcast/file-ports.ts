import type { AuditEntry } from '../access/audit/audit.ts';

/** A list of people that somebody sent as a file; it never changes. */
export interface Upload {
  readonly id: string;
  /** Entra object id of who sent it: nobody else may use it. */
  readonly ownerId: string;
  /** Of the file. */
  readonly name: string;
  readonly count: number;
  readonly createdAt: number;
}

/** Lists of people that came as files: too long for a card, which names them by id. */
export interface UploadStore {
  /** Keeps it with its entry, in one transaction; false when the id exists: then nothing was written. */
  create(upload: Upload, people: readonly string[], entry: AuditEntry): Promise<boolean>;
  get(id: string): Promise<Upload | null>;
  /** In pages, in order; throws when there is no such list: it must not be taken for an empty one. */
  people(id: string): AsyncIterable<readonly string[]>;
  /** Forgets what has come before and no broadcast names. Returns how many. */
  prune(before: number): Promise<number>;
}

/** What became of fetching a file: `gone` needs a new link, `unreachable` may work later. */
export type Downloaded =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: 'notAllowed' | 'gone' | 'tooLarge' | 'unreachable' };

/** Fetches and stores files under links that Teams has given. */
export interface FileTransfer {
  download(url: string): Promise<Downloaded>;
  /** false: it was not taken, or nobody knows. */
  upload(url: string, bytes: Uint8Array): Promise<boolean>;
}
