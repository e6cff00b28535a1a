import type { ColumnChoices } from '../dataset/office/types.ts';

/** A file that waits for an answer about its columns or its year. */
export interface SentFile {
  /** `f-` and 128 random bits. */
  readonly id: string;
  /** Entra object id of who sent it: nobody else may use it. */
  readonly ownerId: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Epoch ms. */
  readonly sentAt: number;
}

/** Files on their way to a draft, and what editors have said of forms. */
export interface SentFileStore {
  put(file: SentFile): Promise<void>;
  get(id: string): Promise<SentFile | null>;
  /** What was answered about files of this form; null: nobody has been asked. */
  choices(form: string): Promise<ColumnChoices | null>;
  remember(form: string, choices: ColumnChoices, by: string, at: number): Promise<void>;
  /** Forgets files that were sent before then; returns how many. */
  prune(before: number): Promise<number>;
}
