import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideAdmission } from '../../src/server/admission.ts';
import { IncomingActivity } from '../../src/teams/activity.ts';
import { botFrameworkCallers } from '../../src/teams/authenticate.ts';
import { deriveTurn } from '../../src/teams/turn.ts';
import { type Issuer, startIssuer } from '../simulator/issuer.ts';
import { invoke, personalMessage, type Scene, scene, sendToBot } from '../simulator/teams.ts';
import { type Harness, startHarness } from './harness.ts';

/** What is written around a message, where its parts contradict each other; the token is right each time. */
const HOME = '11111111-2222-4333-8444-555555555555';
const FOREIGN = '99999999-2222-4333-8444-555555555555';
const APP = '66666666-7777-4888-8999-aaaaaaaaaaaa';
const SERVICE = 'https://smba.trafficmanager.net/jp/';
const seed = 20_261_129;

const tenant = fc.constantFrom<unknown>(HOME, HOME.toUpperCase(), FOREIGN, '', null, undefined);
const idOf = fc.constantFrom<unknown>('19:x@thread.tacv2', 'a:1', '', null, undefined, 7, '__proto__');
const place = fc.record({ id: idOf, name: fc.constantFrom<unknown>('人事課', null, undefined, 7) });
const envelope = fc.record({
  type: fc.constantFrom('message', 'invoke', 'conversationUpdate', 'installationUpdate', 'messageReaction'),
  name: fc.constantFrom(
    'task/fetch',
    'task/submit',
    'composeExtension/query',
    'fileConsent/invoke',
    undefined,
  ),
  action: fc.constantFrom('add', 'remove', 'remove-upgrade', undefined),
  conversation: fc.record({
    id: fc.constant('a:1chat'),
    conversationType: fc.constantFrom('personal', 'groupChat', 'channel', undefined, 'x'),
    tenantId: tenant,
    name: fc.constantFrom<unknown>('名', undefined, 7),
  }),
  from: fc.record({
    id: fc.constantFrom('29:user', '28:bot'),
    aadObjectId: fc.constantFrom('00000000-0000-4000-8000-0000000000AB', undefined, ''),
    tenantId: tenant,
    name: fc.constant('職員'),
  }),
  recipient: fc.record({
    id: fc.constantFrom('28:bot', '29:user'),
    tenantId: tenant,
    isTargeted: fc.constantFrom<unknown>(true, false, 'true', undefined),
  }),
  channelData: fc.option(
    fc.record({
      tenant: fc.option(fc.record({ id: tenant }), { nil: undefined }),
      team: fc.option(place, { nil: undefined }),
      channel: fc.option(place, { nil: undefined }),
      settings: fc.constantFrom<unknown>(undefined, { selectedChannel: { id: '19:y@thread.tacv2' } }),
      eventType: fc.constantFrom('teamDeleted', 'teamArchived', 'channelDeleted', 'teamRestored', undefined),
    }),
    { nil: undefined },
  ),
  membersAdded: fc.constantFrom<unknown>(
    undefined,
    [{ id: '28:bot' }],
    [{ id: '29:user', tenantId: FOREIGN }],
  ),
  membersRemoved: fc.constantFrom<unknown>(undefined, [{ id: '28:bot' }]),
});

test('whatever its parts say: no other tenant is let in, nobody of one is somebody, and no chat speaks of a team', () => {
  const caller = { serviceUrl: SERVICE, isEndorsedFor: () => true };
  const rules = { allowedTenants: [HOME], isServiceUrl: () => true };
  const seen = { admitted: 0, refused: 0, foreign: 0, teams: 0 };
  fc.assert(
    fc.property(envelope, (made) => {
      const parsed = IncomingActivity.safeParse({ ...made, channelId: 'msteams', serviceUrl: SERVICE });
      if (!parsed.success) return;
      const named = [made.conversation.tenantId, made.channelData?.tenant?.id].filter(Boolean).map(String);
      const isOurs = named.length > 0 && named.every((id) => id.toLowerCase() === HOME);
      const refusal = decideAdmission(parsed.data, caller, rules);
      expect(refusal).toBe(isOurs ? null : 'foreignTenant');
      seen[isOurs ? 'admitted' : 'refused'] += 1;
      if (!isOurs) return;
      const turn = deriveTurn(parsed.data);
      expect(turn.tenantId).toBe(HOME);
      const changed = turn.reach.map((change) =>
        change.type === 'reachable' ? change.recipient.kind : change.type === 'gone' ? change.id : 'team',
      );
      if (made.from.tenantId === FOREIGN) {
        seen.foreign += 1;
        expect(turn.objectId).toBeNull();
        expect(changed).not.toContain('person');
      }
      if (made.conversation.conversationType === 'personal')
        expect(changed.filter((what) => !/^person/.test(what))).toEqual([]);
      seen.teams += changed.includes('team') ? 1 : 0;
    }),
    { seed, numRuns: 3000 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
});

describe('over HTTP', () => {
  let issuer: Issuer;
  let bot: Harness;
  let learned: unknown[];
  beforeAll(async () => {
    issuer = await startIssuer(APP);
    learned = [];
    const learnReach = Object.assign(
      (changes: readonly unknown[]) => {
        learned.push(...changes);
        return Promise.resolve();
      },
      { retry: () => Promise.resolve() },
    );
    bot = await startHarness({
      bot: { learnReach },
      server: {
        authenticate: botFrameworkCallers({ appId: APP, issuer: issuer.issuer, keysUrl: issuer.keysUrl }),
      },
      admission: { allowedTenants: [HOME] },
    });
  });
  afterAll(async () => {
    await bot.close();
    await issuer.close();
  });
  const send = async (activity: object) => {
    const token = await issuer.sign({ serviceurl: `${bot.simulator.url}/` });
    return await sendToBot(bot.url, activity, { Authorization: `Bearer ${token}` });
  };
  const home = () => scene(bot.simulator.url, { tenantId: HOME });

  test.each([
    'adaptiveCard/action',
    'task/fetch',
    'task/submit',
    'composeExtension/query',
    'composeExtension/fetchTask',
    'composeExtension/queryLink',
    'composeExtension/anonymousQueryLink',
    'message/submitAction',
    'fileConsent/invoke',
    'suggestedActions/submit',
    'signin/tokenExchange',
  ])('%s of another tenant, or of none, does nothing', async (name) => {
    const before = [bot.simulator.connector.requests.length, learned.length];
    const of = (where: Scene, over: object = {}) => ({ ...invoke(where, 'i', name, {}), ...over });
    const nowhere = { conversation: { id: 'a:1', conversationType: 'personal' }, channelData: {} };
    for (const activity of [
      of({ ...home(), tenantId: FOREIGN }),
      of(home(), { channelData: { tenant: { id: FOREIGN } } }),
      of(home(), nowhere),
    ])
      expect((await send(activity)).status).toBe(403);
    expect([bot.simulator.connector.requests.length, learned.length]).toEqual(before);
  });

  test('what is asked in private is answered to who asked alone, whoever the message says it is for', async () => {
    const asked = {
      ...personalMessage(home(), 'p', '研修'),
      conversation: { id: '19:x@thread.tacv2', conversationType: 'channel', tenantId: HOME },
      recipient: { id: '29:somebodyElse', isTargeted: true },
    };
    expect((await send(asked)).status).toBe(200);
    const { path, body } = bot.simulator.connector.requests.at(-1)!;
    expect(path).toContain(encodeURIComponent('19:x@thread.tacv2'));
    expect((body as { recipient: { id: string } }).recipient.id).toBe(home().userId);
  });
});
