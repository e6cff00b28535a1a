import type { Dataset } from '../../../src/dataset/schema.ts';
import type { Judge } from '../../../src/question/choose/judge.ts';
import { createEngine } from '../../../src/question/engine.ts';
import { chance, withoutWords } from '../score/dropout.ts';
import { expectedTexts, rowKey, type Question } from '../score/questions.ts';
import type { QuestionSet } from '../score/sets.ts';
import type { Example } from './columns.ts';

/** How the engine is made poorer before the questions are put to it. */
export interface Variant {
  /** Share of the thesaurus's words, and of the document's rows, that are left out. */
  readonly words: number;
  readonly rows: number;
  readonly seed: number;
  /** How often its questions count. */
  readonly times: number;
}

/** One question as the judge sees it. */
export interface Sample extends Example {
  readonly set: string;
  /** Its place in the set. */
  readonly question: number;
  readonly variant: Variant;
  /** How many rows are right, those that the judge is not shown included. */
  readonly right: number;
}

/** What the judge is shown of every question that rows answer, or none; the same sets and variant give the same. */
export function samplesOf(sets: readonly QuestionSet[], variant: Variant): Sample[] {
  const recorder = new Recorder();
  let data: Dataset | null = null;
  let engine = null;
  const samples: Sample[] = [];
  for (const set of sets) {
    if (data !== set.data || engine === null) {
      data = set.data;
      engine = createEngine(withoutRows(withoutWords(data, variant.words, variant.seed), variant), recorder);
    }
    const keys = withoutRows(data, variant).initiatives.map(({ department, name }) =>
      rowKey([department, name]),
    );
    for (const [place, question] of set.questions.entries()) {
      if (!isAboutRows(question)) continue;
      recorder.start();
      const lang = question.lang === 'en' ? 'en' : 'ja';
      engine.ask({ text: question.q, today: question.today, lang, previous: null });
      const { rows, features } = recorder;
      if (rows === null) continue;
      const { labels, right } = labelsOf(
        question,
        Array.from(rows, (row) => keys[row]!),
        new Set(keys),
      );
      samples.push({
        set: set.name,
        question: place,
        variant,
        times: variant.times,
        features,
        labels,
        right,
      });
    }
  }
  return samples;
}

/** Some questions are scored by the text of their answer alone. */
const isAboutRows = (question: Question): boolean =>
  question.must.length > 0 || question.kind === 'negative' || expectedTexts(question).length === 0;

function labelsOf(
  { must, may }: Question,
  shown: readonly string[],
  all: ReadonlySet<string>,
): { labels: Int8Array; right: number } {
  const right = new Set(must.map(rowKey).filter((key) => all.has(key)));
  const neither = new Set(may.map(rowKey));
  return {
    labels: Int8Array.from(shown, (key) => (right.has(key) ? 1 : neither.has(key) ? -1 : 0)),
    right: right.size,
  };
}

/** The dataset without some of its rows: what they alone answer has no answer any more. */
function withoutRows(data: Dataset, { rows, seed }: Variant): Dataset {
  if (rows === 0) return data;
  return {
    ...data,
    initiatives: data.initiatives.filter(({ id }) => chance(`${seed}\n${id}`) >= rows),
  };
}

/** Notes what a judge is shown of the first reading of a question, and lets nothing answer. */
class Recorder implements Judge {
  readonly bounds = { least: 2, others: 2, shareOfBest: 2, near: 2 };
  rows: Uint32Array | null = null;
  features = new Float32Array(0);

  start(): void {
    this.rows = null;
  }

  likelihoods(features: Float32Array<ArrayBuffer>, rows: Uint32Array): Float64Array {
    if (this.rows === null) {
      this.rows = rows;
      this.features = features;
    }
    return new Float64Array(rows.length);
  }
}
