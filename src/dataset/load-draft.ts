import { createHash } from 'node:crypto';
import { type Difference, type DifferenceEntry, differenceOf } from './edition/difference.ts';
import { draftFiles } from './edition/draft.ts';
import { mergeFiles } from './edition/merge.ts';
import { refusedFor } from './load-office.ts';
import { answerInThread, inThread, ThreadLimit } from './load-thread.ts';
import { type DatasetFiles, DatasetError, datasetOf } from './load.ts';
import { readOfficeFile } from './office/read.ts';
import type { OfficeFile, OfficeResult, PassedOver, Remark } from './office/types.ts';
import { writeDifference, writeWorkbook } from './office/workbook.ts';
import type { Source } from './schema.ts';

/** Files of a dataset that have been checked, and what they do to those that they were made on. */
export interface Draft {
  readonly kind: 'draft';
  readonly files: DatasetFiles;
  readonly source: Source;
  readonly difference: Difference;
}

/** A draft of a document. */
export interface FileDraft extends Draft {
  readonly warnings: readonly Remark[];
  readonly passedOver: readonly PassedOver[];
  /** Of the document, as it or somebody says; null: nobody does. */
  readonly fiscalYear: number | null;
  readonly form: string;
}

/** Why these files are no dataset, each with its file and place. */
export interface Unusable {
  readonly kind: 'unusable';
  readonly problems: readonly string[];
}

type Task =
  | { readonly do: 'read'; readonly file: OfficeFile; readonly base: DatasetFiles }
  | { readonly do: 'compare'; readonly base: DatasetFiles; readonly files: DatasetFiles }
  | {
      readonly do: 'merge';
      readonly base: DatasetFiles;
      readonly draft: DatasetFiles;
      readonly current: DatasetFiles;
    }
  | { readonly do: 'workbook'; readonly files: DatasetFiles }
  | { readonly do: 'difference'; readonly title: string; readonly entries: readonly DifferenceEntry[] };
type Of<D extends Task['do']> = Extract<Task, { do: D }>;

const THREAD = 'draft an edition';
const inDraftThread = <Result>(task: Task): Promise<Result> =>
  inThread(new URL(import.meta.url), { thread: THREAD, task });

/** What a file comes to. */
export type ReadFile = FileDraft | Unusable | Exclude<OfficeResult, { kind: 'rows' }>;

/** What becomes of the edition when the document is taken in; in a thread of its own, as everything here. */
export async function draftOfFile(file: OfficeFile, base: DatasetFiles): Promise<ReadFile> {
  try {
    return await inDraftThread<ReadFile>({ do: 'read', file, base });
  } catch (error) {
    if (error instanceof ThreadLimit) return refusedFor(error);
    throw error;
  }
}

/** The files checked, and compared with those that they were made on. */
export async function draftOf(files: DatasetFiles, base: DatasetFiles): Promise<Draft | Unusable> {
  return await inDraftThread({ do: 'compare', base, files });
}

/** What a draft changed on its base, on what has come since; unusable where the two do not go together. */
export async function mergedDraft(three: Omit<Of<'merge'>, 'do'>): Promise<Draft | Unusable> {
  return await inDraftThread({ do: 'merge', ...three });
}

/** The edition as a workbook. */
export async function workbookOf(files: DatasetFiles): Promise<Uint8Array> {
  return await inDraftThread({ do: 'workbook', files });
}

/** Differences as a workbook. */
export async function differenceWorkbook(
  title: string,
  entries: readonly DifferenceEntry[],
): Promise<Uint8Array> {
  return await inDraftThread({ do: 'difference', title, entries });
}

function read({ file, base }: Of<'read'>): ReadFile {
  const result = readOfficeFile(file);
  if (result.kind !== 'rows') return result;
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const draft = compared(draftFiles(result, { file: file.name, sha256 }, base), base);
  if (draft.kind === 'unusable') return draft;
  const { warnings, passedOver, document, form } = result;
  return { ...draft, warnings, passedOver, fiscalYear: document.fiscalYear, form };
}

function compared(files: DatasetFiles, base: DatasetFiles): Draft | Unusable {
  try {
    const { source } = datasetOf(files);
    return { kind: 'draft', files, source, difference: differenceOf(base, files) };
  } catch (error) {
    if (error instanceof DatasetError) return { kind: 'unusable', problems: error.problems };
    throw error;
  }
}

function merged({ base, draft, current }: Of<'merge'>): Draft | Unusable {
  const { files, clashes } = mergeFiles({ base, draft, current });
  return clashes.length > 0 ? { kind: 'unusable', problems: clashes } : compared(files, current);
}

function workbook({ files }: Of<'workbook'>): Uint8Array {
  const { source, initiatives, departments, expansions } = datasetOf(files);
  const rows = { initiatives, departments, expansions: [...expansions.values()] };
  return writeWorkbook({ title: source.title, ...rows });
}

answerInThread(THREAD, (parcel) => {
  const task = parcel as Task;
  switch (task.do) {
    case 'read':
      return read(task);
    case 'compare':
      return compared(task.files, task.base);
    case 'merge':
      return merged(task);
    case 'workbook':
      return workbook(task);
    case 'difference':
      return writeDifference(task.title, task.entries);
  }
});
