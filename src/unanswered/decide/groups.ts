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

/** How alike two labels must be to be one group. */
const leastLikeness = 0.6;

/** Groups by likeness of their labels, the largest first. Quadratic: a few hundred keys at a time. */
export function groupsOf(keys: readonly QuestionKey[]): readonly QuestionGroup[] {
  const groups: (QuestionGroup & { readonly pairs: ReadonlySet<string> })[] = [];
  for (const one of keys.toSorted((a, b) => b.count - a.count || b.lastAt - a.lastAt)) {
    const pairs = pairsOf(one.label);
    const at = groups.findIndex((group) => likeness(group.pairs, pairs) >= leastLikeness);
    const group = groups[at];
    if (group === undefined) {
      groups.push({ ...one, keys: [one.key], pairs });
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
    .map(({ pairs: _, ...group }) => group)
    .toSorted((a, b) => b.count - a.count || b.lastAt - a.lastAt);
}

function pairsOf(text: string): ReadonlySet<string> {
  const chars = Array.from(text.replaceAll(/[\s·]/g, ''));
  return new Set(chars.length < 2 ? chars : chars.slice(1).map((char, index) => chars[index]! + char));
}

/** Dice coefficient, 0…1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 1;
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
