import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { botFrameworkCallers } from '../../src/teams/authenticate.ts';
import { type Issuer, startIssuer } from '../simulator/issuer.ts';
import { personalMessage, type Scene, scene, sendToBot } from '../simulator/teams.ts';
import { type Harness, type HarnessOptions, startHarness } from './harness.ts';

const HOME = '11111111-2222-4333-8444-555555555555';
const FOREIGN = '99999999-2222-4333-8444-555555555555';
const APP = '66666666-7777-4888-8999-aaaaaaaaaaaa';

const performanceClock = { elapsed: () => performance.now() };

let bot: Harness;
let where: Scene;
let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer(APP);
});
afterAll(() => issuer.close());
afterEach(() => bot.close());

async function start(options: HarnessOptions) {
  bot = await startHarness(options);
  where = scene(bot.simulator.url, { tenantId: HOME });
}

/** As in production, with an issuer of the test's own; the service is the simulator. */
async function startProduction(clock: { elapsed: () => number } = performanceClock): Promise<void> {
  const { issuer: name, keysUrl } = issuer;
  const authenticate = botFrameworkCallers({ appId: APP, issuer: name, keysUrl, clock });
  await start({ server: { authenticate }, admission: { allowedTenants: [HOME] } });
}

const sign = async (claims: Record<string, unknown> = {}, by?: Parameters<Issuer['sign']>[1]) =>
  bearer(await issuer.sign({ serviceurl: `${bot.simulator.url}/`, ...claims }, by));
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const reasons = () => bot.lines.flatMap(({ reasons: counts }) => Object.keys(counts ?? {}));
const sentCount = () => bot.simulator.connector.requests.length;
const unauthorized = {
  status: 401,
  body: { error: { code: 'Unauthorized', message: 'a valid token is needed' } },
};

describe('what proves nothing', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const usual = () => ({
    iss: issuer.issuer,
    aud: APP,
    exp: seconds() + 3600,
    serviceurl: bot.simulator.url,
  });
  const byPassword = (alg: string) =>
    new SignJWT(usual())
      .setProtectedHeader({ alg, kid: 'teams' })
      .sign(new TextEncoder().encode('x'.repeat(64)));

  test.each<[string, () => Promise<Record<string, string>> | Record<string, string>, string]>([
    ['no token', () => ({}), 'no token'],
    ['an empty one', () => ({ Authorization: '' }), 'no token'],
    ['no bearer', () => ({ Authorization: 'Basic YTpi' }), 'no signed token'],
    ['gibberish', () => bearer('gibberish'), 'no signed token'],
    ['three parts of gibberish', () => bearer('a.b.c'), 'claims cannot be read'],
    ['claims that are none', () => bearer(`${part({})}.${part([])}.x`), 'claims missing'],
    ['unsigned', () => bearer(`${part({ alg: 'none' })}.${part(usual())}.`), 'no signed token'],
    [
      '“none” with a signature',
      () => bearer(`${part({ alg: 'none' })}.${part(usual())}.x`),
      'ERR_JOSE_ALG_NOT_ALLOWED',
    ],
    ['a password for a key', async () => bearer(await byPassword('HS256')), 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['another issuer', () => sign({ iss: 'https://sts.windows.net/x/' }), 'foreign issuer'],
    [
      'the emulator’s issuer',
      () => sign({ iss: `https://login.microsoftonline.com/${HOME}/v2.0`, azp: APP }),
      'foreign issuer',
    ],
    ['another app', () => sign({ aud: HOME }), 'foreign audience'],
    [
      'what the bot itself sends with',
      () => sign({ aud: 'https://api.botframework.com' }),
      'foreign audience',
    ],
    ['two audiences', () => sign({ aud: [APP, HOME] }), 'claims missing'],
    ['over', () => sign({ exp: seconds() - 400 }), 'ERR_JWT_EXPIRED'],
    ['not yet', () => sign({ nbf: seconds() + 400 }), 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['without an end', () => sign({ exp: undefined }), 'claims missing'],
    ['without a service', () => sign({ serviceurl: undefined }), 'claims missing'],
    ['a stranger’s key', () => sign({}, 'stranger'), 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['more than 4 KB', () => sign({ more: 'x'.repeat(4096) }), 'token too long'],
    [
      'too many claims',
      () => sign(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`c${n}`, n]))),
      'too many claims',
    ],
  ])('%s: 401', async (_name, headers, reason) => {
    await startProduction();
    const answer = await sendToBot(bot.url, personalMessage(where, '1', '研修'), await headers());
    expect(answer).toEqual(unauthorized);
    expect(reasons()).toEqual([reason]);
    expect(bot.lines.map(({ msg }) => msg)).toEqual(['turned away']);
    expect(sentCount()).toBe(0);
  });

  test('a flood of unknown keys is no flood of requests for keys', async () => {
    await startProduction();
    const before = issuer.keyRequests();
    const token = (kid: string) =>
      bearer(`${part({ alg: 'RS256', kid })}.${part(usual())}.${'A'.repeat(342)}`);
    for (let n = 0; n < 20; n += 1)
      expect((await sendToBot(bot.url, personalMessage(where, '1', '研修'), token(`k${n}`))).status).toBe(
        401,
      );
    expect(issuer.keyRequests() - before).toBe(1);
  });
});

