import type { Initiative } from '../../../dataset/schema.ts';
import { foldText } from '../../../text/fold.ts';
import { mapped, type Steps } from '../../../text/steps.ts';
import { merged } from './matches.ts';
import type { Guess, SoftConcepts } from '../soft-concepts.ts';

/** Rows, ascending, with how likely each speaks of what was looked for (0…1). */
export interface SoftMatches {
  readonly rows: Uint32Array;
  readonly strengths: Float32Array;
}
export const NO_SOFT_MATCHES: SoftMatches = { rows: new Uint32Array(0), strengths: new Float32Array(0) };

/** The rows of either, each as likely as where it is likelier. */
export function likelier(one: SoftMatches, other: SoftMatches): SoftMatches {
  const strengths = new Float32Array(one.rows.length + other.rows.length);
  const rows = merged([one.rows, one.strengths], [other.rows, other.strengths], strengths);
  return { rows, strengths: strengths.subarray(0, rows.length) };
}

/** Less likely than this says nothing. */
const LEAST = 0.25;
/** By field: how much is believed. */
const FIELDS = [
  ['name', 1],
  ['summary', 0.85],
  ['remarks', 0.7],
] as const;
/** What parts the phrases of a text, and the particles between the words of one. */
const CLAUSE_END = /[、。，．,.\s「」『』（）()【】［］／/:：;；●○◆※→~～]+/;
const PARTICLE = /(?<=[をにはがのとでやへも]|により|による|など)(?=[\u4e00-\u9fff\u30a1-\u30f6A-Za-z])/;
const MAX_WORDS = 3;
const LENGTH = { min: 2, max: 16 };
/** A large document says the same again and again; what it says beyond so many different phrases is not guessed at. */
const MAX_PHRASES = 20_000;
/** Of more rows than this, likelihoods are told apart in so many steps: what is noted of rows is then seldom one row's alone. */
const MANY_ROWS = 10_000;
const STEPS = 32;

/** By concept: rows that are likely to speak of it, in whatever words, with how likely (0…1). */
export function* softRows(
  rows: readonly Initiative[],
  concepts: number,
  soft: SoftConcepts,
): Steps<readonly SoftMatches[]> {
  const found = Array.from({ length: concepts }, () => ({ rows: [] as number[], strengths: [] as number[] }));
  const isLarge = rows.length > MANY_ROWS;
  const guesses = new Map<string, readonly Guess[]>();
  const guess = (phrase: string): readonly Guess[] => {
    let known = guesses.get(phrase);
    if (known === undefined) {
      if (guesses.size >= MAX_PHRASES) return [];
      guesses.set(phrase, (known = soft.guess(phrase, LEAST)));
    }
    return known;
  };
  for (const [r, row] of rows.entries()) {
    const best = new Map<number, number>();
    for (const [field, belief] of FIELDS) {
      for (const phrase of phrasesOf(row[field])) {
        for (const { concept, likelihood } of guess(phrase))
          best.set(concept, Math.max(best.get(concept) ?? 0, likelihood * belief));
      }
    }
    for (const [concept, strength] of best) {
      found[concept]!.rows.push(r);
      found[concept]!.strengths.push(isLarge ? Math.round(strength * STEPS) / STEPS : strength);
    }
    yield;
  }
  return yield* mapped(found, ({ rows: of, strengths }) =>
    of.length === 0
      ? NO_SOFT_MATCHES
      : { rows: Uint32Array.from(of), strengths: Float32Array.from(strengths) },
  );
}

/** Words of a text that stand together, up to three, folded. */
function phrasesOf(text: string): Set<string> {
  const phrases = new Set<string>();
  for (const clause of text.split(CLAUSE_END)) {
    const words = clause.split(PARTICLE);
    for (let first = 0; first < words.length; first++) {
      for (let last = first + 1; last <= Math.min(words.length, first + MAX_WORDS); last++) {
        const phrase = foldText(
          words
            .slice(first, last)
            .join('')
            .replace(/[をにはがのとでやへも]$/, ''),
        );
        if (phrase.length > LENGTH.max) break;
        if (phrase.length >= LENGTH.min) phrases.add(phrase);
      }
    }
  }
  return phrases;
}
