import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { createCards } from '../../../src/cards/answer/cards.ts';
import type { Dataset } from '../../../src/dataset/schema.ts';
import type { Engine } from '../../../src/question/answer.ts';
import { createEngine } from '../../../src/question/engine.ts';
import { kit } from '../../cards/kit.ts';
import { parseQuestions } from '../../tools/score/questions.ts';
import { report, type Report, scoreAnswer } from '../../tools/score/score.ts';
import { DATA, engine as ownEngine } from './real.ts';

/** Built once for all sets of questions about the same data. */
const engines = new WeakMap<Dataset, Engine>([[DATA, ownEngine]]);
function engineOf(data: Dataset): Engine {
  const engine = engines.get(data) ?? createEngine(data);
  engines.set(data, engine);
  return engine;
}

const cards = createCards(kit);

/** How the engine for the data answers the questions of a file. */
export function evaluate(file: string, data: Dataset): Report {
  const { questions, problems } = parseQuestions(readFileSync(file, 'utf8'));
  expect(problems).toEqual([]);
  const engine = engineOf(data);
  return report(
    questions.map((question) => {
      const lang = question.lang === 'en' ? 'en' : 'ja';
      const answer = engine.ask({ text: question.q, today: question.today, lang, previous: null });
      return scoreAnswer(question, answer, cards.answerText(answer, data));
    }),
  );
}
