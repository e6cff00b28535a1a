import { describe, expect, test } from '@jest/globals';
import type { RosterMember } from '../../src/access/roster.ts';
import {
  createTeamRoles,
  nameProblems,
  parseTeamRoles,
  type TeamStanding,
} from '../../src/access/team-roles.ts';
import { teamsIn } from '../../src/broadcast/teams.ts';
import type { ReachStore } from '../../src/delivery/ports.ts';
import type { Recipient } from '../../src/delivery/recipient.ts';

const minute = 60_000;
const team = (id: string, name: string | null, state: Recipient['state'] = 'active'): Recipient => ({
  id: `team:${id}`,
  kind: 'team',
  teamId: id,
  conversationId: id,
  userId: null,
  tenantId: 't',
  serviceUrl: 'https://example.jp/',
  name,
  locale: null,
  state,
  reason: null,
});
const member = (id: string, isGuest = false): RosterMember => ({
  userId: `29:${id}`,
  aadObjectId: id,
  upn: null,
  name: id,
  isGuest,
});

/** A world in which time passes only when told, and Teams answers as told. */
function world(named: string, teams: Recipient[]) {
  const it = {
    teams,
    members: [member('a')],
    fails: false,
    silent: false,
    reads: 0,
    at: 0,
    told: [] as string[],
  };
  const reach = {
    get: (id: string) => Promise.resolve(it.teams.find((one) => one.id === id) ?? null),
    list: ({ after }: { after?: string }) => Promise.resolve(after === undefined ? it.teams : []),
  } as unknown as ReachStore;
  const roles = createTeamRoles({
    wanted: [{ role: 'broadcaster', team: named }],
    teams: teamsIn({
      reach,
      async *roster() {
        it.reads += 1;
        if (it.silent) await new Promise(() => undefined);
        if (it.fails) throw new Error('503');
        yield it.members;
      },
    }),
    clock: {
      elapsed: () => it.at,
      sleep: () => (it.silent ? Promise.resolve() : new Promise(() => undefined)),
    },
    onChange: ({ state }) => it.told.push(state),
  });
  const standing = async (): Promise<TeamStanding> => (await roles.standings())[0]!.standing;
  const who = async (): Promise<string> => {
    const now = await standing();
    return now.state === 'found' ? [...now.members.keys()].join() : now.state;
  };
  return Object.assign(it, { standing, who });
}

describe('which team is meant', () => {
  test('an id', async () => {
    expect(await world('19:x@thread.tacv2', [team('19:x@thread.tacv2', null)]).who()).toBe('a');
  });

  test('none, or one that the bot has left, gives nothing', async () => {
    expect(await world('19:x@thread.tacv2', [team('19:x@thread.tacv2', '人事課', 'gone')]).who()).toBe(
      'missing',
    );
    expect(await world('19:y@thread.tacv2', [team('19:x@thread.tacv2', '人事課')]).who()).toBe('missing');
  });

  test('a name gives nothing, whichever team bears it', async () => {
    const it = world('人事課', [team('19:x@thread.tacv2', '人事課')]);
    expect(await it.who()).toBe('missing');
    // The real one is renamed or deleted, another takes its name: still nothing.
    it.teams.splice(0, 1, team('19:z@thread.tacv2', '人事課'));
    expect(await it.who()).toBe('missing');
    expect(it.reads).toBe(0);
  });
});

