import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { writeWorkbook } from '../../src/dataset/office/own/workbook.ts';
import type { Dataset } from '../../src/dataset/schema.ts';
import { filesMessage, invoke } from '../simulator/teams.ts';
import type { Held } from './held.ts';
import {
  alone as turnsAlone,
  type Card,
  cardsOf,
  describeHeld,
  describeMemory,
  describeMs,
  describeTimes,
  during,
  heldSince,
  type Json,
  type Memory,
  memoryOf,
  type Office,
  says,
  sends,
  type TurnTimes,
  withOffice,
} from './office.ts';
import { median } from './process.ts';
import { synthesise, withNamesOfTheirOwn } from './synthesise.ts';

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
  /** Before the first and after the last. */
  readonly memory: readonly [Memory, Memory];
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
const MOST_MS = 600_000;
/** Whoever waits for the new edition asks so often: without a pause the asking would be half of what it takes. */
const ASK_EVERY_MS = 20;
const ADMIN = '00000000-0000-4000-8000-0000000000a1';
const EDITOR = '00000000-0000-4000-8000-0000000000b1';
const STAFF = '00000000-0000-4000-8000-0000000000b3';
/** Of the kernel's clock. */
const TICKS_PER_SECOND = 100;

/** Changes the data through the chat of a running bot as two people do, in small and with many rows, while others ask. */
export const benchEditions = (rows: number): Promise<EditionsResult> =>
  withOffice({ HR_ADMINS: ADMIN }, async (office) => {
    for (const person of [ADMIN, EDITOR, STAFF]) await says(office, person, '研修');
    await says(office, ADMIN, `権限 付与 編集者 ${EDITOR}`);
    return await measure(office, rows);
  });

async function measure(office: Office, rows: number): Promise<EditionsResult> {
  const real = loadDataset(resolve(import.meta.dirname, '../../data'));
  const alone = await turnsAlone(office);
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

const reworded = (row: Dataset['initiatives'][number], index: number) =>
  index % 10 === 0 ? { ...row, summary: `${row.summary}（見直し）` } : row;

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
  return { rows: data.initiatives.length, ms, cpuMs, held, memory: [before, await memoryOf(office)] };
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

/** The figures as lines of a table. */
export function describeEditions({ alone, shown, switches }: EditionsResult): string {
  return [
    `nothing beside the turns   ${describeTimes(alone)}`,
    ...shown.map(
      (one) =>
        `${one.name}   shown after ${describeMs(one.shownMs)}; ${describeTimes(one)}; ${describeHeld(one.held)}`,
    ),
    ...switches.map(
      (one) =>
        `${one.ms.length} switches of ${one.rows} rows   from approval to answer: median ${describeMs(median(one.ms))}  ` +
        `most ${describeMs(Math.max(...one.ms))}, ${describeMs(one.cpuMs)} of processor time; ${describeHeld(one.held)}; ` +
        describeMemory(one.memory),
    ),
  ].join('\n');
}
