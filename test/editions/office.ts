import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { decideDownloads } from '../../src/bot/downloads.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { createLearnReach } from '../../src/bot/reach.ts';
import { memoryLedger } from '../../src/bot/memory/ledger.ts';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import { type Clock, systemClock } from '../../src/calendar/clock.ts';
import { createCards } from '../../src/cards/answer/cards.ts';
import { loadCardKit } from '../../src/cards/load.ts';
import { importDocument, toJson } from '../../src/dataset/import.ts';
import { type DatasetFiles, datasetOf } from '../../src/dataset/load.ts';
import type { InitiativesFile } from '../../src/dataset/schema.ts';
import type { SlotBook } from '../../src/delivery/ports.ts';
import { startWorker, type Worker } from '../../src/delivery/worker.ts';
import { createEditionCards } from '../../src/editions/cards/cards.ts';
import type { Feature } from '../../src/feature.ts';
import { createEngine } from '../../src/question/engine.ts';
import { type Editions, startEditions } from '../../src/start/editions.ts';
import { type Proposals, startProposals } from '../../src/start/proposals.ts';
import { proposesWords } from '../../src/start/words.ts';
import { createOpened } from '../../src/access/opened.ts';
import { createRowCards } from '../../src/rows/cards/cards.ts';
import { createFreshness } from '../../src/rows/freshness.ts';
import { startRows } from '../../src/start/rows.ts';
import { startBroadcasts } from '../../src/start-broadcasts.ts';
import { startUnanswered } from '../../src/start-unanswered.ts';
import { createQuestionCards, offerToTell } from '../../src/unanswered/cards/cards.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { createFileTransfer } from '../../src/teams/file-transfer.ts';
import { createSender } from '../../src/teams/sender.ts';
import { isLoopbackService } from '../../src/teams/service-url.ts';
import { type Harness, startHarness } from '../server/harness.ts';
import {
  fileConsent,
  filesMessage,
  invoke,
  personalMessage,
  scene,
  sendToBot,
  type TeamsActivity,
} from '../simulator/teams.ts';

/** Of cards and answers as they come: what is missing fails the test by itself. */
export type Loose = ReturnType<typeof JSON.parse>;

export const ADMIN = '00000000-0000-4000-8000-0000000000a1';
export const EDITOR = '00000000-0000-4000-8000-0000000000b1';
export const APPROVER = '00000000-0000-4000-8000-0000000000b2';
export const STAFF = '00000000-0000-4000-8000-0000000000b3';

export const COLUMNS = '部署\t取組名\t概要\t実施時期\t備考';
export const HEAD = '職員の取組一覧\n令和8年6月\n総務局人材育成課\n';

/** A small city's document, one row a line. */
export const DOCUMENT = [
  `${HEAD}${COLUMNS}`,
  '総務局\t若手研修\t若手職員に研修を行う。\tR8.7\t',
  '総務局\t在宅勤務\t在宅で勤務できる。\tR8.4～\t',
  '会計課\t１ｏｎ１ミーティング\t課長と職員が毎月話す。\tR8.6\t試行',
].join('\n');

/** The words of the small city's engine: what it finds is tested elsewhere. */
const THESAURUS = `training: 研修 | Training
  terms: 研修

one-on-one: 1on1 | One-on-one
  terms: １ｏｎ１, 面談

telework: 在宅勤務 | Telework
  terms: 在宅勤務

childcare: 育児 | Childcare
  terms: 育児
`;

const FILES: DatasetFiles = filesOf(DOCUMENT);

function filesOf(document: string): DatasetFiles {
  const result = importDocument(Buffer.from(document), 'list.txt', { initiatives: null, departments: null });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return new Map([
    ['initiatives.json', toJson(result.initiatives)],
    ['departments.json', toJson(result.departments)],
    ['thesaurus/words.txt', THESAURUS],
  ]);
}

/** The files with the rows changed. */
export function withRows(
  files: DatasetFiles,
  change: (rows: InitiativesFile['initiatives']) => InitiativesFile['initiatives'],
): DatasetFiles {
  const file = JSON.parse(files.get('initiatives.json')!) as InitiativesFile;
  return new Map(files).set('initiatives.json', toJson({ ...file, initiatives: change(file.initiatives) }));
}

export let storage: Storage;
let harness: Harness;
export let proposals: Proposals;
/** Of the data that the bot answers from. */
export let revision: () => string;
let editions: Editions;
let worker: Worker;
let errors: unknown[];
let calls = 0;
let passedMs = 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + passedMs };

/** Puts the bot's clock forward. */
export function pass(ms: number): void {
  passedMs += ms;
}

