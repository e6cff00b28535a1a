import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuditEntry } from '../../src/access/audit/audit.ts';
import { verifyChain } from '../../src/access/audit/audit.ts';
import type { RosterMember } from '../../src/access/roster.ts';
import { countAudience, resolveAudience } from '../../src/broadcast/decide/audience.ts';
import type { Broadcast } from '../../src/broadcast/decide/broadcast.ts';
import { reportCsv } from '../../src/broadcast/jobs/report.ts';
import { followUpMessage, planBroadcast } from '../../src/broadcast/jobs/send.ts';
import { auditTrail } from '../../src/cli/records.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { putEmpty } from '../storage/empty.ts';
import { patient, startPostgres, type TestPostgres } from '../contracts/postgres.ts';
import { aDraft as draft } from './drafts.ts';

const content = { ja: { summary: 'お知らせ', card: { type: 'AdaptiveCard', version: '1.5', body: [] } } };
const entry = (action: string, at = 1): AuditEntry => ({
  at,
  actor: 'author',
  action,
  subject: 'b',
  detail: { at },
});
const person = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

const stranger = (n: number) => ({
  id: `person:${n}`,
  kind: 'person' as const,
  teamId: null,
  conversationId: null,
  userId: null,
  tenantId: 't',
  serviceUrl: 'https://example.jp/',
  name: null,
  locale: null,
});

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
    const databaseUrl = dialect === 'postgres' ? await postgres.createMigrated() : undefined;
    if (dialect === 'sqlite') await putEmpty(dir);
    open = () => openStorage({ dataDir: dir, databaseUrl, pool: patient });
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
    expect(await broadcasts.due(500)).toEqual([draft.id]);
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
    expect(await broadcasts.granted('approver')).toEqual(['p']);
    expect(await broadcasts.revoke('p', 'approver', entry('revoke'))).toBe(true);
    expect(await broadcasts.revoke('p', 'approver', entry('revoke'))).toBe(false);
    expect(await broadcasts.roles('p')).toEqual(['broadcaster']);
    expect(await broadcasts.auditRows({ after: 0, limit: 9 })).toHaveLength(3);
  });

  test('「確認しました」 counts once per person', async () => {
    const { broadcasts, ledger } = storage;
    const deliveries = ['a', 'b'].map((recipientId) => ({
      recipientId,
      dueAt: 0,
      content: null,
      skip: null,
    }));
    await ledger.plan(
      { id: 'x', kind: 'broadcast', action: 'post', priority: 5, content, originalId: null },
      deliveries,
      1,
    );
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

  /** Keeps a file of people; returns what an audience names it by. */
  async function uploaded(people: readonly string[], id = 'upload-0000000000000001', createdAt = 1) {
    const ref = { id, name: '宛先.csv', count: people.length };
    await storage.uploads.create({ ...ref, ownerId: 'author', createdAt }, people, entry('upload'));
    return ref;
  }

  describe('files of people', () => {
    test('come back page by page as they were sent, and the same file only once', async () => {
      const { uploads, broadcasts } = storage;
      const people = Array.from({ length: 2500 }, (_, n) => `p${n}@example.jp`);
      const ref = await uploaded(people);
      expect(await uploads.get(ref.id)).toEqual({ ...ref, ownerId: 'author', createdAt: 1 });
      const pages: (readonly string[])[] = [];
      for await (const page of uploads.people(ref.id)) pages.push(page);
      expect(pages.map(({ length }) => length)).toEqual([1000, 1000, 500]);
      expect(pages.flat()).toEqual(people);
      const again = { ...ref, ownerId: 'other', createdAt: 2 };
      expect(await uploads.create(again, ['x@example.jp'], entry('upload'))).toBe(false);
      expect(await uploads.get(ref.id)).toMatchObject({ ownerId: 'author' });
      expect(await broadcasts.auditRows({ after: 0, limit: 9 })).toHaveLength(1);
      expect(await uploads.get('upload-none')).toBeNull();
    });

    test('are forgotten in time, but not while a broadcast names them', async () => {
      const { uploads, broadcasts } = storage;
      const names = [1, 2, 3, 4].map((n) => `upload-000000000000000${n}`);
      const refs = [];
      for (const [index, id] of names.entries())
        refs.push(await uploaded(['a@example.jp'], id, index === 3 ? 50 : 1));
      const audience = { include: [{ who: 'upload' as const, ...refs[0]! }], exclude: [] };
      await broadcasts.create({ ...draft, audience, updatedAt: 10 }, entry('create'));
      const later = { ...audience, excludeUploads: [refs[1]!] };
      await broadcasts.commit({ ...draft, audience: later, version: 2, updatedAt: 20 }, entry('save'));
      expect(await uploads.prune(50)).toBe(1);
      const standing = async () =>
        (await Promise.all(names.map((id) => uploads.get(id)))).map((one) => one !== null);
      expect(await standing()).toEqual([true, true, false, true]);
      await broadcasts.prune(30);
      expect(await uploads.prune(50)).toBe(2);
      expect(await standing()).toEqual([false, false, false, true]);
    });
  });

  test('many recipients are found at once', async () => {
    await storage.reach.apply(
      [1, 2].map((n) => ({ type: 'reachable', recipient: stranger(n) })),
      1,
    );
    const ids = Array.from({ length: 1000 }, (_, n) => `person:${n}`);
    expect([...(await storage.reach.getMany(ids)).keys()].sort()).toEqual(['person:1', 'person:2']);
    expect(await storage.reach.getMany([])).toEqual(new Map());
  });

  describe('what is kept, and how long', () => {
    const released = { ...draft, state: 'released' as const };
    const job = `${draft.id}-correction-1`;
    const finish = async (at: number) => {
      const { ledger } = storage;
      for (const delivery of await ledger.claim({ limit: 99, leaseMs: 10, now: at }))
        await ledger.settle(
          [{ delivery, settlement: { state: 'sent', post: { conversationId: 'c', activityId: 'a' } } }],
          at,
        );
      await ledger.expire(at);
    };
    beforeEach(async () => {
      const { broadcasts, ledger } = storage;
      await broadcasts.create(released, entry('create'));
      await broadcasts.acknowledge(draft.id, 'person:1', 1);
      const everybody = [{ recipientId: 'person:1', dueAt: 1, content: null, skip: null }];
      const message = { kind: 'broadcast', action: 'post', priority: 10, content, originalId: null } as const;
      await ledger.plan({ ...message, id: draft.id }, everybody, 1);
      await ledger.plan({ ...message, id: 'broadcast-00000001x' }, everybody, 1);
      await finish(2);
    });

    test('a broadcast goes with its deliveries, its jobs and its acknowledgements; the trail stays', async () => {
      const { broadcasts, ledger } = storage;
      await ledger.planFollowUp(followUpMessage(job, draft.id, content), 3);
      await finish(4);
      expect(await broadcasts.prune(4)).toBe(0);
      expect(await ledger.prune(4)).toBe(1); // the one that belongs to no broadcast
      expect(await broadcasts.prune(100)).toBe(1);
      // First what changed the others, then those.
      expect([await ledger.prune(100), await ledger.prune(100)]).toEqual([1, 1]);
      expect(await ledger.messageState(draft.id)).toBeNull();
      expect(await ledger.messageState(job)).toBeNull();
      expect(await ledger.rows(draft.id, { limit: 9 })).toEqual([]);
      expect(await broadcasts.acknowledgements(draft.id)).toBe(0);
      expect(await verifyChain(auditTrail(broadcasts))).toMatchObject({ problems: [], rows: 1 });
    });

    test('as long as a broadcast is kept its messages are, or it would be planned and sent again', async () => {
      const { broadcasts, ledger } = storage;
      await broadcasts.commit({ ...released, version: 2, updatedAt: 500 }, entry('letBe', 500));
      expect(await broadcasts.prune(400)).toBe(0);
      await ledger.prune(400);
      expect(await ledger.messageState(draft.id)).toBe('done');
      expect((await ledger.counts(draft.id)).sent).toBe(1);
    });

    test('what is still on its way keeps the broadcast', async () => {
      const { broadcasts, ledger } = storage;
      await ledger.planFollowUp(followUpMessage(job, draft.id, content), 3);
      expect(await broadcasts.prune(100)).toBe(0);
      await broadcasts.commitStep({ ...released, version: 2, updatedAt: 5 }, entry('recall', 5), {
        cancel: { messageIds: [job] },
      });
      expect(await broadcasts.prune(100)).toBe(1);
    });
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
    const sources = () => ({ ...storage, roster, channels: () => Promise.resolve(true) });
    const count = async (include: Broadcast['audience']['include'], exclude: string[] = []) => {
      const { reachable, unreachable } = await countAudience(
        resolveAudience({ include, exclude }, sources(), 3),
      );
      return { reachable, unreachable };
    };

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

    test('a file counts as a list does, included or left out, together with everything else', async () => {
      const upload = await uploaded([person(1), 'p5@example.jp', 'who@example.jp', person(4), person(9)]);
      const include = [{ who: 'upload' as const, ...upload }];
      expect(await count(include)).toEqual({
        reachable: 2,
        unreachable: { nameNotFound: 1, uninstalled: 1, appNotInstalled: 1 },
      });
      expect(await count([...include, { who: 'allPeople' }], [person(1)])).toMatchObject({ reachable: 2 });
      const left = { include: [{ who: 'peopleOf' as const, teamIds: ['T'] }], exclude: [] };
      expect(
        await countAudience(resolveAudience({ ...left, excludeUploads: [upload] }, sources(), 3)),
      ).toMatchObject({ reachable: 1, unreachable: {} });
    });

    test('a file that is not there any more is never taken for an empty one', async () => {
      const missing = { id: 'upload-00000000000000ff', name: 'x.csv', count: 3 };
      await expect(count([{ who: 'upload', ...missing }])).rejects.toThrow('not there any more');
      const left = { include: [{ who: 'allPeople' as const }], exclude: [], excludeUploads: [missing] };
      await expect(countAudience(resolveAudience(left, sources(), 3))).rejects.toThrow('not there any more');
    });

    test('100,000 people of a file are planned, each once', async () => {
      const ids = Array.from(
        { length: 100_000 },
        (_, n) => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      );
      const upload = await uploaded([...ids, person(1)]);
      const audience = { include: [{ who: 'upload' as const, ...upload }], exclude: [] };
      const plan = { id: draft.id, content, audience };
      expect(await planBroadcast(storage.ledger, sources(), plan, 5)).toBe(100_001);
      expect(await storage.ledger.counts(draft.id)).toMatchObject({ pending: 1, skipped: 100_000 });
    }, 60_000);

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
        `${draft.id},person:${person(1)},person,person:${person(1)},pending,,0,yes,1970-01-01T00:00:00.005Z,1970-01-01T00:00:00.005Z`,
      );
      expect(lines[5]).toContain('skipped,appNotInstalled');
    });

    test('what was sent and has no id is counted, with why, and no deletion is planned for it', async () => {
      const { ledger, broadcasts } = storage;
      const audience = {
        include: [{ who: 'channels' as const, ids: ['channel:T', 'channel:U'] }],
        exclude: [],
      };
      await planBroadcast(ledger, sources(), { id: draft.id, content, audience }, 5);
      const claimed = await ledger.claim({ limit: 9, leaseMs: 1000, now: 5 });
      const post = { conversationId: 'c', activityId: 'a' };
      await ledger.settle(
        claimed.map((delivery, index) => ({
          delivery,
          settlement: { state: 'sent', post: index === 0 ? post : null },
        })),
        6,
      );
      expect(await ledger.reasons(draft.id)).toEqual([{ state: 'sent', reason: 'withoutId', count: 1 }]);
      let csv = '';
      for await (const part of reportCsv({ ledger, store: broadcasts }, draft)) csv += part;
      expect(csv.match(/,sent,withoutId,/g)).toHaveLength(1);
      const recall = `${draft.id}-recall-0`;
      expect(await ledger.planFollowUp(followUpMessage(recall, draft.id, null), 7)).toBe(1);
      const [deletion] = await ledger.claim({ limit: 9, leaseMs: 1000, now: 7 });
      await ledger.settle([{ delivery: deletion!, settlement: { state: 'sent', post: null } }], 8);
      expect(await ledger.reasons(recall)).toEqual([]);
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
      expect(
        await ledger.planFollowUp(followUpMessage('m-notice', 'm-recall', content), 9, { of: 'failed' }),
      ).toBe(1);
      const [notice] = await ledger.claim({ limit: 9, leaseMs: 1000, now: 9 });
      expect(notice).toMatchObject({ action: 'update', target: deletions[1]!.target });
    });
  });
});
