import { isLatin, type Folded } from '../../../text/fold.ts';
import { exclusionOf, type Exclusion } from './exclusion.ts';
import type { Query, Term } from '../query.ts';
import type { Token } from './token.ts';

const ASKED_KIND = /(?:何の|なんの|何という)$/;
/** What stands between the items of a list. */
const LIST_MARK = /^(?=[^\p{L}\p{N}]*$)[^]*[・/,、]/u;

type Composed = Pick<
  Query,
  | 'groups'
  | 'loose'
  | 'lights'
  | 'excluded'
  | 'departments'
  | 'excludedDepartments'
  | 'unknownDepartments'
  | 'leftOut'
  | 'features'
  | 'words'
>;

/** Groups the terms of a question: OR within a group, AND between them; what is excluded apart. */
export function compose(tokens: readonly Token[], folded: Folded, without: boolean): Composed {
  const exclusion = exclusionOf(tokens, folded, without);
  const remaining = tokens.map((token, i) => ({ token, i })).filter(({ i }) => !exclusion.dropped.has(i));
  const termsOf = (kinds: readonly Token['kind'][], excluded: boolean): Term[] =>
    remaining.flatMap(({ token, i }) =>
      kinds.includes(token.kind) && exclusion.excluded.has(i) === excluded ? token.terms : [],
    );
  return {
    ...groupsOf(tokens, folded, exclusion),
    lights: termsOf(['light'], false),
    excluded: termsOf(['light', 'term'], true),
    ...departmentsOf(remaining, exclusion),
    leftOut: [],
    features: featuresOf(tokens),
    words: wordsOf(tokens, folded, exclusion),
  };
}

function departmentsOf(
  tokens: readonly { readonly token: Token; readonly i: number }[],
  { excluded }: Exclusion,
): Pick<Query, 'departments' | 'excludedDepartments' | 'unknownDepartments'> {
  const named = tokens.filter(({ token }) => token.kind === 'department');
  const left = new Set(named.flatMap(({ token, i }) => (excluded.has(i) ? token.departments : [])));
  // Only the ward offices but not this one: what is excluded is not also asked for.
  const asked = new Set(
    named.flatMap(({ token, i }) => (excluded.has(i) ? [] : token.departments)).filter((d) => !left.has(d)),
  );
  return {
    departments: asked.size > 0 ? [...asked].sort((a, b) => a - b) : null,
    excludedDepartments: [...left],
    unknownDepartments: named.flatMap(({ token }) => token.unknownDepartment ?? []),
  };
}

function groupsOf(
  tokens: readonly Token[],
  folded: Folded,
  { excluded, dropped }: Exclusion,
): Pick<Query, 'groups' | 'loose'> {
  const groups: Term[][] = [];
  let loose = false as boolean;
  let isList = false;
  let isPair = false;
  let previous: number | null = null;
  tokens.forEach((token, i) => {
    if (token.kind !== 'term' || excluded.has(i) || dropped.has(i)) return;
    const group = groups.at(-1);
    const link = previous === null ? null : linkOf(tokens, previous, i, folded);
    const sameKind = group?.[0]?.kind === token.terms[0]!.kind;
    const goesOn = isList && sameKind && (link === 'and' || isOneWord(tokens, previous, i));
    // 新採用と転入者の研修: who is both, nobody asks for.
    const areFor = link === 'and' && sameKind && token.terms[0]!.kind === 'audience';
    const joins = link === 'or' || areFor || (link === 'listed' && sameKind) || goesOn;
    const isAnd = link === 'and' && sameKind;
    // スマホとタブレットとネットワーク: of three side by side any will do.
    const isThird = isAnd && isPair && !joins;
    if (group !== undefined && joins) group.push(...token.terms);
    else if (isThird) groups.splice(-2, 2, [...groups.at(-2)!, ...group, ...token.terms]);
    else {
      loose ||= isAnd && !token.terms[0]!.asked;
      groups.push(newGroup(token, folded, groups.length > 0));
    }
    isPair = isAnd && !joins && !isThird;
    isList = joins || isThird;
    previous = i;
  });
  const apart = OF_BOTH.test(folded.source) ? groups.flatMap(eachAlone) : groups;
  return { groups: withoutRepetition(apart), loose: loose && apart === groups };
}

/** 研修、水族館見学: the two words of one item. */
const isOneWord = (tokens: readonly Token[], previous: number | null, i: number): boolean =>
  previous === i - 1 && tokens[previous]!.end === tokens[i]!.start;

/** 川崎とかさいたまに見学: something that nobody knows is the other, and what follows is asked of both. */
const NAMED_BETWEEN = /^[\u3041-\u3096]{4,}[にへをで]$/;
/** 保健師と社会福祉士のどっちにも関係ある: what is named side by side is asked for together. */
const OF_BOTH =
  /(?:どっち|どちら|両方|双方)(?:とも)?に(?:も)?(?:関係|関わ|かかわ|該当|当てはま|効|役立)|(?<![a-z])(?:both of (?:them|these|those)|for both|at once)(?![a-z])/i;
