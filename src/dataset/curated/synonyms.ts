import { type Block, formatBlock, formatList, listOf, parseBlocks, type LineProblem } from './blocks.ts';
import type { Concept } from '../schema.ts';

/** The lists of a concept that say how people call it. */
export const WORD_ROLES = ['terms', 'kana', 'en', 'asks'] as const satisfies readonly (keyof Concept)[];

/** Words for one concept. */
export type ConceptWords = Readonly<Record<(typeof WORD_ROLES)[number], readonly string[]>>;

export const NO_WORDS: ConceptWords = { terms: [], kana: [], en: [], asks: [] };

/** What a city calls concepts beside the words of a thesaurus that is not its own (synonyms.txt). */
export interface Synonyms {
  readonly words: ReadonlyMap<string, ConceptWords>;
  readonly problems: readonly LineProblem[];
}

/** Words by concept, and everything that is wrong with the file. */
export function parseSynonyms(text: string): Synonyms {
  const { blocks, problems } = parseBlocks(text);
  const words = new Map<string, ConceptWords>();
  for (const { id, line, fields } of blocks) {
    if (words.has(id)) problems.push({ line, message: `${id} occurs more than once` });
    const lists: Record<string, readonly string[]> = {};
    for (const field of fields)
      if (WORD_ROLES.some((role) => role === field.role)) lists[field.role] = listOf(field, problems);
      else problems.push({ line: field.line, message: `${id}: unknown role ${field.role}` });
    words.set(id, { ...NO_WORDS, ...lists });
  }
  return { words, problems };
}

/** The file as it is to be written: concepts by id, words sorted, each once. Null when something is wrong with it. */
export function formatSynonyms(text: string): string | null {
  const { words, problems } = parseSynonyms(text);
  if (problems.length > 0) return null;
  const { blocks } = parseBlocks(text);
  return [...blocks]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((block) => formatBlock(block, linesOf(words.get(block.id)!)))
    .join('\n');
}

/** One concept's block; '' when there are no words. */
export function synonymsBlock(head: Pick<Block, 'comments' | 'id' | 'label'>, words: ConceptWords): string {
  const lists = linesOf(words);
  return lists.every(({ length }) => length === 0) ? '' : formatBlock(head, lists);
}

const linesOf = (words: ConceptWords): string[][] => WORD_ROLES.map((role) => formatList(role, words[role]));

/** A word as the file can hold it: commas part the items of a list. */
export const asListItem = (word: string): string => word.replaceAll(/[,\s]+/g, ' ').trim();

/**
 * The concepts with a city's own words for them. A word that the thesaurus has for another concept is the city's: it has
 * said what it means there. Words of a concept that there is no longer count for nothing.
 */
export function withSynonyms(
  concepts: readonly Concept[],
  words: ReadonlyMap<string, ConceptWords>,
): readonly Concept[] {
  if (words.size === 0) return concepts;
  const known = new Set(concepts.map(({ id }) => id));
  const owners = new Map(
    [...words].flatMap(([id, { terms }]) =>
      known.has(id) ? terms.map((term) => [termKey(term), id] as const) : [],
    ),
  );
  return concepts.map((concept): Concept => {
    const isAnothers = (term: string): boolean => (owners.get(termKey(term)) ?? concept.id) !== concept.id;
    const own = words.get(concept.id);
    const terms = concept.terms.some(isAnothers)
      ? concept.terms.filter((term) => !isAnothers(term))
      : concept.terms;
    if (own === undefined) return terms === concept.terms ? concept : { ...concept, terms };
    const lists = WORD_ROLES.map((role) => {
      const before = role === 'terms' ? terms : concept[role];
      return [role, [...new Set([...before, ...own[role]])]] as const;
    });
    return { ...concept, ...Object.fromEntries(lists) };
  });
}

/** Width and case make no other word. */
export function termKey(term: string): string {
  return term.normalize('NFKC').toLowerCase().trim();
}
