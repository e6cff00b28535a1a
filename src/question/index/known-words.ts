import type { Concept, Dataset } from '../../dataset/schema.ts';
import { foldText } from '../../text/fold.ts';
import type { Steps } from '../../text/steps.ts';
import { addDepartments } from './departments.ts';
import type { EnglishNames } from './english-names.ts';
import { Lexicon } from './lexicon.ts';
import { SoftConcepts } from './soft-concepts.ts';
import { Vocabulary } from './vocabulary.ts';

/** Words of a row that are recognised when misspelt: loanwords and English. */
const LOANWORDS = /[ァ-ヶー]{4,}|[A-Za-z]{4,}/g;
/** What a row's name begins with in hiragana, or has behind a mark or a particle: りんご収穫, 鳥獣とわな. */
const HIRAGANA_NAMES =
  /(?:^|[^\u3041-\u309f\u4e00-\u9fff々ー]|(?<=[\u4e00-\u9fff々])[のとや])([\u3041-\u309f]{2,}?)(?=$|[^\u3041-\u309f]|[のとや](?![\u3041-\u309f]))/g;

/** All words that can be told apart before any row is looked at. */
export interface KnownWords {
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  readonly english: EnglishNames;
  readonly soft: SoftConcepts;
  /** By id, the number of each concept. */
  readonly conceptIds: ReadonlyMap<string, number>;
  /** By concept: itself and every wider one. */
  readonly ancestors: readonly (readonly number[])[];
}

/** The words of grammar, thesaurus and department names, and the loanwords of the rows. */
export function* knownWords(dataset: Dataset): Steps<KnownWords> {
  const common = yield* commonWords(dataset);
  const lexicon = new Lexicon(common.lexicon);
  const vocabulary = new Vocabulary(common.vocabulary);
  const english = yield* addDepartments(lexicon, dataset);
  yield;
  for (const { name, summary } of dataset.initiatives) {
    for (const [word] of `${name} ${summary}`.matchAll(LOANWORDS)) {
      vocabulary.addTerm(foldText(word), -1);
      lexicon.noteKana(word);
    }
    // Known as a word and as nothing more.
    for (const [, word] of name.matchAll(HIRAGANA_NAMES))
      if (!lexicon.has(word!)) lexicon.add(word!, { kind: 'block' });
    yield;
  }
  return { ...common, lexicon, vocabulary, english };
}

type Common = Pick<Dataset, 'concepts' | 'grammar'>;
interface CommonWords extends Omit<KnownWords, 'english'> {
  /** What they were made of. */
  readonly from: Common;
}

/** What the last grammar and thesaurus came to: most editions have the same, and they take half of an engine's time. */
let last: CommonWords | null = null;

/** The words of grammar and thesaurus: of the same ones they are the same, and stay as they are. */
function* commonWords({ concepts, grammar }: Common): Steps<CommonWords> {
  if (last && isSame(last.from.concepts, concepts) && isSame(last.from.grammar, grammar)) return last;
  const lexicon = new Lexicon();
  const vocabulary = new Vocabulary();
  for (const { role, words } of grammar) for (const word of words) lexicon.add(word, { kind: role });
  const phrases: string[][] = [];
  for (const [c, concept] of concepts.entries()) {
    phrases.push(addConcept(concept, c, lexicon, vocabulary));
    yield;
  }
  const meaningless = grammar
    .filter(({ role }) => role === 'stop' || role === 'light')
    .flatMap(({ words }) => words.map(foldText));
  // A look-alike of one concept that is a word of another is that other.
  for (const word of concepts.flatMap((concept) => concept.not))
    if (!lexicon.has(word)) lexicon.add(word, { kind: 'block' });
  yield;
  const soft = yield* SoftConcepts.build(phrases, meaningless);
  const conceptIds = new Map(concepts.map(({ id }, c) => [id, c]));
  const ancestors = concepts.map((_, c) => closure(c, concepts, conceptIds));
  last = { from: { concepts, grammar }, lexicon, vocabulary, soft, conceptIds, ancestors };
  return last;
}

/** Numbers of a concept and of all that are wider; `ids`: by id, the number of each. */
function closure(concept: number, concepts: readonly Concept[], ids: ReadonlyMap<string, number>): number[] {
  const seen = new Set([concept]);
  const queue = [concept];
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    for (const id of concepts[i]!.broader) {
      const wider = ids.get(id);
      if (wider !== undefined && !seen.has(wider)) {
        seen.add(wider);
        queue.push(wider);
      }
    }
  }
  return [...seen];
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, i) => item === other[i]);
}

/** Takes in a concept; returns its different words, folded. */
function addConcept(concept: Concept, c: number, lexicon: Lexicon, vocabulary: Vocabulary): string[] {
  const add = (words: readonly string[], from: 'term' | 'kana' | 'en' | 'ask'): string[] => {
    // One for all of them: there are tens of thousands of words.
    const sense = { kind: 'concept', concept: c, from } as const;
    return words.map((word) => lexicon.add(word, sense));
  };
  const terms = add(concept.terms, 'term');
  const kana = add(concept.kana, 'kana');
  const en = add(concept.en, 'en');
  const asks = add(concept.asks, 'ask');
  for (const word of [...terms, ...kana, ...en]) vocabulary.addTerm(word, c);
  vocabulary.addReadings(terms, kana, c);
  return [...new Set([...terms, ...kana, ...en, ...asks])].filter((word) => word !== '');
}
