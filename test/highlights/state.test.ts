import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createHighlightsCards } from '../../src/highlights/cards/cards.ts';
import { decideState, findState } from '../../src/highlights/state.ts';
import type { HighlightsDecision } from '../../src/highlights/ports.ts';
import type { Settlement } from '../../src/delivery/ports.ts';
import type { Storage } from '../../src/storage/open.ts';
import { kit } from '../cards/kit.ts';
import { datasetOf } from '../question/support/dataset.ts';
import { openEmpty } from '../storage/empty.ts';

const month = '2026-06';
const id = `highlights-${month}`;
const cards = createHighlightsCards(kit);

let dir: string;
let storage: Storage;
beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'yokoten-state-'));
  storage = await openEmpty(dir);
  const channels = ['一課', '二課', '三課', '四課'];
  await storage.reach.apply(
    channels.map((name) => ({
      type: 'reachable',
      recipient: {
        id: `channel:${name}`,
        kind: 'channel',
        teamId: null,
        conversationId: `19:${name}`,
        userId: null,
        tenantId: 't',
        serviceUrl: 'http://127.0.0.1:1',
        name,
        locale: null,
      },
    })),
    1,
  );
  const deliveries = channels.map((name) => ({
    recipientId: `channel:${name}`,
    dueAt: 1,
    content: null,
    skip: null,
  }));
  const message = { id, kind: 'highlights', action: 'post', priority: 0, content: null, originalId: null };
  await storage.ledger.plan(message as Parameters<Storage['ledger']['plan']>[0], deliveries, 1);
});
afterEach(async () => {
  await storage.close();
  rmSync(dir, { recursive: true });
});

const parts = (pausedFor: string | null = null) => ({
  store: storage.highlights,
  ledger: storage.ledger,
  now: () => 5,
  pausedFor: () => pausedFor,
});

/** What is due ends so, by the channel's name; what is not named waits. */
async function ends(by: Readonly<Record<string, Settlement>>): Promise<void> {
  const claimed = await storage.ledger.claim({ limit: 9, leaseMs: 1000, now: 5 });
  for (const delivery of claimed) {
    const settlement = by[delivery.recipientId.replace('channel:', '')];
    if (settlement) await storage.ledger.settle([{ delivery, settlement }], 5);
    else await storage.ledger.release([delivery], 5);
  }
}

const decide = (decision: HighlightsDecision) => decideState(parts(), { month, decision, actor: 'hr' });

/** What the card says, and the decisions that it offers. */
async function shown(pausedFor: string | null = null) {
  const state = await findState(parts(pausedFor), month);
  const json = JSON.stringify(cards.state(state, null, datasetOf({ rows: [] }), 'ja'));
  const offered = ['resendFailed', 'resendUnknown', 'letBe'].filter((name) =>
    json.includes(`"do":"${name}"`),
  );
  return { rows: state.rows.map(({ name, state: of }) => `${name} ${of}`), json, offered };
}

test('each channel stands there with its state and why, the ones to be decided about first', async () => {
  await ends({
    一課: { state: 'sent', post: null },
    二課: { state: 'failed', reason: 'http401' },
    三課: { state: 'unknown', reason: 'timeout' },
  });
  const { rows, json, offered } = await shown('http401');
  expect(rows).toEqual(['二課 failed', '三課 unknown', '四課 pending', '一課 sent']);
  for (const words of ['一課', '二課', '三課', '四課', 'HTTP 401', '到達不明']) expect(json).toContain(words);
  expect(offered).toEqual(['resendFailed', 'resendUnknown', 'letBe']);
});

test('what failed or is unknown is sent again, each by its own decision and no other', async () => {
  await ends({ 一課: { state: 'failed', reason: 'http401' }, 二課: { state: 'unknown', reason: 'http500' } });
  expect(await decide('resendFailed')).toBe(1);
  expect(await storage.ledger.counts(id)).toMatchObject({ pending: 3, unknown: 1, failed: 0 });
  expect(await decide('resendFailed')).toBe(0);
  expect(await decide('resendUnknown')).toBe(1);
  await ends(
    Object.fromEntries(['一課', '二課', '三課', '四課'].map((name) => [name, { state: 'sent', post: null }])),
  );
  expect(await storage.ledger.counts(id)).toMatchObject({ sent: 4 });
  expect((await shown()).offered).toEqual([]);
});

test('what becomes unknown after others were let be is still to be decided', async () => {
  const unknown = { state: 'unknown', reason: 'http500' } as const;
  await ends({ 一課: unknown, 二課: { state: 'failed', reason: 'http401' } });
  expect(await decide('letBe')).toBe(1);
  expect([(await shown()).offered, await decide('letBe')]).toEqual([['resendFailed'], 0]);
  await decide('resendFailed');
  await ends({ 二課: unknown });
  expect((await shown()).offered).toEqual(['resendUnknown', 'letBe']);
  expect(await decide('letBe')).toBe(2);
  expect((await shown()).offered).toEqual([]);
});
