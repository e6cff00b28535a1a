import { type Bigrams, bigramsOf, likenessOf } from '../../text/bigrams.ts';

/** Questions that were understood alike. */
export interface QuestionKey {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly lastAt: number;
}

/** Questions that HR answers at once: understood alike, or alike in words. */
export interface QuestionGroup {
  /** Of its largest part, which gives it its name. */
  readonly key: string;
  readonly label: string;
  readonly keys: readonly string[];
  readonly count: number;
  readonly lastAt: number;
}

/** The largest groups, and how many keys stand in none of them. */
export interface QuestionList {
  readonly groups: readonly QuestionGroup[];
  readonly unlisted: number;
}

/** How alike two labels must be to be one group. */
const leastLikeness = 0.6;

/** Groups by likeness of their labels, the largest first. Quadratic: a few hundred keys at a time. */
export function groupsOf(keys: readonly QuestionKey[]): readonly QuestionGroup[] {
  const groups: (QuestionGroup & { readonly bigrams: Bigrams })[] = [];
  for (const one of keys.toSorted((a, b) => b.count - a.count || b.lastAt - a.lastAt)) {
    const bigrams = bigramsOf(one.label.replaceAll(/[\s·]/g, ''));
    const at = groups.findIndex((group) => likenessOf(group.bigrams, bigrams) >= leastLikeness);
    const group = groups[at];
    if (group === undefined) {
      groups.push({ ...one, keys: [one.key], bigrams });
      continue;
    }
    groups[at] = {
      ...group,
      keys: [...group.keys, one.key],
      count: group.count + one.count,
      lastAt: Math.max(group.lastAt, one.lastAt),
    };
  }
  return groups
    .map(({ bigrams: _, ...group }) => group)
    .toSorted((a, b) => b.count - a.count || b.lastAt - a.lastAt);
}
