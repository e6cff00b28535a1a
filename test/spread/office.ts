import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { createAdoptionCards } from '../../src/adoption/cards/cards.ts';
import { createOpened } from '../../src/access/opened.ts';
import { createContactCards } from '../../src/contacts/cards.ts';
import { startYears } from '../../src/start/years.ts';
import { offerEdit } from '../../src/rows/cards/actions.ts';
import { startContacts } from '../../src/start/contacts.ts';
import { decideDownloads } from '../../src/bot/downloads.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { createLearnReach } from '../../src/bot/reach.ts';
import { memoryLedger } from '../../src/bot/memory/ledger.ts';
import { type Clock, systemClock } from '../../src/calendar/clock.ts';
import { boardCard } from '../../src/cards/board.ts';
import { createCards } from '../../src/cards/answer/cards.ts';
import { loadCardKit } from '../../src/cards/load.ts';
import { loadDataset } from '../../src/dataset/load.ts';
import type { Dataset, Initiative } from '../../src/dataset/schema.ts';
import type { SlotBook } from '../../src/delivery/ports.ts';
import { startWorker, type Worker } from '../../src/delivery/worker.ts';
import type { Feature } from '../../src/feature.ts';
import { createFollowCards } from '../../src/follow/cards/cards.ts';
import type { Engine } from '../../src/question/answer.ts';
import { createEngine } from '../../src/question/engine.ts';
import { startAdoption } from '../../src/start-adoption.ts';
import { startFollow } from '../../src/start-follow.ts';
import { startUnanswered, type Unanswered } from '../../src/start-unanswered.ts';
import { createQuestionCards, offerToTell } from '../../src/unanswered/cards/cards.ts';
import { createReportCards } from '../../src/report/cards.ts';
import { startReport } from '../../src/start-report.ts';
import { createOperationCards } from '../../src/operation/cards.ts';
import { type Operation, startOperation } from '../../src/start/operation.ts';
import { createLogger } from '../../src/server/log.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { createSender } from '../../src/teams/sender.ts';
import { createFileTransfer } from '../../src/teams/file-transfer.ts';
import { isLoopbackService } from '../../src/teams/service-url.ts';
import { type Harness, startHarness } from '../server/harness.ts';
import {
  fileConsent,
  invoke,
  personalMessage,
  scene,
  sendToBot,
  type TeamsActivity,
} from '../simulator/teams.ts';

/** Of cards and answers as they come: what is missing fails the test by itself. */
type Loose = ReturnType<typeof JSON.parse>;

export const HR = '00000000-0000-4000-8000-0000000000a1';
export const ANN = '00000000-0000-4000-8000-0000000000b1';
export const BOB = '00000000-0000-4000-8000-0000000000b2';
export const EVE = '00000000-0000-4000-8000-0000000000b3';

/** The city's own document, and what answers from it. */
export const DATA: Dataset = loadDataset(path.resolve(import.meta.dirname, '../../data'));
const kit = loadCardKit();
const engine = createEngine(DATA);

export let storage: Storage;
let harness: Harness;
/** What the bot knows; a test may put another edition in its place. */
let knowledge: ReturnType<typeof knows>;
let dir: string;
let worker: Worker;
let features: readonly Feature[];
let unanswered: Unanswered;
export let operation: Operation;

let errors: unknown[];
let calls = 0;
let passedMs = 0;

const noPace: SlotBook = {
  reserve: (keys) => Promise.resolve(keys.map(() => ({ booked: true, inMs: 0, at: 0 }))),
  prune: () => Promise.resolve(),
};
const clock: Clock = { ...systemClock, now: () => systemClock.now() + passedMs };
const isHr = (id: string) => Promise.resolve(id === HR);

function knows(data: Dataset) {
  return {
    data,
    engine: data === DATA ? engine : engineFor(data),
    cards: createCards(kit, undefined, { onNothing: offerToTell, notice: () => '' }),
  };
}

/** As the city's own engine, which takes seconds to build: of a new row it finds what its name holds. */
function engineFor({ initiatives }: Dataset): Engine {
  const known = new Set(DATA.initiatives.map(({ id }) => id));
  return {
    candidates: (input) => engine.candidates(input),
    search: (...asked) => engine.search(...asked),
    similar: (...asked) => engine.similar(...asked),
    ask(input) {
      const answer = engine.ask(input);
      const found = new Set(answer.hits.map(({ initiative }) => initiative.id));
      const isFound = ({ id, name }: Initiative) =>
        found.has(id) || (!known.has(id) && name.includes(input.text));
      const hits = initiatives
        .filter(isFound)
        .map((initiative) => ({ initiative, score: 1, reasons: [], about: [] }));
      return { ...answer, hits };
    },
  };
}

