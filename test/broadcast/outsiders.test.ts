import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RosterMember } from '../../src/access/roster.ts';
import { type Audience, resolveAudience } from '../../src/broadcast/decide/audience.ts';
import { readAudience } from '../../src/broadcast/compose/form.ts';
import { decideReach } from '../../src/delivery/reach.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { deriveTurn } from '../../src/teams/turn.ts';
import { personalMessage, scene } from '../simulator/teams.ts';
import { putEmpty } from '../storage/empty.ts';
import { patient, startPostgres, type TestPostgres } from '../contracts/postgres.ts';

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
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'yokoten-outsiders-'));
    const databaseUrl = dialect === 'postgres' ? await postgres.createMigrated() : undefined;
    if (dialect === 'sqlite') await putEmpty(dir);
    storage = openStorage({ dataDir: dir, databaseUrl, pool: patient });
    await storage.ready();
  });
  afterEach(async () => {
    await storage.close();
    rmSync(dir, { recursive: true });
  });

  const member = (id: string, isGuest: boolean): RosterMember => ({
    userId: `29:${id}`,
    aadObjectId: id.toUpperCase(),
    upn: null,
    name: null,
    isGuest,
  });

  async function resolved(audience: Audience): Promise<string[]> {
    const recipient = {
      id: 'team:1',
      kind: 'team' as const,
      teamId: '1',
      conversationId: '1',
      userId: null,
      tenantId: 't',
      serviceUrl: 'https://smba.trafficmanager.net/jp/',
      name: null,
      locale: null,
    };
    await storage.reach.apply([{ type: 'reachable', recipient }], 1);
    const sources = {
      reach: storage.reach,
      uploads: storage.uploads,
      channels: () => Promise.resolve(true),
      roster: async function* () {
        await Promise.resolve();
        yield [member('aa', false), member('bb', true)];
      },
    };
    const all: string[] = [];
    for await (const { recipientId, skip } of resolveAudience(audience, sources, 1))
      all.push(`${recipientId} ${skip ?? ''}`.trim());
    return all;
  }

  test('guests among the members of a team get nothing, nor are they among all afterwards', async () => {
    const include = [{ who: 'peopleOf' as const, teamIds: ['1'] }, { who: 'allPeople' as const }];
    expect(await resolved({ include, exclude: [] })).toEqual(['person:aa', 'person:bb guest', 'person:aa']);
  });

  test('unless the author has ticked it', async () => {
    const fields = {
      audience: 'guests,peopleOf:1',
      findPlaces: '',
      keep: 'false' as const,
      list: '',
      exclude: '',
    };
    const amiss = { ...fields, list: 'a@example.lg.jp\nだれか', exclude: '\n人事課の全員' };
    expect(readAudience(amiss, [])).toMatchObject({
      ok: false,
      problems: [
        { what: 'listLine', number: 2, name: 'だれか' },
        { what: 'excludeLine', number: 2, name: '人事課の全員' },
      ],
    });
    const read = readAudience(fields, []);
    expect(read.ok && (await resolved(read.value))).toEqual(['person:aa', 'person:bb']);
  });

  test('that somebody has seen it counts of those to whom it was sent alone', async () => {
    const { broadcasts, ledger } = storage;
    await ledger.plan(
      { id: 'b', kind: 'broadcast', action: 'post', priority: 5, content: {}, originalId: null },
      ['person:aa', 'person:no'].map((recipientId) => ({
        recipientId,
        dueAt: 0,
        content: null,
        skip: recipientId === 'person:no' ? 'uninstalled' : null,
      })),
      1,
    );
    const [claimed] = await ledger.claim({ limit: 1, leaseMs: 1000, now: 1 });
    await ledger.settle([{ delivery: claimed!, settlement: { state: 'sent', post: null } }], 2);
    expect(await broadcasts.acknowledge('b', 'person:bb', 3)).toBe(false);
    expect(await broadcasts.acknowledge('b', 'person:no', 3)).toBe(false);
    expect(await broadcasts.acknowledge('b', 'person:aa', 3)).toBe(true);
    expect(await broadcasts.acknowledge('b', 'person:aa', 4)).toBe(false);
    expect(await broadcasts.acknowledgements('b')).toBe(1);
  });
});

describe('somebody of another tenant', () => {
  const activity = (tenantId?: string) => {
    const one = personalMessage(scene('https://smba.trafficmanager.net/jp/'), '1', '研修') as {
      from: object;
      conversation: { tenantId: string };
    };
    const id = '00000000-0000-4000-8000-0000000000AB';
    const from = { ...one.from, aadObjectId: id, ...(tenantId !== undefined && { tenantId }) };
    return { ...one, from } as unknown as Parameters<typeof deriveTurn>[0];
  };
  const own = activity().conversation.tenantId!;

  test.each([
    [undefined, true],
    [own, true],
    [own.toUpperCase(), true],
    ['99999999-2222-4333-8444-555555555555', false],
  ])('%s is answered, has a role and is reached: %s', (tenantId, isOwn) => {
    const turn = deriveTurn(activity(tenantId));
    expect(turn).toMatchObject({ kind: 'question', text: '研修' });
    expect(turn.objectId).toBe(isOwn ? '00000000-0000-4000-8000-0000000000ab' : null);
    expect(decideReach(activity(tenantId))).toHaveLength(isOwn ? 1 : 0);
    // One person, however Teams writes the id.
    if (isOwn)
      expect(turn.reach[0]).toMatchObject({
        recipient: { id: 'person:00000000-0000-4000-8000-0000000000ab' },
      });
  });
});
