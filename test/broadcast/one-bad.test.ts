import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type RosterMember, RosterUnreadable } from '../../src/access/roster.ts';
import { createLearnReach } from '../../src/bot/reach.ts';
import { resolveAudience } from '../../src/broadcast/decide/audience.ts';
import type { AudienceSources } from '../../src/broadcast/decide/people.ts';
import { createTick } from '../../src/broadcast/jobs/jobs.ts';
import { parseQuietHours } from '../../src/broadcast/decide/settings.ts';
import type { ReachChange } from '../../src/delivery/ports.ts';
import type { Storage } from '../../src/storage/open.ts';
import { aDraft } from './drafts.ts';
import { openEmpty } from '../storage/empty.ts';

/** One bad roster, list, broadcast or name stops no other. */
let dir: string;
let storage: Storage;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-one-bad-'));
  storage = await openEmpty(dir);
});
afterEach(async () => {
  await storage.close();
  rmSync(dir, { recursive: true });
});

const place = (id: string, kind: 'team' | 'channel' | 'person', teamId: string | null = null) => ({
  type: 'reachable' as const,
  recipient: {
    id,
    kind,
    teamId,
    conversationId: id,
    userId: null,
    tenantId: 't',
    serviceUrl: 'https://smba.trafficmanager.net/jp/',
    name: null,
    locale: null,
  },
});
const member = (id: string): RosterMember => ({
  userId: `29:${id}`,
  aadObjectId: id,
  upn: `${id}@city.example`,
  name: null,
  isGuest: false,
});

/** Team 1 tells who is in it, team 2 does not. */
const sources = (): AudienceSources => ({
  reach: storage.reach,
  uploads: storage.uploads,
  // Nor its channels.
  channels: (team) => Promise.resolve(team.id !== 'team:2'),
  roster: async function* (team) {
    await Promise.resolve();
    if (team.id === 'team:2') throw new RosterUnreadable(team.id, new Error('404'));
    yield [member('aa'), member('bb')];
  },
});

async function resolved(audience: Parameters<typeof resolveAudience>[0]): Promise<string[]> {
  const all: string[] = [];
  for await (const { recipientId, skip } of resolveAudience(audience, sources(), 1))
    all.push(`${recipientId} ${skip ?? ''}`.trim());
  return all;
}

test('a roster that cannot be read takes nobody else with it, and the plan says whose it was', async () => {
  await storage.reach.apply(
    [place('team:2', 'team', '2'), place('team:1', 'team', '1'), place('channel:9', 'channel', '1')],
    1,
  );
  const include = [
    { who: 'peopleOf' as const, teamIds: ['2', '1'] },
    { who: 'allChannels' as const },
    { who: 'list' as const, people: ['bb@city.example', 'nobody@city.example'] },
  ];
  expect(await resolved({ include, exclude: [] })).toEqual([
    'team:2 rosterUnreadable',
    'person:aa',
    'person:bb',
    'team:2 channelsUnreadable',
    'channel:9',
    'person:bb',
    'person:nobody@city.example nameNotFound',
  ]);
});

test('a broadcast that cannot be planned holds up no other', async () => {
  await storage.reach.apply([place('channel:9', 'channel', '1')], 1);
  const errors: unknown[] = [];
  const scheduled = (id: string, include: (typeof aDraft)['audience']['include']) => ({
    ...aDraft,
    id,
    state: 'scheduled' as const,
    sendAt: 5,
    audience: { include, exclude: [] },
  });
  const entry = { at: 1, actor: 'a', action: 'create', subject: 'b', detail: {} };
  // Its list is not there any more.
  const lost = { who: 'upload' as const, id: 'upload-0123456789abcdef', name: 'x', count: 1 };
  await storage.broadcasts.create(scheduled('broadcast-1', [{ who: 'allChannels' }]), entry);
  await storage.broadcasts.create(scheduled('broadcast-2', [{ who: 'allChannels' }]), entry);
  const { store, ledger } = { store: storage.broadcasts, ledger: storage.ledger };
  const words = { ja: { summary: 's', card: { type: 'AdaptiveCard', version: '1.5', body: [] } } };
  const ports: Parameters<typeof createTick>[0] = {
    store: {
      ...store,
      due: async (now) =>
        (await store.due(now)).map((one) =>
          one.id === 'broadcast-1' ? { ...one, audience: { include: [lost], exclude: [] } } : one,
        ),
    },
    onHeld: () => Promise.resolve(),
    ledger,
    sources: sources(),
    uploads: storage.uploads,
    render: { post: () => words, reminder: () => words, test: () => words, notice: () => words },
    rules: {
      fourEyes: true,
      perAuthorAndDay: 9,
      confirmAbove: 9,
      quietHours: parseQuietHours(''),
      timeZone: 'Asia/Tokyo',
      retentionDays: 9,
      pictureHosts: [],
    },
    actor: (id) =>
      Promise.resolve({ id, roles: new Set(['broadcaster'] as const), basis: new Map(), unsure: new Set() }),
    now: () => 10,
    newKey: () => 'f'.repeat(32),
    onError: (error) => errors.push(error),
    onPlanned: () => undefined,
  };
  await createTick(ports)();
  expect(errors).toHaveLength(1);
  expect(await ledger.counts('broadcast-2')).toMatchObject({ pending: 1 });
});

