import { datasetOf } from '../dataset/load/dataset.ts';
import { type PackedFiles, unpacked } from '../dataset/load/packed-files.ts';
import { answerInThread, inThread } from '../dataset/load/thread.ts';
import type { Engine, Lang } from '../question/answer.ts';
import { createEngine } from '../question/engine.ts';
import type { AnswerChange, Trial } from './decide/proposal.ts';

/** A question whose answers are compared. */
interface TriedQuestion {
  readonly question: string;
  readonly lang: Lang;
}

/** What two editions are asked. */
export interface TrialTask {
  readonly before: PackedFiles;
  readonly after: PackedFiles;
  /** Beside some of those that editors have written for each row. */
  readonly questions: readonly TriedQuestion[];
  /** That should be found by the later one. */
  readonly wanted: TriedQuestion;
  /** ISO date. */
  readonly today: string;
}

const THREAD = 'try an edition';
/** Of each row; all of them would take minutes where there are thousands. */
const OWN_PER_ROW = 4;
/** Teams waits 15 s for an answer, and two engines have to be built. */
const MOST_MS = 5000;
const MOST_KEPT = 20;

/** Asks both editions the same questions, in a thread of its own. */
export async function tryEdition(task: TrialTask): Promise<Trial> {
  return await inThread<Trial>(new URL(import.meta.url), { thread: THREAD, task });
}

async function compare({ before, after, questions, wanted, today }: TrialTask): Promise<Trial> {
  const data = datasetOf(await unpacked(before));
  const engines = [createEngine(data), createEngine(datasetOf(await unpacked(after)))] as const;
  const own = [...data.expansions.values()].flatMap((row) =>
    row.questions.slice(0, OWN_PER_ROW).map((question) => ({ question, lang: 'ja' as const })),
  );
  const endAt = performance.now() + MOST_MS;
  const changes: AnswerChange[] = [];
  let tried = 0;
  for (const one of [...questions, ...own]) {
    if (performance.now() > endAt) break;
    tried += 1;
    const [was, is] = engines.map((engine) => namesFor(engine, one, today)) as [string[], string[]];
    if (was.join('\n') !== is.join('\n')) changes.push({ question: one.question, before: was, after: is });
  }
  return {
    tried,
    changed: changes.length,
    changes: changes.slice(0, MOST_KEPT),
    wanted: wanted.question,
    found: namesFor(engines[1], wanted, today),
  };
}

/** In a fixed order: another order is no other answer. */
function namesFor(engine: Engine, { question, lang }: TriedQuestion, today: string): string[] {
  const { hits } = engine.ask({ text: question, today, lang, previous: null });
  return hits.map(({ initiative }) => `${initiative.department}「${initiative.name}」`).sort();
}

answerInThread(THREAD, (task) => compare(task as TrialTask));
