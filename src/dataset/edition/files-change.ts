import type { DatasetFiles } from '../load/dataset.ts';
import { type NewWords, withWords } from './add-words.ts';
import { withAddedRow, withChangedRow, withoutRow, type WrittenRow } from './row-change.ts';
import { filesOfYear } from './year.ts';

/**
 * What is to become of an edition's files, as plain values: they are taken apart and put together where files are read,
 * for of 10,000 rows that takes longer than a turn may wait.
 */
export type FilesChange =
  | {
      readonly what: 'rowChanged';
      readonly id: string;
      readonly written: WrittenRow;
      /** What is written beside it has changed too. */
      readonly hasOtherWords: boolean;
    }
  | { readonly what: 'rowAdded'; readonly written: WrittenRow }
  | { readonly what: 'rowEnded'; readonly id: string }
  | { readonly what: 'words'; readonly words: NewWords }
  | { readonly what: 'year'; readonly year: number };

/** The files with the change. */
export function changedFiles(files: DatasetFiles, change: FilesChange): DatasetFiles {
  switch (change.what) {
    case 'rowChanged':
      return withChangedRow(files, change.id, change.written, change.hasOtherWords);
    case 'rowAdded':
      return withAddedRow(files, change.written);
    case 'rowEnded':
      return withoutRow(files, change.id);
    case 'words':
      return withWords(files, change.words);
    case 'year':
      return filesOfYear(files, change.year);
  }
}
