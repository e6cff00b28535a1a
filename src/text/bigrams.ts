/** A text's pairs of neighbouring characters, with how often each stands in it; of one character alone, itself. */
export interface Bigrams {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

export function bigramsOf(text: string): Bigrams {
  const chars = Array.from(text);
  const pairs = chars.length < 2 ? chars : chars.slice(1).map((char, index) => chars[index]! + char);
  const counts = new Map<string, number>();
  for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return { counts, size: pairs.length };
}

/** Dice coefficient, 0…1: the share of pairs that both texts have, counted with repetition; 1 of two empty texts. */
export function likenessOf(a: Bigrams, b: Bigrams): number {
  if (a.size + b.size === 0) return 1;
  let shared = 0;
  for (const [pair, count] of a.counts) shared += Math.min(count, b.counts.get(pair) ?? 0);
  return (2 * shared) / (a.size + b.size);
}
