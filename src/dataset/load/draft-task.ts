import { createHash } from 'node:crypto';
import { digestOfFiles } from '../digest.ts';
import { type Difference, differenceOf } from '../edition/difference.ts';
import type { DifferenceEntry } from '../edition/difference-entry.ts';
import { conceptWordsIn } from '../edition/concept-words.ts';
import { draftFiles } from '../edition/draft.ts';
import { changedFiles, type FilesChange } from '../edition/files-change.ts';
import { mergeFiles } from '../edition/merge.ts';
import { checkedFiles } from './checked-files.ts';
import { type DatasetFiles, datasetOf } from './dataset.ts';
import { packEntries, type PackedEntries } from './packed-entries.ts';
import { packed, type PackedFiles, unpacked } from './packed-files.ts';
import { readOfficeFile } from '../office/read.ts';
import type { OfficeFile, OfficeResult, PassedOver, Remark } from '../office/types.ts';
import { writeDifference, writeWorkbook } from '../office/own/workbook.ts';
import type { Source } from '../schema.ts';

/** Files of a dataset that have been checked, and what they do to those that they were made on. */
export interface Draft {
  readonly kind: 'draft';
  readonly files: PackedFiles;
  /** See digestOfFiles. */
  readonly digest: string;
  readonly source: Source;
  readonly difference: Omit<Difference, 'entries'>;
  readonly entries: PackedEntries;
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
  | { readonly do: 'read'; readonly file: OfficeFile; readonly base: PackedFiles }
  | { readonly do: 'compare'; readonly base: PackedFiles; readonly files: PackedFiles }
  | {
      readonly do: 'change';
      readonly base: PackedFiles;
      readonly files: PackedFiles;
      readonly change: FilesChange;
    }
  | {
      readonly do: 'merge';
      readonly base: PackedFiles;
      readonly draft: PackedFiles;
      readonly current: PackedFiles;
    }
  | { readonly do: 'workbook'; readonly files: PackedFiles }
  | { readonly do: 'difference'; readonly title: string; readonly entries: readonly DifferenceEntry[] };

/** Such a task of one kind. */
export type DraftTaskOf<D extends DraftTask['do']> = Extract<DraftTask, { do: D }>;

/** What a file comes to. */
export type ReadFile = FileDraft | Unusable | Exclude<OfficeResult, { kind: 'rows' }>;

/** Does a task, whatever comes of it; who asks for it knows what that is. */
export async function doDraftTask(task: DraftTask): Promise<ReadFile | Draft | Uint8Array> {
  switch (task.do) {
    case 'read':
      return await read(task);
    case 'compare':
      return await compared(await unpacked(task.files), await unpacked(task.base));
    case 'change':
      return await compared(changedFiles(await unpacked(task.files), task.change), await unpacked(task.base));
    case 'merge':
      return await merged(task);
    case 'workbook':
      return workbook(await unpacked(task.files));
    case 'difference':
      return writeDifference(task.title, task.entries);
  }
}

async function read({ file, base }: DraftTaskOf<'read'>): Promise<ReadFile> {
  const result = readOfficeFile(file);
  if (result.kind !== 'rows') return result;
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const on = await unpacked(base);
  const draft = await compared(draftFiles(result, { file: file.name, sha256 }, on), on);
  if (draft.kind === 'unusable') return draft;
  const { warnings, passedOver, document, form } = result;
  return { ...draft, warnings, passedOver, fiscalYear: document.fiscalYear, form };
}

async function compared(files: DatasetFiles, base: DatasetFiles): Promise<Draft | Unusable> {
  const checked = checkedFiles(files, base);
  if (!checked.ok) return { kind: 'unusable', problems: checked.problems };
  const { source } = checked.data;
  const digest = digestOfFiles(files);
  const { entries, ...difference } = differenceOf(base, files, checked.data.concepts);
  const content = { files: await packed(files), entries: await packEntries(entries) };
  return { kind: 'draft', ...content, digest, source, difference };
}

async function merged({ base, draft, current }: DraftTaskOf<'merge'>): Promise<Draft | Unusable> {
  const on = await unpacked(current);
  const three = { base: await unpacked(base), draft: await unpacked(draft), current: on };
  const { files, clashes } = mergeFiles(three);
  return clashes.length > 0 ? { kind: 'unusable', problems: clashes } : await compared(files, on);
}

function workbook(files: DatasetFiles): Uint8Array {
  return writeWorkbook(datasetOf(files), conceptWordsIn(files));
}