/** Several concepts that one word may mean stay together. */
const eachAlone = (group: readonly Term[]): Term[][] =>
  [...Map.groupBy(group, ({ folded }) => folded).values()].map((terms) => [...terms]);

/** 話したり相談したり */
const ALTERNATELY = /^[\u3041-\u3096]{0,5}[ただ]り$/;
/** 研修もサウナもある: one beside the other. */
const BOTH = /^も$/;

/** 庁舎など、: what comes next is what they are examples of; or the other way round: 対話の機会（面談や1on1など）. */
const EXAMPLES_OF = /^[^\p{L}\p{N}]*(?:など|等|とか|といった)(?:、|,|といった|のような)$/u;
const EXAMPLES_IN = /^[^。！!？?（(]{0,12}[（(](?:例えば|たとえば|例[:：])?[「『\s]*$/;
const IN_BRACKET = /^[^()（）]{1,60}(?:など|等|とか|やら|etc\.?|といった[^()（）]{0,4})[)）]/;

/** Whether what stands between two words says that the one is an example of the other. */
function isExample(source: string, from: number, to: number): boolean {
  const written = source.slice(from, to);
  return EXAMPLES_OF.test(written) || (EXAMPLES_IN.test(written) && IN_BRACKET.test(source.slice(to)));
}

/** How two terms hang together. 採用と広報 may mean either; 上司と話す neither: `and` is for nouns right beside the と. */
function linkOf(
  tokens: readonly Token[],
  previous: number,
  i: number,
  folded: Folded,
): 'or' | 'listed' | 'and' | null {
  const [one, other] = [tokens[previous]!, tokens[i]!];
  const between = tokens.slice(previous + 1, i);
  if (isExample(folded.source, folded.at[one.end - 1]! + 1, folded.at[other.start]!)) return 'listed';
  const or = between.findLast(({ kind }) => kind === 'or');
  const isBesideOther = or !== undefined && !NAMED_BETWEEN.test(folded.text.slice(or.end, other.start));
  if (isBesideOther && between.every(({ kind }) => kind !== 'break')) return 'or';
  // The ending that folding has cut (tablets, drones) is no word between.
  const written = folded.source
    .slice(folded.at[one.end - 1]! + 1, folded.at[other.start])
    .replace(/^[a-z']+/i, '');
  // one-on-ones, an interview, even lunch: English has small words between the items.
  const bare = written.replace(
    /系|関係|関連|(?<=[,、] ?)(?:(?:an?|the|some|even|maybe|perhaps|also|or) )+/gi,
    '',
  );
  if (LIST_MARK.test(bare)) return 'listed';
  // 話したり相談したりできる: any of them.
  if (ALTERNATELY.test(folded.text.slice(one.end, other.start))) return 'or';
  const isBoth =
    BOTH.test(folded.text.slice(one.end, other.start)) &&
    BOTH.test(folded.text.slice(other.end, other.end + 1));
  if (isBoth) return 'and';
  const [and, ...lights] = between;
  if (and?.kind !== 'and' || lights.some(({ kind }) => kind !== 'light' && kind !== 'other')) return null;
  const isEnglish = isLatin(folded.text.charCodeAt(and.start));
  const isBeside = and.start === one.end && and.end === (lights[0] ?? other).start;
  return isEnglish || isBeside ? 'and' : null;
}

/** 何のアプリを使ってる？: the kind of thing that the answer is, which the row need not say. */
function newGroup({ terms, start }: Token, { text }: Folded, besideOthers: boolean): Term[] {
  const isAsked = besideOthers && ASKED_KIND.test(text.slice(0, start));
  return isAsked ? terms.map((term) => ({ ...term, weight: term.weight / 4 })) : [...terms];
}

function withoutRepetition(groups: readonly Term[][]): Term[][] {
  const keyOf = (term: Term): string => (term.concept >= 0 ? `#${String(term.concept)}` : term.folded);
  const distinct = groups.map((group) =>
    group.filter((term, i) => group.findIndex((other) => keyOf(other) === keyOf(term)) === i),
  );
  const seen = new Set<string>();
  return distinct.filter((group) => {
    const key = group.map(keyOf).sort().join('|');
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

const PARTING: ReadonlySet<Token['kind']> = new Set(['break', 'not', 'department']);

/** The question's words in their order; '' where a sentence ends, and in place of a facet or of what is excluded. */
function wordsOf(tokens: readonly Token[], { text }: Folded, { excluded }: Exclusion): string[] {
  return tokens.map(({ kind, start, end }, i) => {
    if (PARTING.has(kind) || excluded.has(i)) return '';
    return text.slice(text[start - 1] === ' ' ? start - 1 : start, end);
  });
}

/** What a question and a curated question are compared by. */
export function featuresOf(tokens: readonly Token[]): string[] {
  const features = new Set<string>();
  for (const { concept, folded } of tokens.flatMap(({ terms }) => terms)) {
    if (concept >= 0) features.add(`#${String(concept)}`);
    else if (folded.length <= 3 || isLatin(folded.charCodeAt(0))) features.add(folded);
    else for (let i = 0; i + 1 < folded.length; i++) features.add(folded.slice(i, i + 2));
  }
  return [...features];
}
