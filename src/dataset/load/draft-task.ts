import { createHash } from 'node:crypto';
import { digestOfFiles } from '../digest.ts';
import { type Difference, type DifferenceEntry, differenceOf } from '../edition/difference.ts';
import { draftFiles } from '../edition/draft.ts';
import { mergeFiles } from '../edition/merge.ts';
import { type DatasetFiles, DatasetError, datasetOf } from './dataset.ts';
import { readOfficeFile } from '../office/read.ts';
import type { OfficeFile, OfficeResult, PassedOver, Remark } from '../office/types.ts';
import { writeDifference, writeWorkbook } from '../office/workbook.ts';
import type { Source } from '../schema.ts';

/** Files of a dataset that have been checked, and what they do to those that they were made on. */
export interface Draft {
  readonly kind: 'draft';
  readonly files: DatasetFiles;
  /** See digestOfFiles. */
  readonly digest: string;
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

/** What is done with drafts in a thread of its own. */
export type DraftTask =
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

/** Such a task of one kind. */
export type DraftTaskOf<D extends DraftTask['do']> = Extract<DraftTask, { do: D }>;

/** What a file comes to. */
export type ReadFile = FileDraft | Unusable | Exclude<OfficeResult, { kind: 'rows' }>;

/** Does a task, whatever comes of it; who asks for it knows what that is. */
export function doDraftTask(task: DraftTask): ReadFile | Draft | Uint8Array {
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
}

function read({ file, base }: DraftTaskOf<'read'>): ReadFile {
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
    const digest = digestOfFiles(files);
    return { kind: 'draft', files, digest, source, difference: differenceOf(base, files) };
  } catch (error) {
    if (error instanceof DatasetError) return { kind: 'unusable', problems: error.problems };
    throw error;
  }
}

function merged({ base, draft, current }: DraftTaskOf<'merge'>): Draft | Unusable {
  const { files, clashes } = mergeFiles({ base, draft, current });
  return clashes.length > 0 ? { kind: 'unusable', problems: clashes } : compared(files, current);
}

function workbook({ files }: DraftTaskOf<'workbook'>): Uint8Array {
  const { source, initiatives, departments, expansions } = datasetOf(files);
  const rows = { initiatives, departments, expansions: [...expansions.values()] };
  return writeWorkbook({ title: source.title, ...rows });
}
