import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../contracts/postgres.ts';
import { startSimulator } from '../simulator/simulator.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { personalMessage, scene } from '../simulator/teams.ts';
import { median, NODE_FLAGS, type RunningBot, startBot, stopBot } from './process.ts';

/** Questions of several kinds, so that no single path is measured. */
export const QUESTIONS = [
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
  readonly name: 'echo' | 'ours' | 'shared';
  readonly args: readonly string[];
}

const ECHO: Contender = { name: 'echo', args: [join(import.meta.dirname, 'echo-bot.mjs')] };
const OURS: Contender = {
  name: 'ours',
  args: [...NODE_FLAGS, join(import.meta.dirname, '../../src/start.js'), '--sandbox'],
};

/** Ours, with its memory of turns in PostgreSQL as several instances have it. */
const SHARED: Contender = { ...OURS, name: 'shared' };

/** What is offered while a turn's time is taken: as many as Teams lets an app send. */
const OFFERED_PER_SECOND = 50;
const OFFERED_TURNS = 500;

/** Ratios of medians, ours to the echo bot's. */
export interface TurnsResult {
  readonly turnsPerSecond: {
    readonly echo: number;
    readonly ours: number;
    readonly ratio: number;
    /** With PostgreSQL. */
    readonly shared: number;
  };
  /** At 50 turns/s: what was answered in a second, and the 99th percentile of a turn's time. */
  readonly offered: Readonly<
    Record<'ours' | 'shared', { readonly turnsPerSecond: number; readonly p99Ms: number }>
  >;
}

/** Runs both bots in turns in the same minutes, so that noise of the machine hits both alike. */
export async function benchTurns(): Promise<TurnsResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-bench-'));
  const simulator = await startSimulator();
  try {
    return await measureTurns(dataDir, simulator);
  } finally {
    await simulator.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function measureTurns(dataDir: string, simulator: Simulator): Promise<TurnsResult> {
  const rates: Record<Contender['name'], number[]> = { echo: [], ours: [], shared: [] };
  const postgres = await startPostgres({ durable: true });
  const bots: NamedBot[] = [];
  try {
    const shared = { DATABASE_URL: await postgres.createDatabase() };
    for (const [one, env] of [[ECHO], [OURS], [SHARED, shared]] as const)
      bots.push(await start(one, { DATA_DIR: join(dataDir, one.name), ...env }));
    for (const bot of bots) await run(bot, simulator, WARM_UP_TURNS);
    for (let round = 0; round < ROUNDS; round++) {
      for (const bot of bots) rates[bot.name].push(await run(bot, simulator, TURNS_PER_ROUND));
    }
    const [echo, ours, other] = [median(rates.echo), median(rates.ours), median(rates.shared)];
    return {
      turnsPerSecond: { echo, ours, ratio: ours / echo, shared: other },
      offered: { ours: await runOffered(bots[1]!, simulator), shared: await runOffered(bots[2]!, simulator) },
    };
  } finally {
    for (const bot of bots) await stopBot(bot.process);
    await postgres.stop();
  }
}

/** Turns that come one after the other at an even pace, whether or not the last one has been answered. */
async function runOffered(bot: NamedBot, simulator: Simulator) {
  simulator.connector.reset();
  const where = scene(simulator.url);
  const agent = new Agent({ keepAlive: true });
  const startedAt = performance.now();
  const times = await Promise.all(
    Array.from({ length: OFFERED_TURNS }, async (_, index) => {
      await sleep((index * 1000) / OFFERED_PER_SECOND);
      const who = { ...where, userId: `29:${index % PEOPLE}` };
      const text = QUESTIONS[index % QUESTIONS.length]!;
      const from = performance.now();
      await ask(bot.port, agent, JSON.stringify(personalMessage(who, `offered-${index}`, text)));
      return performance.now() - from;
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return {
    turnsPerSecond: OFFERED_TURNS / seconds,
    p99Ms: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)]!,
  };
}

type NamedBot = RunningBot & Pick<Contender, 'name'>;

async function start({ name, args }: Contender, env: Readonly<Record<string, string>>): Promise<NamedBot> {
  return { name, ...(await startBot(args, env)) };
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

/** Sends an activity; rejects unless it is answered with 200. */
export function ask(port: number, agent: Agent, body: string): Promise<void> {
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
export function describeTurns({ turnsPerSecond, offered }: TurnsResult): string {
  const round = (value: number) => value.toFixed(0);
  const { ours, shared } = turnsPerSecond;
  const at50 = ({ turnsPerSecond: answered, p99Ms }: TurnsResult['offered']['ours']) =>
    `${answered.toFixed(1)}/s, p99 ${p99Ms.toFixed(1)} ms`;
  return [
    `turns/s over HTTP   ours ${round(turnsPerSecond.ours)}  echo ${round(turnsPerSecond.echo)}  ratio ${turnsPerSecond.ratio.toFixed(2)}`,
    `with PostgreSQL     ${round(shared)}  ratio to ours ${(shared / ours).toFixed(2)}`,
    `at 50 turns/s       ours ${at50(offered.ours)}  with PostgreSQL ${at50(offered.shared)}`,
  ].join('\n');
}

if (import.meta.main) console.log(describeTurns(await benchTurns()));