describe('while the place of records is away', () => {
  const learning = () => {
    const written: ReachChange[] = [];
    const stall = { isOver: false };
    const apply = (changes: readonly ReachChange[]) => {
      if (!stall.isOver) return Promise.reject(new Error('stalled'));
      written.push(...changes);
      return Promise.resolve();
    };
    const learn = createLearnReach(
      { apply },
      () => 1,
      () => undefined,
    );
    const afterwards = async () => {
      stall.isOver = true;
      await learn.retry();
      return written;
    };
    return { learn, afterwards };
  };
  const gone = (id: string): ReachChange => ({ type: 'gone', id, reason: 'uninstalled' });
  const typesOf = (changes: readonly ReachChange[], id: string) =>
    changes
      .filter((change) => ('recipient' in change ? change.recipient.id : 'id' in change && change.id) === id)
      .map(({ type }) => type);

  test('who comes and goes all day takes nobody’s place, and is what they were last', async () => {
    const { learn, afterwards } = learning();
    await learn([gone('person:first')]);
    for (let n = 0; n < 6000; n += 1) await learn([gone('person:busy'), place('person:busy', 'person')]);
    await learn([place('person:last', 'person')]);
    const changes = await afterwards();
    expect(typesOf(changes, 'person:first')).toEqual(['gone']);
    expect(typesOf(changes, 'person:last')).toEqual(['reachable']);
    // One more than there is room for was the last to shorten them.
    expect(typesOf(changes, 'person:busy').length).toBeLessThanOrEqual(10_000);
    expect(typesOf(changes, 'person:busy').slice(-4)).toEqual(['gone', 'reachable', 'gone', 'reachable']);
  });

  test('there is room for so many, each in order; then the oldest go', async () => {
    const { learn, afterwards } = learning();
    const everybody = Array.from({ length: 5001 }, (_, n) => `person:${n}`);
    await learn(everybody.flatMap((id) => [gone(id), place(id, 'person')]));
    const changes = await afterwards();
    expect(changes).toHaveLength(10_000);
    expect(typesOf(changes, 'person:0')).toEqual([]);
    for (const id of ['person:1', 'person:2500', 'person:5000'])
      expect(typesOf(changes, id)).toEqual(['gone', 'reachable']);
  });
});

test('what Teams tells during a stall is written in the order in which it came', async () => {
  const applied: string[] = [];
  let fail: (() => void) | null = null;
  const learn = createLearnReach(
    {
      apply: (changes) => {
        if (applied.length === 0 && fail === null)
          return new Promise((_, reject) => {
            fail = () => {
              reject(new Error('stalled'));
            };
          });
        applied.push(...changes.map(({ type }) => type));
        return Promise.resolve();
      },
    },
    () => 1,
    () => undefined,
  );
  const gone: ReachChange = { type: 'gone', id: 'person:1', reason: 'uninstalled' };
  const first = learn([gone]);
  const second = learn([place('person:1', 'person')]);
  fail!();
  await Promise.all([first, second]);
  await learn.retry();
  expect(applied).toEqual(['gone', 'reachable']);
});
