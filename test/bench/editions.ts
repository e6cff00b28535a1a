import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { writeWorkbook } from '../../src/dataset/office/own/workbook.ts';
import type { Dataset } from '../../src/dataset/schema.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { filesMessage, invoke, personalMessage, scene, sendToBot, type Scene } from '../simulator/teams.ts';
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
}

interface Switches {
  readonly rows: number;
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

const ROWS = 10_000;
const SWITCHES = 10;
const TURNS_PER_SECOND = 50;
const ALONE_MS = 10_000;
const MOST_MS = 120_000;
const PEOPLE = 50;
/** Whoever waits for the new edition asks so often: without a pause the asking would be half of what it takes. */
const ASK_EVERY_MS = 20;
const ADMIN = '00000000-0000-4000-8000-0000000000a1';
const EDITOR = '00000000-0000-4000-8000-0000000000b1';
const STAFF = '00000000-0000-4000-8000-0000000000b3';
const MAIN = join(import.meta.dirname, '../../src/start.js');
/** Memory is looked at after a collection, which nothing but the process itself can ask for. */
const COLLECTS = 'data:text/javascript,process.on("SIGUSR2",()=>globalThis.gc())';

type Json = ReturnType<typeof JSON.parse>;

/** Changes the data through the chat of a running bot as two people do, in small and in large, while others ask. */
export async function benchEditions(): Promise<EditionsResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-bench-editions-'));
  const simulator = await startSimulator();
  const settings = { DATA_DIR: dataDir, HR_ADMINS: ADMIN };
  const bot = await startBot(
    [...NODE_FLAGS, '--expose-gc', '--import', COLLECTS, MAIN, '--sandbox'],
    settings,
  );
  const office: Office = { bot, simulator, sent: 0 };
  try {
    for (const person of [ADMIN, EDITOR, STAFF]) await says(office, person, '研修');
    await says(office, ADMIN, `権限 付与 編集者 ${EDITOR}`);
    return await measure(office);
  } finally {
    await stopBot(bot.process);
    await simulator.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function measure(office: Office): Promise<EditionsResult> {
  const real = loadDataset(resolve(import.meta.dirname, '../../data'));
  const large = withNamesOfTheirOwn(synthesise(real, ROWS));
  await during(office, sleep(ALONE_MS)); // A bot runs for weeks: its code is compiled.
  const { times: alone } = await during(office, sleep(ALONE_MS));
  const small = await switchOften(office, real);
  const first = await show(office, `${ROWS} rows, all new`, large);
  await approve(office, first.card);
  await firstAnswer(office, large, large.initiatives[0]!.summary);
  // One in ten is worded anew: what a yearly edition is like.
  const next = { ...large, initiatives: large.initiatives.map(reworded) };
  const second = await show(office, `${ROWS} rows, 1 in 10 changed`, next);
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
  const from = performance.now();
  const uploaded = upload(office, data).then((card) => ({ card, shownMs: performance.now() - from }));
  const { times, result } = await during(office, uploaded);
  return { card: result.card, shown: { name, shownMs: result.shownMs, ...times } };
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
  for (let count = 1; count <= SWITCHES; count += 1) {
    const words = `第${count}版の概要。`;
    const initiatives = [{ ...first!, summary: words }, ...others];
    const pressedAt = await approve(office, await upload(office, { ...data, initiatives }));
    await firstAnswer(office, data, words);
    ms.push(performance.now() - pressedAt);
    console.error(`${data.initiatives.length} rows: switch ${count} in ${ms.at(-1)!.toFixed(0)} ms`);
  }
  const after = await memoryOf(office);
  return {
    rows: data.initiatives.length,
    ms,
    rss: [before.rss, after.rss],
    heap: [before.heap, after.heap],
  };
}

/** What the bot holds after a collection, MB. */
async function memoryOf({ bot }: Office): Promise<{ readonly rss: number; readonly heap: number }> {
  await sleep(3_000);
  // What a first collection leaves to finalizers a second one takes.
  for (let times = 0; times < 2; times += 1) {
    bot.process.kill('SIGUSR2');
    await sleep(1_000);
  }
  const metrics = await (await fetch(`http://127.0.0.1:${bot.adminPort}/metrics`)).text();
  const status = readFileSync(`/proc/${bot.process.pid!}/status`, 'utf8');
  return {
    rss: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024,
    heap: Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(metrics)![1]) / 2 ** 20,
  };
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
  const mb = ([before, after]: readonly [number, number]) => `${before.toFixed(0)} → ${after.toFixed(0)} MB`;
  return [
    `nothing beside the turns   ${turns(alone)}`,
    ...shown.map((one) => `${one.name}   shown after ${ms(one.shownMs)}; ${turns(one)}`),
    ...switches.map((one) => {
      const sorted = one.ms.toSorted((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)]!;
      return (
        `${one.ms.length} switches of ${one.rows} rows   from approval to answer: median ${ms(middle)}  ` +
        `most ${ms(sorted.at(-1)!)}; RSS ${mb(one.rss)}, heap ${mb(one.heap)}`
      );
    }),
  ].join('\n');
}
