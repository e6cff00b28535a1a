import { afterEach, describe, expect, test } from '@jest/globals';
import { ClaimsIdentity } from 'botframework-connector';
import type { AuthenticateRequestResult, BotFrameworkAuthentication } from 'botframework-connector';
import { botAuthentication, KeepingAuthentication } from '../../src/teams/authentication.ts';
import { personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import type { Scene } from '../simulator/teams.ts';
import { startHarness } from './harness.ts';
import type { Harness, HarnessOptions } from './harness.ts';

const HOME = '11111111-2222-4333-8444-555555555555';
const FOREIGN = '99999999-2222-4333-8444-555555555555';
const IDENTITY = {
  appId: '66666666-7777-4888-8999-aaaaaaaaaaaa',
  tenantId: HOME,
  type: 'SingleTenant',
  password: 'not-a-real-password',
} as const;

let bot: Harness;
let where: Scene;
afterEach(() => bot.close());

async function start(options: HarnessOptions) {
  bot = await startHarness(options);
  where = scene(bot.simulator.url, { tenantId: HOME });
}

const refusals = () => bot.lines.flatMap(({ refusal }) => (refusal === undefined ? [] : [refusal]));
const sentCount = () => bot.simulator.connector.requests.length;

describe('with an app id', () => {
  const token = (claims: object) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `Bearer ${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
  };

  test.each([
    ['no token', {}],
    ['an empty one', { Authorization: '' }],
    ['no bearer', { Authorization: 'Basic YTpi' }],
    ['gibberish', { Authorization: 'Bearer gibberish' }],
    ['three parts of gibberish', { Authorization: 'Bearer a.b.c' }],
    ['unsigned', { Authorization: token({ iss: 'https://somewhere', aud: IDENTITY.appId }) }],
  ])('%s: 401', async (_name, headers) => {
    await start({
      authentication: botAuthentication(IDENTITY),
      admission: { allowedTenants: [HOME], sandbox: false },
    });
    const answer = await sendToBot(bot.url, personalMessage(where, '1', '研修'), headers);
    expect(answer).toEqual({
      status: 401,
      body: { error: { code: 'Unauthorized', message: 'a valid token is needed' } },
    });
    expect(sentCount()).toBe(0);
    expect(bot.lines.map(({ msg }) => msg)).toEqual(['unauthenticated']);
  });
});

/** Stands for a validated token: everything behind it is as in production. */
class Validated extends KeepingAuthentication {
  readonly #sandbox: BotFrameworkAuthentication;

  constructor() {
    const sandbox = botAuthentication(null);
    super(sandbox);
    this.#sandbox = sandbox;
  }

  override async authenticateRequest(
    ...[activity, header]: Parameters<KeepingAuthentication['authenticateRequest']>
  ): Promise<AuthenticateRequestResult> {
    const result = await this.#sandbox.authenticateRequest(activity, header);
    return { ...result, claimsIdentity: new ClaimsIdentity([{ type: 'aud', value: IDENTITY.appId }], true) };
  }
}

describe('with a valid token', () => {
  const startProduction = () =>
    start({ authentication: new Validated(), admission: { allowedTenants: [HOME], sandbox: false } });

  test('the own tenant is answered, whatever the case of its id', async () => {
    await startProduction();
    const activity = personalMessage({ ...where, tenantId: HOME.toUpperCase() }, '1', '研修');
    expect((await sendToBot(bot.url, activity)).status).toBe(200);
    expect(sentCount()).toBe(1);
  });

  test.each([
    [
      'a foreign tenant',
      () => personalMessage({ ...where, tenantId: FOREIGN }, '1', '研修'),
      'foreignTenant',
    ],
    [
      'home conversation, foreign channel data',
      () => personalMessage(where, '1', '研修', { channelData: { tenant: { id: FOREIGN } } }),
      'foreignTenant',
    ],
    [
      'foreign conversation, home channel data',
      () => personalMessage(where, '1', '研修', { conversation: { id: 'a', tenantId: FOREIGN } }),
      'foreignTenant',
    ],
    [
      'no tenant',
      () => personalMessage(where, '1', '研修', { conversation: { id: 'a' }, channelData: {} }),
      'foreignTenant',
    ],
    [
      'an empty tenant',
      () =>
        personalMessage(where, '1', '研修', {
          conversation: { id: 'a', tenantId: '' },
          channelData: undefined,
        }),
      'foreignTenant',
    ],
    [
      'another channel',
      () => personalMessage(where, '1', '研修', { channelId: 'webchat' }),
      'foreignChannel',
    ],
  ])('%s: 403, and a log line', async (_name, activity, refusal) => {
    await startProduction();
    expect(await sendToBot(bot.url, activity())).toEqual({
      status: 403,
      body: { error: { code: 'Forbidden', message: 'this bot does not serve the sender' } },
    });
    expect(refusals()).toEqual([refusal]);
    expect(sentCount()).toBe(0);
  });
});

describe('the sandbox', () => {
  test.each(['https://smba.trafficmanager.net/jp/', 'http://127.0.0.1.evil.example/', 'http://10.0.0.1/'])(
    'sends to loopback only: %s',
    async (serviceUrl) => {
      await start({});
      const answer = await sendToBot(bot.url, personalMessage(where, '1', '研修', { serviceUrl }));
      expect(answer.status).toBe(403);
      expect(refusals()).toEqual(['foreignService']);
    },
  );

  test('minds the allow-list when there is one', async () => {
    await start({ admission: { allowedTenants: [HOME], sandbox: true } });
    const foreign = personalMessage({ ...where, tenantId: FOREIGN }, '1', '研修');
    expect((await sendToBot(bot.url, foreign)).status).toBe(403);
    expect((await sendToBot(bot.url, personalMessage(where, '2', '研修'))).status).toBe(200);
  });
});
