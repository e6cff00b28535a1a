import { isKanji, isLatin, sourceOf, type Folded } from '../../../text/fold.ts';
import { findEnglishDepartments } from '../../index/english-departments.ts';
import type { Segment, Sense } from '../../index/lexicon.ts';
import { acceptsIn } from './acceptance.ts';
import { findMixedWords } from './mixed-words.ts';
import { findListedDepartments } from './listed-departments.ts';
import type { Term } from '../query.ts';
import { MASK, ofConcept, plainTerm, tokenAt, type ReadingContext, type Span, type Token } from './token.ts';
import { withParts } from './parts.ts';
import { unknownWords } from './unknown-words.ts';

/** What a department's name may be made of. */
const NAMING: ReadonlySet<Token['kind']> = new Set(['term', 'light']);
/** 担当課, 関係部局: any office, and no name of one. */
const GENERIC_OFFICE =
  /^(?:担当|関係|所管|主管|管理|運営|実施|該当|関連|対象|同じ|他|別|所属|自分|[同本某貴弊当各全両新旧現前元])$/;
/** Offices whose names may be a single character: 西区, 東支所. */
const PLACE_OFFICE = /^(?:区|区役所|支所|総合支所)$/;
/** Marks that end a sentence, and what was cut out of it. */
const ENDS_CLAUSE = /[。!?\ue000]/;

/** Cuts a folded question into words, each with what it is taken for. `weight` is what each term counts. */
export function tokensOf(context: ReadingContext, folded: Folded, weight: number): Token[] {
  const named = [
    ...findEnglishDepartments(folded, context.english),
    ...findListedDepartments(folded, context.lexicon),
  ];
  const plain = { ...folded, text: named.reduce(mask, folded.text) };
  const known = context.lexicon.segment(plain, acceptsIn(plain, context));
  // A word that is known as it stands is no half of another.
  const mixed = findMixedWords(plain, context).filter(
    (word) => !known.some((segment) => overlaps(segment, word) && NAMES.has(segment.sense?.kind ?? 'stop')),
  );
  const masked = { ...plain, text: mixed.reduce(mask, plain.text) };
  const accepts = acceptsIn(masked, context);
  const cut = mixed.length === 0 ? known : context.lexicon.segment(masked, accepts);
  const segments = withParts(context, masked, accepts, cut);
  const reader = new Reader(context, masked, weight);
  segments.forEach((_, i) => {
    reader.read(segments, i);
  });
  const departments = named.map((each) =>
    tokenAt(each, { kind: 'department', departments: each.departments }),
  );
  const words = mixed.map((word) =>
    tokenAt(word, { kind: 'term', terms: [reader.termOf(word, word.concept)] }),
  );
  return [...reader.tokens, ...departments, ...words].sort((a, b) => a.start - b.start);
}

const NAMES: ReadonlySet<Sense['kind']> = new Set(['concept', 'block', 'department', 'group']);
const overlaps = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;

const mask = (text: string, { start, end }: Span): string =>
  text.slice(0, start) + MASK.repeat(end - start) + text.slice(end);

/** The tokens of one question, from the left. */
class Reader {
  readonly tokens: Token[] = [];
  readonly #context: ReadingContext;
  readonly #folded: Folded;
  readonly #weight: number;

  constructor(context: ReadingContext, folded: Folded, weight: number) {
    this.#context = context;
    this.#folded = folded;
    this.#weight = weight;
  }

