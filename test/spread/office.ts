import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { createOwners } from '../../src/access/owners.ts';
import { createAdoptionCards } from '../../src/adoption/cards/cards.ts';
import { createContactCards } from '../../src/contacts/cards.ts';
import { startYears } from '../../src/start/data/years.ts';
import { offerEdit } from '../../src/rows/cards/actions.ts';
import { startContacts } from '../../src/start/data/contacts.ts';
import { decideDownloads } from '../../src/bot/downloads.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { memoryLedger } from '../../src/bot/memory/ledger.ts';
import { type Clock, systemClock } from '../../src/calendar/clock.ts';
import { createCards } from '../../src/cards/answer/cards.ts';
import type { Dataset, Initiative } from '../../src/dataset/schema.ts';
import type { Worker } from '../../src/delivery/worker.ts';
import type { Feature } from '../../src/start/feature.ts';
import { createFollowCards } from '../../src/follow/cards/cards.ts';
import type { Engine } from '../../src/question/answer.ts';
import { startAdoption } from '../../src/start/adoption.ts';
import { startFollow } from '../../src/start/follow.ts';
import { startUnanswered, type Unanswered } from '../../src/start/unanswered.ts';
import { answerExtras, createQuestionCards } from '../../src/unanswered/cards/cards.ts';
import type { WantedWords } from '../../src/unanswered/chat/services.ts';
import type { MonthlyReport } from '../../src/report/report.ts';
import { createReportCards } from '../../src/report/cards.ts';
import { startReport } from '../../src/start/report.ts';
import { createOperationCards } from '../../src/operation/cards.ts';
import { type Operation, startOperation } from '../../src/start/sending/operation.ts';
import { createLogger } from '../../src/server/log.ts';
import type { Storage } from '../../src/storage/open.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { createSender } from '../../src/teams/sender.ts';
import { createFileTransfer } from '../../src/teams/file-transfer.ts';
import { isLoopbackService } from '../../src/teams/service-url.ts';
import { createChat } from '../server/chat.ts';
import { type Harness, startHarness } from '../server/harness.ts';

import { fileConsent, invoke } from '../simulator/teams.ts';
import { startUnpaced } from '../delivery/unpaced.ts';
import { learnAtOnce } from '../bot/learn-at-once.ts';
import type { Role } from '../../src/access/roles.ts';
import { kit } from '../cards/kit.ts';
import { DATA, engine } from '../question/support/real.ts';
import { openEmpty } from '../storage/empty.ts';

export { until } from '../server/chat.ts';

export const HR = '00000000-0000-4000-8000-0000000000a1';
export const ANN = '00000000-0000-4000-8000-0000000000b1';
export const BOB = '00000000-0000-4000-8000-0000000000b2';
export const EVE = '00000000-0000-4000-8000-0000000000b3';

export let storage: Storage;
let harness: Harness;
/** What the bot knows; a test may put another edition in its place. */
let knowledge: ReturnType<typeof knows>;
let dir: string;
let worker: Worker;
let features: readonly Feature[];
let unanswered: Unanswered;
export let operation: Operation;

/** What the report is told of confirmations; a test may set it. */
let confirmations: MonthlyReport['confirmations'];

export function confirm(counts: MonthlyReport['confirmations']): void {
  confirmations = counts;
}

/** Words that drafts were wanted with; none is made. */
export let wantedWords: WantedWords[];

let errors: unknown[];
let openings = 0;
let passedMs = 0;

const clock: Clock = {
  ...systemClock,
  now: () => systemClock.now() + passedMs,
  elapsed: () => systemClock.elapsed() + passedMs,
};
const rolesOf = (id: string) => Promise.resolve(new Set<Role>(id === HR ? ['admin'] : []));

