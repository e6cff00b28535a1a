import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/calendar/clock.ts';
import type { DeliveryCounts, NewMessage, SlotBook } from '../../src/delivery/ports.ts';
import type { Recipient } from '../../src/delivery/recipient.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { createSender } from '../../src/teams/sender.ts';
import { isLoopbackService } from '../../src/teams/service-url.ts';
import { startWorker, type Worker, type WorkerServices } from '../../src/delivery/worker.ts';
import type { Storage } from '../../src/storage/open.ts';
import { personalConversationId } from '../simulator/connector.ts';
import type { Fault } from '../simulator/faults.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { noPace } from './unpaced.ts';
import { openEmpty } from '../storage/empty.ts';
import { noDeliveries } from './no-deliveries.ts';

/** Worker, sender, storage and connector as in production; only the pace is lifted. */
const content = {
  ja: { summary: 'お知らせ', card: { type: 'AdaptiveCard', version: '1.5', body: [] } },
  en: { summary: 'Notice', card: { type: 'AdaptiveCard', version: '1.5', body: [] } },
};
const post: NewMessage = {
  id: 'm',
  kind: 'broadcast',
  action: 'post',
  priority: 1,
  content,
  originalId: null,
};

let dir: string;
let storage: Storage;
let simulator: Simulator;
let worker: Worker | null;
let settled: string[];
let onSettled: () => void;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-worker-'));
  storage = await openEmpty(dir);
  simulator = await startSimulator();
  settled = [];
  onSettled = () => undefined;
  worker = null;
});
afterEach(async () => {
  await worker?.stop();
  await storage.close();
  await simulator.close();
  rmSync(dir, { recursive: true });
});

function start(over: Partial<WorkerServices> = {}, timeoutMs = 20_000): Worker {
  const connector = createConnector({ getToken: null, isServiceUrl: isLoopbackService });
  const sender = createSender({ connector, appId: '', timeoutMs });
  worker = startWorker({
    ledger: storage.ledger,
    reach: storage.reach,
    slots: noPace,
    ...sender,
    clock: systemClock,
    random: () => 0,
    events: {
      settled: (delivery, settlement) => {
        settled.push(`${delivery.recipientId} ${settlement.state}`);
        onSettled();
      },
    },
    options: { pollMs: 5, sweepMs: 20, toleranceMs: 60_000 },
    ...over,
  });
  return worker;
}

/** With pauses that are over at once. */
const hurried = {
  ...systemClock,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 5), signal),
};

/** Resolves when the worker has settled this many times. */
function settlements(count: number): Promise<void> {
  return new Promise((resolve) => {
    onSettled = () => {
      if (settled.length >= count) resolve();
    };
    onSettled();
  });
}

function recipient(id: string, over: Partial<Recipient> = {}): Omit<Recipient, 'state' | 'reason'> {
  const [kind, name] = id.split(':') as ['channel' | 'person', string];
  return {
    id,
    kind,
    teamId: null,
    conversationId: kind === 'person' ? `a:${name}` : `19:${name}@thread.tacv2`,
    userId: kind === 'person' ? `29:${name}` : null,
    tenantId: '11111111-2222-4333-8444-555555555555',
    serviceUrl: simulator.url,
    name,
    locale: null,
    ...over,
  };
}

async function know(...recipients: Omit<Recipient, 'state' | 'reason'>[]): Promise<void> {
  await storage.reach.apply(
    recipients.map((one) => ({ type: 'reachable', recipient: one })),
    1,
  );
}

async function plan(message: NewMessage, ids: readonly string[]): Promise<void> {
  await storage.ledger.plan(
    message,
    ids.map((recipientId) => ({ recipientId, dueAt: 0, content: null, skip: null })),
    1,
  );
}

