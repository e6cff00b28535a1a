import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../simulator/simulator.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { personalMessage, scene } from '../simulator/teams.ts';
import { median, type RunningBot, startBot, stopBot } from './process.ts';

/** Questions of several kinds, so that no single path is measured. */
const QUESTIONS = [
  '１ｏｎ１やってる局は？',
  'which departments do 1on1 meetings',
  '7月に始まる取組は？',
  '研修は何件？',
  '緑区役所の取組',
  'フリーアドレス',
];

const ROUNDS = 5;
const TURNS_PER_ROUND = 500;
/** A bot runs for weeks: both are measured once their code is compiled. */
const WARM_UP_TURNS = 2_000;
const CONCURRENCY = 16;

interface Contender {
  readonly name: 'echo' | 'ours';
  readonly args: readonly string[];
}

const ECHO: Contender = { name: 'echo', args: [join(import.meta.dirname, 'echo-bot.mjs')] };
const OURS: Contender = {
  name: 'ours',
  args: [join(import.meta.dirname, '../../src/start.js'), '--sandbox'],
};

/** Ratios of medians, ours to the echo bot's. */
export interface TurnsResult {
  readonly turnsPerSecond: { readonly echo: number; readonly ours: number; readonly ratio: number };
  readonly readyMs: {
    readonly echo: number;
    readonly ours: number;
    readonly ratio: number;
    /** The very first start, before there is a compile cache. */
    readonly oursFirst: number;
  };
}

/** Runs both bots in turns in the same minutes, so that noise of the machine hits both alike. */
export async function benchTurns(): Promise<TurnsResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-bench-'));
  const simulator = await startSimulator();
  try {
    const ready = await measureReady(dataDir);
    const turns = await measureTurns(dataDir, simulator);
    return { turnsPerSecond: turns, readyMs: ready };
  } finally {
    await simulator.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function measureReady(dataDir: string): Promise<TurnsResult['readyMs']> {
  const times: Record<Contender['name'], number[]> = { echo: [], ours: [] };
  const first = await startAndStop(OURS, dataDir);
  // Both once unmeasured: the disk's own cache.
  await startAndStop(ECHO, dataDir);
  for (let round = 0; round < ROUNDS; round++) {
    for (const contender of [ECHO, OURS]) times[contender.name].push(await startAndStop(contender, dataDir));
  }
  const [echo, ours] = [median(times.echo), median(times.ours)];
  return { echo, ours, ratio: ours / echo, oursFirst: first };
}

async function measureTurns(dataDir: string, simulator: Simulator): Promise<TurnsResult['turnsPerSecond']> {
  const rates: Record<Contender['name'], number[]> = { echo: [], ours: [] };
  const bots = [await start(ECHO, dataDir), await start(OURS, dataDir)];
  try {
    for (const bot of bots) await run(bot, simulator, WARM_UP_TURNS);
    for (let round = 0; round < ROUNDS; round++) {
      for (const bot of bots) rates[bot.name].push(await run(bot, simulator, TURNS_PER_ROUND));
    }
  } finally {
    for (const bot of bots) await stopBot(bot.process);
  }
  const [echo, ours] = [median(rates.echo), median(rates.ours)];
  return { echo, ours, ratio: ours / echo };
}

async function startAndStop({ args }: Contender, dataDir: string): Promise<number> {
  const bot = await startBot(args, { DATA_DIR: dataDir });
  await stopBot(bot.process);
  return bot.readyMs;
}

type NamedBot = RunningBot & Pick<Contender, 'name'>;

async function start({ name, args }: Contender, dataDir: string): Promise<NamedBot> {
  return { name, ...(await startBot(args, { DATA_DIR: dataDir })) };
}

let lastId = 0;
const PEOPLE = 50;

/** Turns per second with some people asking at once; every turn must be answered, and its reply must arrive. */
async function run(bot: NamedBot, simulator: Simulator, turns: number): Promise<number> {
  simulator.connector.reset();
  const where = scene(simulator.url);
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  let left = turns;
  const worker = async () => {
    while (left-- > 0) {
      const id = String(++lastId);
      // People who have written before: a newcomer costs a write to the disk, once.
      const who = { ...where, userId: `29:${lastId % PEOPLE}` };
      await ask(
        bot.port,
        agent,
        JSON.stringify(personalMessage(who, id, QUESTIONS[lastId % QUESTIONS.length]!)),
      );
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const seconds = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  // A slow turn says that it is typing first; that is no reply.
  const replies = simulator.connector.requests.filter(
    ({ status, body }) => status === 201 && (body as { type?: unknown } | undefined)?.type !== 'typing',
  ).length;
  if (replies !== turns) throw new Error(`${bot.name}: ${turns} turns, ${replies} replies`);
  return turns / seconds;
}

function ask(port: number, agent: Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        host: '127.0.0.1',
        port,
        path: '/api/messages',
        method: 'POST',
        agent,
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`HTTP ${String(response.statusCode)}`));
        });
      },
    );
    sending.on('error', reject);
    sending.end(body);
  });
}

/** The figures as lines of a table. */
export function describeTurns({ turnsPerSecond, readyMs }: TurnsResult): string {
  const round = (value: number) => value.toFixed(0);
  return [
    `turns/s over HTTP   ours ${round(turnsPerSecond.ours)}  echo ${round(turnsPerSecond.echo)}  ratio ${turnsPerSecond.ratio.toFixed(2)}`,
    `ready after start   ours ${round(readyMs.ours)} ms  echo ${round(readyMs.echo)} ms  ratio ${readyMs.ratio.toFixed(2)}  (very first start ${round(readyMs.oursFirst)} ms)`,
  ].join('\n');
}

if (import.meta.main) console.log(describeTurns(await benchTurns()));
