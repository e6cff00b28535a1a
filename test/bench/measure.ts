import path from 'node:path';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { createEngine } from '../../src/question/engine.ts';
import { CONTENDERS, documentsOf, type SearchIndex } from './contenders.ts';
import { setA } from './quality.ts';
import { synthesise } from './synthesise.ts';

/** One contender at one size, measured in a process of its own. */
export interface Measured {
  readonly buildMs: number;
  /** Heap and external memory that the index keeps alive, beside the rows themselves. */
  readonly megabytes: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The same, each question by its quickest round: what a busy machine adds is left out. */
  readonly quietP99Ms: number;
  readonly maxMs: number;
  readonly slowest: string;
  /** Questions that were timed; fewer than all when time ran out. */
  readonly timed: number;
}

/** The real rows; above this, synthetic ones. */
const REAL_ROWS = 49;
const ROUNDS = 3;
/** Questions are asked until then; a contender that needs longer has been asked fewer times. */
const ASKING_MS = 45_000;
/** As many as an answer would ever show; libraries that can stop there may. */
const LIMIT = 50;

type Ask = (question: { readonly q: string; readonly today: string; readonly lang: string }) => unknown;

/** Printed when building begins and when it ends: the parent limits the time between, not that for making the rows. */
export const MILESTONES = { building: 'building', built: 'built' } as const;

/** `node --expose-gc measure.ts NAME VARIANT ROWS` prints the milestones, then a Measured as JSON. */
async function main(name: string, variant: string, size: number): Promise<Measured> {
  const real = loadDataset(path.resolve(import.meta.dirname, '../../data'));
  const data = size <= REAL_ROWS ? real : synthesise(real, size);
  const before = memory();
  console.log(MILESTONES.building);
  const startedAt = performance.now();
  let ask: Ask;
  let native = (): number => 0;
  if (name === 'ours') {
    const engine = createEngine(data);
    ask = ({ q, today, lang }) =>
      engine.ask({ text: q, today, lang: lang === 'en' ? 'en' : 'ja', previous: null });
  } else {
    const contender = CONTENDERS.find((each) => each.name === name)!;
    const index: SearchIndex = await contender.build(documentsOf(data, variant === 'curated'), variant);
    ask = ({ q }) => index.search(q, LIMIT);
    native = index.nativeBytes;
  }
  const buildMs = performance.now() - startedAt;
  console.log(MILESTONES.built);
  const megabytes = (memory() - before + native()) / 1e6;
  return { buildMs, megabytes, ...(await latency(ask)) };
}

function memory(): number {
  for (let i = 0; i < 3; i++) globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function latency(ask: Ask): Promise<Omit<Measured, 'buildMs' | 'megabytes'>> {
  const questions = setA();
  const times: { ms: number; q: string }[] = [];
  const deadline = performance.now() + ASKING_MS;
  // The first round warms up, unless there is no time for a second.
  for (let round = 0; round <= ROUNDS; round++) {
    if (round === 1 && performance.now() < deadline) times.length = 0;
    for (const question of questions) {
      if (performance.now() > deadline && times.length > 0) break;
      const startedAt = performance.now();
      await ask(question);
      times.push({ ms: performance.now() - startedAt, q: question.q });
    }
  }
  const quickest = new Map<string, number>();
  for (const { ms, q } of times) quickest.set(q, Math.min(ms, quickest.get(q) ?? Infinity));
  times.sort((a, b) => a.ms - b.ms);
  const all = times.map(({ ms }) => ms);
  const { ms: maxMs, q: slowest } = times.at(-1)!;
  return {
    p50Ms: quantile(all, 0.5),
    p99Ms: quantile(all, 0.99),
    quietP99Ms: quantile([...quickest.values()], 0.99),
    maxMs,
    slowest,
    timed: times.length,
  };
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]!;
}

const [name, variant, size] = process.argv.slice(2);
if (import.meta.main) console.log(JSON.stringify(await main(name!, variant!, Number(size))));
