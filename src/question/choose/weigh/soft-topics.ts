import type { Guess, SoftConcepts } from '../../index/soft-concepts.ts';

/** A concept that some words of the question are likely to mean. */
export interface SoftTopic extends Guess {
  /** The words, folded. */
  readonly words: string;
}

/** A phrase is at most so many words and characters. */
const MAX_WORDS = 5;
const MAX_LENGTH = 24;
const MIN_LENGTH = 2;
/** Less likely than this says nothing. */
const LEAST = 0.1;
/** The likeliest so many are looked for. */
const MAX_TOPICS = 12;

/** What the words of a question may mean beside what the lists say, the likeliest first; each concept once. */
export function softTopics(words: readonly string[], soft: SoftConcepts): SoftTopic[] {
  const best = new Map<number, SoftTopic>();
  for (const phrase of phrasesOf(words, (word) => soft.meansNothing(word))) {
    for (const { concept, likelihood } of soft.guess(phrase, LEAST)) {
      const known = best.get(concept);
      if (known === undefined || likelihood > known.likelihood)
        best.set(concept, { concept, likelihood, words: phrase });
    }
  }
  return [...best.values()]
    .sort((a, b) => b.likelihood - a.likelihood || a.concept - b.concept)
    .slice(0, MAX_TOPICS);
}

/** Every run of words that may be one phrase, each once; words that mean nothing make none together. */
function phrasesOf(words: readonly string[], meansNothing: (word: string) => boolean): Set<string> {
  const phrases = new Set<string>();
  for (let first = 0; first < words.length; first++) {
    let phrase = '';
    let says = false;
    for (let last = first; last < Math.min(words.length, first + MAX_WORDS); last++) {
      if (words[last] === '') break;
      phrase += words[last]!;
      says ||= !meansNothing(words[last]!.trim());
      const trimmed = phrase.trim();
      if (trimmed.length > MAX_LENGTH) break;
      if (says && trimmed.length >= MIN_LENGTH) phrases.add(trimmed);
    }
  }
  return phrases;
}
