import { createHash } from 'node:crypto';
import type { Concept, Dataset } from '../../../src/dataset/schema.ts';

/**
 * The dataset as if editors had not thought of some words: each word of the thesaurus is left out with the probability
 * `share`. Whether one is left out depends on the word, its concept and the seed alone, so that adding words elsewhere
 * changes nothing. It stands for questions in words that nobody has thought of yet.
 */
export function withoutWords(data: Dataset, share: number, seed: number): Dataset {
  if (share === 0) return data;
  const revision = `${data.revision}-${share}-${seed}`;
  return { ...data, revision, concepts: conceptsWithout(data.concepts, share, seed) };
}

/** Cities share the thesaurus: without the same words it is the same, and what is made of it can be kept. */
let last: { readonly from: Dataset['concepts']; readonly key: string; readonly concepts: Concept[] } | null =
  null;

function conceptsWithout(concepts: Dataset['concepts'], share: number, seed: number): Concept[] {
  const key = `${share}-${seed}`;
  if (last?.from === concepts && last.key === key) return last.concepts;
  const kept = (concept: Concept, words: readonly string[]): string[] =>
    words.filter((word) => chance(`${seed}\n${concept.id}\n${word}`) >= share);
  const left = concepts.map((concept) => ({
    ...concept,
    terms: kept(concept, concept.terms),
    kana: kept(concept, concept.kana),
    en: kept(concept, concept.en),
    asks: kept(concept, concept.asks),
  }));
  last = { from: concepts, key, concepts: left };
  return left;
}

/** A number in [0, 1) that the text alone decides. */
export function chance(text: string): number {
  return createHash('md5').update(text).digest().readUInt32LE(0) / 2 ** 32;
}
