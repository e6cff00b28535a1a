import { LIKELY } from '../../../src/question/choose/choose.ts';
import type { Bounds } from '../../../src/question/choose/judge.ts';

/** A question's rows with how likely the judge holds each, and which are right (1), wrong (0) or neither (-1). */
export interface Judged {
  readonly likelihoods: Float64Array;
  readonly labels: Int8Array;
  /** Right rows, those that the judge was not shown included. */
  readonly right: number;
}

const LEASTS = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];
const OTHERS = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];
const SHARES = [0, 0.3, 0.4, 0.5, 0.6, 0.7];
/** An answer to a question that has none does more harm than a missed row. */
const NONE_WEIGHT = 2;

/** The bounds with which most questions are answered exactly. */
export function bestBounds(judged: readonly Judged[]): { bounds: Omit<Bounds, 'near'>; exact: number } {
  let best = { bounds: { least: 0.5, others: 0.5, shareOfBest: 0.5 }, value: -1, exact: 0 };
  for (const least of LEASTS) {
    for (const others of OTHERS.filter((other) => other <= least)) {
      for (const shareOfBest of SHARES) {
        const bounds = { least, others, shareOfBest };
        let value = 0;
        let exact = 0;
        for (const one of judged) {
          if (!isExact(one, bounds)) continue;
          exact++;
          value += one.right === 0 ? NONE_WEIGHT : 1;
        }
        if (value > best.value) best = { bounds, value, exact: exact / judged.length };
      }
    }
  }
  return { bounds: best.bounds, exact: best.exact };
}

export function isExact({ likelihoods, labels, right }: Judged, bounds: Omit<Bounds, 'near'>): boolean {
  let top = 0;
  for (const likelihood of likelihoods) if (likelihood > top) top = likelihood;
  let found = 0;
  if (top >= bounds.least) {
    for (let r = 0; r < labels.length; r++) {
      if (likelihoods[r]! < bounds.others || likelihoods[r]! < Math.min(top * bounds.shareOfBest, LIKELY))
        continue;
      if (labels[r] === 0) return false;
      if (labels[r] === 1) found++;
    }
  }
  return found === right;
}