describe('the place of the keys', () => {
  const hourMs = 3_600_000;
  let passedMs: number;
  const statusOf = async (claims = {}, by?: Parameters<Issuer['sign']>[1]) =>
    (await sendToBot(bot.url, personalMessage(where, '1', '研修'), await sign(claims, by))).status;
  /** How often it was asked meanwhile. */
  async function requestsDuring(work: () => Promise<unknown>): Promise<number> {
    const before = issuer.keyRequests();
    await work();
    return issuer.keyRequests() - before;
  }
  /** Behind the answer, in its own time. */
  async function askedOnce(work: () => Promise<unknown>): Promise<void> {
    const before = issuer.keyRequests();
    await work();
    while (issuer.keyRequests() === before) await new Promise(setImmediate);
    expect(issuer.keyRequests()).toBe(before + 1);
  }
  const unsigned = (kid: string) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: issuer.issuer, aud: APP, exp: 4e9, serviceurl: bot.simulator.url };
    return bearer(`${part({ alg: 'RS256', kid })}.${part(claims)}.${'A'.repeat(342)}`);
  };
  beforeEach(async () => {
    passedMs = 0;
    await startProduction({ elapsed: () => passedMs });
  });
  afterEach(() => {
    issuer.answerKeysWith(200);
  });

  test('is asked again after a day, whatever the clock on the wall says; the answer does not wait', async () => {
    expect(await requestsDuring(() => statusOf())).toBe(1);
    passedMs = 23 * hourMs;
    expect(await requestsDuring(() => statusOf())).toBe(0);
    passedMs = 25 * hourMs;
    await askedOnce(() => statusOf());
  });

  test('does not answer for days: its keys of before hold, and those of a week ago no more', async () => {
    expect(await statusOf()).toBe(200);
    issuer.answerKeysWith(500);
    passedMs = 100 * hourMs;
    await askedOnce(async () => {
      expect(await statusOf()).toBe(200);
    });
    expect(await requestsDuring(() => statusOf())).toBe(0);
    passedMs = 7 * 24 * hourMs;
    expect(await statusOf()).toBe(401);
    issuer.answerKeysWith(200);
    passedMs += 2000;
    expect(await statusOf()).toBe(200);
  });

  test.each([200, 500])('a flood of unknown keys asks it once, while it answers %d', async (status) => {
    expect(await statusOf()).toBe(200);
    issuer.answerKeysWith(status);
    passedMs = hourMs;
    const flood = async () => {
      for (let n = 0; n < 20; n += 1)
        await sendToBot(bot.url, personalMessage(where, '1', '研修'), unsigned(`k${n}`));
    };
    expect(await requestsDuring(flood)).toBe(1);
    expect(await statusOf()).toBe(200);
  });

  test('a flood before it has ever answered is no flood of requests either', async () => {
    issuer.answerKeysWith(500);
    const flood = async () => {
      for (let n = 0; n < 20; n += 1)
        await sendToBot(bot.url, personalMessage(where, '1', '研修'), unsigned('teams'));
    };
    expect(await requestsDuring(flood)).toBe(1);
  });
});

describe('with a valid token', () => {
  test('the own tenant is answered, whatever the case of its id', async () => {
    await startProduction();
    const activity = personalMessage({ ...where, tenantId: HOME.toUpperCase() }, '1', '研修');
    expect((await sendToBot(bot.url, activity, await sign())).status).toBe(200);
    expect(sentCount()).toBe(1);
  });

  test('a little before and after its time it holds: clocks differ', async () => {
    await startProduction();
    const now = Math.floor(Date.now() / 1000);
    for (const claims of [{ exp: now - 200 }, { nbf: now + 200 }])
      expect((await sendToBot(bot.url, personalMessage(where, '1', '研修'), await sign(claims))).status).toBe(
        200,
      );
  });

  test.each<[string, () => Record<string, unknown>, string]>([
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
    [
      'another service than the token’s',
      () => personalMessage(where, '1', '研修', { serviceUrl: `${bot.simulator.url}/other` }),
      'foreignService',
    ],
  ])('%s: 403, and a log line', async (_name, activity, refusal) => {
    await startProduction();
    expect(await sendToBot(bot.url, activity(), await sign())).toEqual({
      status: 403,
      body: { error: { code: 'Forbidden', message: 'this bot does not serve the sender' } },
    });
    expect(reasons()).toEqual([refusal]);
    expect(sentCount()).toBe(0);
  });

  test('a key for another channel does not speak for Teams', async () => {
    await startProduction();
    const answer = await sendToBot(bot.url, personalMessage(where, '1', '研修'), await sign({}, 'webchat'));
    expect(answer.status).toBe(403);
    expect(reasons()).toEqual(['foreignChannel']);
  });

  test('a service that is not Teams’ own gets nothing, whatever is signed', async () => {
    await startProduction();
    const serviceUrl = 'https://smba.trafficmanager.net.evil.example/jp/';
    const activity = personalMessage(where, '1', '研修', { serviceUrl });
    expect((await sendToBot(bot.url, activity, await sign({ serviceurl: serviceUrl }))).status).toBe(403);
    expect(reasons()).toEqual(['foreignService']);
  });
});

describe('the sandbox', () => {
  test.each(['https://smba.trafficmanager.net/jp/', 'http://127.0.0.1.evil.example/', 'http://10.0.0.1/'])(
    'sends to loopback only: %s',
    async (serviceUrl) => {
      await start({});
      const answer = await sendToBot(bot.url, personalMessage(where, '1', '研修', { serviceUrl }));
      expect(answer.status).toBe(403);
      expect(reasons()).toEqual(['foreignService']);
    },
  );

  test('minds the allow-list when there is one', async () => {
    await start({ admission: { allowedTenants: [HOME] } });
    const foreign = personalMessage({ ...where, tenantId: FOREIGN }, '1', '研修');
    expect((await sendToBot(bot.url, foreign)).status).toBe(403);
    expect((await sendToBot(bot.url, personalMessage(where, '2', '研修'))).status).toBe(200);
  });
});
