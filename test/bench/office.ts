import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { personalMessage, scene, sendToBot, type Scene } from '../simulator/teams.ts';
import type { Held } from './held.ts';
import { NODE_FLAGS, type RunningBot, startBot, stopBot } from './process.ts';
import { ask, QUESTIONS } from './turns.ts';

/** A bot that runs by itself and is watched, and Teams' side of it: people who ask while its data changes. */
export interface Office {
  readonly bot: RunningBot;
  readonly simulator: Simulator;
  readonly heldFile: string;
  /** Activities so far: each has an id of its own. */
  sent: number;
}

/** Turns' times, ms. */
export interface TurnTimes {
  readonly turns: number;
  /** Not answered with 200, and in no other figure. */
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** MB. */
export interface Memory {
  readonly rss: number;
  readonly heap: number;
}

export interface Card {
  readonly id: string;
  readonly content: Json;
}

export type Json = ReturnType<typeof JSON.parse>;

const TURNS_PER_SECOND = 50;
const ALONE_MS = 10_000;
const PEOPLE = 50;
const MAIN = join(import.meta.dirname, '../../src/start.js');
const WATCHED = join(import.meta.dirname, 'watched.ts');

/** Starts the bot in a new folder, with these settings beside its own, and ends it after the work. */
export async function withOffice<T>(
  settings: Readonly<Record<string, string>>,
  work: (office: Office, dir: string) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-bench-editions-'));
  const simulator = await startSimulator();
  const heldFile = join(dir, 'held.json');
  try {
    const bot = await startBot([...NODE_FLAGS, '--import', WATCHED, MAIN, '--sandbox'], {
      DATA_DIR: join(dir, 'state'),
      HELD: heldFile,
      ...settings,
    });
    try {
      return await work({ bot, simulator, heldFile, sent: 0 }, dir);
    } finally {
      await stopBot(bot.process);
    }
  } finally {
    await simulator.close();
    rmSync(dir, { recursive: true });
  }
}

export async function sends(
  office: Office,
  person: string,
  make: (where: Scene, id: string) => Json,
): Promise<Json> {
  const { bot, simulator } = office;
  const where = scene(simulator.url, { aadObjectId: person, userId: `29:${person}` });
  const activity = make(where, `m${(office.sent += 1)}`);
  const conversation = { ...activity.conversation, id: chatOf(person) };
  const { status, body } = await sendToBot(`http://127.0.0.1:${bot.port}`, { ...activity, conversation });
  if (status !== 200) throw new Error(`HTTP ${status}`);
  return body;
}

const chatOf = (person: string) => `a:${person}`;

export function cardsOf({ simulator }: Office, person: string): readonly Card[] {
  return simulator.connector.posts(chatOf(person)).flatMap(({ id, activity }) => {
    const content = (activity as Json).attachments?.[0]?.content;
    return content === undefined ? [] : [{ id, content }];
  });
}

/** Returns the last card that the person has got, as text. */
export async function says(office: Office, person: string, text: string): Promise<string> {
  await sends(office, person, (where, id) => personalMessage(where, id, text));
  return JSON.stringify(cardsOf(office, person).at(-1)?.content);
}

/** What the bot holds after a collection. */
export async function memoryOf(office: Office): Promise<Memory> {
  const { bot } = office;
  await sleep(3_000);
  await heldSince(office);
  const metrics = await (await fetch(`http://127.0.0.1:${bot.adminPort}/metrics`)).text();
  return {
    rss: statusOf(bot, 'VmRSS'),
    heap: Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(metrics)![1]) / 2 ** 20,
  };
}

/** The most that it has had resident so far, MB. */
export const peakOf = ({ bot }: Office): number => statusOf(bot, 'VmHWM');

function statusOf(bot: RunningBot, field: string): number {
  const status = readFileSync(`/proc/${bot.process.pid!}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)![1]) / 1024;
}

/** How long the bot's event loop was held since this was last asked; what is garbage has been collected. */
export async function heldSince({ bot, heldFile }: Office): Promise<Held> {
  rmSync(heldFile, { force: true });
  bot.process.kill('SIGUSR2');
  while (!existsSync(heldFile) || readFileSync(heldFile).length === 0) await sleep(10);
  return JSON.parse(readFileSync(heldFile, 'utf8')) as Held;
}

/** The turns with nothing beside them. */
export async function alone(office: Office): Promise<TurnTimes> {
  await during(office, sleep(ALONE_MS)); // A bot runs for weeks: its code is compiled.
  return (await during(office, sleep(ALONE_MS))).times;
}

/** Asks at an even pace, whether or not the last has been answered, until something is done. */
export async function during<T>(office: Office, work: Promise<T>): Promise<{ times: TurnTimes; result: T }> {
  const turns: Promise<number | null>[] = [];
  const ended = new AbortController();
  const end = () => {
    ended.abort();
  };
  work.then(end, end);
  const startedAt = performance.now();
  while (!ended.signal.aborted) {
    turns.push(turnMs(office, turns.length));
    await sleep(Math.max(0, startedAt + (turns.length * 1000) / TURNS_PER_SECOND - performance.now()));
  }
  const times = await Promise.all(turns);
  const ms = times.filter((one) => one !== null).toSorted((a, b) => a - b);
  const at = (share: number) => ms[Math.floor(share * (ms.length - 1))]!;
  return {
    result: await work,
    times: {
      turns: times.length,
      failed: times.length - ms.length,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      maxMs: at(1),
    },
  };
}

/** Over a line of its own: one that is kept may be closed by the bot in the moment in which it is used. */
async function turnMs(office: Office, index: number): Promise<number | null> {
  const who = scene(office.simulator.url, { userId: `29:${index % PEOPLE}` });
  const id = `m${(office.sent += 1)}`;
  const body = JSON.stringify(personalMessage(who, id, QUESTIONS[index % QUESTIONS.length]!));
  const from = performance.now();
  try {
    await ask(office.bot.port, new Agent(), body);
    return performance.now() - from;
  } catch (error) {
    console.error(`a turn failed: ${String(error)}`);
    return null;
  }
}

export const describeMs = (value: number) => `${value.toFixed(0)} ms`;

export const describeTimes = ({ turns, failed, p50Ms, p99Ms, maxMs }: TurnTimes) =>
  `${turns} turns at ${TURNS_PER_SECOND}/s, ${failed} failed: p50 ${p50Ms.toFixed(1)} ms  ` +
  `p99 ${describeMs(p99Ms)}  most ${describeMs(maxMs)}`;

export const describeHeld = ({ cpuMs, wallMs }: Held) =>
  `loop held ${describeMs(cpuMs)} of its own work at most (${describeMs(wallMs)} by the clock)`;

export const describeMemory = (memory: readonly Memory[]) =>
  (['rss', 'heap'] as const)
    .map((kind) => `${kind} ${memory.map((one) => one[kind].toFixed(0)).join(' → ')} MB`)
    .join(', ');
