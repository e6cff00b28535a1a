import { blockWithQuestions } from '../curated/expansions.ts';
import { asListItem, type ConceptWords } from '../curated/synonyms.ts';
import type { DatasetFiles } from '../load/dataset.ts';
import { InitiativesFile } from '../schema.ts';
import { blockTexts, textOfBlocks } from '../curated/blocks.ts';
import { withConceptWords } from './concept-words.ts';

/** Words that people use and the data lack. */
export interface NewWords {
  /** Ways to ask for a row, beside those that it has; null = none. */
  readonly row: { readonly id: string; readonly questions: readonly string[] } | null;
  /** Other words for a concept, by the name that the file shows; null = none. */
  readonly concept: { readonly id: string; readonly label: string; readonly terms: readonly string[] } | null;
}

const ROW_WORDS = 'expansions.txt';

/** The files with these words; as they were where there is no such row. */
export function withWords(files: DatasetFiles, { row, concept }: NewWords): DatasetFiles {
  const next = new Map(files);
  if (row) {
    const { initiatives } = InitiativesFile.parse(JSON.parse(files.get('initiatives.json')!));
    const text = files.get(ROW_WORDS) ?? '';
    const initiative = initiatives.find(({ id }) => id === row.id);
    const block = initiative ? blockWithQuestions(text, initiative, row.questions) : null;
    if (block !== null)
      next.set(ROW_WORDS, textOfBlocks(blockTexts(text).set(row.id, block.trimEnd()).values()));
  }
  if (!concept) return next;
  const terms = concept.terms.map(asListItem).filter((term) => term !== '');
  const change = {
    label: concept.label,
    change: (was: ConceptWords) => ({ ...was, terms: [...was.terms, ...terms] }),
  };
  return withConceptWords(next, new Map([[concept.id, change]]));
}
