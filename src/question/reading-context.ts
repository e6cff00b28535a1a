import type { Dataset } from '../dataset/schema.ts';
import { fold, type Folded } from '../text/fold.ts';
import type { Steps } from '../text/steps.ts';
import { dutiesOf } from './index/department-parts.ts';
import { soundAlike } from './index/homophones.ts';
import type { KnownWords } from './index/known-words.ts';
import { meet } from './index/rows/matches.ts';
import type { RowIndex } from './index/rows/row-index.ts';
import { withinOneEdit } from './index/vocabulary.ts';
import { cleanQuestion } from './read/clean.ts';
import type { ReadingContext } from './read/words/token.ts';

/** A shorter name with another character is another name. */
const MIN_MISSPELT_NAME = 4;

/** What weighs less, nearly every row is about. */
const GENERAL = 0.5;

/** A question that an editor wrote for rows. */
export interface CuratedQuestion {
  readonly rows: readonly number[];
  readonly cleaned: string;
  readonly folded: Folded;
}

/** The questions that editors wrote. */
interface Curated {
  readonly curated: readonly CuratedQuestion[];
  /** By id, the number of each row. */
  readonly rowOf: ReadonlyMap<string, number>;
}

/** The questions that editors wrote, each for its rows. */
export function* curatedQuestions({ initiatives, expansions, wishes }: Dataset): Steps<Curated> {
  const rowOf = new Map<string, number>();
  for (const [row, { id }] of initiatives.entries()) {
    rowOf.set(id, row);
    yield;
  }
  const curated: CuratedQuestion[] = [];
  const written = [
    ...[...expansions.values()].map(({ id, questions }) => ({ rows: [id], questions })),
    ...wishes,
  ];
  for (const { rows: ids, questions } of written) {
    const rows = ids.flatMap((id) => rowOf.get(id) ?? []);
    for (const text of questions) {
      const cleaned = cleanQuestion(text);
      curated.push({ rows, cleaned, folded: fold(cleaned) });
    }
    yield;
  }
  return { curated, rowOf };
}

/** What questions are read by. */
interface Readable {
  readonly index: RowIndex;
  /** Folded. */
  readonly departmentNames: readonly string[];
  readonly words: KnownWords;
  readonly curated: readonly CuratedQuestion[];
}

/** What the reader of questions asks of a dataset. */
export function readingContext(
  dataset: Dataset,
  { words, index, departmentNames, curated }: Readable,
): ReadingContext {
  const curatedText = curated.map(({ folded }) => folded.text).join('\n');
  return {
    ...words,
    byWords: false,
    duties: dutiesOf(dataset),
    conceptKinds: dataset.concepts.map((c) => c.kind),
    hasConcepts: (each) =>
      meet(each.map((concepts) => concepts.map((concept) => index.withConcept(concept).rows))),
    isAbsent: (concept) =>
      dataset.concepts[concept]!.weight <= 1 && index.withConcept(concept).rows.length === 0,
    isGeneral: (concept) => dataset.concepts[concept]!.weight < GENERAL,
    hasText: (folded) => index.hasText(folded),
    inQuestions: (folded) => curatedText.includes(folded),
    departmentsMisspelt: (folded) => {
      const isSlip = (name: string): boolean =>
        soundAlike(folded, name) || (folded.length >= MIN_MISSPELT_NAME && withinOneEdit(folded, name));
      const like = departmentNames.flatMap((name, d) => (isSlip(name) ? [d] : []));
      return like.length === 1 ? like : [];
    },
    departmentsLike: (folded) => {
      const like = departmentsNamed(folded, departmentNames);
      return like.length <= 2 ? like : [];
    },
  };
}

/** Departments whose folded name holds the folded word. */
export function departmentsNamed(word: string, departmentNames: readonly string[]): number[] {
  return departmentNames.flatMap((name, d) => (name.includes(word) ? [d] : []));
}
