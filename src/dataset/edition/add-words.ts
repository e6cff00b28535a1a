import { blockWithQuestions } from '../curated/expansions.ts';
import { blockWithTerms } from '../curated/thesaurus.ts';
import type { DatasetFiles } from '../load/dataset.ts';
import { InitiativesFile } from '../schema.ts';
import { blockTexts, textOfBlocks } from '../curated/blocks.ts';

/** Words that people use and the data lack. */
export interface NewWords {
  /** Ways to ask for a row, beside those that it has; null = none. */
  readonly row: { readonly id: string; readonly questions: readonly string[] } | null;
  /** Other words for a concept; null = none. */
  readonly concept: { readonly id: string; readonly terms: readonly string[] } | null;
}

const ROW_WORDS = 'expansions.txt';
/** Where an edition has concepts of its own; else it takes the project's, which nobody changes in chat. */
const CONCEPTS = 'thesaurus/';

/** The files with these words; as they were where there is no such row, or no such concept of their own. */
export function withWords(files: DatasetFiles, { row, concept }: NewWords): DatasetFiles {
  const next = new Map(files);
  if (row) {
    const { initiatives } = InitiativesFile.parse(JSON.parse(files.get('initiatives.json')!));
    const text = files.get(ROW_WORDS) ?? '';
    const initiative = initiatives.find(({ id }) => id === row.id);
    const block = initiative ? blockWithQuestions(text, initiative, row.questions) : null;
    if (block !== null) next.set(ROW_WORDS, withBlock(text, row.id, block));
  }
  if (concept)
    for (const [name, text] of files) {
      const block = name.startsWith(CONCEPTS) ? blockWithTerms(text, concept.id, concept.terms) : null;
      if (block !== null) next.set(name, withBlock(text, concept.id, block));
    }
  return next;
}

/** Every other block stays as somebody has written it. */
function withBlock(text: string, id: string, block: string): string {
  return textOfBlocks(blockTexts(text).set(id, block.trimEnd()).values());
}
