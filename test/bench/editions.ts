import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { writeWorkbook } from '../../src/dataset/office/own/workbook.ts';
import type { Dataset } from '../../src/dataset/schema.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { filesMessage, invoke, personalMessage, scene, sendToBot, type Scene } from '../simulator/teams.ts';
import type { Held } from './held.ts';
import { NODE_FLAGS, type RunningBot, startBot, stopBot } from './process.ts';
import { synthesise } from './synthesise.ts';
import { ask, QUESTIONS } from './turns.ts';

/** Turns' times, ms. */
interface TurnTimes {
  readonly turns: number;
  /** Not answered with 200, and in no other figure. */
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** A workbook, from when it is sent to its card with the differences, and the turns meanwhile. */
interface Shown extends TurnTimes {
  readonly name: string;
  readonly shownMs: number;
  readonly held: Held;
}

interface Switches {
  readonly rows: number;
  /** Of the bot's processor time for each, with all its threads and the asking for the first answer. */
  readonly cpuMs: number;
  readonly held: Held;
  /** From the press of the approval to the first answer from the new edition, one for each switch. */
  readonly ms: readonly number[];
  /** MB after a collection, before the first and after the last. */
  readonly rss: readonly [number, number];
  readonly heap: readonly [number, number];
}

export interface EditionsResult {
  /** The same load with nothing beside it. */
  readonly alone: TurnTimes;
  readonly shown: readonly Shown[];
  readonly switches: readonly Switches[];
}

const SWITCHES = 10;
/** Beyond it a switch takes half a minute. */
const MANY_ROWS = 10_000;
const TURNS_PER_SECOND = 50;
const ALONE_MS = 10_000;
const MOST_MS = 600_000;
const PEOPLE = 50;
/** Whoever waits for the new edition asks so often: without a pause the asking would be half of what it takes. */
const ASK_EVERY_MS = 20;
const ADMIN = '00000000-0000-4000-8000-0000000000a1';
const EDITOR = '00000000-0000-4000-8000-0000000000b1';
const STAFF = '00000000-0000-4000-8000-0000000000b3';
const MAIN = join(import.meta.dirname, '../../src/start.js');
const WATCHED = join(import.meta.dirname, 'watched.ts');
/** Of the kernel's clock. */
const TICKS_PER_SECOND = 100;

type Json = ReturnType<typeof JSON.parse>;

/** Changes the data through the chat of a running bot as two people do, in small and with many rows, while others ask. */
export async function benchEditions(rows: number): Promise<EditionsResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-bench-editions-'));
  const simulator = await startSimulator();
  const heldFile = join(dataDir, 'held.json');
  const settings = { DATA_DIR: join(dataDir, 'state'), HR_ADMINS: ADMIN, HELD: heldFile };
  const bot = await startBot([...NODE_FLAGS, '--import', WATCHED, MAIN, '--sandbox'], settings);
  const office: Office = { bot, simulator, heldFile, sent: 0 };
  try {
    for (const person of [ADMIN, EDITOR, STAFF]) await says(office, person, '研修');
    await says(office, ADMIN, `権限 付与 編集者 ${EDITOR}`);
    return await measure(office, rows);
  } finally {
    await stopBot(bot.process);
    await simulator.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function measure(office: Office, rows: number): Promise<EditionsResult> {
  const real = loadDataset(resolve(import.meta.dirname, '../../data'));
  await during(office, sleep(ALONE_MS)); // A bot runs for weeks: its code is compiled.
  const { times: alone } = await during(office, sleep(ALONE_MS));
  const small = await switchOften(office, real);
  if (rows <= real.initiatives.length) return { alone, shown: [], switches: [small] };
  const large = withNamesOfTheirOwn(synthesise(real, rows));
  const first = await show(office, `${rows} rows, all new`, large);
  await approve(office, first.card);
  await firstAnswer(office, large, large.initiatives[0]!.summary);
  // One in ten is worded anew: what a yearly edition is like.
  const next = { ...large, initiatives: large.initiatives.map(reworded) };
  const second = await show(office, `${rows} rows, 1 in 10 changed`, next);
  await press(office, EDITOR, second.card, '取り下げ');
  const switches = [small, await switchOften(office, large)];
  return { alone, shown: [first.shown, second.shown], switches };
}

/** A document that names two rows of a department alike is refused. */
const withNamesOfTheirOwn = (data: Dataset): Dataset => ({
  ...data,
  initiatives: data.initiatives.map((row, index) => ({ ...row, name: `${row.name}（その${index + 1}）` })),
});

const reworded = (row: Dataset['initiatives'][number], index: number) =>
  index % 10 === 0 ? { ...row, summary: `${row.summary}（見直し）` } : row;

interface Office {
  readonly bot: RunningBot;
  readonly simulator: Simulator;
  readonly heldFile: string;
  /** Activities so far: each has an id of its own. */
  sent: number;
}

interface Card {
  readonly id: string;
  readonly content: Json;
}

async function sends(
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

function cardsOf({ simulator }: Office, person: string): readonly Card[] {
  return simulator.connector.posts(chatOf(person)).flatMap(({ id, activity }) => {
    const content = (activity as Json).attachments?.[0]?.content;
    return content === undefined ? [] : [{ id, content }];
  });
}

async function says(office: Office, person: string, text: string): Promise<string> {
  await sends(office, person, (where, id) => personalMessage(where, id, text));
  return JSON.stringify(cardsOf(office, person).at(-1)?.content);
}

/** The first card of a person that is not among the first `after` ones and has these words. */
async function cardWith(office: Office, person: string, words: string, after: number): Promise<Card> {
  const from = performance.now();
  while (performance.now() - from < MOST_MS) {
    const cards = cardsOf(office, person).slice(after);
    const found = cards.find(({ content }) => JSON.stringify(content).includes(words));
    if (found) return found;
    await sleep(10);
  }
  const last = JSON.stringify(cardsOf(office, person).at(-1)?.content).slice(0, 1500);
  throw new Error(`no card with ${words}, but ${last}`);
}

async function press(office: Office, person: string, { id: cardId, content }: Card, title: string) {
  const data = buttonOf(content, title);
  if (!data) throw new Error(`no button ${title} in ${JSON.stringify(content).slice(0, 1500)}`);
  const value = { action: { type: 'Action.Execute', verb: 'x', data }, trigger: 'manual' };
  await sends(office, person, (where, id) => ({
    ...invoke(where, id, 'adaptiveCard/action', value),
    replyToId: cardId,
  }));
}

function buttonOf(node: Json, title: string): Json {
  if (typeof node !== 'object' || node === null) return undefined;
  if (node.type === 'Action.Execute' && node.title?.startsWith(title)) return node.data;
  for (const part of Object.values(node)) {
    const found = buttonOf(part, title);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Sends the rows as a workbook; returns the card of the draft. */
async function upload(office: Office, data: Dataset): Promise<Card> {
  const bytes = writeWorkbook(data, new Map());
  const downloadUrl = office.simulator.url + office.simulator.files.share(Buffer.from(bytes));
  const before = cardsOf(office, EDITOR).length;
  const files = [{ name: '取組.xlsx', downloadUrl }];
  await sends(office, EDITOR, (where, id) => filesMessage(where, id, files));
  return await cardWith(office, EDITOR, '承認を依頼', before);
}

async function show(office: Office, name: string, data: Dataset): Promise<{ shown: Shown; card: Card }> {
  await heldSince(office);
  const from = performance.now();
  const uploaded = upload(office, data).then((card) => ({ card, shownMs: performance.now() - from }));
  const { times, result } = await during(office, uploaded);
  const held = await heldSince(office);
  return { card: result.card, shown: { name, shownMs: result.shownMs, held, ...times } };
}

/** Has a draft approved; returns when the approval was pressed. */
async function approve(office: Office, draft: Card): Promise<number> {
  const before = cardsOf(office, ADMIN).length;
  await press(office, EDITOR, draft, '承認を依頼');
  const request = await cardWith(office, ADMIN, 'の承認依頼です', before);
  const from = performance.now();
  await press(office, ADMIN, request, '承認');
  return from;
}

/** Asks until the answer about the first row has these words. */
async function firstAnswer(office: Office, { initiatives }: Dataset, words: string): Promise<void> {
  const from = performance.now();
  let answer = '';
  while (performance.now() - from < MOST_MS) {
    answer = await says(office, STAFF, initiatives[0]!.name);
    if (answer.includes(words)) return;
    await sleep(ASK_EVERY_MS);
  }
  throw new Error(`never answered with ${words}, but ${answer.slice(0, 1500)}`);
}

/** One edition after the other, each with other words in its first row. */
async function switchOften(office: Office, data: Dataset): Promise<Switches> {
  const [first, ...others] = data.initiatives;
  const before = await memoryOf(office);
  const ms: number[] = [];
  let cpuMs = 0;
  let held: Held = { wallMs: 0, cpuMs: 0, workMs: 0 };
  const switches = data.initiatives.length > MANY_ROWS ? 2 : SWITCHES;
  for (let count = 1; count <= switches; count += 1) {
    const words = `第${count}版の概要。`;
    const initiatives = [{ ...first!, summary: words }, ...others];
    const draft = await upload(office, { ...data, initiatives });
    await heldSince(office);
    const cpuBefore = cpuMsOf(office);
    const pressedAt = await approve(office, draft);
    await firstAnswer(office, data, words);
    ms.push(performance.now() - pressedAt);
    cpuMs += (cpuMsOf(office) - cpuBefore) / switches;
    held = longer(held, await heldSince(office));
    console.error(`${data.initiatives.length} rows: switch ${count} in ${ms.at(-1)!.toFixed(0)} ms`);
  }
  const after = await memoryOf(office);
  return {
    rows: data.initiatives.length,
    ms,
    cpuMs,
    held,
    rss: [before.rss, after.rss],
    heap: [before.heap, after.heap],
  };
}

/** What the bot holds after a collection, MB. */
async function memoryOf(office: Office): Promise<{ readonly rss: number; readonly heap: number }> {
  const { bot } = office;
  await sleep(3_000);
  await heldSince(office);
  const metrics = await (await fetch(`http://127.0.0.1:${bot.adminPort}/metrics`)).text();
  const status = readFileSync(`/proc/${bot.process.pid!}/status`, 'utf8');
  return {
    rss: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024,
    heap: Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(metrics)![1]) / 2 ** 20,
  };
}

/** How long the bot's event loop was held since this was last asked; what is garbage has been collected. */
async function heldSince({ bot, heldFile }: Office): Promise<Held> {
  rmSync(heldFile, { force: true });
  bot.process.kill('SIGUSR2');
  while (!existsSync(heldFile) || readFileSync(heldFile).length === 0) await sleep(10);
  return JSON.parse(readFileSync(heldFile, 'utf8')) as Held;
}

const longer = (one: Held, other: Held): Held => ({
  wallMs: Math.max(one.wallMs, other.wallMs),
  cpuMs: Math.max(one.cpuMs, other.cpuMs),
  workMs: one.workMs + other.workMs,
});

/** Processor time of the whole process so far. */
function cpuMsOf({ bot }: Office): number {
  const stat = readFileSync(`/proc/${bot.process.pid!}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [utime, stime] = [fields[11], fields[12]].map(Number) as [number, number];
  return ((utime + stime) * 1000) / TICKS_PER_SECOND;
}

/** Asks at an even pace, whether or not the last has been answered, until something is done. */
async function during<T>(office: Office, work: Promise<T>): Promise<{ times: TurnTimes; result: T }> {
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

/** The figures as lines of a table. */
export function describeEditions({ alone, shown, switches }: EditionsResult): string {
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const turns = ({ turns: count, failed, p50Ms, p99Ms, maxMs }: TurnTimes) =>
    `${count} turns at ${TURNS_PER_SECOND}/s, ${failed} failed: p50 ${p50Ms.toFixed(1)} ms  p99 ${ms(p99Ms)}  most ${ms(maxMs)}`;
  const stretch = ({ cpuMs, wallMs }: Held) =>
    `loop held ${ms(cpuMs)} of its own work at most (${ms(wallMs)} by the clock)`;
  const mb = ([before, after]: readonly [number, number]) => `${before.toFixed(0)} → ${after.toFixed(0)} MB`;
  return [
    `nothing beside the turns   ${turns(alone)}`,
    ...shown.map(
      (one) => `${one.name}   shown after ${ms(one.shownMs)}; ${turns(one)}; ${stretch(one.held)}`,
    ),
    ...switches.map((one) => {
      const sorted = one.ms.toSorted((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)]!;
      return (
        `${one.ms.length} switches of ${one.rows} rows   from approval to answer: median ${ms(middle)}  ` +
        `most ${ms(sorted.at(-1)!)}, ${ms(one.cpuMs)} of processor time; ${stretch(one.held)}; RSS ${mb(one.rss)}, heap ${mb(one.heap)}`
      );
    }),
  ].join('\n');
}
