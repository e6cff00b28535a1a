import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Logger } from 'pino';
import type { Clock } from '../../src/calendar/clock.ts';
import type { NewMessage } from '../../src/delivery/ports.ts';
import { createComplaint, logToken } from '../../src/server/log.ts';
import { type Delivery, startDelivery } from '../../src/start/sending/delivery.ts';
import type { Storage } from '../../src/storage/open.ts';
import { createTokens } from '../../src/teams/own-token.ts';
import { openEmpty } from '../storage/empty.ts';
import { noPace } from './unpaced.ts';

/** What sending waits for goes away for ten minutes, and comes back: all parts are ours, time passes when told. */
const outageMs = 600_000;
const stepMs = 250;
const people = Array.from({ length: 70 }, (_, n) => `person:${n}`);
const post: NewMessage = {
  id: 'm',
  kind: 'broadcast',
  action: 'post',
  priority: 1,
  content: { ja: { summary: 'お知らせ', card: { type: 'AdaptiveCard', version: '1.5', body: [] } } },
  originalId: null,
};

let dir: string;
let storage: Storage;
let delivery: Delivery;
let sent: number;
let lines: string[];

let now: number;
let sleepers: { readonly until: number; readonly wake: () => void }[];
const clock: Clock = {
  now: () => now,
  elapsed: () => now,
  sleep: (ms, signal) =>
    new Promise((wake) => {
      if (ms <= 0 || signal?.aborted === true) wake();
      sleepers.push({ until: now + ms, wake });
      signal?.addEventListener('abort', () => {
        wake();
      });
    }),
};
const log = {
  info: (message: string) => lines.push(`info ${message}`),
  error: (_: unknown, message: string) => lines.push(`error ${message}`),
} as unknown as Logger;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-back-'));
  storage = await openEmpty(dir);
  [sent, now, lines, sleepers] = [0, 1_000_000, [], []];
  await storage.reach.apply(
    people.map((id) => ({
      type: 'reachable',
      recipient: {
        id,
        kind: 'person',
        teamId: null,
        conversationId: `a:${id}`,
        userId: `29:${id}`,
        tenantId: 't',
        serviceUrl: 'https://smba.trafficmanager.net/jp/',
        name: null,
        locale: null,
      },
    })),
    1,
  );
  const rows = people.map((recipientId) => ({ recipientId, dueAt: 1, content: null, skip: null }));
  await storage.ledger.plan(post, rows, 1);
});
afterEach(async () => {
  await delivery.stop();
  await storage.close();
  rmSync(dir, { recursive: true });
});

function start(over: Partial<Parameters<typeof startDelivery>[0]>): void {
  delivery = startDelivery({
    storage: { ...storage, slots: noPace },
    sender: {
      send: ({ recipientId }: { readonly recipientId: string }) => {
        sent += 1;
        const conversationId = `a:${recipientId}`;
        return Promise.resolve({ type: 'accepted', post: { conversationId, activityId: `${sent}` } });
      },
    } as unknown as Parameters<typeof startDelivery>[0]['sender'],
    tokens: null,
    clock,
    onError: () => undefined,
    ...over,
  });
}

/** Until it holds, or so long; returns how much time has passed. */
async function passes(ms: number, holds: () => boolean = () => false): Promise<number> {
  const from = now;
  while (!holds() && now - from < ms) {
    now += stepMs;
    const due = sleepers.filter(({ until }) => until <= now);
    sleepers = sleepers.filter(({ until }) => until > now);
    for (const { wake } of due) wake();
    // What follows from it is done before more time passes.
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  }
  return now - from;
}
const allSent = () => sent === people.length;

test.each([
  ['hangs', () => new Promise<never>(() => undefined), 'no token within 4000 ms'],
  ['refuses', () => Promise.reject(new Error('AADSTS7000222')), 'AADSTS7000222'],
])(
  'Entra %s: nothing is tried or lost, and within half a minute of its return it is sent',
  async (_, away) => {
    let isBack = false;
    let requests = 0;
    const tokens = createTokens({
      clock,
      onChange: logToken(log),
      fetchToken: () => {
        requests += 1;
        return isBack ? Promise.resolve({ token: 't', expiresAt: now + 3_600_000 }) : away();
      },
    });
    start({ tokens });
    await passes(outageMs);
    expect(await storage.ledger.counts('m')).toMatchObject({ pending: 70, leased: 0, unknown: 0, failed: 0 });
    expect(sent).toBe(0);
    expect(requests).toBeLessThan(50);
    expect(await delivery.degradable!['token']!()).toBe(false);
    expect(lines).toEqual(['error no token: nothing is sent until there is one']);

    isBack = true;
    expect(await passes(60_000, allSent)).toBeLessThanOrEqual(30_000);
    expect(await delivery.degradable!['token']!()).toBe(true);
    expect(lines.slice(1)).toEqual(['info token available again']);
    await passes(1000);
    expect(await storage.ledger.counts('m')).toMatchObject({ sent: 70, unknown: 0 });
  },
);

test('PostgreSQL is away: a line a minute, and within half a minute of its return it is sent', async () => {
  let isBack = false;
  const answer = (work: () => unknown) =>
    isBack
      ? work()
      : Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
  const whileBack = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const work = Reflect.get(target, name) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => answer(() => Reflect.apply(work, target, args));
      },
    });
  start({
    storage: {
      ledger: whileBack(storage.ledger),
      reach: whileBack(storage.reach),
      slots: whileBack(noPace),
      ready: () => answer(() => storage.ready()) as Promise<void>,
    },
    onError: createComplaint(log, clock),
  });
  await passes(outageMs);
  expect(sent).toBe(0);
  await expect(delivery.degradable!['database']!()).rejects.toThrow('ECONNREFUSED');
  expect(lines).toEqual(Array.from({ length: 10 }, () => 'error state not available'));

  isBack = true;
  expect(await passes(60_000, allSent)).toBeLessThanOrEqual(30_000);
  expect(await delivery.degradable!['database']!()).toBe(true);
  await passes(1000);
  expect(await storage.ledger.counts('m')).toMatchObject({ sent: 70, unknown: 0 });
});
