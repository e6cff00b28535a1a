import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuditEntry } from '../../src/broadcast/audit.ts';
import { verifyChain } from '../../src/broadcast/audit.ts';
import { countAudience, resolveAudience, type RosterMember } from '../../src/broadcast/audience.ts';
import type { Broadcast } from '../../src/broadcast/broadcast.ts';
import { reportCsv } from '../../src/broadcast/report.ts';
import { followUpMessage, planBroadcast } from '../../src/broadcast/send.ts';
import { auditTrail } from '../../src/cli/records.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { startPostgres, type TestPostgres } from '../contracts/postgres.ts';

const content = { ja: { summary: 'お知らせ', card: { type: 'AdaptiveCard', version: '1.5', body: [] } } };
const draft: Broadcast = {
  id: 'broadcast-00000001',
  version: 1,
  state: 'draft',
  authorId: 'author',
  authorName: '人事担当',
  content: {
    ja: { title: '件名', body: '本文' },
    en: null,
    importance: 'normal',
    links: [],
    initiativeIds: [],
    acknowledge: true,
  },
  audience: { include: [{ who: 'allPeople' }], exclude: [] },
  approval: null,
  sendAt: null,
  jobs: [],
  unknownsSettledBy: null,
  progress: null,
  createdAt: 1,
  updatedAt: 1,
};
const entry = (action: string, at = 1): AuditEntry => ({
  at,
  actor: 'author',
  action,
  subject: 'b',
  detail: { at },
});
const person = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

