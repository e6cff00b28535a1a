import type { Answer, QuestionContext } from '../../../src/question/answer.ts';
import { engine } from './real.ts';

/** Asks one after another in one conversation, the context going through JSON as it does through a store or a card. */
export function converse(...texts: readonly string[]): Answer {
  let previous: QuestionContext | null = null;
  let answer: Answer | null = null;
  for (const text of texts) {
    answer = engine.ask({ text, today: '2026-06-15', lang: 'ja', previous });
    if (answer.context !== null) previous = JSON.parse(JSON.stringify(answer.context)) as QuestionContext;
  }
  return answer!;
}

export const names = (answer: Answer): string[] => answer.hits.map(({ initiative }) => initiative.name);
export const told = (answer: Answer): string | null => answer.fact?.text ?? null;
