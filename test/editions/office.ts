import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { createOwners } from '../../src/access/owners.ts';
import { decideDownloads } from '../../src/bot/downloads.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { createLearnReach } from '../../src/bot/reach.ts';
import { memoryLedger } from '../../src/bot/memory/ledger.ts';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import { type Clock, systemClock } from '../../src/calendar/clock.ts';
import { createCards } from '../../src/cards/answer/cards.ts';
import { loadCardKit } from '../../src/cards/load.ts';
import { importDocument } from '../../src/dataset/import.ts';
import { toJson } from '../../src/dataset/json.ts';
import { type DatasetFiles, datasetOf } from '../../src/dataset/load/dataset.ts';
import type { Worker } from '../../src/delivery/worker.ts';
import { offerDrafts } from '../../src/broadcast/cards/home-card.ts';
import { createEditionCards } from '../../src/editions/cards/cards.ts';
import type { Feature } from '../../src/start/feature.ts';
import { createEngine } from '../../src/question/engine.ts';
import { type Editions, startEditions } from '../../src/start/data/editions.ts';
import { type Proposals, startProposals } from '../../src/start/data/proposals.ts';
import { proposesWords } from '../../src/start/data/propose-words.ts';
import { createRowCards } from '../../src/rows/cards/cards.ts';
import { createFreshness } from '../../src/rows/freshness.ts';
import { type Rows, startRows } from '../../src/start/data/rows.ts';
import { startBroadcasts } from '../../src/start/sending/broadcasts.ts';
import { startUnanswered } from '../../src/start/unanswered.ts';
import { answerExtras, createQuestionCards } from '../../src/unanswered/cards/cards.ts';
import type { Storage } from '../../src/storage/open.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { createFileTransfer } from '../../src/teams/file-transfer.ts';
import { createSender } from '../../src/teams/sender.ts';
import { isLoopbackService } from '../../src/teams/service-url.ts';
import { type Card, createChat } from '../server/chat.ts';
import { type Harness, startHarness } from '../server/harness.ts';
import { filesMessage } from '../simulator/teams.ts';
import { noPace, startUnpaced } from '../delivery/unpaced.ts';
import { RULES } from '../broadcast/rules.ts';
import { openEmpty } from '../storage/empty.ts';

export { buttonData, until } from '../server/chat.ts';

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

export let storage: Storage;
let harness: Harness;
export let proposals: Proposals;
/** Rows, and what is confirmed of them. */
export let rows: Rows;
/** Of the data that the bot answers from. */
export let revision: () => string;
let editions: Editions;
let worker: Worker;
let errors: unknown[];
let passedMs = 0;
const clock: Clock = {
  ...systemClock,
  now: () => systemClock.now() + passedMs,
  elapsed: () => systemClock.elapsed() + passedMs,
};

/** Puts the bot's clock forward. */
export function pass(ms: number): void {
  passedMs += ms;
}

/** One bot for all tests of a file, over real HTTP, with roles granted; none of its parts may have complained. */
export function useCity(files: DatasetFiles = FILES): void {
  let dir: string;
  let features: readonly Feature[];
  beforeAll(async () => {
    errors = [];
    passedMs = 0;
    dir = mkdtempSync(join(tmpdir(), 'yokoten-city-'));
    storage = await openEmpty(dir);
    const freshness = createFreshness({ months: 6, timeZone: 'Asia/Tokyo', now: () => clock.now() });
    const kit = loadCardKit(undefined, { unconfirmedSince: freshness.unconfirmedSince });
    const data = datasetOf(files);
    const knowledge = createKnowledge({
      data,
      engine: createEngine(data),
      cards: createCards(kit, undefined, answerExtras(true)),
    });
    revision = () => knowledge().data.revision;
    const sender = createSender({
      connector: createConnector({ getToken: null, isServiceUrl: isLoopbackService }),
      appId: '',
    });
    const onError = (error: unknown) => errors.push(error);
    worker = startUnpaced(storage, sender, clock);
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
      rules: RULES,
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
      cards: createEditionCards(kit, offerDrafts),
      files: fileTransfer,
      timeZone: 'Asia/Tokyo',
      actor: (personId) => broadcasts.actor(personId),
      approvers: () => broadcasts.holders('editor', 'approver'),
      clock,
      isTimeTrusted: () => true,
      onPlanned,
      follow: () => editions.follow(),
      onError,
    });
    const unanswered = startUnanswered({
      store: storage.questions,
      answers: null,
      ready: () => storage.ready(),
      knowledge,
      cards: createQuestionCards(kit),
      keeps: true,
      ownersOf: () => Promise.resolve([]),
      proposeWords: proposesWords((wanted) => proposals.propose(wanted), 'Asia/Tokyo', clock.now),
      rolesOf: (personId) => broadcasts.roles(personId),
      timeZone: 'Asia/Tokyo',
      clock,
      tickMs: 50,
      onPlanned,
      onError,
    });
    rows = startRows({
      knowledge,
      cards: createRowCards(kit),
      ready: () => storage.ready(),
      store: storage.confirmations,
      owners: createOwners(storage.owners, (personId) => broadcasts.isOutsider(personId)),
      freshness,
      months: 6,
      timeZone: 'Asia/Tokyo',
      clock,
      tickMs: 50,
      onPlanned,
      rolesOf: (personId) => broadcasts.roles(personId),
      propose: (wanted) => proposals.propose(wanted),
      onError,
    });
    features = [editions, proposals, unanswered, broadcasts, rows];
    const downloads = decideDownloads({
      makers: proposals.downloads ?? new Map(),
      files: fileTransfer,
      kit,
      data: () => knowledge().data,
      audit: (entry) => storage.broadcasts.audit(entry),
      rolesOf: () => Promise.resolve(new Set()),
      now: clock.now,
      onError,
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

const chat = createChat(() => harness);
export const { cards, inDialog, lastCard, presses, pressesData, says, sends } = chat;

/** From now on Teams says that this person is a guest, or that they are not. */
export function isGuest(person: string, guest = true): void {
  const member = { id: `29:${person}`, aadObjectId: person, userRole: guest ? 'guest' : 'user' };
  harness.simulator.connector.setMembers(`a:${person}`, [member]);
  pass(3 * 60_000);
}

/** Sends a file to the bot as Teams does: it is in the person's OneDrive, and the bot gets the link. */
export async function sendsFile(person: string, name: string, content: Uint8Array | string): Promise<Card> {
  const { files, url } = harness.simulator;
  const downloadUrl = url + files.share(Buffer.from(content));
  await chat.sends(person, (where, id) => filesMessage(where, id, [{ name, downloadUrl }]));
  return lastCard(person);
}

/** Takes the file that the last message offers; returns its bytes. */
export const takesFile = async (person: string): Promise<Buffer> => (await chat.takes(person))!;

/** The words of everything that the trail holds, in order. */
export async function trail(): Promise<readonly string[]> {
  const rows = await storage.broadcasts.auditRows({ limit: 999 });
  return rows.map(({ action }) => action).filter((action) => !/^(grant|denied)$/.test(action));
}