describe('what is wrong with a name', () => {
  const problems = (...teams: string[]) =>
    nameProblems(
      teams.map((one) => ({ role: 'approver', team: one })),
      {
        async *pages() {
          yield await Promise.resolve([
            { teamId: '19:x@thread.tacv2', name: ' 人事課Ａ' },
            { teamId: '19:u@thread.tacv2', name: null },
          ]);
          yield [
            { teamId: '19:y@thread.tacv2', name: '人事課A' },
            { teamId: '19:z@thread.tacv2', name: '総務課' },
          ];
        },
      },
    );

  test('of an id nothing', async () => {
    expect(await problems('19:x@thread.tacv2', '19:q_1@thread.skype')).toEqual([]);
  });

  test('the team that bears it, or each that does, is named by its id', async () => {
    expect(await problems('総務課', '19:x@thread.tacv2', '人事課A', '総務課')).toEqual([
      'ROLE_TEAMS: 総務課 is a name, which anybody can give to a team; write the id of the team that the bot knows by ' +
        'it: 19:z@thread.tacv2',
      'ROLE_TEAMS: 人事課A is a name, which anybody can give to a team; write the id of the team that is meant, the ' +
        'bot knows these by it: 19:x@thread.tacv2, 19:y@thread.tacv2',
    ]);
  });

  const how = 'in Teams, "Get link to team", the part after /team/, 19%3a…%40thread.tacv2';
  test('where none bears it: how the id is found', async () => {
    expect(await problems('税務課')).toEqual([
      'ROLE_TEAMS: 税務課 is a name, which anybody can give to a team; write its id (the bot is in no team that ' +
        `bears it): ${how}`,
    ]);
  });

  test('and also while nothing can be looked up', async () => {
    const away = {
      // eslint-disable-next-line require-yield -- it fails before
      async *pages() {
        await Promise.reject(new Error('no such table: recipients'));
      },
    };
    expect(await nameProblems([{ role: 'editor', team: '税務課' }], away)).toEqual([
      'ROLE_TEAMS: 税務課 is a name, which anybody can give to a team; write its id (the teams cannot be looked up ' +
        `now): ${how}`,
    ]);
  });
});

describe('who is in it', () => {
  const one = () => world('19:x@thread.tacv2', [team('19:x@thread.tacv2', '人事課')]);

  test('guests and those without an Entra id are not', async () => {
    const it = one();
    it.members = [member('a'), member('b', true), { ...member('c'), aadObjectId: null }];
    expect(await it.who()).toBe('a');
  });

  test('is read once for many requests, and again after three minutes: who left is out', async () => {
    const it = one();
    await Promise.all([it.who(), it.who(), it.who()]);
    it.members = [member('b')];
    it.at = 3 * minute - 1;
    expect(await it.who()).toBe('a');
    expect(it.reads).toBe(1);
    it.at = 3 * minute;
    expect(await it.who()).toBe('b');
  });

  test('counts as it was for a quarter of an hour when Teams refuses, then for nothing', async () => {
    const it = one();
    await it.who();
    it.fails = true;
    it.at = 15 * minute - 1;
    expect(await it.who()).toBe('a');
    it.at = 15 * minute;
    expect(await it.who()).toBe('unread');
    it.fails = false;
    it.at += 15_000;
    expect(await it.who()).toBe('a');
    expect(it.told).toEqual(['found', 'unread', 'found']);
  });

  test('is not asked for again at once after a refusal', async () => {
    const it = one();
    it.fails = true;
    expect(await it.who()).toBe('unread');
    expect(await it.who()).toBe('unread');
    expect(it.reads).toBe(1);
  });

  test('nobody waits for a roster that does not come', async () => {
    const it = one();
    await it.who();
    it.silent = true;
    it.at = 4 * minute;
    expect(await it.who()).toBe('a');
    it.at = 20 * minute;
    expect(await it.who()).toBe('unread');
  });
});

test.each([
  [
    'broadcaster:人事課, approver : 19:x@thread.tacv2 ,',
    [
      ['broadcaster', '人事課'],
      ['approver', '19:x@thread.tacv2'],
    ],
  ],
  ['approver:19%3Ax_1%40thread.tacv2', [['approver', '19:x_1@thread.tacv2']]],
  ['editor：企画課', [['editor', '企画課']]],
  ['', []],
  ['admin:人事課', null],
  ['人事課', null],
  ['broadcaster:', null],
])('ROLE_TEAMS=%s', (text, expected) => {
  expect(parseTeamRoles(text)?.map(({ role, team: named }) => [role, named]) ?? null).toEqual(expected);
});
