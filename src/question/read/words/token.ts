import type { Duty } from '../../index/department-parts.ts';
import type { EnglishNames } from '../../index/english-names.ts';
import type { Lexicon } from '../../index/lexicon.ts';
import type { Vocabulary } from '../../index/vocabulary.ts';
import type { Term } from '../query.ts';

/** What reading a question needs to know of the data; nothing of it is a row. */
export interface ReadingContext {
  readonly lexicon: Lexicon;
  readonly english: EnglishNames;
  readonly duties: readonly Duty[];
  readonly conceptKinds: readonly Term['kind'][];
  readonly vocabulary: Vocabulary;
  /** Departments whose name holds the folded text, when it is only one or two. */
  readonly departmentsLike: (folded: string) => readonly number[];
  /** The department whose name is one typing error away from the folded text, when it is only one. */
  readonly departmentsMisspelt: (folded: string) => readonly number[];
  /** Some curated question has the folded text: the word is known, although no row has it. */
  readonly inQuestions: (folded: string) => boolean;
  /** Some row is about all of these at once; each is any of several concepts, or of narrower ones. */
  readonly hasConcepts: (each: readonly (readonly number[])[]) => boolean;
  /** Everyday phrases for a thing that no row is about are read as the words that they are made of. */
  readonly byWords: boolean;
  /** A thing that such documents have, and that no row of this one is about. */
  readonly isAbsent: (concept: number) => boolean;
  /** Nearly every row is about it (働きがい): beside a department it asks for all. */
  readonly isGeneral: (concept: number) => boolean;
  /** Some row has the folded text. */
  readonly hasText: (folded: string) => boolean;
}

/** A stretch of a question, as it was typed or folded; its end is not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Departments named otherwise than by a word of the lexicon: where in the folded question, and which. */
export interface NamedDepartments extends Span {
  readonly departments: readonly number[];
}

/** A word of the question with what it is taken for. */
export interface Token extends Span {
  readonly kind: 'term' | 'light' | 'department' | 'or' | 'and' | 'not' | 'other' | 'break';
  readonly terms: readonly Term[];
  readonly departments: readonly number[];
  readonly unknownDepartment: string | null;
  /** The Japanese 以外 stands after what it excludes, the English except before. */
  readonly after: boolean;
}

/** A token at its place; what is not told of it is empty. */
export function tokenAt({ start, end }: Span, told: Partial<Token> & Pick<Token, 'kind'>): Token {
  return { start, end, terms: [], departments: [], unknownDepartment: null, after: false, ...told };
}

/** A word that is looked for as it stands. */
export const plainTerm = (words: string, folded: string, weight: number): Term => ({
  words,
  folded,
  concept: -1,
  kind: 'topic',
  weight,
  asked: false,
  unknown: false,
});

/** The term as a word of the concept; -1 for none. */
export const ofConcept = ({ conceptKinds }: ReadingContext, term: Term, concept: number): Term => ({
  ...term,
  concept,
  kind: conceptKinds[concept] ?? 'topic',
});

/** Stands where a department was recognised by other means. */
export const MASK = '\ue002';