const arrivals = () => simulator.connector.requests.filter((request) => request.recorded);
const outcomes: readonly {
  fault: string;
  rule: Fault;
  state: Partial<DeliveryCounts>;
  reason: string | null;
  park: boolean;
  arrived: number;
}[] = [
  {
    fault: '429 with Retry-After',
    rule: { kind: 'throttled', retryAfterSeconds: 600 },
    state: { pending: 1 },
    reason: 'throttled',
    park: false,
    arrived: 0,
  },
  {
    fault: '412',
    rule: { kind: 'preconditionFailed' },
    state: { pending: 1 },
    reason: 'PreconditionFailed',
    park: false,
    arrived: 0,
  },
  {
    fault: '502',
    rule: { kind: 'serverError', status: 502, recorded: true },
    state: { unknown: 1 },
    reason: 'ServiceError',
    park: false,
    arrived: 1,
  },
  {
    fault: '503',
    rule: { kind: 'serverError', status: 503, recorded: false },
    state: { pending: 1 },
    reason: 'ServiceError',
    park: false,
    arrived: 0,
  },
  {
    fault: '504',
    rule: { kind: 'serverError', status: 504, recorded: true },
    state: { unknown: 1 },
    reason: 'ServiceError',
    park: false,
    arrived: 1,
  },
  {
    fault: '500 before it arrived',
    rule: { kind: 'serverError', status: 500, recorded: false },
    state: { unknown: 1 },
    reason: 'ServiceError',
    park: false,
    arrived: 0,
  },
  {
    fault: '500 after it arrived',
    rule: { kind: 'serverError', status: 500, recorded: true },
    state: { unknown: 1 },
    reason: 'ServiceError',
    park: false,
    arrived: 1,
  },
  {
    fault: 'reset before it arrived',
    rule: { kind: 'reset', recorded: false },
    state: { unknown: 1 },
    reason: 'ECONNRESET',
    park: false,
    arrived: 0,
  },
  {
    fault: 'reset after it arrived',
    rule: { kind: 'reset', recorded: true },
    state: { unknown: 1 },
    reason: 'ECONNRESET',
    park: false,
    arrived: 1,
  },
  {
    fault: 'time-out',
    rule: { kind: 'hang', recorded: true },
    state: { unknown: 1 },
    reason: 'timeout',
    park: false,
    arrived: 1,
  },
  {
    fault: '401',
    rule: { kind: 'botNotRegistered' },
    state: { failed: 1 },
    reason: 'BotNotRegistered',
    park: false,
    arrived: 0,
  },
  ...(
    [
      'BotDisabledByAdmin',
      'NotEnoughPermissions',
      'BotNotInConversationRoster',
      'ConversationBlockedByUser',
      'MessageWritesBlocked',
    ] as const
  ).map((code) => ({
    fault: `403 ${code}`,
    rule: { kind: 'forbidden', code } as const,
    state: { failed: 1 },
    reason: code,
    park: true,
    arrived: 0,
  })),
];

describe('each fault ends in its state, and stops nobody else', () => {
  test.each(outcomes)('$fault', async ({ rule, state, reason, park, arrived }) => {
    await know(recipient('person:faulty'), recipient('person:fine'));
    simulator.connector.faults.add({ fault: rule, conversationId: 'a:faulty', times: 1 });
    await plan(post, ['person:faulty', 'person:fine']);
    start({}, rule.kind === 'hang' ? 2000 : 20_000);
    await settlements(2);
    await worker!.stop();
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, ...state, sent: 1 });
    const rows = await storage.ledger.rows('m', { limit: 9 });
    expect(rows.find((row) => row.recipientId === 'person:faulty')).toMatchObject({ reason });
    expect((await storage.reach.get('person:faulty'))!.state).toBe(park ? 'parked' : 'active');
    expect(simulator.connector.requests).toHaveLength(2);
    expect(arrivals().filter((request) => request.conversationId === 'a:faulty')).toHaveLength(arrived);
    expect(simulator.connector.posts('a:fine')).toHaveLength(1);
  });

  test('a chat that is gone is opened anew, and the message arrives once', async () => {
    await know(recipient('person:faulty'));
    const fault = { kind: 'notFound', code: 'ConversationNotFound' } as const;
    simulator.connector.faults.add({ fault, conversationId: 'a:faulty' });
    await plan(post, ['person:faulty']);
    start();
    await settlements(2);
    await worker!.stop();
    expect(settled).toEqual(['person:faulty retry', 'person:faulty sent']);
    const anew = personalConversationId('29:faulty');
    expect(simulator.connector.posts(anew)).toHaveLength(1);
    expect(await storage.reach.get('person:faulty')).toMatchObject({ state: 'active', conversationId: anew });
  });

  test('a chat that is not there either once it has been opened anew parks the person', async () => {
    await know(recipient('person:faulty'));
    const fault = { kind: 'notFound', code: 'ConversationNotFound' } as const;
    simulator.connector.faults.add({ fault, operation: 'send' });
    await plan(post, ['person:faulty']);
    start();
    await settlements(2);
    await worker!.stop();
    expect(settled).toEqual(['person:faulty retry', 'person:faulty failed']);
    expect(simulator.connector.requests.map(({ operation }) => operation)).toEqual([
      'send',
      'create',
      'send',
    ]);
    expect((await storage.reach.get('person:faulty'))!.state).toBe('parked');
  });

  test('a channel that is not found is tried again later, and stays where it is known', async () => {
    await know(recipient('channel:faulty'));
    simulator.connector.faults.add({
      fault: { kind: 'notFound', code: 'ConversationNotFound' },
      operation: 'create',
      times: 1,
    });
    await plan(post, ['channel:faulty']);
    start();
    await settlements(1);
    await worker!.stop();
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, pending: 1 });
    expect((await storage.reach.get('channel:faulty'))!.state).toBe('active');
  });

  test('nothing listens: not sent, later again', async () => {
    await know(recipient('person:far', { serviceUrl: 'http://127.0.0.1:1' }), recipient('person:fine'));
    await plan(post, ['person:far', 'person:fine']);
    start();
    await settlements(2);
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1, pending: 1 });
    expect((await storage.ledger.rows('m', { state: 'pending', limit: 1 }))[0]).toMatchObject({
      reason: 'ECONNREFUSED',
      attempt: 1,
    });
  });
});

