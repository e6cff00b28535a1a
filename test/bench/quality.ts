import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createCards } from '../../src/cards/answer/cards.ts';
import { loadCardKit } from '../../src/cards/load.ts';
import { parseQuestions, type Question } from '../tools/score/questions.ts';
import { report, scoreAnswer, type Figures } from '../tools/score/score.ts';
import type { Dataset } from '../../src/dataset/schema.ts';
import { createEngine } from '../../src/question/engine.ts';
import { documentsOf, type Contender, type Ranking } from './contenders.ts';
import { NOTHING_UNDERSTOOD } from '../question/support/plain.ts';

/** Where a library's ranking is cut: its best rows, none below a share of the best, none at all below `least`. */
interface CutOff {
  readonly rows: number;
  readonly share: number;
  readonly least: number;
}

export interface Quality extends Figures {
  readonly name: string;
  readonly variant: string;
  readonly cutOff: CutOff | null;
}

const ROWS = [1, 2, 3, 4, 5, 8, 12, 20];
const SHARES = [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
/** Quantiles of the best scores of all questions. */
const LEASTS = [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4];

const questionsIn = (file: string): Question[] =>
  parseQuestions(readFileSync(path.resolve(import.meta.dirname, '..', file), 'utf8')).questions;

/** Set A, which speed is measured with. */
export const setA = (): Question[] => questionsIn('questions/a.jsonl');

/** A set over the shipped document that nobody has tuned anything on: of test/unseen, the last. */
export function unseenSet(): { readonly name: string; readonly questions: readonly Question[] } {
  const folder = path.resolve(import.meta.dirname, '../unseen');
  const name = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1)!;
  return { name, questions: questionsIn(`unseen/${name}`) };
}

/** Our engine on a set. */
export function ourQuality(data: Dataset, questions: readonly Question[]): Quality {
  const engine = createEngine(data);
  const cards = createCards(loadCardKit());
  const { overall } = report(
    questions.map((question) => {
      const lang = question.lang === 'en' ? 'en' : 'ja';
      const answer = engine.ask({ text: question.q, today: question.today, lang, previous: null });
      return scoreAnswer(question, answer, cards.answerText(answer, data));
    }),
  );
  return { name: 'ours', variant: '', cutOff: null, ...overall };
}

/** A library on a set, in the variant and with the cut-off that get most of these very questions exactly right. */
export async function libraryQuality(
  contender: Contender,
  data: Dataset,
  questions: readonly Question[],
): Promise<Quality> {
  let best: Quality | null = null;
  for (const variant of contender.variants) {
    const index = await contender.build(documentsOf(data, variant === 'curated'), variant);
    const rankings: Ranking[] = [];
    for (const { q } of questions) rankings.push(await index.search(q, Math.max(...ROWS)));
    for (const cutOff of cutOffs(rankings)) {
      const figures = figuresAt(cutOff, rankings, data, questions);
      if (
        best === null ||
        figures.exact > best.exact ||
        (figures.exact === best.exact && figures.f1 > best.f1)
      )
        best = { name: contender.name, variant, cutOff, ...figures };
    }
  }
  return best!;
}

function cutOffs(rankings: readonly Ranking[]): CutOff[] {
  const tops = rankings.map((ranking) => ranking[0]?.score ?? 0).sort((a, b) => a - b);
  const leasts = LEASTS.map((quantile) => tops[Math.floor(quantile * (tops.length - 1))]!);
  return ROWS.flatMap((rows) =>
    SHARES.flatMap((share) => [...new Set(leasts)].map((least) => ({ rows, share, least }))),
  );
}

function figuresAt(
  { rows, share, least }: CutOff,
  rankings: readonly Ranking[],
  data: Dataset,
  questions: readonly Question[],
): Figures {
  return report(
    questions.map((question, q) => {
      const ranking = rankings[q]!;
      const best = ranking[0]?.score ?? 0;
      const kept = ranking
        .slice(0, rows)
        .filter(({ score }) => score >= best * share && score >= least)
        .map(({ row }) => data.initiatives[row]!);
      const hits = kept.map((initiative) => ({ initiative, score: 1, reasons: [], about: [] }));
      const text = kept
        .map((row) => [row.department, row.name, row.summary, row.schedule.text, row.remarks].join('\n'))
        .join('\n');
      return scoreAnswer(question, { hits, nearMisses: [], understood: NOTHING_UNDERSTOOD }, text);
    }),
  ).overall;
}