  read(segments: readonly Segment[], i: number): void {
    const segment = segments[i]!;
    const { sense } = segment;
    if (sense === null) this.#readUnknown(segments, i);
    else this.tokens.push(...this.#readKnown(segment, sense));
  }

  #readUnknown(segments: readonly Segment[], i: number): void {
    const folded = this.#folded;
    const around = {
      folded,
      weight: this.#weight,
      named: this.tokens.findLast(({ kind }) => kind === 'department' || kind === 'term'),
      following: segments.slice(i + 1, i + 3).map(({ sense }) => sense),
    };
    this.tokens.push(...unknownWords(this.#context, segments[i]!, around));
  }

  #readKnown(segment: Segment, sense: Sense): Token[] {
    switch (sense.kind) {
      case 'organisation':
        return this.#readOrganisation(segment, tokenAt(segment, { kind: 'other' }));
      case 'concept':
        return [tokenAt(segment, { kind: 'term', terms: this.#conceptTerms(segment, sense.from === 'ask') })];
      case 'block': {
        const term = this.#plainTerm(segment);
        const unknown = !this.#context.hasText(term.folded);
        return [tokenAt(segment, { kind: 'term', terms: [{ ...term, unknown }] })];
      }
      case 'frame':
        return [tokenAt(segment, { kind: 'light', terms: this.#conceptTerms(segment) })];
      case 'light':
        return [tokenAt(segment, { kind: 'light', terms: [this.#plainTerm(segment)] })];
      case 'group':
        return this.#readOrganisation(
          segment,
          tokenAt(segment, { kind: 'department', departments: sense.departments }),
        );
      case 'department':
        return [this.#department(segment, sense.departments), ...this.#head(segment)];
      case 'or':
      case 'and':
        return [tokenAt(segment, { kind: sense.kind })];
      case 'not':
        return [
          tokenAt(segment, { kind: 'not', after: !isLatin(this.#folded.text.charCodeAt(segment.start)) }),
        ];
      case 'stop':
        return [tokenAt(segment, { kind: ENDS_CLAUSE.test(this.#textOf(segment)) ? 'break' : 'other' })];
    }
  }

  #textOf({ start, end }: Span): string {
    return this.#folded.text.slice(start, end);
  }

  /** The word as one of the concept. */
  termOf(span: Span, concept: number): Term {
    return ofConcept(this.#context, this.#plainTerm(span), concept);
  }

  #plainTerm(span: Span): Term {
    return plainTerm(sourceOf(this.#folded, span.start, span.end), this.#textOf(span), this.#weight);
  }

  /** The word as each concept that it may mean; as it stands when there is none. */
  #conceptTerms(segment: Segment, asked = false): Term[] {
    const term = this.#plainTerm(segment);
    const concepts = this.#context.lexicon.conceptsOf(term.folded);
    if (concepts.length === 0) return [term];
    return concepts.map((concept) => ({ ...ofConcept(this.#context, term, concept), asked }));
  }

  /** 未来局長: the head of the department, who is named 局長 in the rows. */
  #head({ end }: Segment): Token[] {
    const { text } = this.#folded;
    if (text[end] !== '長' || !isKanji(text.charCodeAt(end - 1))) return [];
    const title = text.slice(end - 1, end + 1);
    return [
      tokenAt({ start: end, end: end + 1 }, { kind: 'term', terms: [plainTerm(title, title, this.#weight)] }),
    ];
  }

  /** 水道 + 局: a department's name. When no department has it, the question is about one that is not in the data. */
  #readOrganisation(segment: Segment, otherwise: Token): Token[] {
    const first = this.#startOfName(segment);
    if (first === null) return [otherwise];
    const { start } = this.tokens[first]!;
    const span = { start, end: segment.end };
    const name = this.#textOf(span);
    const like = this.#context.departmentsLike(name);
    const departments = like.length > 0 ? like : this.#context.departmentsMisspelt(name);
    const inRows = this.#context.hasText(name);
    const isGeneric = GENERIC_OFFICE.test(name.slice(0, segment.start - start));
    if (departments.length === 0 && !inRows && isGeneric) return [otherwise];
    this.tokens.length = first;
    if (departments.length > 0) return [tokenAt(span, { kind: 'department', departments })];
    if (inRows) return [tokenAt(span, { kind: 'term', terms: [this.#plainTerm(span)] })];
    const words = sourceOf(this.#folded, start, segment.end);
    return [tokenAt(span, { kind: 'department', unknownDepartment: words })];
  }

  /** 建康福祉局: a department, with what stands before it where together they are a name with a slip. */
  #department(segment: Segment, departments: readonly number[]): Token {
    const first = this.#startOfName(segment);
    const span = { start: first === null ? segment.start : this.tokens[first]!.start, end: segment.end };
    const misspelt = first === null ? [] : this.#context.departmentsMisspelt(this.#textOf(span));
    if (misspelt.length === 0) return tokenAt(segment, { kind: 'department', departments });
    this.tokens.length = first!;
    return tokenAt(span, { kind: 'department', departments: misspelt });
  }

  /** Position of the first token of the name that ends with this word for an organisation; null when there is none. */
  #startOfName(segment: Segment): number | null {
    const { text, katakana } = this.#folded;
    const isNaming = (i: number): boolean =>
      NAMING.has(this.tokens[i]?.kind ?? 'other') &&
      this.tokens[i]!.end === (this.tokens[i + 1]?.start ?? segment.start);
    let first = this.tokens.length - 1;
    if (!isNaming(first) || !isKanji(text.charCodeAt(segment.end - 1))) return null;
    const before = text.charCodeAt(segment.start - 1);
    if (!isKanji(before) && katakana[segment.start - 1] === 0 && !isLatin(before)) return null;
    while (isNaming(first - 1)) first--;
    const isSingle = segment.start - this.tokens[first]!.start === 1;
    return isSingle && !PLACE_OFFICE.test(this.#textOf(segment)) ? null : first;
  }
}