const noPace: SlotBook = {
  reserve: (keys) => Promise.resolve(keys.map(() => ({ booked: true, inMs: 0, at: 0 }))),
  prune: () => Promise.resolve(),
};

/** One bot for all tests of a file, over real HTTP, with roles granted; none of its parts may have complained. */
export function useCity(files: DatasetFiles = FILES): void {
  let dir: string;
  let features: readonly Feature[];
  beforeAll(async () => {
    errors = [];
    passedMs = 0;
    dir = mkdtempSync(join(tmpdir(), 'yokoten-city-'));
    storage = openStorage({ dataDir: dir });
    await storage.ready();
    const freshness = createFreshness({ months: 6, timeZone: 'Asia/Tokyo', now: () => clock.now() });
    const kit = loadCardKit(undefined, freshness);
    const data = datasetOf(files);
    const knowledge = createKnowledge({
      data,
      engine: createEngine(data),
      cards: createCards(kit, undefined, { onNothing: offerToTell, notice: () => '' }),
    });
    revision = () => knowledge().data.revision;
    const sender = createSender({
      connector: createConnector({ getToken: null, isServiceUrl: isLoopbackService }),
      appId: '',
    });
    const onError = (error: unknown) => errors.push(error);
    worker = startWorker({
      ledger: storage.ledger,
      reach: storage.reach,
      slots: noPace,
      ...sender,
      clock,
      random: () => 0,
      options: { pollMs: 5, sweepMs: 10, toleranceMs: 60_000 },
    });
    const onPlanned = () => {
      worker.wake();
    };
    const fileTransfer = createFileTransfer({ sandbox: true, backOffMs: 1 });
    const broadcasts = startBroadcasts({
      storage: { ...storage, slots: noPace },
      sender,
      files: fileTransfer,
      knowledge,
      cards: createBroadcastCards(kit),
      rules: {
        fourEyes: true,
        perAuthorAndDay: 5,
        confirmAbove: 100,
        quietHours: null,
        timeZone: 'Asia/Tokyo',
        retentionDays: 365,
        pictureHosts: [],
      },
      admins: [ADMIN],
      teamRoles: [],
      onTeam: () => undefined,
      clock,
      onPlanned,
      onError,
    });
    editions = startEditions({
      storage,
      knowledge,
      folder: { files, data },
      clock,
      onError,
      log: { info: () => undefined, warn: () => undefined },
      tickMs: 50,
    });
    await editions.follow();
    proposals = startProposals({
      storage,
      knowledge,
      cards: createEditionCards(kit),
      files: fileTransfer,
      timeZone: 'Asia/Tokyo',
      actor: (personId) => broadcasts.actor(personId),
      approvers: () => broadcasts.holders('editor', 'approver'),
      clock,
      onPlanned,
      follow: () => editions.follow(),
      onError,
    });
    const unanswered = startUnanswered({
      store: storage.questions,
      ready: () => storage.ready(),
      knowledge,
      cards: createQuestionCards(kit),
      keeps: true,
      ownersOf: () => Promise.resolve([]),
      proposeWords: proposesWords((wanted) => proposals.propose(wanted), 'Asia/Tokyo', clock.now),
      isHr: (personId) => broadcasts.may(personId, 'editData'),
      timeZone: 'Asia/Tokyo',
      clock,
      tickMs: 50,
      onPlanned,
      onError,
    });
    const rows = startRows({
      knowledge,
      cards: createRowCards(kit, 'Asia/Tokyo'),
      ready: () => storage.ready(),
      store: storage.confirmations,
      owners: storage.owners,
      freshness,
      months: 6,
      timeZone: 'Asia/Tokyo',
      clock,
      tickMs: 50,
      onPlanned,
      opened: createOpened(),
      mayEdit: (personId) => broadcasts.may(personId, 'editData'),
      propose: (wanted) => proposals.propose(wanted),
      onError,
    });
    features = [editions, proposals, unanswered, broadcasts, rows];
    const downloads = decideDownloads({
      makers: proposals.downloads ?? new Map(),
      files: fileTransfer,
      note: (what) => ({ summary: what, card: { type: 'AdaptiveCard', body: [] } }),
      audit: (entry) => storage.broadcasts.audit(entry),
      isHr: () => Promise.resolve(false),
      now: clock.now,
    });
    harness = await startHarness({
      bot: {
        knowledge,
        watch: unanswered.watch,
        deciders: [downloads, ...features.flatMap(({ deciders }) => deciders)],
        learnReach: createLearnReach(storage.reach, clock.now, onError),
        ledger: memoryLedger(clock.now),
      },
    });
    for (const person of [ADMIN, EDITOR, APPROVER, STAFF]) await says(person, '研修');
    await says(ADMIN, `権限 付与 編集者 ${EDITOR}`);
    await says(ADMIN, `権限 付与 承認者 ${APPROVER}`);
  });
  afterAll(async () => {
    await Promise.all(features.map((feature) => feature.stop()));
    await worker.stop();
    await harness.close();
    await storage.close();
    rmSync(dir, { recursive: true });
    expect(errors).toEqual([]);
  });
}