describe.each(['sqlite', 'postgres'] as const)('on %s', (dialect) => {
  let dir: string;
  let storage: Storage;
  let open: () => Storage;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'yokoten-broadcast-store-'));
    const databaseUrl = dialect === 'postgres' ? await postgres.createDatabase() : undefined;
    open = () => openStorage({ dataDir: dir, databaseUrl });
    storage = open();
    await storage.ready();
  });
  afterEach(async () => {
    await storage.close();
    rmSync(dir, { recursive: true });
  });

  test('a broadcast comes back as it was written, and only the next version is', async () => {
    const { broadcasts } = storage;
    expect(await broadcasts.create(draft, entry('create'))).toBe(true);
    expect(await broadcasts.create(draft, entry('create'))).toBe(false);
    expect(await broadcasts.get(draft.id)).toEqual(draft);
    const next = { ...draft, version: 2, state: 'submitted' as const, updatedAt: 2 };
    const results = await Promise.all([1, 2, 3].map(() => broadcasts.commit(next, entry('submit', 2))));
    expect(results.filter((done) => done)).toHaveLength(1);
    expect(await broadcasts.get(draft.id)).toEqual(next);
    expect((await broadcasts.auditRows({ after: 0, limit: 9 })).map(({ action }) => action)).toEqual([
      'create',
      'submit',
    ]);
    expect(await broadcasts.get('broadcast-none')).toBeNull();
  });

  test('entries written at once by all form one chain', async () => {
    const { broadcasts } = storage;
    await Promise.all(Array.from({ length: 20 }, (_, index) => broadcasts.audit(entry('grant', index))));
    expect(await verifyChain(auditTrail(broadcasts))).toMatchObject({ problems: [], rows: 20 });
  });

  test('what is scheduled is due at its time; what was given out counts for the author', async () => {
    const { broadcasts } = storage;
    await broadcasts.create(draft, entry('create'));
    const scheduled = { ...draft, version: 2, state: 'scheduled' as const, sendAt: 500, updatedAt: 100 };
    await broadcasts.commit(scheduled, entry('send'));
    expect(await broadcasts.due(499)).toEqual([]);
    expect((await broadcasts.due(500)).map(({ id }) => id)).toEqual([draft.id]);
    expect(await broadcasts.releasedSince('author', 99)).toBe(1);
    expect(await broadcasts.releasedSince('author', 100)).toBe(0);
    expect(await broadcasts.releasedSince('other', 0)).toBe(0);
  });

  test('roles are granted and revoked once', async () => {
    const { broadcasts } = storage;
    expect(await broadcasts.grant('p', 'approver', entry('grant'))).toBe(true);
    expect(await broadcasts.grant('p', 'approver', entry('grant'))).toBe(false);
    expect(await broadcasts.grant('p', 'broadcaster', entry('grant'))).toBe(true);
    expect(await broadcasts.roles('p')).toEqual(['approver', 'broadcaster']);
    expect(await broadcasts.holders('approver')).toEqual(['p']);
    expect(await broadcasts.revoke('p', 'approver', entry('revoke'))).toBe(true);
    expect(await broadcasts.revoke('p', 'approver', entry('revoke'))).toBe(false);
    expect(await broadcasts.roles('p')).toEqual(['broadcaster']);
    expect(await broadcasts.auditRows({ after: 0, limit: 9 })).toHaveLength(3);
  });

  test('「見ました」 counts once per person', async () => {
    const { broadcasts } = storage;
    const presses = await Promise.all(['a', 'a', 'b'].map((id) => broadcasts.acknowledge('x', id, 1)));
    expect(presses.filter((isFirst) => isFirst)).toHaveLength(2);
    expect(await broadcasts.acknowledgements('x')).toBe(2);
    expect(await broadcasts.acknowledged('x', ['a', 'c'])).toEqual(new Set(['a']));
  });

  test('pruning forgets old broadcasts, not scheduled ones, and never the trail', async () => {
    const { broadcasts } = storage;
    await broadcasts.create(draft, entry('create'));
    await broadcasts.create(
      { ...draft, id: 'broadcast-00000002', state: 'scheduled', sendAt: 9e12 },
      entry('create'),
    );
    expect(await broadcasts.prune(100)).toBe(1);
    expect((await broadcasts.list({ limit: 9 })).map(({ id }) => id)).toEqual(['broadcast-00000002']);
    expect(await broadcasts.auditRows({ after: 0, limit: 9 })).toHaveLength(2);
  });

  describe('the audience', () => {
    const place = (id: string, kind: 'person' | 'team' | 'channel', teamId: string | null = null) => ({
      type: 'reachable' as const,
      recipient: {
        id,
        kind,
        teamId,
        conversationId: `c:${id}`,
        userId: null,
        tenantId: 't',
        serviceUrl: 'https://example.jp/',
        name: id,
        locale: null,
      },
    });
    const members: RosterMember[] = [1, 2, 5].map((n) => ({
      userId: `29:${n}`,
      aadObjectId: person(n),
      upn: `P${n}@example.jp`,
      isGuest: false,
      name: `職員${n}`,
    }));
    async function* roster() {
      await Promise.resolve();
      yield members.slice(0, 2);
      yield members.slice(2);
    }
    beforeEach(async () => {
      await storage.reach.apply(
        [
          ...[1, 2, 3, 4].map((n) => place(`person:${person(n)}`, 'person')),
          place('team:T', 'team', 'T'),
          place('channel:T', 'channel', 'T'),
          place('channel:U', 'channel', 'U'),
        ],
        1,
      );
      await storage.reach.apply(
        [{ type: 'park', id: `person:${person(3)}`, reason: 'ConversationBlockedByUser' }],
        2,
      );
      await storage.reach.apply([{ type: 'gone', id: `person:${person(4)}`, reason: 'uninstalled' }], 2);
    });
    const sources = () => ({ reach: storage.reach, roster });
    const count = (include: Broadcast['audience']['include'], exclude: string[] = []) =>
      countAudience(resolveAudience({ include, exclude }, sources(), 3));

    test('everyone with the app, each once, without those left out', async () => {
      const blocked = { ConversationBlockedByUser: 1 };
      expect(await count([{ who: 'allPeople' }])).toEqual({ reachable: 2, unreachable: blocked });
      expect(await count([{ who: 'allPeople' }, { who: 'list', people: [person(1)] }])).toEqual({
        reachable: 2,
        unreachable: blocked,
      });
      expect(await count([{ who: 'allPeople' }], [person(1), 'p2@example.jp'])).toEqual({
        reachable: 0,
        unreachable: blocked,
      });
    });

    test('channels of a team or of all, members one by one, also those that the bot has not met', async () => {
      expect(await count([{ who: 'allChannels' }])).toEqual({ reachable: 2, unreachable: {} });
      expect(await count([{ who: 'channelsOf', teamIds: ['T'] }])).toEqual({ reachable: 1, unreachable: {} });
      expect(await count([{ who: 'peopleOf', teamIds: ['T', 'unknown'] }])).toEqual({
        reachable: 3,
        unreachable: {},
      });
      expect(await storage.reach.get(`person:${person(5)}`)).toMatchObject({
        userId: '29:5',
        conversationId: null,
        serviceUrl: 'https://example.jp/',
      });
    });

    test('a list, with why each of the others cannot be reached', async () => {
      const people = [person(1), 'p5@example.jp', 'who@example.jp', person(4), person(9)];
      expect(await count([{ who: 'list', people }])).toEqual({
        reachable: 2,
        unreachable: { nameNotFound: 1, uninstalled: 1, appNotInstalled: 1 },
      });
    });

    test('the plan holds everyone once, and its report a line for each', async () => {
      const { ledger, broadcasts } = storage;
      const audience = {
        include: [
          { who: 'allPeople' as const },
          { who: 'peopleOf' as const, teamIds: ['T'] },
          { who: 'list' as const, people: [person(9)] },
        ],
        exclude: [],
      };
      const plan = { id: draft.id, content, audience };
      expect(await planBroadcast(ledger, sources(), plan, 5)).toBe(5);
      // Taken up again after a crash: nothing is added.
      expect(await planBroadcast(ledger, sources(), plan, 5)).toBe(0);
      expect(await ledger.counts(draft.id)).toMatchObject({ pending: 3, skipped: 2 });
      await broadcasts.acknowledge(draft.id, `person:${person(1)}`, 6);
      let csv = '';
      for await (const part of reportCsv({ ledger, store: broadcasts }, draft)) csv += part;
      const lines = csv.trim().split('\r\n');
      expect(lines).toHaveLength(6);
      expect(lines[1]).toBe(
        `${draft.id},person:${person(1)},person,person:${person(1)},pending,,0,yes,1970-01-01T00:00:00.005Z`,
      );
      expect(lines[5]).toContain('skipped,appNotInstalled');
    });

    test('what could not be deleted is replaced: a job for the failed of another job', async () => {
      const { ledger } = storage;
      const audience = {
        include: [{ who: 'channels' as const, ids: ['channel:T', 'channel:U'] }],
        exclude: [],
      };
      await planBroadcast(ledger, sources(), { id: 'm', content, audience }, 5);
      const claimed = await ledger.claim({ limit: 9, leaseMs: 1000, now: 5 });
      await ledger.settle(
        claimed.map((delivery, index) => ({
          delivery,
          settlement: { state: 'sent', post: { conversationId: 'c', activityId: `a${index}` } },
        })),
        6,
      );
      expect(await ledger.planFollowUp(followUpMessage('m-recall', 'm', null), 7)).toBe(2);
      const deletions = await ledger.claim({ limit: 9, leaseMs: 1000, now: 7 });
      await ledger.settle(
        [
          { delivery: deletions[0]!, settlement: { state: 'sent', post: null } },
          { delivery: deletions[1]!, settlement: { state: 'failed', reason: 'NotEnoughPermissions' } },
        ],
        8,
      );
      expect(await ledger.reasons('m-recall')).toEqual([
        { state: 'failed', reason: 'NotEnoughPermissions', count: 1 },
      ]);
      expect(await ledger.planFollowUp(followUpMessage('m-notice', 'm-recall', content), 9, 'failed')).toBe(
        1,
      );
      const [notice] = await ledger.claim({ limit: 9, leaseMs: 1000, now: 9 });
      expect(notice).toMatchObject({ action: 'update', target: deletions[1]!.target });
    });
  });
});

test('npm run audit:verify says so when the trail was tampered with, also beside the running bot', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-audit-'));
  const storage = openStorage({ dataDir: dir });
  await storage.ready();
  for (const action of ['grant', 'create', 'send']) await storage.broadcasts.audit(entry(action));
  const verify = () =>
    execFileSync('node', ['src/cli/audit-verify.ts'], {
      env: { ...process.env, DATA_DIR: dir, DATABASE_URL: '' },
      encoding: 'utf8',
      stdio: 'pipe',
    });
  expect(verify()).toMatch(/^3 entries, last hash [\da-f]{64}: whole\n$/);
  await storage.close();
  const database = new DatabaseSync(join(dir, 'yokoten.sqlite'));
  database.exec("update audit set actor = 'somebody' where seq = 2");
  database.close();
  expect(verify).toThrow('entry 2: changed');
  rmSync(dir, { recursive: true });
});
