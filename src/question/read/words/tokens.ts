import { isLatin, sourceOf, type Folded } from '../../../text/fold.ts';
import { findEnglishDepartments } from './english-departments.ts';
import type { Segment, Sense } from '../../index/lexicon.ts';
import { acceptsIn } from './acceptance.ts';
import {
  type DepartmentName,
  departmentName,
  findUnknownOffices,
  headOf,
  organisationName,
  type ReadBefore,
} from './department-names.ts';
import { findMixedWords } from './mixed-words.ts';
import { findListedDepartments } from './listed-departments.ts';
import { findOfficesByDuty } from './offices-by-duty.ts';
import type { Term } from '../query.ts';
import {
  MASK,
  type NamedDepartments,
  ofConcept,
  plainTerm,
  tokenAt,
  type ReadingContext,
  type Span,
  type Token,
} from './token.ts';
import { cutPhrases } from './phrases.ts';
import { officeOf, unknownWords } from './unknown-words.ts';

const NAMES_OFFICE = /^[\u4e00-\u9fff]{1,8}(?:事務局|委員会|区役所|[局課署])$/;
/** Marks that end a sentence, and what was cut out of it. */
const ENDS_CLAUSE = /[。!?\ue000]/;

/** Cuts a folded question into words, each with what it is taken for. `weight` is what each term counts. */
export function tokensOf(context: ReadingContext, folded: Folded, weight: number): Token[] {
  const named = apart([
    ...findEnglishDepartments(folded, context.english),
    ...findListedDepartments(folded, context.lexicon),
    ...findOfficesByDuty(folded, context),
  ]);
  const unknown = findUnknownOffices(folded, named);
  const plain = { ...folded, text: [...named, ...unknown].reduce(mask, folded.text) };
  const known = context.lexicon.segment(plain, acceptsIn(plain, context));
  // A word that is known as it stands is no half of another.
  const mixed = findMixedWords(plain, context).filter(
    (word) => !known.some((segment) => overlaps(segment, word) && NAMES.has(segment.sense?.kind ?? 'stop')),
  );
  const masked = { ...plain, text: mixed.reduce(mask, plain.text) };
  const accepts = acceptsIn(masked, context);
  const cut = mixed.length === 0 ? known : context.lexicon.segment(masked, accepts);
  const segments = cutPhrases(context, masked, accepts, cut);
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
  const others = unknown.map((each) => tokenAt(each, { kind: 'department', unknownDepartment: each.name }));
  const tokens = [...reader.tokens, ...departments, ...others, ...words].sort((a, b) => a.start - b.start);
  return tokens.map((token, i) => (isListedThing(tokens, i, folded) ? reader.asThing(token) : token));
}

/** An office's name that says what it is. */
const WHOLE_NAME = /(?:[局部課室区所署館院園校]|区役所|委員会|事務局|センター)$/;

/** 議会とか契約とか: the first of a list of things, which an office happens to be called as well. */
function isListedThing(tokens: readonly Token[], i: number, { text }: Folded): boolean {
  const token = tokens[i]!;
  if (token.kind !== 'department') return false;
  const kinds = tokens.slice(i + 1, i + 4).map(({ kind }) => kind);
  return (
    kinds.join(' ') === 'or term or' &&
    !isLatin(text.charCodeAt(token.start)) &&
    !WHOLE_NAME.test(text.slice(token.start, token.end))
  );
}

/** Without those that lie over one before them. */
const apart = (named: readonly NamedDepartments[]): NamedDepartments[] =>
  named.filter((each, i) => !named.slice(0, i).some((other) => overlaps(each, other)));

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
        return [this.#readOrganisation(segment, tokenAt(segment, { kind: 'other' }))];
      case 'concept': {
        const terms = this.#conceptTerms(segment, sense.from === 'ask');
        return [this.#unknownOffice(segment, terms) ?? tokenAt(segment, { kind: 'term', terms })];
      }
      case 'block': {
        const term = this.#plainTerm(segment);
        const unknown = !this.#context.hasText(term.folded);
        // 議会事務局: an office that there is not.
        if (unknown && NAMES_OFFICE.test(term.folded))
          return [tokenAt(segment, { kind: 'department', unknownDepartment: term.words })];
        return [tokenAt(segment, { kind: 'term', terms: [{ ...term, unknown }] })];
      }
      case 'frame':
        return [tokenAt(segment, { kind: 'light', terms: this.#conceptTerms(segment) })];
      case 'light':
        return [this.#readLight(segment)];
      case 'group':
        return [
          this.#readOrganisation(
            segment,
            tokenAt(segment, { kind: 'department', departments: sense.departments }),
          ),
        ];
      case 'department':
        return [
          this.#named(departmentName(this.#before, segment, sense.departments)),
          ...headOf(this.#before, segment),
        ];
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

  /** 水道局, where no office sees to that and no row is about it; null where it is anything else. */
  #unknownOffice(segment: Segment, terms: readonly Term[]): Token | null {
    const name = this.#textOf(segment).replace(/の$/, '');
    const isNowhere = terms.every(({ concept }) => concept >= 0 && this.#context.isAbsent(concept));
    return isNowhere && NAMES_OFFICE.test(name) && !this.#context.hasText(name)
      ? tokenAt(segment, { kind: 'department', unknownDepartment: name })
      : null;
  }

  #readLight(segment: Segment): Token {
    const office = officeOf(this.#context, this.#folded, segment);
    return office === null
      ? tokenAt(segment, { kind: 'light', terms: [this.#plainTerm(segment)] })
      : tokenAt(segment, { kind: 'department', departments: office });
  }

  /** What was taken for an office, as the word that it is. */
  asThing(token: Token): Token {
    const term = this.#plainTerm(token);
    return tokenAt(token, {
      kind: 'term',
      terms: [{ ...term, unknown: !this.#context.hasText(term.folded) }],
    });
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

  /** The name in place of the tokens that are part of it. */
  #named({ token, keeps }: DepartmentName): Token {
    this.tokens.length = keeps;
    return token;
  }

  get #before(): ReadBefore {
    return { context: this.#context, folded: this.#folded, tokens: this.tokens, weight: this.#weight };
  }

  #readOrganisation(segment: Segment, otherwise: Token): Token {
    const name = organisationName(this.#before, segment);
    return name === null ? otherwise : this.#named(name);
  }
}
