import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { createFileTransfer } from '../../src/teams/file-transfer.ts';
import { decideDownloads } from '../../src/bot/downloads.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { memoryLedger } from '../../src/bot/memory/ledger.ts';
import type { Feature } from '../../src/start/feature.ts';
import { startBroadcasts } from '../../src/start/sending/broadcasts.ts';
import { type BroadcastJob, stagesOf } from '../../src/broadcast/decide/broadcast.ts';
import type { BroadcastRules } from '../../src/broadcast/decide/settings.ts';
import type { TeamRole } from '../../src/access/team-roles.ts';
import type { CardData } from '../../src/cards/cards.ts';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import { type Clock, systemClock } from '../../src/calendar/clock.ts';
import { createSender } from '../../src/teams/sender.ts';
import type { Worker } from '../../src/delivery/worker.ts';
import type { Engine } from '../../src/question/answer.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { isLoopbackService } from '../../src/teams/service-url.ts';
import type { Storage } from '../../src/storage/open.ts';
import { stubKnowledge } from '../bot/stubs.ts';
import { type Harness, startHarness } from '../server/harness.ts';
import type { Member } from '../simulator/connector.ts';
import {
  addedToTeam,
  invoke,
  personalMessage,
  type Scene,
  scene,
  sendToBot,
  type TeamsActivity,
} from '../simulator/teams.ts';
import { noPace, startUnpaced } from '../delivery/unpaced.ts';
import { RULES } from './rules.ts';
import { learnAtOnce } from '../bot/learn-at-once.ts';
import { kit } from '../cards/kit.ts';
import { openEmpty } from '../storage/empty.ts';

/** Of cards and answers as they come: what is missing fails the test by itself. */
export type Loose = ReturnType<typeof JSON.parse>;

