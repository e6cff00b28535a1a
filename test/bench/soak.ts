import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulator } from '../simulator/simulator.ts';
import { personalMessage, scene } from '../simulator/teams.ts';
import { NODE_FLAGS, type RunningBot, startBot, stopBot } from './process.ts';
import { ask, QUESTIONS } from './turns.ts';

/** What a bot's process holds, in MB. */
export interface SoakPoint {
  readonly when: string;
  readonly turns: number;
  readonly rss: number;
  /** The most that it has ever held. */
  readonly peak: number;
  readonly heapUsed: number;
  /** Outside of the heap: buffers and their like. */
  readonly external: number;
}

const MAIN = join(import.meta.dirname, '../../src/start.js');
const CONCURRENCY = 32;
/** A city's staff, each with a conversation of their own. */
const PEOPLE = 5_000;
const AT_ONCE = 10_000;
const REST_MS = 15_000;

/** Asks without a pause for so long, then 10,000 at once, and looks at the memory between and after. */
export async function benchSoak(seconds: number): Promise<readonly SoakPoint[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-soak-'));
  const simulator = await startSimulator();
  const bot = await startBot([...NODE_FLAGS, MAIN, '--sandbox'], { DATA_DIR: dataDir });
  const points: SoakPoint[] = [];
  let turns = 0;
  const look = async (when: string) => {
    points.push({ when, turns, ...(await memoryOf(bot)) });
    process.stderr.write(`${describeSoak(points.slice(-1))}\n`);
    // What the simulator has noted is not to fill this process.
    simulator.connector.reset();
  };
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const one = async (by: Agent) => {
    turns += 1;
    const who = scene(simulator.url, { userId: `29:${turns % PEOPLE}` });
    const where = { conversation: { ...personal, tenantId: who.tenantId, id: `a:${turns % PEOPLE}` } };
    const question = QUESTIONS[turns % QUESTIONS.length]!;
    await ask(bot.port, by, JSON.stringify(personalMessage(who, `soak-${turns}`, question, where)));
  };
  try {
    await look('at rest');
    for (let part = 1; part <= PARTS; part += 1) {
      const until = performance.now() + (seconds * 1000) / PARTS;
      const worker = async () => {
        while (performance.now() < until) await one(agent);
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, worker));
      await look(`${Math.round((seconds * part) / PARTS)} s`);
    }
    await sleep(REST_MS);
    await look('rested');
    const burst = new Agent({ maxSockets: AT_ONCE });
    const settled = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => one(burst)));
    // More connections than the machine lets wait are reset before the bot has them.
    const answered = settled.filter(({ status }) => status === 'fulfilled').length;
    await look(`${answered} at once`);
    await sleep(REST_MS);
    await look('rested');
  } finally {
    agent.destroy();
    await stopBot(bot.process);
    await simulator.close();
    rmSync(dataDir, { recursive: true });
  }
  return points;
}

const PARTS = 6;
const personal = { conversationType: 'personal' };

async function memoryOf({
  process: { pid },
  adminPort,
}: RunningBot): Promise<Omit<SoakPoint, 'when' | 'turns'>> {
  const status = readFileSync(`/proc/${pid!}/status`, 'utf8');
  const metrics = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
  const kb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)![1]) / 1024;
  const mb = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)![1]) / 2 ** 20;
  return {
    rss: kb('VmRSS'),
    peak: kb('VmHWM'),
    heapUsed: mb('nodejs_heap_size_used_bytes'),
    external: mb('nodejs_external_memory_bytes'),
  };
}

/** The figures as lines of a table. */
export function describeSoak(points: readonly SoakPoint[]): string {
  const cells = points.map(({ when, turns, ...mb }) => [
    when.padEnd(16),
    String(turns).padStart(8),
    ...Object.values(mb).map((value) => value.toFixed(0).padStart(9)),
  ]);
  const heading = [
    'MB'.padEnd(16),
    'turns'.padStart(8),
    ...['RSS', 'peak', 'heap', 'external'].map((name) => name.padStart(9)),
  ];
  return [heading, ...cells].map((line) => line.join('')).join('\n');
}
