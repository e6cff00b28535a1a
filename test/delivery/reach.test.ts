import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideReach } from '../../src/delivery/reach.ts';

const tenant = { tenant: { id: 'tenant-1' } };
const team = { id: '19:team@thread.tacv2', name: '人事課' };
const base = { serviceUrl: 'https://smba.example/jp/', recipient: { id: '28:bot' } };
const personal = { id: 'a:1chat', conversationType: 'personal', tenantId: 'tenant-1' };
const inTeam = { id: team.id, conversationType: 'channel', tenantId: 'tenant-1' };
const person = { id: '29:user', aadObjectId: 'aad-1', name: '職員' };

const reached = (activity: object) =>
  decideReach({ ...base, ...activity }).map((change) =>
    change.type === 'reachable'
      ? `+${change.recipient.id}`
      : change.type === 'team'
        ? `${change.state} team`
        : `${change.type} ${change.id}`,
  );

describe('who can be reached after', () => {
  test('a message in a personal chat: its sender, by Entra id, in their language', () => {
    expect(
      decideReach({
        ...base,
        type: 'message',
        locale: 'en-GB',
        conversation: personal,
        from: person,
        channelData: tenant,
      }),
    ).toEqual([
      {
        type: 'reachable',
        recipient: {
          id: 'person:aad-1',
          kind: 'person',
          teamId: null,
          conversationId: 'a:1chat',
          userId: '29:user',
          tenantId: 'tenant-1',
          serviceUrl: 'https://smba.example/jp/',
          name: '職員',
          locale: 'en-GB',
        },
      },
    ]);
  });

  test('a reply in a channel: the team and the channel, not the thread', () => {
    expect(
      decideReach({
        ...base,
        type: 'message',
        conversation: { ...inTeam, id: '19:news@thread.tacv2;messageid=123' },
        from: person,
        channelData: { ...tenant, team: { id: team.id }, channel: { id: '19:news@thread.tacv2' } },
      }).map((change) =>
        change.type === 'reachable' ? [change.recipient.id, change.recipient.conversationId] : change,
      ),
    ).toEqual([
      ['team:19:team@thread.tacv2', '19:team@thread.tacv2'],
      ['channel:19:news@thread.tacv2', '19:news@thread.tacv2'],
    ]);
  });

  test.each([
    [
      'a team install: the team and General',
      { type: 'installationUpdate', action: 'add', conversation: inTeam, channelData: { ...tenant, team } },
      ['+team:19:team@thread.tacv2', '+channel:19:team@thread.tacv2'],
    ],
    [
      'a team install into a chosen channel',
      {
        type: 'installationUpdate',
        action: 'add',
        conversation: inTeam,
        channelData: { ...tenant, team, settings: { selectedChannel: { id: '19:news' } } },
      },
      ['+team:19:team@thread.tacv2', '+channel:19:news'],
    ],
    [
      'an upgrade: nothing is lost',
      { type: 'installationUpdate', action: 'remove-upgrade', conversation: personal, from: person },
      [],
    ],
    [
      'a personal install',
      { type: 'installationUpdate', action: 'add', conversation: personal, from: person },
      ['+person:aad-1'],
    ],
    [
      'a personal uninstall',
      { type: 'installationUpdate', action: 'remove', conversation: personal, from: person },
      ['gone person:aad-1'],
    ],
    [
      'the bot removed from a team',
      {
        type: 'conversationUpdate',
        conversation: inTeam,
        membersRemoved: [{ id: '28:bot' }],
        channelData: { ...tenant, team, eventType: 'teamMemberRemoved' },
      },
      ['gone team'],
    ],
    [
      'a person who leaves a team: the team stays',
      {
        type: 'conversationUpdate',
        conversation: inTeam,
        membersRemoved: [{ id: '29:user' }],
        channelData: { ...tenant, team, eventType: 'teamMemberRemoved' },
      },
      ['+team:19:team@thread.tacv2', '+channel:19:team@thread.tacv2'],
    ],
    [
      'a new channel',
      {
        type: 'conversationUpdate',
        conversation: inTeam,
        channelData: { ...tenant, team, channel: { id: '19:c', name: 'C' }, eventType: 'channelCreated' },
      },
      ['+team:19:team@thread.tacv2', '+channel:19:c'],
    ],
    [
      'a deleted channel',
      {
        type: 'conversationUpdate',
        conversation: inTeam,
        channelData: { ...tenant, team, channel: { id: '19:c' }, eventType: 'channelDeleted' },
      },
      ['gone channel:19:c'],
    ],
    [
      'an archived team',
      {
        type: 'conversationUpdate',
        conversation: inTeam,
        channelData: { ...tenant, team, eventType: 'teamArchived' },
      },
      ['parked team'],
    ],
    [
      'a team taken out of the archive',
      {
        type: 'conversationUpdate',
        conversation: inTeam,
        channelData: { ...tenant, team, eventType: 'teamUnarchived' },
      },
      ['active team', '+team:19:team@thread.tacv2', '+channel:19:team@thread.tacv2'],
    ],
    [
      'a group chat',
      {
        type: 'conversationUpdate',
        conversation: { id: '19:g@thread.v2', conversationType: 'groupChat', tenantId: 'tenant-1' },
        membersAdded: [{ id: '28:bot' }],
      },
      ['+chat:19:g@thread.v2'],
    ],
    [
      'the bot leaving a group chat',
      {
        type: 'conversationUpdate',
        conversation: { id: '19:g@thread.v2', conversationType: 'groupChat', tenantId: 'tenant-1' },
        membersRemoved: [{ id: '28:bot' }],
      },
      ['gone chat:19:g@thread.v2'],
    ],
    [
      'an event that does not exist yet',
      {
        type: 'conversationUpdate',
        conversation: inTeam,
        channelData: { ...tenant, team, eventType: 'teamTeleported' },
      },
      ['+team:19:team@thread.tacv2', '+channel:19:team@thread.tacv2'],
    ],
    [
      'an activity of the bot itself in a personal chat',
      { type: 'conversationUpdate', conversation: personal, from: { id: '28:bot' } },
      [],
    ],
    [
      'no tenant',
      { type: 'message', conversation: { id: 'a:1', conversationType: 'personal' }, from: person },
      [],
    ],
  ])('%s', (_name, activity, expected) => {
    expect(reached(activity)).toEqual(expected);
  });

  test.each([
    ['too long for an index', '議'.repeat(900)],
    ['half a character', 'a:\ud800'],
    ['a line of its own', 'a:1\n2'],
    ['nothing', ''],
  ])('an id that is none, which a store may refuse with all that is written beside it: %s', (_name, id) => {
    const from = { ...person, aadObjectId: undefined };
    const message = { type: 'message', conversation: personal, from, channelData: tenant };
    expect(reached(message)).toEqual(['+person:29:user']);
    expect(reached({ ...message, from: { ...from, id } })).toEqual([]);
    expect(reached({ ...message, conversation: { ...personal, id } })).toEqual([]);
    expect(reached({ ...message, conversation: inTeam, channelData: { ...tenant, team: { id } } })).toEqual(
      [],
    );
  });

  test('anything at all: an event never breaks a turn', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (conversation, channelData, rest) => {
        expect(
          Array.isArray(
            decideReach({ ...base, type: 'conversationUpdate', conversation, channelData, from: rest }),
          ),
        ).toBe(true);
        expect(Array.isArray(decideReach(rest))).toBe(true);
      }),
    );
  });
});
