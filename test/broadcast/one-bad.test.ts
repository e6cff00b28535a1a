import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type RosterMember, RosterUnreadable } from '../../src/access/roster.ts';
import { createLearnReach } from '../../src/bot/reach.ts';
import { resolveAudience } from '../../src/broadcast/decide/audience.ts';
import type { AudienceSources } from '../../src/broadcast/decide/people.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import type { Broadcast } from '../../src/broadcast/decide/broadcast.ts';
import type { FileTransfer } from '../../src/broadcast/file-ports.ts';
import { followUpMessage, planBroadcast } from '../../src/broadcast/jobs/send.ts';
import { systemClock } from '../../src/calendar/clock.ts';
import type { ReachChange, Settlement } from '../../src/delivery/ports.ts';
import { startBroadcasts } from '../../src/start/sending/broadcasts.ts';
import type { Sender } from '../../src/teams/sender.ts';
import type { Storage } from '../../src/storage/open.ts';
import { stubKnowledge } from '../bot/stubs.ts';
import { kit } from '../cards/kit.ts';
import { noPace } from '../delivery/unpaced.ts';
import { openEmpty } from '../storage/empty.ts';
import { aDraft } from './drafts.ts';
import { until } from './office.ts';
import { RULES } from './rules.ts';

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

describe('of broadcasts that are looked after', () => {
  const now = Date.now();
  const entry = { at: 1, actor: 'a', action: 'create', subject: 'b', detail: {} };
  const content = { ja: { summary: 's', card: { type: 'AdaptiveCard', version: '1.5', body: [] } } };
  const create = (over: Partial<Broadcast>) => storage.broadcasts.create({ ...aDraft, ...over }, entry);
  const settle = async (settlement: Settlement) => {
    const claimed = await storage.ledger.claim({ limit: 9, leaseMs: 60_000, now });
    await storage.ledger.settle(
      claimed.map((delivery) => ({ delivery, settlement })),
      now,
    );
    await storage.ledger.expire(now);
  };

  /** Two whose time has come, one after the other, and all that is done for others. */
  async function look(spoil: string) {
    await storage.reach.apply([place('channel:9', 'channel', '1'), place('person:aa', 'person')], 1);
    const audience = { include: [{ who: 'allChannels' as const }], exclude: [] };
    const scheduled = { state: 'scheduled', authorId: 'admin', updatedAt: now } as const;
    await create({ ...scheduled, id: 'broadcast-1', sendAt: 5 });
    await create({ ...scheduled, id: 'broadcast-2', sendAt: 6, audience });
    // Could not be deleted everywhere: a notice takes its place.
    const recall = { id: 'broadcast-3-recall-0', kind: 'recall', at: 1, by: 'admin' } as const;
    await create({ id: 'broadcast-3', state: 'recalled', jobs: [recall], updatedAt: now });
    await planBroadcast(storage.ledger, sources(), { id: 'broadcast-3', audience, content }, 1);
    await settle({ state: 'sent', post: { conversationId: 'c', activityId: 'a' } });
    await storage.ledger.planFollowUp(followUpMessage(recall.id, 'broadcast-3', null), 1);
    await settle({ state: 'failed', reason: 'http403' });
    // Its author has a card; another is older than anything is kept.
    const progress = {
      recipientId: 'person:aa',
      conversationId: 'a:aa',
      activityId: '1',
      lang: 'ja',
    } as const;
    await create({ id: 'broadcast-4', state: 'released', progress: null, updatedAt: now - 5000 });
    await storage.broadcasts.setProgress('broadcast-4', progress);
    await storage.ledger.plan({ ...followUpMessage('broadcast-4', '', content), originalId: null }, [], 1);
    await storage.ledger.expire(now);
    await create({ id: 'broadcast-5', updatedAt: 1 });
    const database = new DatabaseSync(join(dir, 'yokoten.sqlite'));
    database.exec(`update broadcasts set data = ${spoil} where id = 'broadcast-1'`);
    database.close();
    const updated: string[] = [];
    const errors: unknown[] = [];
    const broadcasts = startBroadcasts({
      storage: { ...storage, slots: noPace },
      sender: {
        send: ({ messageId }: { readonly messageId: string }) => {
          updated.push(messageId);
          return Promise.resolve({ type: 'accepted', post: null });
        },
      } as unknown as Sender,
      files: {} as FileTransfer,
      knowledge: createKnowledge(stubKnowledge()),
      cards: createBroadcastCards(kit),
      rules: { ...RULES, fourEyes: false },
      admins: ['admin'],
      teamRoles: [],
      onTeam: () => undefined,
      clock: systemClock,
      onPlanned: () => undefined,
      onError: (error) => errors.push(error),
      tickMs: 5,
    });
    const jobs = async () => (await storage.broadcasts.get('broadcast-3'))!.jobs.map(({ kind }) => kind);
    await until(
      async () =>
        (await storage.ledger.counts('broadcast-2')).pending === 1 &&
        (await jobs()).includes('notice') &&
        updated.includes('broadcast-4-progress') &&
        (await storage.broadcasts.get('broadcast-5')) === null,
    );
    await broadcasts.stop();
    return errors;
  }

  test('one that cannot be planned holds up no other', async () => {
    // Its list is not there any more.
    const lost = { who: 'upload', id: 'upload-0123456789abcdef', name: 'x', count: 1 };
    const audience = JSON.stringify({ include: [lost], exclude: [] });
    const errors = await look(`json_set(data, '$.audience', json('${audience}'))`);
    expect(String(errors[0])).toContain('FOREIGN KEY constraint failed');
  });

  test('nor does one that cannot even be read', async () => {
    expect((await look(`'{'`))[0]).toBeInstanceOf(SyntaxError);
  });
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
    const day = Array.from({ length: 100 }, () => [
      gone('person:busy'),
      place('person:busy', 'person'),
    ]).flat();
    for (let n = 0; n < 60; n += 1) await learn(day);
    await learn([place('person:last', 'person')]);
    const changes = await afterwards();
    expect(typesOf(changes, 'person:first')).toEqual(['gone']);
    expect(typesOf(changes, 'person:last')).toEqual(['reachable']);
    expect(changes.length).toBeLessThanOrEqual(10_000);
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