describe('what is sent', () => {
  test('a channel gets a new thread, a person their language, and the ids are kept for later changes', async () => {
    await know(recipient('channel:news'), recipient('person:ken', { locale: 'en-US' }));
    await plan(post, ['channel:news', 'person:ken']);
    start();
    await settlements(2);
    const [channelRow, personRow] = await storage.ledger.rows('m', { limit: 9 });
    expect(channelRow!.post!.conversationId).toMatch(/^19:news@thread\.tacv2;messageid=\d+$/);
    const standing = simulator.connector.posts(channelRow!.post!.conversationId);
    expect(standing).toEqual([expect.objectContaining({ id: channelRow!.post!.activityId })]);
    expect(standing[0]!.activity).toMatchObject({ type: 'message', summary: 'お知らせ' });
    expect(standing[0]!.activity).not.toHaveProperty('replyToId');
    expect(simulator.connector.posts('a:ken')[0]!.activity).toMatchObject({ summary: 'Notice' });

    await storage.ledger.planFollowUp(
      {
        ...post,
        id: 'fix',
        action: 'update',
        originalId: 'm',
        content: { ja: { ...content.ja, summary: '訂正' } },
      },
      2,
    );
    await settlements(4);
    expect(simulator.connector.posts('a:ken')).toEqual([
      expect.objectContaining({ id: personRow!.post!.activityId, edited: true }),
    ]);
    await storage.ledger.planFollowUp(
      { ...post, id: 'recall', action: 'delete', originalId: 'm', content: null },
      3,
    );
    await settlements(6);
    expect(simulator.connector.posts('a:ken')).toEqual([]);
    expect(simulator.connector.posts(channelRow!.post!.conversationId)).toEqual([]);
    expect(await storage.ledger.counts('recall')).toEqual({ ...noDeliveries, sent: 2 });
  });

  test('a person without a chat gets one opened first; a failure to open it posts nothing and is tried again', async () => {
    await know(
      recipient('person:new', { conversationId: null }),
      recipient('person:none', { conversationId: null }),
    );
    simulator.connector.faults.add({
      fault: { kind: 'serverError', status: 500, recorded: false },
      operation: 'create',
      memberId: '29:new',
      times: 1,
    });
    simulator.connector.faults.add({
      fault: { kind: 'forbidden', code: 'BotNotInConversationRoster' },
      operation: 'create',
      memberId: '29:none',
    });
    await plan(post, ['person:new', 'person:none']);
    start();
    await settlements(3);
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1, failed: 1 });
    expect(simulator.connector.posts(personalConversationId('29:new'))).toHaveLength(1);
    expect(await storage.reach.get('person:new')).toMatchObject({
      conversationId: personalConversationId('29:new'),
    });
    expect(await storage.reach.get('person:none')).toMatchObject({ state: 'parked' });
  }, 10_000);

  test('whoever is parked, gone or unknown by then is skipped, and the plan still adds up', async () => {
    await know(recipient('person:a'), recipient('person:b'));
    await storage.reach.apply([{ type: 'park', id: 'person:a', reason: 'ConversationBlockedByUser' }], 2);
    await plan(post, ['person:a', 'person:b', 'person:c']);
    start();
    await settlements(3);
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1, skipped: 2 });
    expect((await storage.ledger.rows('m', { state: 'skipped', limit: 9 })).map((row) => row.reason)).toEqual(
      ['ConversationBlockedByUser', 'unknownRecipient'],
    );
  });
});

