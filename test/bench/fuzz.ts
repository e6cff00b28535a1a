import path from 'node:path';
import fc from 'fast-check';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { createEngine } from '../../src/question/engine.ts';
import { adversarialText, FRAGMENTS } from '../question/support/adversarial.ts';

const RUNS = 100_000;
const SEED = 20260615;
/** Shorter than the longest question that is read, four times it not longer. */
const LENGTH = 140;
const REPEATS = 5;

/**
 * Tries hostile questions and reports the slowest, and how the time of every repeated fragment grows when it is four
 * times as long: 4 is linear, 16 would be quadratic.
 */
export function fuzz(): string {
  const engine = createEngine(loadDataset(path.resolve(import.meta.dirname, '../../data')));
  const time = (text: string): number => {
    const startedAt = performance.now();
    engine.ask({ text, today: '2026-06-15', lang: 'ja', previous: null });
    return performance.now() - startedAt;
  };
  let slowest = { ms: 0, text: '' };
  for (const text of fc.sample(adversarialText, { numRuns: RUNS, seed: SEED })) {
    const ms = time(text);
    if (ms > slowest.ms) slowest = { ms, text };
  }
  // Once more, without whatever the machine was doing just then.
  const again = Math.min(...Array.from({ length: REPEATS }, () => time(slowest.text)));
  const best = (text: string): number => Math.min(...Array.from({ length: REPEATS }, () => time(text)));
  const growth = FRAGMENTS.flatMap((a) =>
    FRAGMENTS.filter((_, i) => i % 8 === 0).map((b) => {
      const unit = a + b;
      const short = best(unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH));
      const long = best(unit.repeat(Math.ceil((4 * LENGTH) / unit.length)).slice(0, 4 * LENGTH));
      return { unit, short, long, ratio: long / short };
    }),
  ).sort((x, y) => y.ratio - x.ratio);
  const steepest = growth
    .slice(0, 3)
    .map(
      ({ unit, short, long, ratio }) =>
        `${JSON.stringify(unit)} ${short.toFixed(2)} → ${long.toFixed(2)} ms (×${ratio.toFixed(1)})`,
    );
  return [
    `${RUNS.toLocaleString('en')} hostile questions: none throws; the slowest took ${slowest.ms.toFixed(1)} ms ` +
      `(${again.toFixed(1)} ms when asked again): ${JSON.stringify(slowest.text.slice(0, 40))}`,
    `Steepest growth from ${LENGTH} to ${4 * LENGTH} characters: ${steepest.join(', ')}`,
  ].join('\n\n');
}
