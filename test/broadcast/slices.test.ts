import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type Audience,
  countAudience,
  resolveAudience,
  unknownExclusions,
} from '../../src/broadcast/decide/audience.ts';
import { systemClock } from '../../src/calendar/clock.ts';
import { cacheRosters } from '../../src/start/sending/roster-cache.ts';
import type { AudienceSources } from '../../src/broadcast/decide/people.ts';
import { readPeopleFile } from '../../src/broadcast/compose/people-file.ts';
import { planBroadcast } from '../../src/broadcast/jobs/send.ts';
import type { ReachChange } from '../../src/delivery/ports.ts';
import type { Storage } from '../../src/storage/open.ts';
import { openEmpty } from '../storage/empty.ts';

/**
 * With the embedded database nothing is waited for, so that a loop over everybody would hold up every turn to its end
 * if it did not let go by itself: counted in turns of the event loop, whatever the machine.
 */
const EVERYBODY = 20_000;
/** What is read at a time at most; each takes some ms. */
const PAGE = 1000;

let dataDir: string;
let storage: Storage;
let sources: AudienceSources;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'yokoten-slices-'));
  storage = await openEmpty(dataDir);
  for (let from = 0; from < EVERYBODY; from += 5000)
    await storage.reach.apply(
      Array.from({ length: 5000 }, (_, index) => person(from + index)),
      1,
    );
  sources = {
    ...storage,
    async *roster() {
      // Nobody is in a team.
    },
    channels: () => Promise.resolve(true),
  };
});
afterAll(async () => {
  await storage.close();
  rmSync(dataDir, { recursive: true });
});

const uuidOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function person(n: number): ReachChange {
  return { type: 'reachable', recipient: recipientOf(n) };
}

function recipientOf(n: number) {
  return {
    id: `person:${uuidOf(n)}`,
    kind: 'person',
    teamId: null,
    conversationId: `a:${n}`,
    userId: `29:${n}`,
    tenantId: 'tenant',
    serviceUrl: 'http://127.0.0.1:1',
    name: null,
    locale: null,
  } as const;
}

function teamOf(teamId: string) {
  return { ...recipientOf(0), id: `team:${teamId}`, kind: 'team', teamId };
}

/** How often others had their turn while the work was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await work();
  isOver = true;
  return turns;
}

test('the roster of a large team is gone through beside the turns, also when it has just been read', async () => {
  const team: Audience['include'][number] = { who: 'peopleOf', teamIds: ['large'] };
  const members = Array.from({ length: EVERYBODY }, (_, n) => ({
    userId: `29:${n}`,
    aadObjectId: uuidOf(n),
    upn: null,
    isGuest: false,
    name: null,
  }));
  await storage.reach.apply([{ ...person(0), recipient: teamOf('large') } as ReachChange], 1);
  const roster = cacheRosters(async function* () {
    for (let from = 0; from < EVERYBODY; from += 500) yield members.slice(from, from + 500);
    await Promise.resolve();
  }, systemClock);
  const count = () =>
    countAudience(resolveAudience({ include: [team], exclude: [] }, { ...sources, roster }, 1));
  for (const times of ['read', 'kept']) {
    const turns = await turnsDuring(async () => {
      expect([times, (await count()).reachable]).toEqual([times, EVERYBODY]);
    });
    expect(turns).toBeGreaterThanOrEqual(EVERYBODY / 500);
  }
});

const everyone: Audience = { include: [{ who: 'allPeople' }], exclude: [] };

test('recipients are counted and planned without holding up the turns', async () => {
  const counted = await turnsDuring(async () => {
    const { reachable } = await countAudience(resolveAudience(everyone, sources, 1));
    expect(reachable).toBe(EVERYBODY);
  });
  expect(counted).toBeGreaterThanOrEqual(EVERYBODY / PAGE);
  const words = { summary: 'hello', card: {} };
  const planned = await turnsDuring(() =>
    planBroadcast(
      storage.ledger,
      sources,
      { id: 'b', content: { ja: words, en: words }, audience: everyone },
      1,
    ),
  );
  // As many to read them, and one for each insert of 500.
  expect(planned).toBeGreaterThanOrEqual((3 * EVERYBODY) / PAGE);
  expect((await storage.ledger.counts('b')).pending).toBe(EVERYBODY);
});

test('a file of names is kept and looked up without holding up the turns', async () => {
  const names = Array.from({ length: EVERYBODY }, (_, n) => `person.${n}@city.example.lg.jp`);
  const file = { id: 'upload-0123456789abcdef', name: 'all.csv', count: names.length };
  const entry = { at: 1, actor: 'o', action: 'upload', subject: file.id, detail: {} };
  const kept = await turnsDuring(() =>
    storage.uploads.create({ ...file, ownerId: 'o', createdAt: 1 }, names, entry),
  );
  expect(kept).toBeGreaterThanOrEqual(EVERYBODY / PAGE - 1);
  const found = await turnsDuring(async () => {
    const audience: Audience = { include: [{ who: 'upload', ...file }], exclude: [] };
    const { unreachable } = await countAudience(resolveAudience(audience, sources, 1));
    expect(unreachable).toEqual({ nameNotFound: EVERYBODY });
  });
  // Read twice, and 500 names looked up at a time.
  expect(found).toBeGreaterThanOrEqual((3 * EVERYBODY) / PAGE);
  const leftOut = await turnsDuring(async () => {
    const unknown = await unknownExclusions({ ...everyone, excludeUploads: [file] }, sources);
    expect(unknown).toHaveLength(EVERYBODY);
  });
  // Read, its names picked, looked up by 500, and gone through once more.
  expect(leftOut).toBeGreaterThanOrEqual((4 * EVERYBODY) / PAGE);
});

test('a hostile file of 10 MB is read beside the turns', async () => {
  const hostile = Buffer.alloc(10 * 1024 * 1024, '\r\n');
  const read = await turnsDuring(async () => {
    expect(await readPeopleFile(hostile)).toBe('empty');
  });
  // Here it would be one piece; a thread of its own leaves thousands.
  expect(read).toBeGreaterThan(20);
});
