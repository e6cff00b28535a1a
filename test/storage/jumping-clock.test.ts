import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import type { Clock } from '../../src/calendar/clock.ts';
import { createSteadyClock } from '../../src/calendar/steady-clock.ts';
import type { ReachChange } from '../../src/delivery/ports.ts';
import { createLogger } from '../../src/server/log.ts';
import { startErasing } from '../../src/start/erasing.ts';
import { startBroadcasts } from '../../src/start/sending/broadcasts.ts';
import { startHighlights } from '../../src/start/sending/highlights.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { monthAfter } from '../../src/calendar/month.ts';
import { monthAt } from '../../src/calendar/zone.ts';
import { stubHighlightsCards, stubKnowledge } from '../bot/stubs.ts';
import { datasetOf } from '../question/support/dataset.ts';
import { aDraft } from '../broadcast/drafts.ts';
import { RULES } from '../broadcast/rules.ts';
import { kit } from '../cards/kit.ts';

const hour = 3_600_000;
const day = 24 * hour;
const RETENTION = RULES.retentionDays * day;
const start = Date.now();

let dir: string;
let storage: Storage;
let stop: () => Promise<void>;
afterEach(async () => {
  await stop();
  await storage.close();
  rmSync(dir, { recursive: true });
});

/**
 * A bot with an old broadcast whose time is nearly over, one that is scheduled in three hours, somebody who left long
 * ago, and a channel that is owed highlights from next month on; and a machine whose clock can be set.
 */
async function startBot() {
  const it = { now: start, elapsed: 1000 };
  let looks = 0;
  const base: Clock = {
    now: () => it.now,
    elapsed: () => it.elapsed,
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
  };
  const clock = createSteadyClock(base);
  clock.now();
  dir = mkdtempSync(join(tmpdir(), 'yokoten-jumps-'));
  storage = openStorage({ dataDir: dir });
  await storage.ready();
  await seed();
  const errors: unknown[] = [];
  const parts = {
    knowledge: createKnowledge(stubKnowledge()),
    clock,
    onPlanned: () => undefined,
    onError: (error: unknown) => errors.push(error),
    isTimeTrusted: () => {
      looks += 1;
      return clock.isTrusted(null);
    },
    // In steps of its own, so that each look is at one moment.
    tickMs: 1,
  };
  const nobody = () => Promise.reject(new Error('nobody is there'));
  const broadcasts = startBroadcasts({
    ...parts,
    storage,
    sender: { send: nobody, openChat: nobody, members: nobody, channels: nobody, member: nobody },
    files: { download: nobody, upload: nobody },
    cards: createBroadcastCards(kit),
    rules: RULES,
    admins: [],
    teamRoles: [],
    onTeam: () => undefined,
  });
  const erasing = startErasing({
    ...parts,
    ready: () => storage.ready(),
    people: storage.people,
    eraseAfterDays: 90,
    log: createLogger('silent'),
  });
  const stubs = stubKnowledge();
  const data = { ...datasetOf({ rows: [] }), ...stubs.data, revision: 'r1' };
  const highlights = startHighlights({
    ...parts,
    storage,
    knowledge: createKnowledge({ ...stubs, data }),
    cards: stubHighlightsCards(),
    rolesOf: () => Promise.resolve(new Set()),
    timeZone: RULES.timeZone,
    log: createLogger('silent'),
  });
  stop = async () => {
    await Promise.all([broadcasts.stop(), erasing.stop(), highlights.stop()]);
    expect(errors).toEqual([]);
  };
  /** Until each of the jobs has looked several times since. */
  const settle = async () => {
    const until = looks + 18;
    while (looks < until) await new Promise(setImmediate);
  };
  const pass = (ms: number) => {
    it.now += ms;
    it.elapsed += ms;
  };
  return { it, clock, pass, settle };
}

const OLD = {
  ...aDraft,
  id: 'broadcast-00000000000000000000000000000001',
  updatedAt: start - RETENTION + day,
};
const DUE = {
  ...aDraft,
  id: 'broadcast-00000000000000000000000000000002',
  state: 'scheduled' as const,
  sendAt: start + 3 * hour,
  updatedAt: start,
};
const NEXT_MONTH = monthAfter(monthAt(start, RULES.timeZone), 1);
const GONE = '00000000-0000-4000-8000-000000000001';

async function seed(): Promise<void> {
  const entry = { at: start, actor: 'author', action: 'create', subject: '', detail: {} };
  for (const one of [OLD, DUE]) await storage.broadcasts.create(one, { ...entry, subject: one.id }, one.id);
  await storage.highlights.put(
    {
      recipientId: 'channel:x',
      rule: { type: 'day', day: 1 },
      hour: 0,
      themes: [],
      departments: [],
      lang: 'ja',
      setById: 'u',
      setByName: '担当',
      firstMonth: NEXT_MONTH,
      changedAt: start,
    },
    null,
  );
  const recipient = {
    id: `person:${GONE}`,
    kind: 'person',
    teamId: null,
    conversationId: 'a:1',
    userId: '29:1',
    tenantId: 'tenant',
    serviceUrl: 'http://127.0.0.1:1',
    name: '職員',
    locale: null,
  } as const;
  const changes: ReachChange[] = [{ type: 'reachable', recipient }];
  await storage.reach.apply(changes, start - 81 * day);
  await storage.reach.apply([{ type: 'gone', id: recipient.id, reason: 'uninstalled' }], start - 80 * day);
}

async function standing() {
  return {
    old: (await storage.broadcasts.get(OLD.id)) !== null,
    due: (await storage.broadcasts.get(DUE.id))?.state,
    person: (await storage.reach.get(`person:${GONE}`)) !== null,
    months: (await storage.highlights.history('channel:x')).map(({ month }) => month),
  };
}

const untouched = { old: true, due: 'scheduled', person: true, months: [] as string[] };

test.each([
  ['two years ahead for eight seconds', 730 * day, 8000],
  ['13 months ahead for an hour', 395 * day, hour],
  ['13 months back for an hour', -395 * day, hour],
])('%s: nothing is deleted, released, erased, posted or skipped, nor afterwards', async (_, jump, forMs) => {
  const { it, pass, settle } = await startBot();
  await settle();
  it.now += jump;
  await settle();
  pass(forMs);
  await settle();
  expect(await standing()).toEqual(untouched);
  it.now -= jump;
  await settle();
  expect(await standing()).toEqual(untouched);
  // No month was lost by it.
  pass(33 * day);
  await settle();
  expect((await standing()).months).toContain(NEXT_MONTH);
});

test('an hour back: what has become due waits while two clocks disagree, and goes once they agree, not an hour later', async () => {
  const { it, pass, settle } = await startBot();
  await settle();
  it.now -= hour;
  pass(3 * hour + 60_000);
  await settle();
  expect((await standing()).due).toBe('scheduled');
  it.now += hour;
  await settle();
  expect((await standing()).due).not.toBe('scheduled');
});

test('what its time is over for goes while the clocks agree', async () => {
  const { pass, settle } = await startBot();
  await settle();
  expect(await standing()).toEqual(untouched);
  pass(11 * day);
  await settle();
  expect(await standing()).toMatchObject({ old: false, person: false });
  expect((await standing()).due).not.toBe('scheduled');
});