const chatOf = (person: string): string => `a:${person}`;

function inChat(person: string, activity: TeamsActivity): TeamsActivity {
  return { ...activity, conversation: { ...(activity['conversation'] as object), id: chatOf(person) } };
}
const from = (person: string, locale = 'ja-JP') =>
  scene(harness.simulator.url, { aadObjectId: person, userId: `29:${person}`, locale });

export interface Card {
  readonly id: string;
  readonly card: Loose;
  readonly json: string;
}

/** What stands in a person's chat, oldest first. */
export function cards(person: string): readonly Card[] {
  return harness.simulator.connector.posts(chatOf(person)).map(({ id, activity }) => {
    const card: Loose = (activity as Loose).attachments[0].content;
    return { id, card, json: JSON.stringify(card) };
  });
}
export const lastCard = (person: string): Card => cards(person).at(-1)!;

/** Writes to the bot; returns the card that it answers with. */
export async function says(person: string, text: string, locale?: string): Promise<Card> {
  calls += 1;
  await sendToBot(harness.url, inChat(person, personalMessage(from(person, locale), `m${calls}`, text)));
  return lastCard(person);
}

/** Sends a file to the bot as Teams does: it is in the person's OneDrive, and the bot gets the link. */
export async function sendsFile(person: string, name: string, content: Uint8Array | string): Promise<Card> {
  const { files, url } = harness.simulator;
  const downloadUrl = url + files.share(Buffer.from(content));
  calls += 1;
  await sendToBot(
    harness.url,
    inChat(person, filesMessage(from(person), `f${calls}`, [{ name, downloadUrl }])),
  );
  return lastCard(person);
}

/** Takes the file that the last message offers; returns its bytes. */
export async function takesFile(person: string): Promise<Buffer> {
  const { connector, files, url } = harness.simulator;
  const { id, activity } = connector.posts(chatOf(person)).at(-1)!;
  const [offer]: Loose[] = (activity as Loose).attachments;
  const { name, content } = offer;
  calls += 1;
  const accept = fileConsent(
    from(person),
    `c${calls}`,
    { id, name, context: content.acceptContext },
    url + files.openSession(name),
  );
  const { status } = await sendToBot(harness.url, inChat(person, accept));
  expect(status).toBe(200);
  return files.stored(name)!;
}

/** The data of the button whose title begins so. */
export function buttonData(card: unknown, title: string): Record<string, Loose> {
  const found: Record<string, Loose>[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      const { type, title: words, data } = node as Record<string, Loose>;
      if (type === 'Action.Execute' && typeof words === 'string' && words.startsWith(title)) found.push(data);
      Object.values(node).forEach(walk);
    }
  };
  walk(card);
  if (!found[0]) throw new Error(`no button ${title} in ${JSON.stringify(card).slice(0, 3000)}`);
  return found[0];
}

/** Presses a button of a card, with what is filled in; returns the card that is there then, its own or a new one. */
export async function presses(
  person: string,
  on: { readonly id: string; readonly card: unknown },
  title: string,
  inputs: Record<string, unknown> = {},
): Promise<Card> {
  return await pressesData(person, on.id, { ...buttonData(on.card, title), ...inputs });
}

/** The same with data of the test's own making. */
export async function pressesData(
  person: string,
  cardId: string,
  data: Record<string, unknown>,
): Promise<Card> {
  calls += 1;
  const value = { action: { type: 'Action.Execute', verb: 'x', data }, trigger: 'manual' };
  const activity = { ...invoke(from(person), `e${calls}`, 'adaptiveCard/action', value), replyToId: cardId };
  const { status, body } = await sendToBot(harness.url, inChat(person, activity));
  expect(status).toBe(200);
  const answer: Loose = (body as Loose).value;
  if (typeof answer === 'string') return lastCard(person);
  harness.simulator.connector.place(chatOf(person), cardId, { attachments: [{ content: answer }] });
  return { id: cardId, card: answer, json: JSON.stringify(answer) };
}

/** Until it holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 4000; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never came about: ${holds.toString()}`);
}

/** The words of everything that the trail holds, in order. */
export async function trail(): Promise<readonly string[]> {
  const rows = await storage.broadcasts.auditRows({ limit: 999 });
  return rows.map(({ action }) => action).filter((action) => !/^(grant|denied)$/.test(action));
}