/** Puts another edition in the place of the one that the bot answers from. */
export function publish(data: Dataset): void {
  knowledge = knows(data);
}

/** Puts the bot's clock to a time, or later. */
export function passTo(at: number): void {
  passedMs = Math.max(passedMs, at - systemClock.now());
}

/** Puts the bot's clock forward. */
export function pass(ms: number): void {
  passedMs += ms;
}

/** Who is told of what is taken over; a test may set it. */
export let owners: Record<string, readonly string[]>;

/** Before each test the whole bot with an empty database, over real HTTP; only the pace is lifted. */
export function useSpread({ keeps = true }: { readonly keeps?: boolean } = {}): void {
  beforeEach(async () => {
    errors = [];
    passedMs = 0;
    owners = {};
    knowledge = knows(DATA);
    dir = mkdtempSync(path.join(tmpdir(), 'yokoten-spread-'));
    storage = openStorage({ dataDir: dir });
    await storage.ready();
    const connector = createConnector({ getToken: null, isServiceUrl: isLoopbackService });
    worker = startWorker({
      ledger: storage.ledger,
      reach: storage.reach,
      slots: noPace,
      ...createSender({ connector, appId: '' }),
      clock,
      random: () => 0,
      options: { pollMs: 5, sweepMs: 10, toleranceMs: 60_000 },
    });
    features = startFeatures(keeps);
    const learn = createLearnReach(storage.reach, clock.now, (error) => errors.push(error));
    const learnReach = Object.assign(
      async (changes: Parameters<typeof learn>[0]) => {
        await learn(changes);
        await learn.retry();
      },
      { retry: () => learn.retry() },
    );
    harness = await startHarness({
      bot: {
        knowledge: createKnowledge(knowledge),
        watch: unanswered.watch,
        deciders: [downloads(), ...features.flatMap(({ deciders }) => deciders)],
        learnReach,
        ledger: memoryLedger(clock.now),
      },
    });
  });
  afterEach(async () => {
    await Promise.all(features.map((feature) => feature.stop()));
    await worker.stop();
    await harness.close();
    await storage.close();
    rmSync(dir, { recursive: true });
    expect(errors).toEqual([]);
  });
}

/** Hands over the features' files. */
function downloads() {
  return decideDownloads({
    makers: new Map(features.flatMap((feature) => [...(feature.downloads ?? [])])),
    files: createFileTransfer({ sandbox: true }),
    note: (what, lang) =>
      boardCard(kit, { headline: kit.say[lang](`file.note.${what}`) }, kit.contextOf(DATA, lang)),
    audit: (entry) => storage.broadcasts.audit(entry),
    isHr,
    now: clock.now,
  });
}

function startFeatures(keeps: boolean): readonly Feature[] {
  const ownersOf = (department: string) => Promise.resolve(owners[department] ?? []);
  const opened = createOpened();
  const common = {
    ready: () => storage.ready(),
    knowledge: () => knowledge,
    isHr,
    timeZone: 'Asia/Tokyo',
    clock,
    tickMs: 10,
    onPlanned: () => {
      worker.wake();
    },
    onError: (error: unknown) => errors.push(error),
  };
  unanswered = startUnanswered({
    ...common,
    store: storage.questions,
    proposeWords: () => Promise.reject(new Error('this bot has no editions')),
    cards: createQuestionCards(kit),
    keeps,
    ownersOf,
  });
  const earlier = startYears({ ...common, store: storage.editions });
  const adoption = startAdoption({
    ...common,
    store: storage.adoptions,
    cards: createAdoptionCards(kit, 'Asia/Tokyo', null, (...row) => [offerEdit(...row)]),
    ownersOf,
    opened,
    historyOf: (row) => earlier.years.history(row),
  });
  operation = startOperation({
    ...common,
    store: storage.restore,
    ledger: storage.ledger,
    data: () => knowledge.data,
    cards: createOperationCards(kit, 'Asia/Tokyo'),
    readers: [`person:${HR}`],
    log: createLogger('silent'),
  });
  return [
    operation,
    unanswered,
    adoption,
    earlier,
    startContacts({
      ...common,
      store: storage.owners,
      cards: createContactCards(kit),
      opened,
      mayEdit: (id) => Promise.resolve(id === HR),
      findPerson: (text) =>
        Promise.resolve([ANN, BOB].includes(text) ? { id: text, name: `職員${text.slice(-2)}` } : null),
    }),
    startReport({
      ...common,
      store: storage.reports,
      ledger: storage.ledger,
      coverage: () => adoption.coverage(),
      cards: createReportCards(kit),
      readers: [`person:${HR}`],
    }),
    startFollow({
      ...common,
      store: storage.follows,
      spread: storage.adoptions,
      cards: createFollowCards(kit),
    }),
  ];
}

