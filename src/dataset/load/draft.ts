import type { Draft, DraftTask, DraftTaskOf, ReadFile, Unusable } from './draft-task.ts';
import type { DifferenceEntry } from '../edition/difference-entry.ts';
import type { FilesChange } from '../edition/files-change.ts';
import { refusedFor } from './office.ts';
import { answerInThread, inThread, ThreadLimit } from './thread.ts';
import type { PackedFiles } from './packed-files.ts';
import type { OfficeFile } from '../office/types.ts';

const THREAD = 'draft an edition';
const inDraftThread = <Result>(task: DraftTask): Promise<Result> =>
  inThread(new URL(import.meta.url), { thread: THREAD, task });

/** What becomes of the edition when the document is taken in; in a thread of its own, as everything here. */
export async function draftOfFile(file: OfficeFile, base: PackedFiles): Promise<ReadFile> {
  try {
    return await inDraftThread<ReadFile>({ do: 'read', file, base });
  } catch (error) {
    if (error instanceof ThreadLimit) return refusedFor(error);
    throw error;
  }
}

/** The files checked, and compared with those that they were made on. */
export async function draftOf(files: PackedFiles, base: PackedFiles): Promise<Draft | Unusable> {
  return await inDraftThread({ do: 'compare', base, files });
}

/** What the files become by a change, compared with those that they were made on. */
export async function changedDraft(
  files: PackedFiles,
  change: FilesChange,
  base: PackedFiles,
): Promise<Draft | Unusable> {
  return await inDraftThread({ do: 'change', base, files, change });
}

/** What a draft changed on its base, on what has come since; unusable where the two do not go together. */
export async function mergedDraft(three: Omit<DraftTaskOf<'merge'>, 'do'>): Promise<Draft | Unusable> {
  return await inDraftThread({ do: 'merge', ...three });
}

/** The edition as a workbook. */
export async function workbookOf(files: PackedFiles): Promise<Uint8Array> {
  return await inDraftThread({ do: 'workbook', files });
}

/** Differences as a workbook. */
export async function differenceWorkbook(
  title: string,
  entries: readonly DifferenceEntry[],
): Promise<Uint8Array> {
  return await inDraftThread({ do: 'difference', title, entries });
}

// The readers of files are loaded in the thread alone: no start waits for them.
answerInThread(THREAD, async (task) => (await import('./draft-task.ts')).doDraftTask(task as DraftTask));
