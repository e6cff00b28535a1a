import type { AuditEntry } from '../access/audit/audit.ts';
import type { YearMonth } from '../calendar/month.ts';
import type { DatasetFiles } from '../dataset/load.ts';

/** One state of what the bot knows, whole and never changed. */
export interface Edition {
  /** `e-` and a digest of its files: the same contents are the same edition. */
  readonly id: string;
  readonly title: string;
  /** Month of the document; null where it says none. */
  readonly asOf: YearMonth | null;
  /** The document's, from April; null where nobody has said it. */
  readonly fiscalYear: number | null;
  /** The file that it was made from, and its SHA-256. */
  readonly sourceFile: string;
  readonly sha256: string;
  /** Entra object id, or where it came from: `folder`, `cli`. */
  readonly madeBy: string;
  /** Epoch ms. */
  readonly madeAt: number;
}

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
  add(edition: Edition, files: DatasetFiles, entry: AuditEntry): Promise<boolean>;
  get(id: string): Promise<Edition | null>;
  /** The youngest first. */
  list(limit: number): Promise<readonly Edition[]>;
  /**
   * Of each fiscal year that a document states, the edition that answered last, or else was the last that the operators
   * have put in; the newest year first. What others have put in and nobody has approved is none of them.
   */
  ofYears(): Promise<readonly Edition[]>;
  /** null: there is no such edition. */
  files(id: string): Promise<DatasetFiles | null>;
  active(): Promise<ActiveEdition | null>;
  /**
   * Lets the edition answer from now on, with the entry, all or nothing. `replaces`: the one that answered when it was
   * decided (null = none). false: another has come between, or there is no such edition; nothing was written.
   */
  activate(id: string, replaces: string | null, entry: AuditEntry): Promise<boolean>;
}
