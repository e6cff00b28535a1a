import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { systemClock } from '../../src/calendar/clock.ts';
import { createOperationCards } from '../../src/operation/cards.ts';
import { type Operation, startOperation } from '../../src/start/sending/operation.ts';
import type { Storage } from '../../src/storage/open.ts';
import { kit } from '../cards/kit.ts';
import { stubKnowledge } from '../bot/stubs.ts';
import { openEmpty } from '../storage/empty.ts';
import { writesTo } from '../text/writes-to.ts';

const HR = ['person:a', 'person:b'];
const at = Date.parse('2026-06-10T01:30:00Z');

let dir: string;
let storage: Storage;
let operation: Operation;
let lines: { readonly level: number; readonly msg: string; readonly reason?: string }[];
let now: number;
let planned: () => void;

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'yokoten-pause-'));
  storage = await openEmpty(dir);
  lines = [];
  now = at;
  const log = writesTo((line) => lines.push(JSON.parse(line) as (typeof lines)[0]));
  operation = startOperation({
    ready: () => Promise.resolve(),
    rolesOf: () => Promise.resolve(new Set()),
    clock: { ...systemClock, now: () => now },
    onError: (error: unknown) => {
      throw error;
    },
    store: storage.restore,
    ledger: storage.ledger,
    knowledge: createKnowledge(stubKnowledge() as never),
    cards: createOperationCards(kit),
    timeZone: 'Asia/Tokyo',
    readers: HR,
    isTimeTrusted: () => true,
    onPlanned: () => {
      planned();
    },
    log: pino(log),
  } as unknown as Parameters<typeof startOperation>[0]);
});
afterEach(async () => {
  await operation.stop();
  await storage.close();
  rmSync(dir, { recursive: true });
});

test('a pause is one line in the log each way, a state for cards and /readyz, and one word to each of HR', async () => {
  const told = new Promise<void>((resolve) => {
    planned = resolve;
  });
  const isSending = operation.degradable!['sending']!;
  expect([operation.pausedFor(), await isSending()]).toEqual([null, true]);
  operation.braked('http401');
  expect([operation.pausedFor(), await isSending()]).toEqual(['http401', false]);
  now += 20 * 60_000;
  operation.braked(null);
  expect([operation.pausedFor(), await isSending()]).toEqual([null, true]);
  await told;
  expect(lines).toEqual([
    expect.objectContaining({ level: 50, reason: 'http401', msg: expect.stringMatching(/^sending pauses/) }),
    expect.objectContaining({ level: 30, msg: 'sending goes on' }),
  ]);
  const claimed = await storage.ledger.claim({ limit: 9, leaseMs: 1000, now });
  expect(claimed.map(({ recipientId }) => recipientId)).toEqual(HR);
  const card = JSON.stringify(claimed[0]!.content!.ja);
  // From, until, and why.
  for (const words of ['10:30', '10:50', 'HTTP 401']) expect(card).toContain(words);
});
