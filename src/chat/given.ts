import type { Answer, Lang } from '../question/answer.ts';

/**
 * An answer that somebody can judge, whoever has given it: it has Teams' own feedback buttons, and is remembered by what
 * was asked, what was understood of it, and the rows that were shown.
 */
export interface GivenAnswer {
  /** As it was asked; of what was pressed, what has come of it in words. */
  readonly question: string;
  readonly lang: Lang;
  /** What was understood: the same for what is meant alike. */
  readonly understood: readonly string[];
  /** The same for who reads it. */
  readonly label: string;
  /** Ids of the rows that were shown. */
  readonly rows: readonly string[];
  /** Asked for in words; false: it was opened by a button that asks nothing. */
  readonly isAsked: boolean;
  /** What the engine has found in the newest document; null: others have answered. */
  readonly searched: Searched | null;
}

interface Searched {
  /** Nothing of what was asked for. */
  readonly isNothing: boolean;
  /** Asked again it is understood without the question before it. */
  readonly standsAlone: boolean;
  /** Ids of the concepts that were asked for. */
  readonly themes: readonly string[];
}

/** What a feature says of an answer of its own; `about`: what was understood, where it is not the rows that are shown. */
export interface ShownAnswer {
  readonly rows: readonly string[];
  readonly about?: readonly string[];
}

/** More rows than these were no answer to remember. */
const mostRows = 10;

/** The engine's answer. */
export function givenBy(answer: Answer): GivenAnswer {
  const { question, lang, hits, follows, understood } = answer;
  const said = understoodIn(answer);
  const themes = understood.topics.flat().flatMap(({ conceptId }) => conceptId ?? []);
  return {
    question,
    lang,
    understood: said,
    label: said.join(' · '),
    rows: hits.slice(0, mostRows).map(({ initiative }) => initiative.id),
    isAsked: true,
    searched: {
      isNothing: isUnanswered(answer),
      standsAlone: follows === null,
      themes: [...new Set(themes)],
    },
  };
}

/** A feature's answer; `intent` tells what was understood, `words` what was asked or has come of a press. */
export function givenOf(
  intent: string,
  { rows, about = rows }: ShownAnswer,
  { words, lang, isAsked }: { readonly words: string; readonly lang: Lang; readonly isAsked: boolean },
): GivenAnswer {
  const understood = [intent, ...about];
  return {
    question: words,
    lang,
    understood,
    label: words,
    rows: rows.slice(0, mostRows),
    isAsked,
    searched: null,
  };
}

/** The concepts, the unknown words and the departments, in a fixed order; else the words as they stand. */
function understoodIn({ understood, unknownWords, question }: Answer): readonly string[] {
  const topics = understood.topics.flat().map(({ label, words }) => label?.ja ?? fold(words));
  const named = [...topics, ...unknownWords.map(fold)];
  const departments = [...understood.departments];
  return named.length === 0
    ? [fold(question), ...departments]
    : [...new Set(named)].sort().concat(departments);
}

const fold = (words: string): string =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s、。?？!！]/g, '');

/** Whether an answer has found nothing of what was asked for; to know that nobody does something is to have found it. */
function isUnanswered(answer: Answer): boolean {
  const { intent, hits, departments, departmentsAsk, count, question } = answer;
  if (intent === 'help' || intent === 'greeting' || departmentsAsk !== null) return false;
  return hits.length === 0 && departments.length === 0 && (count ?? 0) === 0 && question.trim() !== '';
}
