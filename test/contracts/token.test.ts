import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '../../src/calendar/clock.ts';
import { type Delivery, startDelivery } from '../../src/start/sending/delivery.ts';
import type { Storage } from '../../src/storage/open.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { createSender } from '../../src/teams/sender.ts';
import { isLoopbackService } from '../../src/teams/service-url.ts';
import { createTokens } from '../../src/teams/own-token.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { noPace } from '../delivery/unpaced.ts';
import { openEmpty } from '../storage/empty.ts';

/** Entra hangs while there is something to send: storage, worker, sender and connector as in production. */
const count = 100;
let dir: string;
let storage: Storage;
let simulator: Simulator;
let delivery: Delivery;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-token-'));
  storage = await openEmpty(dir);
  simulator = await startSimulator();
});
afterEach(async () => {
  await delivery.stop();
  await storage.close();
  await simulator.close();
  rmSync(dir, { recursive: true });
});

test('nothing leaves, is lost, or is unknown while there is no token, and all is sent once there is one', async () => {
  const ids = Array.from({ length: count }, (_, index) => `person:p${index}`);
  await storage.reach.apply(
    ids.map((id) => ({
      type: 'reachable',
      recipient: {
        id,
        kind: 'person',
        teamId: null,
        conversationId: `a:${id}`,
        userId: `29:${id}`,
        tenantId: '11111111-2222-4333-8444-555555555555',
        serviceUrl: simulator.url,
        name: null,
        locale: null,
      },
    })),
    1,
  );
  await storage.ledger.plan(
    {
      id: 'm',
      kind: 'notice',
      action: 'post',
      priority: 1,
      content: { ja: { summary: 's', card: { type: 'AdaptiveCard', version: '1.5', body: [] } } },
      originalId: null,
    },
    ids.map((recipientId) => ({ recipientId, dueAt: 0, content: null, skip: null })),
    1,
  );
  let isBack = false;
  let asked = 0;
  const changes: string[] = [];
  const tokens = createTokens({
    clock: systemClock,
    limitMs: 50,
    fetchToken: () => {
      asked += 1;
      return isBack
        ? Promise.resolve({ token: 'token', expiresAt: Date.now() + 3_600_000 })
        : new Promise(() => undefined);
    },
    onChange: (error) => changes.push(error === null ? 'back' : 'gone'),
  });
  const connector = createConnector({ getToken: () => tokens.get(), isServiceUrl: isLoopbackService });
  delivery = startDelivery({
    storage: { ...storage, slots: noPace },
    sender: createSender({ connector, appId: '' }),
    tokens,
    clock: systemClock,
    onError: (error) => {
      throw error;
    },
    options: { pollMs: 5 },
  });
  while (asked < 2) await systemClock.sleep(20);
  expect(await delivery.degradable!['token']!()).toBe(false);
  expect(await storage.ledger.counts('m')).toMatchObject({
    pending: count,
    leased: 0,
    unknown: 0,
    failed: 0,
  });
  expect(simulator.connector.requests).toEqual([]);
  isBack = true;
  while ((await storage.ledger.counts('m')).sent < count) await systemClock.sleep(20);
  expect(await delivery.degradable!['token']!()).toBe(true);
  expect(simulator.connector.requests).toHaveLength(count);
  expect(changes).toEqual(['gone', 'back']);
});