describe('a worker', () => {
  test('that stops gives back what has not left and waits for what has', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `person:p${String(index).padStart(2, '0')}`);
    await know(...names.map((id) => recipient(id)));
    await plan(post, names);
    let asked = 0;
    // The slots of the first five come at once, the others' never.
    const slots: SlotBook = {
      ...noPace,
      reserve: (keys) =>
        Promise.resolve(keys.map(() => ({ booked: true, inMs: asked++ < 5 ? 0 : 3_600_000, at: 0 }))),
    };
    start({ slots });
    await settlements(5);
    await worker!.stop();
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, sent: 5, pending: 35 });
    expect(arrivals()).toHaveLength(5);
  });

  test('keeps a known answer while the database is away', async () => {
    await know(recipient('person:a'));
    await plan(post, ['person:a']);
    let broken = 2;
    const ledger = {
      ...storage.ledger,
      settle: (...args: Parameters<typeof storage.ledger.settle>) =>
        broken-- > 0 ? Promise.reject(new Error('away')) : storage.ledger.settle(...args),
    };
    start({ ledger, clock: hurried });
    await settlements(1);
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1 });
    expect(arrivals()).toHaveLength(1);
  });

  test('marks anew what could not be marked as departed, also where only the answer was lost', async () => {
    const ids = ['person:a', 'person:b', 'person:c'];
    await know(...ids.map((id) => recipient(id)));
    await plan(post, ids);
    let broken = 4;
    const ledger = {
      ...storage.ledger,
      depart: async (...args: Parameters<typeof storage.ledger.depart>) => {
        broken -= 1;
        if (broken < 0) return await storage.ledger.depart(...args);
        // Every other one is written, and nobody hears of it.
        if (broken % 2 === 0) await storage.ledger.depart(...args);
        throw new Error('away');
      },
    };
    start({ ledger, clock: hurried });
    await settlements(3);
    // None of them has waited for its lease, and none has left twice.
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, sent: 3 });
    expect(arrivals()).toHaveLength(3);
  });

  test('goes on when the database is back after claims that failed', async () => {
    await know(recipient('person:a'));
    await plan(post, ['person:a']);
    let broken = 3;
    const failures: unknown[] = [];
    const ledger = {
      ...storage.ledger,
      claim: (...args: Parameters<typeof storage.ledger.claim>) =>
        broken-- > 0 ? Promise.reject(new Error('away')) : storage.ledger.claim(...args),
    };
    start({
      ledger,
      clock: hurried,
      events: {
        failed: (error) => failures.push(error),
        settled: () => {
          settled.push('');
          onSettled();
        },
      },
    });
    await settlements(1);
    expect(failures).toHaveLength(3);
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1 });
  });

  test('does not use a slot that it is too late for', async () => {
    await know(recipient('person:a'));
    await plan(post, ['person:a']);
    let bookings = 0;
    const slots: SlotBook = {
      ...noPace,
      // The first slot was yesterday.
      reserve: (keys) =>
        Promise.resolve(keys.map(() => ({ booked: true, inMs: bookings++ === 0 ? -86_400_000 : 0, at: 0 }))),
    };
    start({ slots });
    await settlements(1);
    expect(bookings).toBe(2);
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1 });
  });

  test('tells the book which slots it used late or not at all', async () => {
    const names = ['person:a', 'person:b', 'person:c', 'person:d'];
    await know(...names.map((id) => recipient(id)));
    await plan(post, names);
    const told: unknown[] = [];
    // How late each slot is when it comes.
    const late = [0, 30, 90_000, 0, 0];
    const slots: SlotBook = {
      ...noPace,
      reserve: (keys, departures) => {
        told.push(...departures);
        return Promise.resolve(
          keys.map(() => {
            const lateMs = late.shift() ?? 0;
            return { booked: true, inMs: -lateMs, at: 1000 - lateMs };
          }),
        );
      },
    };
    let elapsed = 0;
    start({
      slots,
      clock: { ...systemClock, elapsed: () => elapsed },
      send: () => {
        elapsed += 10;
        return Promise.resolve({ type: 'accepted', post: null });
      },
      options: { pollMs: 5, slice: 1, concurrency: 1, toleranceMs: 60_000 },
    });
    await settlements(4);
    expect(told).toEqual([
      // With no connection open yet, the first counts from its answer.
      { key: 'a:a', at: 1000, lateMs: 10 },
      { key: 'a:b', at: 970, lateMs: 30 },
      { key: 'a:c', at: -89_000, lateMs: null },
    ]);
  });

  test('puts off a conversation that has no room, at no cost', async () => {
    await know(recipient('person:a'));
    await plan(post, ['person:a']);
    const slots: SlotBook = {
      ...noPace,
      reserve: (keys) => Promise.resolve(keys.map(() => ({ booked: false, inMs: 60_000, at: 0 }))),
    };
    start({ slots });
    await settlements(1);
    expect((await storage.ledger.rows('m', { limit: 1 }))[0]).toMatchObject({
      state: 'pending',
      reason: 'conversationBusy',
      attempt: 0,
    });
    expect(simulator.connector.requests).toEqual([]);
  });

  test('beside another one sends nothing twice', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `person:p${index}`);
    await know(...names.map((id) => recipient(id)));
    await plan(post, names);
    const second = start();
    start();
    await settlements(300);
    await second.stop();
    expect(await storage.ledger.counts('m')).toEqual({ ...noDeliveries, sent: 300 });
    expect(new Set(arrivals().map((request) => request.conversationId)).size).toBe(300);
    expect(arrivals()).toHaveLength(300);
  });
});

