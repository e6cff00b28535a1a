import { blockTexts, parseBlocks, textOfBlocks } from '../curated/blocks.ts';
import { formatExpansion } from '../curated/expansions.ts';
import { assignIds } from '../identity.ts';
import { toJson } from '../json.ts';
import type { DatasetFiles } from '../load/dataset.ts';
import type { Expansion, Initiative, InitiativesFile } from '../schema.ts';
import { EXPANSIONS } from './word-changes.ts';

/** A row as somebody has written it, with what was read of it and what is written beside it. */
export interface WrittenRow {
  readonly row: Pick<
    Initiative,
    'department' | 'name' | 'summary' | 'schedule' | 'stage' | 'remarks' | 'contact'
  >;
  readonly words: Pick<Expansion, 'en' | 'questions' | 'themes'>;
}

/** The files with other words of a row, and of what is written beside it where `hasOtherWords`. */
export function withChangedRow(
  files: DatasetFiles,
  id: string,
  { row, words }: WrittenRow,
  hasOtherWords: boolean,
): DatasetFiles {
  const next = withRows(files, (all) =>
    all.map((one) => {
      if (one.id !== id) return one;
      const { contact: _before, ...rest } = one;
      return { ...rest, ...row };
    }),
  );
  return hasOtherWords ? withWordsOf(next, id, { words, label: labelOf(row) }) : next;
}

export function withAddedRow(files: DatasetFiles, { row, words }: WrittenRow): DatasetFiles {
  let id = '';
  const next = withRows(files, (all) => {
    const line = all.reduce((last, { source }) => Math.max(last, source.line), 0) + 1;
    const text = [row.name, row.summary, row.schedule.text, row.remarks].join('\t');
    const stated = new Map(all.map((one) => [one, one.id] as const));
    const { initiatives } = assignIds([...all, { ...row, source: { line, text } }], all, stated);
    id = initiatives.at(-1)!.id;
    return placed(all, initiatives.at(-1)!);
  });
  const isSaid = words.en !== null || words.questions.length + words.themes.length > 0;
  return isSaid ? withWordsOf(next, id, { words, label: labelOf(row) }) : next;
}

/** Without the row; it stays in the editions before. */
export function withoutRow(files: DatasetFiles, id: string): DatasetFiles {
  const rows = withRows(files, (all) => all.filter((row) => row.id !== id));
  return withWordsOf(rows, id, null);
}

/** After the last of its department: the document's order is by department. */
function placed(all: readonly Initiative[], row: Initiative): readonly Initiative[] {
  const last = all.findLastIndex(({ department }) => department === row.department);
  const at = last === -1 ? all.length : last + 1;
  return [...all.slice(0, at), row, ...all.slice(at)];
}

function withRows(
  files: DatasetFiles,
  change: (rows: readonly Initiative[]) => readonly Initiative[],
): DatasetFiles {
  const file = JSON.parse(files.get('initiatives.json')!) as InitiativesFile;
  const initiatives = [...change(file.initiatives)];
  return new Map(files).set('initiatives.json', toJson({ ...file, initiatives }));
}

const labelOf = ({ department, name }: WrittenRow['row']): string => `${department}「${name}」`;

/** With what is written of the row beside it; null = nothing any more. */
function withWordsOf(
  files: DatasetFiles,
  id: string,
  said: { readonly words: WrittenRow['words']; readonly label: string } | null,
): DatasetFiles {
  const text = files.get(EXPANSIONS) ?? '';
  const blocks = blockTexts(text);
  const comments = parseBlocks(text).blocks.find((block) => block.id === id)?.comments ?? [];
  if (said === null) blocks.delete(id);
  else blocks.set(id, formatExpansion({ id, ...said.words }, said.label, comments).trimEnd());
  if (blocks.size === 0 && text === '') return files;
  return new Map(files).set(EXPANSIONS, textOfBlocks(blocks.values()));
}
