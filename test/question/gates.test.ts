import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parseQuestions } from '../../src/cli/questions.ts';
import { report, scoreAnswer, type Report } from '../../src/cli/score.ts';
import { loadCards } from '../../src/cards/load.ts';
import { importDocument, toJson } from '../../src/dataset/import.ts';
import { loadDataset } from '../../src/dataset/load.ts';
import type { Dataset } from '../../src/dataset/schema.ts';
import { createEngine } from '../../src/question/engine.ts';

/** The least share of questions answered exactly. To be raised whenever the engine has become better, never lowered. */
const GATES = {
  /** a.jsonl: what the engine was developed with. */
  setA: 0.93,
  /** b.jsonl: further questions about the same document, by another author. */
  setB: 0.87,
  /** off-topic.jsonl: everything that the document does not cover; exact = nothing answered. */
  offTopic: 0.93,
  /** other-city/: another city's document, next year, with no curated words at all. */
  otherCity: 0.87,
};

const QUESTIONS = path.resolve(import.meta.dirname, '../questions');
const DATA = path.resolve(import.meta.dirname, '../../data');
const imported = mkdtempSync(path.join(tmpdir(), 'yokoten-other-city-'));
afterAll(() => {
  rmSync(imported, { recursive: true });
});

const cards = loadCards();

function evaluate(file: string, data: Dataset): Report {
  const { questions, problems } = parseQuestions(readFileSync(path.join(QUESTIONS, file), 'utf8'));
  expect(problems).toEqual([]);
  const engine = createEngine(data);
  return report(
    questions.map((question) => {
      const lang = question.lang === 'en' ? 'en' : 'ja';
      const answer = engine.ask({ text: question.q, today: question.today, lang, previous: null });
      return scoreAnswer(question, answer, cards.answerText(answer, data));
    }),
  );
}

/** Fails with the questions that were missed, so that the log tells what has become worse. */
function expectExact(result: Report, gate: number): void {
  const missed = result.misses.map(({ id, q }) => `${id} ${q}`);
  expect({ exact: result.overall.exact >= gate, missed }).toEqual({ exact: true, missed });
}

/** A city's document as its editors would import it: nothing beside it has been written. */
function importOtherCity(): Dataset {
  const bytes = readFileSync(path.join(QUESTIONS, 'other-city/source.txt'));
  const result = importDocument(bytes, 'source.txt', { initiatives: null, departments: null });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  writeFileSync(path.join(imported, 'initiatives.json'), toJson(result.initiatives));
  writeFileSync(path.join(imported, 'departments.json'), toJson(result.departments));
  return loadDataset(imported);
}

describe('questions answered exactly', () => {
  const data = loadDataset(DATA);

  test(`set A: ${GATES.setA} or more of 160`, () => {
    const result = evaluate('a.jsonl', data);
    expect(result.overall.questions).toBe(160);
    expectExact(result, GATES.setA);
  });

  test(`set B: ${GATES.setB} or more of 160`, () => {
    const result = evaluate('b.jsonl', data);
    expect(result.overall.questions).toBe(160);
    expectExact(result, GATES.setB);
  });

  test(`off-topic: ${GATES.offTopic} or more of 60 get no rows`, () => {
    const result = evaluate('off-topic.jsonl', data);
    expect(result.byKind).toMatchObject({ negative: { questions: 60 } });
    expectExact(result, GATES.offTopic);
  });

  test(`another city's document: ${GATES.otherCity} or more of 60`, () => {
    const other = importOtherCity();
    expect(other.initiatives).toHaveLength(40);
    expect(other.expansions.size).toBe(0);
    const result = evaluate('other-city/questions.jsonl', other);
    expect(result.overall.questions).toBe(60);
    expectExact(result, GATES.otherCity);
  });
});