test('while everything fails alike sending pauses, tries with one, and goes on by itself', async () => {
  const people = Array.from({ length: 300 }, (_, index) => `person:p${index}`);
  await know(...people.map((id) => recipient(id)));
  simulator.connector.faults.add({ fault: { kind: 'serverError', status: 500, recorded: false } });
  await plan(post, people);
  const told: (string | null)[] = [];
  /** How long each pause is, and what had been tried by then; they pass at once. */
  const pauses: { readonly ms: number; readonly tries: number }[] = [];
  let passedMs = 0;
  start({
    clock: {
      ...systemClock,
      elapsed: () => systemClock.elapsed() + passedMs,
      async sleep(ms, signal) {
        const isPause = ms >= 1000;
        if (isPause) pauses.push({ ms, tries: simulator.connector.requests.length });
        if (pauses.length === 5) simulator.connector.faults.clear();
        await systemClock.sleep(isPause ? 5 : ms, signal);
        if (isPause) passedMs += ms;
      },
    },
    events: {
      braked: (reason) => {
        told.push(reason);
      },
      settled: (delivery, settlement) => {
        settled.push(`${delivery.recipientId} ${settlement.state}`);
        onSettled();
      },
    },
  });
  await settlements(300);
  await worker!.stop();
  const { sent, unknown } = await storage.ledger.counts('m');
  expect(told).toEqual(['http500', null]);
  expect(sent + unknown).toBe(300);
  // What was under way has ended with the first try; from then on it is one at a time.
  const [, second, third, fourth, fifth] = pauses;
  expect([third!.tries - second!.tries, fourth!.tries - third!.tries, fifth!.tries - fourth!.tries]).toEqual([
    1, 1, 1,
  ]);
  expect(second!.ms).toBeGreaterThan(5000);
  expect(fifth!.ms).toBeGreaterThan(second!.ms);
  // Sixteen, what was under way then, and the tries: without a pause it would have been all.
  expect(unknown).toBeLessThan(120);
}, 60_000);

test('a post that got 502 is made again where the operator has said so', async () => {
  await know(recipient('person:a'));
  const fault = { kind: 'serverError', status: 502, recorded: false } as const;
  simulator.connector.faults.add({ fault, times: 1 });
  await plan(post, ['person:a']);
  start({ options: { pollMs: 5, sweepMs: 20, toleranceMs: 60_000, repeatsGatewayErrors: true } });
  await settlements(2);
  await worker!.stop();
  expect(settled).toEqual(['person:a retry', 'person:a sent']);
});
