import { createHash } from 'node:crypto';
import type { GivenAnswer } from '../../chat/given.ts';
import type { Lang } from '../../question/answer.ts';
import { foldText } from '../../text/fold.ts';
import { masked } from './mask.ts';

/** A question that found nothing, or whose answer was judged; without whoever asked it. */
export interface StoredQuestion {
  readonly at: number;
  readonly kind: 'none' | 'wrong' | 'liked';
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

const maxTextChars = 400;

/** A question that was asked: what an answer must be remembered by, should somebody judge it. */
export interface AskedQuestion {
  readonly question: string;
  readonly lang: Lang;
  readonly key: string;
  /** Masked. */
  readonly label: string;
  readonly rows: readonly string[];
}

/** What of an answer is remembered. */
export function askedOf({ question, lang, understood, label, rows }: GivenAnswer): AskedQuestion {
  return {
    question: question.slice(0, maxTextChars),
    lang,
    key: digest(JSON.stringify(understood)),
    label: masked(label).slice(0, 120),
    rows,
  };
}

/** As it is kept. */
export function storedQuestion(
  { question, ...asked }: AskedQuestion,
  kind: StoredQuestion['kind'],
  at: number,
): StoredQuestion {
  return { ...asked, kind, at, text: masked(question) };
}

/** A question that was answered: each once, however it was spelled, without whoever asked it. */
export interface AnsweredQuestion {
  /** Digest of the folded text, without punctuation. */
  readonly key: string;
  /** Masked. */
  readonly text: string;
  readonly lang: Lang;
  /** When it was asked last. */
  readonly at: number;
  /** When its answer was called wrong; null = it was not. */
  readonly wrongAt: number | null;
}

/** As it is kept. */
export function answeredOf(question: string, lang: Lang, at: number): AnsweredQuestion {
  const text = masked(question.slice(0, maxTextChars));
  return { key: digest(foldText(text).replaceAll(/[\p{P}\s]/gu, '')), text, lang, at, wrongAt: null };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);
