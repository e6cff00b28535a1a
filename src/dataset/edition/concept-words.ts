import { blockTexts, parseBlocks, textOfBlocks } from '../curated/blocks.ts';
import {
  type ConceptWords,
  NO_WORDS,
  parseSynonyms,
  synonymsBlock,
  termKey,
  WORD_ROLES,
} from '../curated/synonyms.ts';
import { parseThesaurus, thesaurusWithWords } from '../curated/thesaurus.ts';
import type { Concept } from '../schema.ts';
import type { DatasetFiles } from '../load/dataset.ts';
import { describeProblem } from './problems.ts';

export const SYNONYMS = 'synonyms.txt';

export const isThesaurus = (name: string): boolean => name.startsWith('thesaurus/');

/** What becomes of a concept's words, and what it is called for whoever reads the file. */
export interface WordChange {
  readonly label: string;
  readonly change: (was: ConceptWords) => ConceptWords;
}

/** The words for concepts that the files have of their own: in a thesaurus, and beside one. */
export function conceptWordsIn(files: DatasetFiles): ReadonlyMap<string, ConceptWords> {
  const concepts = [...files].flatMap(([name, text]) =>
    isThesaurus(name) ? parseThesaurus(text).concepts : [],
  );
  const { words: beside } = parseSynonyms(files.get(SYNONYMS) ?? '');
  return new Map([...beside, ...concepts.map((one) => [one.id, together(one, beside.get(one.id))] as const)]);
}

/**
 * The files with these words changed: those of a concept of their own in its file, those of any other beside the common
 * thesaurus. Every other block stays as somebody has written it.
 */
export function withConceptWords(
  files: DatasetFiles,
  changes: ReadonlyMap<string, WordChange>,
): DatasetFiles {
  if (changes.size === 0) return files;
  const text = files.get(SYNONYMS) ?? '';
  const { words: beside, problems } = parseSynonyms(text);
  if (problems.length > 0) return files;
  const next = new Map(files);
  const blocks = blockTexts(text);
  const comments = new Map(parseBlocks(text).blocks.map((block) => [block.id, block.comments]));
  const own = new Set<string>();
  for (const [name, before] of files) {
    if (!isThesaurus(name)) continue;
    const after = thesaurusWithWords(before, (concept) => {
      const change = changes.get(concept.id);
      if (change === undefined) return null;
      own.add(concept.id);
      return change.change(together(concept, beside.get(concept.id)));
    });
    next.set(name, after);
  }
  for (const [id, { label, change }] of changes) {
    const words = own.has(id) ? NO_WORDS : change(beside.get(id) ?? NO_WORDS);
    const block = synonymsBlock({ comments: comments.get(id) ?? [], id, label }, words).trimEnd();
    if (block === '') blocks.delete(id);
    else blocks.set(id, block);
  }
  if (blocks.size > 0 || files.has(SYNONYMS)) next.set(SYNONYMS, textOfBlocks(blocks.values()));
  return next;
}

function together(one: ConceptWords, other: ConceptWords = NO_WORDS): ConceptWords {
  const lists = WORD_ROLES.map((role) => [role, [...new Set([...one[role], ...other[role]])]] as const);
  return Object.fromEntries(lists) as unknown as ConceptWords;
}

/** What is amiss with words that have come into the file: of no concept, or another concept's until now. */
export function problemsOfNewWords(
  { before, after }: { readonly before: string; readonly after: string },
  concepts: { readonly was: readonly Concept[]; readonly is: readonly Concept[] },
): readonly string[] {
  const earlier = parseSynonyms(before).words;
  const ours = new Set([...earlier.values()].flatMap(({ terms }) => terms.map(termKey)));
  const owners = new Map(concepts.was.flatMap(({ id, terms }) => terms.map((term) => [termKey(term), id])));
  const known = new Set(concepts.is.map(({ id }) => id));
  return [...parseSynonyms(after).words].flatMap(([id, { terms }]) => {
    if (!known.has(id)) return earlier.has(id) ? [] : [describeProblem('wordsOfNoConcept', { concept: id })];
    return terms.flatMap((term) => {
      const owner = owners.get(termKey(term)) ?? id;
      if (owner === id || ours.has(termKey(term))) return [];
      return [describeProblem('termTwice', { term, concepts: `${owner} and ${id}` })];
    });
  });
}

/** Whether they are the same words, in whatever order. */
export function sameWords(one: ConceptWords, other: ConceptWords): boolean {
  return WORD_ROLES.every((role) => {
    const [a, b] = [new Set(one[role]), new Set(other[role])];
    return a.size === b.size && [...a].every((word) => b.has(word));
  });
}
