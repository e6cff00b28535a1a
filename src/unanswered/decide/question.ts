import { createHash } from 'node:crypto';
import type { Answer, Lang } from '../../question/answer.ts';
import { masked } from './mask.ts';

/** A question that found nothing, or whose answer was marked wrong; without whoever asked it. */
export interface KeptQuestion {
  readonly at: number;
  readonly kind: 'none' | 'wrong';
  /** Masked. */
  readonly text: string;
  readonly lang: Lang;
  /** What was understood of it: those that are understood alike are one group. */
  readonly key: string;
  /** The same in words, masked. */
  readonly label: string;
  /** The rows that were shown; [] = none. */
  readonly rows: readonly string[];
}

/** More rows than these were no answer to remember. */
const mostRows = 10;
const maxTextChars = 400;

/** A question that was asked: what an answer must be remembered by, should somebody say that it is wrong. */
export interface AskedQuestion {
  readonly question: string;
  readonly lang: Lang;
  readonly key: string;
  readonly label: string;
  readonly rows: readonly string[];
}

/** What of an answer is remembered. */
export function askedOf(answer: Answer): AskedQuestion {
  const { question, lang, hits } = answer;
  const parts = understoodParts(answer);
  return {
    question: question.slice(0, maxTextChars),
    lang,
    key: createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24),
    label: masked(parts.join(' · ')).slice(0, 120),
    rows: hits.slice(0, mostRows).map(({ initiative }) => initiative.id),
  };
}

/** The concepts, the unknown words and the departments, in a fixed order; else the words as they stand. */
function understoodParts({ understood, unknownWords, question }: Answer): readonly string[] {
  const topics = understood.topics.flat().map(({ label, words }) => label?.ja ?? fold(words));
  const parts = [...topics, ...unknownWords.map(fold)];
  const departments = [...understood.departments];
  return parts.length === 0
    ? [fold(question), ...departments]
    : [...new Set(parts)].sort().concat(departments);
}

const fold = (words: string): string =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s、。?？!！]/g, '');

/** As it is kept. */
export function keptOf(
  { question, ...asked }: AskedQuestion,
  kind: KeptQuestion['kind'],
  at: number,
): KeptQuestion {
  return { ...asked, kind, at, text: masked(question) };
}

/** Whether an answer has found nothing of what was asked for; to know that nobody does something is to have found it. */
export function isUnanswered(answer: Answer): boolean {
  const { intent, hits, departments, departmentsAsk, count, question } = answer;
  if (intent === 'help' || intent === 'greeting' || departmentsAsk !== null) return false;
  return hits.length === 0 && departments.length === 0 && (count ?? 0) === 0 && question.trim() !== '';
}
