import { foldText } from '../../text/fold.ts';

/** Words of questions that say nothing of what is asked for. */
const COMMON_ENGLISH = new RegExp(
  [
    '\\b(?:the|and|for|are|was|were|has|have|had|does|did|will|when|what|which|who|where|why|how|many|much|often|',
    'been|yet|already|still|set|this|that|with|from|into|begin|start|since)\\b',
  ].join(''),
  'gi',
);

/** Words of the question that a row may hold: runs of kanji, of katakana, of Latin letters; folded. */
export const phrasesOf = (text: string): string[] =>
  [
    ...text
      .replace(COMMON_ENGLISH, '')
      .matchAll(/\d{1,2}月|[\u4e00-\u9fff々]{2,}|[ァ-ヶー]{2,}|[A-Za-z]{3,}|[A-Z]{2}/g),
  ].map(([phrase]) => foldText(phrase));

/** Share of the phrase's neighbouring pairs of characters that the folded text has. */
export function shareOf(phrase: string, folded: string): number {
  if (phrase.length < 2) return 0;
  if (/^[a-z]+$/.test(phrase)) return folded.includes(phrase) ? 1 : 0;
  const pairs = Array.from({ length: phrase.length - 1 }, (_, i) => phrase.slice(i, i + 2));
  return pairs.filter((pair) => folded.includes(pair)).length / pairs.length;
}

/** The one that scores most, the first of equals; null for none. */
export function highest<T extends { readonly score: number }>(scored: readonly T[]): T | null {
  return scored.reduce<T | null>(
    (best, each) => (best === null || each.score > best.score ? each : best),
    null,
  );
}