const chatOf = (person: string): string => `a:${person}`;

const from = (person: string, locale = 'ja-JP') =>
  scene(harness.simulator.url, { aadObjectId: person, userId: `29:${person}`, locale });

function inChat(person: string, activity: TeamsActivity): TeamsActivity {
  return { ...activity, conversation: { ...(activity['conversation'] as object), id: chatOf(person) } };
}

/** What stands in a person's chat, oldest first. */
export function cards(
  person: string,
): readonly { readonly id: string; readonly card: Loose; readonly json: string }[] {
  return harness.simulator.connector.posts(chatOf(person)).map(({ id, activity }) => {
    const card: Loose = (activity as Loose).attachments[0].content;
    return { id, card, json: JSON.stringify(card) };
  });
}

export const lastCard = (person: string) => cards(person).at(-1)!;

/** Writes to the bot; returns the card that it answers with. */
export async function says(person: string, text: string, locale?: string) {
  calls += 1;
  await sendToBot(harness.url, inChat(person, personalMessage(from(person, locale), `m${calls}`, text)));
  return lastCard(person);
}

/** The data of the button whose title begins so. */
function buttonData(card: unknown, title: string): Record<string, Loose> {
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
) {
  return await pressesData(person, on.id, { ...buttonData(on.card, title), ...inputs });
}

/** The same with data of the test's own making. */
export async function pressesData(person: string, cardId: string, data: Record<string, unknown>) {
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

/** Takes the file that the last message offers, or does not, or cannot; what there is of it then. */
export async function takes(person: string, how: 'yes' | 'no' | 'full' = 'yes'): Promise<Buffer | null> {
  calls += 1;
  const { id, activity } = answeredMessage(person);
  const { name, content }: Loose = (activity as Loose).attachments[0];
  const { files, url } = harness.simulator;
  const offered = { id, name, context: content.acceptContext };
  const room = how === 'no' ? null : url + files.openSession(name);
  if (how === 'full') files.failNext(507, 507, 507, 507);
  await sendToBot(harness.url, inChat(person, fileConsent(from(person), `c${calls}`, offered, room)));
  return files.stored(name);
}

/** Sends what a press on such an offer would, forged. */
export async function takesForged(person: string, context: unknown): Promise<void> {
  calls += 1;
  const { files, url } = harness.simulator;
  const room = url + files.openSession('forged');
  const offered = { id: 'x', name: 'forged', context };
  await sendToBot(harness.url, inChat(person, fileConsent(from(person), `c${calls}`, offered, room)));
  expect(files.stored('forged')).toBeNull();
}

/** The rows that a question finds. */
export function knowledgeOf(question: string): readonly { readonly department: string }[] {
  const asked = { text: question, today: '2026-06-10', lang: 'ja', previous: null } as const;
  return knowledge.engine.ask(asked).hits.map(({ initiative }) => initiative);
}

/** The last message in a person's chat, as it was sent. */
export function answeredMessage(person: string) {
  return harness.simulator.connector.posts(chatOf(person)).at(-1)!;
}

/** Presses one of Teams' own feedback buttons below a message, as Teams reports it. */
export async function judges(person: string, messageId: string, reaction: string, words: string | null) {
  calls += 1;
  const feedback =
    words?.startsWith('{') || words === 'not json' ? words : JSON.stringify({ feedbackText: words });
  const value = { actionName: 'feedback', actionValue: { reaction, feedback } };
  const activity = {
    ...invoke(from(person), `f${calls}`, 'message/submitAction', value),
    replyToId: messageId,
  };
  return await sendToBot(harness.url, inChat(person, activity));
}

/** Until it holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 8000; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('never came about');
}

/** The row of this department whose name holds the words. */
export function rowOf(department: string, words: string) {
  const row = DATA.initiatives.find((one) => one.department === department && one.name.includes(words));
  if (!row) throw new Error(`no row ${words} of ${department}`);
  return row;
}

/** Opens a row as a press on an answer does. */
export async function opens(person: string, id: string) {
  return await pressesData(person, `opened-${(calls += 1)}`, { v: 1, do: 'initiative', id, lang: 'ja' });
}