function knows(data: Dataset) {
  return {
    data,
    engine: data === DATA ? engine : engineFor(data),
    cards: createCards(kit, undefined, answerExtras(true)),
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
/** Who is not of the staff; a test may add to it. */
export let outsiders: Set<string>;

/** Before each test the whole bot with an empty database, over real HTTP; only the pace is lifted. */
export function useSpread({
  keeps = true,
  shares = false,
}: { readonly keeps?: boolean; readonly shares?: boolean } = {}): void {
  beforeEach(async () => {
    errors = [];
    wantedWords = [];
    passedMs = 0;
    owners = {};
    outsiders = new Set();
    confirmations = null;
    knowledge = knows(DATA);
    dir = mkdtempSync(path.join(tmpdir(), 'yokoten-spread-'));
    storage = await openEmpty(dir);
    const connector = createConnector({ getToken: null, isServiceUrl: isLoopbackService });
    worker = startUnpaced(storage, createSender({ connector, appId: '' }), clock);
    features = startFeatures(keeps, shares);
    const learnReach = learnAtOnce(storage.reach, clock.now, (error) => errors.push(error));
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
    kit,
    data: () => DATA,
    audit: (entry) => storage.broadcasts.audit(entry),
    rolesOf,
    now: clock.now,
    onError: (error) => errors.push(error),
  });
}

function startFeatures(keeps: boolean, shares: boolean): readonly Feature[] {
  const ownersOfAll = createOwners(storage.owners, (id) => Promise.resolve(outsiders.has(id)));
  const ownersOf = async (department: string) => {
    const owner = await ownersOfAll.ownerOf(department);
    return owner ? [`person:${owner.personId}`] : (owners[department] ?? []);
  };
  const common = {
    ready: () => storage.ready(),
    knowledge: () => knowledge,
    rolesOf,
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
    answers: shares ? storage.answers : null,
    proposeWords: (wanted) => {
      wantedWords.push(wanted);
      return Promise.resolve({ problems: ['this bot has no editions'] });
    },
    cards: createQuestionCards(kit),
    keeps,
    ownersOf,
  });
  const earlier = startYears({ ...common, store: storage.editions });
  const adoption = startAdoption({
    ...common,
    store: storage.adoptions,
    cards: createAdoptionCards(kit, null, offerEdit),
    ownersOf,
    ownerOf: (department) => ownersOfAll.ownerOf(department),
    historyOf: (row) => earlier.years.history(row),
  });
  operation = startOperation({
    ...common,
    store: storage.restore,
    ledger: storage.ledger,
    cards: createOperationCards(kit),
    readers: [`person:${HR}`],
    isTimeTrusted: () => true,
    log: createLogger('silent'),
  });
  return [
    operation,
    unanswered,
    adoption,
    earlier,
    startContacts({
      ...common,
      store: ownersOfAll,
      cards: createContactCards(kit),
      findPerson: (text) =>
        Promise.resolve([ANN, BOB].includes(text) ? { id: text, name: `職員${text.slice(-2)}` } : null),
    }),
    startReport({
      ...common,
      store: storage.reports,
      ledger: storage.ledger,
      sources: {
        coverage: () => adoption.coverage(),
        openQuestions: () => unanswered.groups(),
        confirmations: () => Promise.resolve(confirmations),
      },
      cards: createReportCards(kit),
      readers: [`person:${HR}`],
    }),
    startFollow({
      ...common,
      store: storage.follows,
      spread: storage.adoptions,
      lastAsked: (place) => unanswered.lastAsked(place),
      cards: createFollowCards(kit),
    }),
  ];
}

const chat = createChat(() => harness);
export const { cards, lastCard, lastMessage: answeredMessage, presses, pressesData, says, takes } = chat;

const CHANNEL = { id: '19:mentoring@thread.tacv2', teamId: '19:staff@thread.tacv2' };
/** The channel as the delivery ledger knows it. */
export const channelRecipient = `channel:${CHANNEL.id}`;
/** What is said and pressed in a thread of a channel. */
export const channel = createChat(() => harness, CHANNEL);
/** What the bot has posted there unasked, oldest first. */
export const channelPosts = () =>
  harness.simulator.connector.requests.flatMap(({ operation, body, activityId }) => {
    const { channelData, activity } = body as {
      readonly channelData?: { readonly channel?: { readonly id: string } };
      readonly activity?: { readonly attachments: readonly { readonly content: unknown }[] };
    };
    if (operation !== 'create' || channelData?.channel?.id !== CHANNEL.id || !activity) return [];
    const card = activity.attachments[0]!.content;
    return [{ id: activityId!, card, json: JSON.stringify(card) }];
  });

/** Sends what a press on such an offer would, forged. */
export async function takesForged(person: string, context: unknown): Promise<void> {
  const { files, url } = harness.simulator;
  const room = url + files.openSession('forged');
  const offered = { id: 'x', name: 'forged', context };
  await chat.sends(person, (where, id) => fileConsent(where, id, offered, room));
  expect(files.stored('forged')).toBeNull();
}

/** What the engine answers to a question. */
export const answerTo = (text: string) =>
  knowledge.engine.ask({ text, today: '2026-06-10', lang: 'ja', previous: null });

/** The rows that a question finds. */
export function knowledgeOf(question: string): readonly { readonly department: string }[] {
  return answerTo(question).hits.map(({ initiative }) => initiative);
}

/** Presses one of Teams' own feedback buttons below a message, as Teams reports it. */
export async function judges(person: string, messageId: string, reaction: string, words: string | null) {
  const feedback =
    words?.startsWith('{') || words === 'not json' ? words : JSON.stringify({ feedbackText: words });
  const value = { actionName: 'feedback', actionValue: { reaction, feedback } };
  return await chat.sends(person, (where, id) => ({
    ...invoke(where, id, 'message/submitAction', value),
    replyToId: messageId,
  }));
}

/** The row of this department whose name holds the words. */
export function rowOf(department: string, words: string) {
  const row = DATA.initiatives.find((one) => one.department === department && one.name.includes(words));
  if (!row) throw new Error(`no row ${words} of ${department}`);
  return row;
}

/** Opens a row as a press on an answer does. */
export async function opens(person: string, id: string) {
  return await pressesData(person, `opened-${(openings += 1)}`, { v: 1, do: 'initiative', id, lang: 'ja' });
}
