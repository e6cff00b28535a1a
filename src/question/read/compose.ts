import { isLatin, type Folded } from '../../text/fold.ts';
import type { Query, Term } from './query.ts';
import type { Token } from './tokens.ts';

const ASKED_KIND = /(?:何の|なんの|何という)$/;
/** Stands before the name of a place. */
const IN_EN = /(?<![a-z])(?:in|at|by|of|from)(?: the)? $/;

/** Groups the terms of a question: OR within a group, AND between them; what is excluded apart. */
export function compose(
  tokens: readonly Token[],
  folded: Folded,
  without: boolean,
): Pick<
  Query,
  | 'groups'
  | 'loose'
  | 'lights'
  | 'excluded'
  | 'departments'
  | 'excludedDepartments'
  | 'unknownDepartments'
  | 'features'
> {
  const excludedTokens = new Set<number>();
  const dropped = new Set<number>();
  tokens.forEach((token, i) => {
    if (token.kind !== 'not') return;
    if (token.after) {
      const words = folded.text.slice(token.start, token.end);
      const intoDrop = /けど$/.test(words);
      for (let k = i - 1; k >= 0; k--) {
        const t = tokens[k]!;
        if (t.kind === 'break' || t.kind === 'not') break;
        if (t.kind === 'term' || t.kind === 'department' || t.kind === 'light') {
          (intoDrop ? dropped : excludedTokens).add(k);
          // 大学や高校を除く: both.
          const joined = tokens[k - 1];
          if (
            joined !== undefined &&
            (joined.kind === 'or' || (joined.kind === 'and' && joined.end === t.start))
          ) {
            k--;
            continue;
          }
          if (
            joined?.kind === t.kind &&
            /^[・、,/]$/.test(folded.source.slice(folded.at[joined.end - 1], folded.at[t.start]).slice(-1))
          )
            continue;
          break;
        }
      }
    } else if (!without) {
      for (let k = i + 1; k < tokens.length; k++) {
        const t = tokens[k]!;
        if (t.kind === 'break' || folded.text[t.start] === ',') break;
        // Everything except training in the ward offices: the office is where to look.
        if (
          t.kind === 'department' &&
          k > i + 1 &&
          IN_EN.test(folded.text.slice(0, t.start)) &&
          excludedTokens.size > 0
        )
          break;
        if (t.kind === 'term' || t.kind === 'department') excludedTokens.add(k);
      }
    }
  });

  const groups: Term[][] = [];
  const lights: Term[] = [];
  const excluded: Term[] = [];
  const departments = new Set<number>();
  const excludedDepartments = new Set<number>();
  const unknownDepartments: string[] = [];
  let loose = false;
  let lastTerm = -1;
  tokens.forEach((token, i) => {
    if (dropped.has(i)) return;
    if (token.kind === 'department') {
      if (token.unknownDepartment !== null) unknownDepartments.push(token.unknownDepartment);
      for (const d of token.departments) (excludedTokens.has(i) ? excludedDepartments : departments).add(d);
      return;
    }
    if (token.kind === 'light') {
      if (excludedTokens.has(i)) excluded.push(...token.terms);
      else lights.push(...token.terms);
      return;
    }
    if (token.kind !== 'term') return;
    if (excludedTokens.has(i)) {
      excluded.push(...token.terms);
      return;
    }
    const previous = lastTerm >= 0 ? tokens[lastTerm]! : null;
    const between = previous === null ? [] : tokens.slice(lastTerm + 1, i);
    const group = groups.at(-1);
    const sameKind = group !== undefined && group[0]!.kind === token.terms[0]!.kind;
    const mark =
      previous === null
        ? ''
        : // The ending that folding has cut (tablets, drones) is no word between.
          folded.source
            .slice(folded.at[previous.end - 1]! + 1, folded.at[token.start])
            .replace(/^[a-z']+/i, '');
    const joinedByMark =
      previous !== null && /^[^\p{L}\p{N}]*[・/,、][^\p{L}\p{N}]*$/u.test(mark.replace(/系|関係|関連/g, ''));
    const joinedByWord = between.some((t) => t.kind === 'or') && between.every((t) => t.kind !== 'break');
    if (group !== undefined && ((sameKind && joinedByMark) || joinedByWord)) group.push(...token.terms);
    else {
      // 採用と広報 may mean either; 上司と話す means neither: only nouns right beside the と.
      const and = between[0];
      if (
        previous !== null &&
        sameKind &&
        !token.terms[0]!.asked &&
        between.length === 1 &&
        and?.kind === 'and' &&
        (isLatin(folded.text.charCodeAt(and.start)) ||
          (and.start === previous.end && and.end === token.start))
      ) {
        loose = true;
      }
      // 何のアプリを使ってる？: the kind of thing that the answer is, which the row need not say.
      const isAsked = groups.length > 0 && ASKED_KIND.test(folded.text.slice(0, token.start));
      groups.push(
        isAsked ? token.terms.map((term) => ({ ...term, weight: term.weight / 4 })) : [...token.terms],
      );
    }
    lastTerm = i;
  });

  // Only the ward offices but not this one: what is excluded is not also asked for.
  for (const d of excludedDepartments) departments.delete(d);
  return {
    groups: dedupe(groups),
    loose,
    lights,
    excluded,
    departments: departments.size > 0 ? [...departments].sort((a, b) => a - b) : null,
    excludedDepartments: [...excludedDepartments],
    unknownDepartments,
    features: featuresOf(tokens),
  };
}

function dedupe(groups: readonly Term[][]): Term[][] {
  const seen = new Set<string>();
  const key = (term: Term): string => (term.concept >= 0 ? `#${String(term.concept)}` : term.folded);
  return groups
    .map((group) => group.filter((term, i) => group.findIndex((other) => key(other) === key(term)) === i))
    .filter((group) => {
      const k = group.map(key).sort().join('|');
      if (seen.has(k)) return false;
      seen.add(k);
      return true;
    });
}

/** What a question and a curated question are compared by. */
export function featuresOf(tokens: readonly Token[]): string[] {
  const features = new Set<string>();
  for (const token of tokens) {
    for (const term of token.terms) {
      if (term.concept >= 0) features.add(`#${String(term.concept)}`);
      else if (term.folded.length <= 3 || isLatin(term.folded.charCodeAt(0))) features.add(term.folded);
      else for (let i = 0; i + 1 < term.folded.length; i++) features.add(term.folded.slice(i, i + 2));
    }
  }
  return [...features];
}
