import type { Folded } from '../../../text/fold.ts';
import type { Accepts, Lexicon, Segment } from '../../index/lexicon.ts';
import type { ReadingContext } from './token.ts';

const isConcept = ({ sense }: Segment): boolean => sense?.kind === 'concept';
const SAYS_NOTHING = new Set(['stop', 'light', 'concept']);

/**
 * The segments, with phrases for a concept that no row is about (保育士の休憩) cut into the words that they are made of,
 * where those name at least two things that one row is about together, and nothing is left over: 保育士, 休憩. A word that
 * is one thing by itself stays, and is answered with nothing.
 */
export function cutPhrases(
  context: ReadingContext,
  folded: Folded,
  accepts: Accepts,
  segments: Segment[],
): Segment[] {
  return segments.flatMap((segment) => {
    if (!isConcept(segment) || areAnswered(context, folded, [segment])) return [segment];
    const words = wordsOf(context.lexicon, folded, accepts, segment);
    const named = words.filter(isConcept);
    const isWhole = words.every(({ sense, start, end }) =>
      sense === null ? folded.text.slice(start, end).trim() === '' : SAYS_NOTHING.has(sense.kind),
    );
    return isWhole && named.length > 1 && areAnswered(context, folded, named) ? words : [segment];
  });
}

/** Whether some row has all of it. */
const areAnswered = (
  { lexicon, hasConcepts }: ReadingContext,
  { text }: Folded,
  words: readonly Segment[],
): boolean => hasConcepts(words.map(({ start, end }) => lexicon.conceptsOf(text.slice(start, end))));

/** What the phrase is made of: the best cut of it into shorter words. */
function wordsOf(lexicon: Lexicon, folded: Folded, accepts: Accepts, { start, end }: Segment): Segment[] {
  const inPhrase: Accepts = (sense, from, to) =>
    from >= start && to <= end && to - from < end - start && accepts(sense, from, to);
  return lexicon.segment(folded, inPhrase).flatMap((word) => {
    const cut = { ...word, start: Math.max(word.start, start), end: Math.min(word.end, end) };
    return cut.start < cut.end ? [cut] : [];
  });
}
