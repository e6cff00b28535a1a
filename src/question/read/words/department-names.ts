import { isKanji, isLatin, sourceOf, type Folded } from '../../../text/fold.ts';
import type { Segment } from '../../index/lexicon.ts';
import { plainTerm, tokenAt, type ReadingContext, type Span, type Token } from './token.ts';

/** What a department's name may be made of. */
const NAMING: ReadonlySet<Token['kind']> = new Set(['term', 'light']);
/** 担当課, 関係部局: any office, and no name of one. */
const GENERIC_OFFICE =
  /^(?:担当|関係|所管|主管|管理|運営|実施|該当|関連|対象|同じ|他|別|所属|自分|[同本某貴弊当各全両新旧現前元])$/;
/** Offices whose names may be a single character: 西区, 東支所. */
const PLACE_OFFICE = /^(?:区|区役所|支所|総合支所)$/;

/** A question as far as it has been read: the tokens before a segment that may be the end of a department's name. */
export interface ReadBefore {
  readonly context: ReadingContext;
  readonly folded: Folded;
  readonly tokens: readonly Token[];
  readonly weight: number;
}

/** A department's name, and how many of the tokens before it are no part of it. */
export interface DepartmentName {
  readonly token: Token;
  readonly keeps: number;
}

/** 水道 + 局: a department's name. When no department has it, the question is about one that is not in the data. null: none. */
export function organisationName(before: ReadBefore, segment: Segment): DepartmentName | null {
  const { context, folded, tokens, weight } = before;
  const keeps = startOfName(before, segment);
  if (keeps === null) return null;
  const { start } = tokens[keeps]!;
  const span = { start, end: segment.end };
  const name = folded.text.slice(start, segment.end);
  const like = context.departmentsLike(name);
  const departments = like.length > 0 ? like : context.departmentsMisspelt(name);
  if (departments.length > 0) return { keeps, token: tokenAt(span, { kind: 'department', departments }) };
  const words = sourceOf(folded, start, segment.end);
  if (context.hasText(name))
    return { keeps, token: tokenAt(span, { kind: 'term', terms: [plainTerm(words, name, weight)] }) };
  if (GENERIC_OFFICE.test(name.slice(0, segment.start - start))) return null;
  return { keeps, token: tokenAt(span, { kind: 'department', unknownDepartment: words }) };
}

/** 建康福祉局: a department, with what stands before it where together they are a name with a slip. */
export function departmentName(
  before: ReadBefore,
  segment: Segment,
  departments: readonly number[],
): DepartmentName {
  const { context, folded, tokens } = before;
  const keeps = startOfName(before, segment);
  const span = { start: keeps === null ? segment.start : tokens[keeps]!.start, end: segment.end };
  const misspelt = keeps === null ? [] : context.departmentsMisspelt(folded.text.slice(span.start, span.end));
  if (keeps !== null && misspelt.length > 0)
    return { keeps, token: tokenAt(span, { kind: 'department', departments: misspelt }) };
  return { keeps: tokens.length, token: tokenAt(segment, { kind: 'department', departments }) };
}

/** 未来局長: the head of the department, who is named 局長 in the rows. */
export function headOf({ folded, weight }: ReadBefore, { end }: Segment): Token[] {
  const { text } = folded;
  if (text[end] !== '長' || !isKanji(text.charCodeAt(end - 1))) return [];
  const title = text.slice(end - 1, end + 1);
  return [tokenAt({ start: end, end: end + 1 }, { kind: 'term', terms: [plainTerm(title, title, weight)] })];
}

/** Position of the first token of the name that ends with this word for an organisation; null when there is none. */
function startOfName({ folded, tokens }: ReadBefore, segment: Segment): number | null {
  const { text, katakana } = folded;
  const isNaming = (i: number): boolean =>
    NAMING.has(tokens[i]?.kind ?? 'other') && tokens[i]!.end === (tokens[i + 1]?.start ?? segment.start);
  let first = tokens.length - 1;
  if (!isNaming(first) || !isKanji(text.charCodeAt(segment.end - 1))) return null;
  const before = text.charCodeAt(segment.start - 1);
  if (!isKanji(before) && katakana[segment.start - 1] === 0 && !isLatin(before)) return null;
  while (isNaming(first - 1)) first--;
  const isSingle = segment.start - tokens[first]!.start === 1;
  return isSingle && !PLACE_OFFICE.test(text.slice(segment.start, segment.end)) ? null : first;
}

/** The Water Bureau: an office by its proper name, which none of the departments has. */
const PROPER_OFFICE =
  /(?<![A-Za-z])the ((?:[A-Z][a-z]+ (?:and |& )?){1,4}(?:Bureau|Department|Division|Section|Commission|Ward Office))(?![A-Za-z])/g;

/** Offices that are named in English in full and that there are not; `known` are those that there are. */
export function findUnknownOffices(
  { source, at }: Folded,
  known: readonly Span[],
): readonly (Span & { readonly name: string })[] {
  return [...source.matchAll(PROPER_OFFICE)].flatMap((match) => {
    const start = at.findIndex((place) => place >= match.index);
    const last = at.findLastIndex((place) => place < match.index + match[0].length);
    const span = { start, end: last + 1, name: match[1]! };
    return known.some((each) => each.start < span.end && span.start < each.end) ? [] : [span];
  });
}
