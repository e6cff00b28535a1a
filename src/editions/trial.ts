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

/** One that people have asked; `at`: when last. */
interface AskedQuestion extends TriedQuestion {
  readonly at: number;
}

/** What two editions are asked. */
export interface TrialTask {
  readonly before: PackedFiles;
  readonly after: PackedFiles;
  /** Lists of them as JSON, beside some of those that editors have written for each row: texts need no time to go over. */
  readonly questions: readonly string[];
  /** That should be found by the later one. */
  readonly wanted: TriedQuestion;
  /** ISO date. */
  readonly today: string;
  /** What there is no time for is not tried. */
  readonly mostMs: number;
}

const THREAD = 'try an edition';
/** Of each row; all of them would take minutes where there are thousands. */
const OWN_PER_ROW = 4;
/** Reading two editions and building their engines. */
const BUILD_MS = 60_000;
const MOST_KEPT = 20;

/** Asks both editions the same questions, in a thread of its own. */
export async function tryEdition(task: TrialTask): Promise<Trial> {
  const parcel = { thread: THREAD, task };
  return await inThread<Trial>(new URL(import.meta.url), parcel, { timeMs: task.mostMs + BUILD_MS });
}

async function compare(task: TrialTask): Promise<Trial> {
  const { before, after, questions, wanted, today, mostMs } = task;
  const data = datasetOf(await unpacked(before));
  const engines = [createEngine(data), createEngine(datasetOf(await unpacked(after)))] as const;
  const own = [...data.expansions.values()].flatMap((row) =>
    row.questions.slice(0, OWN_PER_ROW).map((question) => ({ question, lang: 'ja' as const })),
  );
  const asked = questions.flatMap((page) => JSON.parse(page) as AskedQuestion[]);
  const all = [...asked.sort((a, b) => b.at - a.at), ...own];
  const endAt = performance.now() + mostMs;
  const changes: AnswerChange[] = [];
  let tried = 0;
  let changed = 0;
  for (const one of all) {
    if (performance.now() > endAt) break;
    tried += 1;
    const [was, is] = engines.map((engine) => namesFor(engine, one, today)) as [string[], string[]];
    if (was.join('\n') === is.join('\n')) continue;
    changed += 1;
    if (changes.length < MOST_KEPT) changes.push({ question: one.question, before: was, after: is });
  }
  return {
    tried,
    untried: all.length - tried,
    changed,
    changes,
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
