import { LIKELY } from '../../../src/question/choose/choose.ts';
import type { Bounds } from '../../../src/question/choose/judge.ts';

/** A question's rows with how likely the judge holds each, and which are right (1), wrong (0) or neither (-1). */
export interface Judged {
  readonly likelihoods: Float64Array;
  readonly labels: Int8Array;
  /** Right rows, those that the judge was not shown included. */
  readonly right: number;
  /** How often the question counts. */
  readonly times: number;
}

/** Less likely than these is a guess. */
const LEASTS = [0.35, 0.4, 0.45, 0.5, 0.55];
const OTHERS = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];
const SHARES = [0, 0.3, 0.4, 0.5, 0.6, 0.7];
/** An answer to a question that has none does more harm than a missed row; no answer where there is one does as well. */
const NONE_WEIGHT = 1.5;
const FALSE_NONE = 0.6;

/** Bounds that are worth so much of the best are as good: which of them is best changes whenever a word is added. */
const AS_GOOD = 0.999;

/** Of the bounds with which most questions are answered exactly, the strictest: what they leave out still stands near. */
export function bestBounds(judged: readonly Judged[]): { bounds: Omit<Bounds, 'near'>; exact: number } {
  const all = LEASTS.flatMap((least) =>
    OTHERS.flatMap((others) => SHARES.map((shareOfBest) => ({ least, others, shareOfBest }))),
  ).map((bounds) => ({ bounds, value: valueOf(judged, bounds) }));
  const best = Math.max(...all.map(({ value }) => value));
  const [{ bounds }] = all
    .filter(({ value }) => value >= best * AS_GOOD)
    .sort((a, b) => b.bounds.others - a.bounds.others || b.value - a.value) as [(typeof all)[number]];
  return { bounds, exact: judged.filter((one) => isExact(one, bounds)).length / judged.length };
}

/** How much the answers with these bounds are worth. */
function valueOf(judged: readonly Judged[], bounds: Omit<Bounds, 'near'>): number {
  let value = 0;
  for (const one of judged) {
    if (isExact(one, bounds)) value += one.times * (one.right === 0 ? NONE_WEIGHT : 1);
    else if (one.right > 0 && !(topOf(one) >= bounds.least)) value -= one.times * FALSE_NONE;
  }
  return value;
}

function topOf({ likelihoods }: Judged): number {
  let top = 0;
  for (const likelihood of likelihoods) if (likelihood > top) top = likelihood;
  return top;
}

export function isExact(judged: Judged, { least, others, shareOfBest }: Omit<Bounds, 'near'>): boolean {
  const { likelihoods, labels, right } = judged;
  const top = topOf(judged);
  const bound = Math.min(top, Math.max(others, Math.min(top * shareOfBest, LIKELY)));
  let found = 0;
  if (top >= least) {
    for (let r = 0; r < labels.length; r++) {
      if (likelihoods[r]! < bound) continue;
      if (labels[r] === 0) return false;
      if (labels[r] === 1) found++;
    }
  }
  return found === right;
}