/** The whole bot with storage and worker over real HTTP; only the pace is lifted. */
export const ADMIN = '00000000-0000-4000-8000-00000000000a';
export const AUTHOR = '00000000-0000-4000-8000-00000000000b';
export const APPROVER = '00000000-0000-4000-8000-00000000000c';
export const READERS = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000001${n}`);

export let storage: Storage;
export let harness: Harness;
let dir: string;
let worker: Worker;
let broadcasts: Feature;
let errors: unknown[];
let calls = 0;
let passedMs = 0;
/** What was told of teams that give roles, in order. */
export let teamStates: string[];

/** What the bot has complained of since; a test that makes it complain takes them out. */
export const complaints = () => errors.splice(0);

/** Days may pass in a test; nothing waits for them. */
const clock: Clock = {
  ...systemClock,
  now: () => systemClock.now() + passedMs,
  elapsed: () => systemClock.elapsed() + passedMs,
};

/** Puts the bot's clock forward. */
export function pass(ms: number): void {
  passedMs += ms;
}

interface OfficeOptions {
  readonly rules?: Partial<BroadcastRules>;
  readonly teamRoles?: readonly TeamRole[];
  /** Default: three rows, and an engine that finds what is in their names. */
  readonly knowledge?: { readonly data: CardData; readonly engine: Engine };
  /** Epoch ms at which each test begins; default: the system's time. */
  readonly startAt?: number;
}

/** Before each test a bot with an empty database, and Teams; after it, none of its parts may have complained. */
export function useOffice(options: OfficeOptions = {}): void {
  beforeEach(async () => {
    errors = [];
    teamStates = [];
    passedMs = options.startAt === undefined ? 0 : options.startAt - systemClock.now();
    const knowledge = options.knowledge ?? stubKnowledge();
    dir = mkdtempSync(join(tmpdir(), 'yokoten-broadcasts-'));
    storage = await openEmpty(dir);
    const connector = createConnector({ getToken: null, isServiceUrl: isLoopbackService });
    const sender = createSender({ connector, appId: '' });
    worker = startUnpaced(storage, sender, clock);
    broadcasts = startBroadcasts({
      storage: { ...storage, slots: noPace },
      sender,
      files: createFileTransfer({ sandbox: true, backOffMs: 1 }),
      knowledge: createKnowledge({ ...stubKnowledge(), ...knowledge }),
      cards: createBroadcastCards(kit),
      rules: { ...RULES, ...options.rules },
      admins: [ADMIN],
      teamRoles: options.teamRoles ?? [],
      onTeam: ({ state }) => teamStates.push(state),
      clock,
      onPlanned: () => {
        worker.wake();
      },
      onError: (error) => errors.push(error),
      tickMs: 10,
    });
    const learnReach = learnAtOnce(storage.reach, clock.now, (error) => errors.push(error));
    const downloads = decideDownloads({
      makers: broadcasts.downloads!,
      files: createFileTransfer({ sandbox: true, backOffMs: 1 }),
      kit,
      data: () => knowledge.data,
      audit: (entry) => storage.broadcasts.audit(entry),
      rolesOf: () => Promise.resolve(new Set()),
      now: clock.now,
      onError: (error) => errors.push(error),
    });
    const bot = {
      deciders: [downloads, ...broadcasts.deciders],
      learnReach,
      ledger: memoryLedger(clock.now),
    };
    harness = await startHarness({ bot });
  });
  afterEach(async () => {
    await broadcasts.stop();
    await worker.stop();
    await harness.close();
    await storage.close();
    rmSync(dir, { recursive: true });
    expect(errors).toEqual([]);
  });
}

export function chatOf(person: string): string {
  return `a:${person}`;
}

/** As Teams sends it, from this person's own chat. */
function from(person: string, locale = 'ja-JP') {
  return scene(harness.simulator.url, { aadObjectId: person, userId: `29:${person}`, locale });
}
function inChat(person: string, activity: Record<string, unknown>): Record<string, unknown> {
  return { ...activity, conversation: { ...(activity['conversation'] as object), id: chatOf(person) } };
}
export async function says(person: string, text: string, locale?: string): Promise<void> {
  calls += 1;
  await sendToBot(harness.url, inChat(person, personalMessage(from(person, locale), `m${calls}`, text)));
}

/** Sends any other activity from a person's own chat; returns the HTTP answer. */
export async function sends(person: string, make: (where: Scene, id: string) => TeamsActivity) {
  calls += 1;
  return await sendToBot(harness.url, inChat(person, make(from(person), `a${calls}`)));
}

export interface Card {
  readonly id: string;
  readonly json: string;
  readonly body: readonly Record<string, Loose>[];
}
export function cards(person: string): Card[] {
  return harness.simulator.connector.posts(chatOf(person)).map(({ id, activity }) => {
    const card = (activity as Loose).attachments[0].content;
    return { id, json: JSON.stringify(card), body: card.body };
  });
}
export function lastCard(person: string): Card {
  return cards(person).at(-1)!;
}

/** The bot is added to a team with these people in it. */
export async function joinTeam(members: readonly Member[]): Promise<string> {
  calls += 1;
  await sendToBot(harness.url, addedToTeam(from(ADMIN), `t${calls}`));
  const [team] = await storage.reach.list({ kind: 'team', limit: 1 });
  harness.simulator.connector.setMembers(team!.teamId!, members);
  return team!.teamId!;
}

/** The data of the button whose title begins so. */
export function buttonData(card: unknown, title: string): Record<string, Loose> {
  const found: Record<string, Loose>[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      const { type, title: words, data: own } = node as Record<string, Loose>;
      const isButton = type === 'Action.Execute' || type === 'Action.Submit';
      if (isButton && typeof words === 'string' && words.startsWith(title)) found.push(own);
      Object.values(node).forEach(walk);
    }
  };
  walk(card);
  if (!found[0]) throw new Error(`no button ${title} in ${JSON.stringify(card).slice(0, 2000)}`);
  return found[0];
}

/** What the notification of the last message in a person's chat says. */
export function lastNotification(person: string): string {
  return (harness.simulator.connector.posts(chatOf(person)).at(-1)!.activity as Loose).summary;
}

/** Presses a button; a card in the answer takes the place of the pressed one. Returns what the person sees. */
export async function presses(
  person: string,
  cardId: string,
  pressed: Record<string, unknown>,
  inputs: Record<string, unknown> = {},
): Promise<string> {
  return await delivers(person, pressOf(person, cardId, { ...pressed, ...inputs }));
}

/** A press as Teams reports it, with an id of its own. */
export function pressOf(person: string, cardId: string, data: Record<string, unknown>): Press {
  calls += 1;
  const value = { action: { type: 'Action.Execute', verb: 'x', data }, trigger: 'manual' };
  return { ...invoke(from(person), `e${calls}`, 'adaptiveCard/action', value), replyToId: cardId };
}
type Press = Record<string, unknown> & { readonly replyToId: string };

/** Teams reports the press, perhaps not for the first time. */
export async function delivers(person: string, press: Press): Promise<string> {
  const { status, body } = await sendToBot(harness.url, inChat(person, press));
  expect(status).toBe(200);
  const answer = (body as Loose).value;
  if (typeof answer === 'string') return answer;
  const { connector } = harness.simulator;
  connector.place(chatOf(person), press.replyToId, { attachments: [{ content: answer }] });
  return (answer.body as Loose[])
    .slice(1)
    .map((part) => part.text)
    .filter((text) => typeof text === 'string')
    .join('\n');
}

/** Opens or submits a dialog; returns what the client is told to show. */
export async function inDialog(person: string, name: string, data: Record<string, unknown>): Promise<Loose> {
  calls += 1;
  const activity = invoke(from(person), `d${calls}`, name, { data, context: { theme: 'default' } });
  const { status, body } = await sendToBot(harness.url, inChat(person, activity));
  expect(status).toBe(200);
  return (body as Loose).task;
}

/** What the author writes. */
export const filled = {
  titleJa: '夏季休暇の取得について',
  bodyJa: '**7月から**取得できます。\n- 申請は_上司_へ\n[案内](https://example.jp/)',
  titleEn: 'Summer leave',
  bodyEn: 'From July.',
  sender: '人事課',
  contact: '人事課 服務担当（内線 1234）',
  importance: 'high',
  links: '案内 | https://example.jp/guide',
  initiatives: '',
  acknowledge: 'true',
  audience: 'people',
  keep: 'false',
  list: '',
  exclude: `${ADMIN}\n${AUTHOR}\n${APPROVER}`,
};

/** Everybody has the app; roles are granted in words. */
export async function everybodyIsThere(): Promise<void> {
  for (const person of [ADMIN, AUTHOR, APPROVER]) await says(person, '研修');
  for (const [index, reader] of READERS.entries())
    await says(reader, '研修', index === 0 ? 'en-US' : 'ja-JP');
  await says(ADMIN, `権限 付与 配信者 ${AUTHOR}`);
  await says(ADMIN, `権限 付与 承認者 ${APPROVER}`);
}

export async function draft(author = AUTHOR): Promise<Card> {
  await says(author, '配信');
  await presses(author, lastCard(author).id, buttonData(lastCard(author).body, 'チャット内で作成'));
  const form = lastCard(author);
  await presses(author, form.id, buttonData(form.body, '保存して確認する'), filled);
  return lastCard(author);
}

/** A draft that its author edits so; returns what stands in its place then. */
export async function saves(inputs: Record<string, string>): Promise<string> {
  const card = await draft();
  await presses(AUTHOR, card.id, buttonData(card.body, '編集'));
  const form = lastCard(AUTHOR);
  await presses(AUTHOR, form.id, buttonData(form.body, '保存して確認する'), { ...filled, ...inputs });
  return standing(AUTHOR, form.id).json;
}

export async function approved(): Promise<Card> {
  const card = await draft();
  await presses(AUTHOR, card.id, buttonData(card.body, '承認を依頼'));
  await until(() => lastCard(APPROVER).json.includes('承認をお願い'));
  const request = lastCard(APPROVER);
  await presses(APPROVER, request.id, buttonData(request.body, '承認'));
  await until(() => lastCard(AUTHOR).json.includes('承認されました'));
  return lastCard(AUTHOR);
}

export async function sent(): Promise<Card> {
  const card = await approved();
  await presses(AUTHOR, card.id, buttonData(card.body, '今すぐ送信'), { date: '', time: '09:00' });
  await until(async () => (await counts()).sent === READERS.length);
  await until(() => standing(AUTHOR, card.id).json.includes('全員分を削除'));
  return standing(AUTHOR, card.id);
}

/** Writes a correction and asks for its approval; returns the card that the approver got. */
export async function corrected(card: Card, inputs: Record<string, unknown>): Promise<Card> {
  await presses(AUTHOR, card.id, buttonData(standing(AUTHOR, card.id).body, '訂正'));
  const form = lastCard(AUTHOR);
  await presses(AUTHOR, form.id, buttonData(form.body, '訂正を確定する'), inputs);
  await until(() => lastCard(APPROVER).json.includes('訂正の承認をお願い'));
  return lastCard(APPROVER);
}

export async function approvesCorrection(request: Card): Promise<void> {
  await presses(APPROVER, request.id, buttonData(request.body, '訂正を承認'));
}

export function standing(person: string, id: string): Card {
  return cards(person).find((card) => card.id === id)!;
}

export async function broadcastId(): Promise<string> {
  return (await storage.broadcasts.list({ limit: 1 }))[0]!.id;
}
/** Of each message of the last job of a kind. */
export async function jobCounts(id: string, kind: BroadcastJob['kind']) {
  const stages = stagesOf((await storage.broadcasts.get(id))!);
  const { messages } = stages.findLast((stage) => stage.kind === kind)!;
  return await Promise.all(messages.map((message) => storage.ledger.counts(message.id)));
}
export async function counts() {
  return await storage.ledger.counts(await broadcastId());
}

/** Until it holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 45_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`never so: ${holds.toString()}`);
    await systemClock.sleep(5);
  }
}

export async function trail(): Promise<string[]> {
  return (await storage.broadcasts.auditRows({ after: 0, limit: 1000 })).map(({ action }) => action);
}

/** The first row of a list. */
export function findOpen(body: readonly Record<string, Loose>[]): Record<string, Loose> {
  const json = JSON.stringify(body);
  const match = /"selectAction":(\{.*?"data":(\{[^{}]*\}))/.exec(json);
  return JSON.parse(match![2]!);
}

/** What a client sends of a card's inputs when nothing is touched. */
export function inputsOf(card: unknown): Record<string, string> {
  const values: Record<string, string> = {};
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      const { type, id, value } = node as Record<string, Loose>;
      if (typeof type === 'string' && type.startsWith('Input.') && typeof value === 'string')
        values[id] = value;
      Object.values(node).forEach(walk);
    }
  };
  walk(card);
  return values;
}

/** The choices of an input, as title by value. */
export function choicesOf(card: unknown, inputId: string): Record<string, string> {
  const found: Record<string, string>[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      const { type, id, choices } = node as Record<string, Loose>;
      if (type === 'Input.ChoiceSet' && id === inputId)
        found.push(Object.fromEntries((choices as Loose[]).map(({ title, value }) => [value, title])));
      Object.values(node).forEach(walk);
    }
  };
  walk(card);
  return found[0] ?? {};
}
