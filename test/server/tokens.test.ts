import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Authenticate, botFrameworkCallers, Unauthenticated } from '../../src/teams/authenticate.ts';
import { collectGarbage } from '../bench/held.ts';
import { type Issuer, startIssuer } from '../simulator/issuer.ts';
import { personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import { codePoint } from '../text/code-point.ts';
import { type Harness, startHarness } from './harness.ts';

/** Tokens of any form, most of them really signed: the same ones each time. */
const seed = 20_261_129;
const APP = '66666666-7777-4888-8999-aaaaaaaaaaaa';
const SERVICE = 'https://smba.trafficmanager.net/jp/';

let issuer: Issuer;
let authenticate: Authenticate;
/** What was said where operators look when something is wrong. */
const told: unknown[] = [];
const write = process.stderr.write.bind(process.stderr);
const tell = (what: unknown) => told.push(what);
beforeAll(async () => {
  issuer = await startIssuer(APP);
});
afterAll(() => issuer.close());
beforeEach(() => {
  told.length = 0;
  process.on('warning', tell);
  process.stderr.write = (text: unknown) => tell(text) > 0;
  const clock = { elapsed: () => 0 };
  authenticate = botFrameworkCallers({ appId: APP, issuer: issuer.issuer, keysUrl: issuer.keysUrl, clock });
});
afterEach(() => {
  process.stderr.write = write;
  process.off('warning', tell);
  expect(told).toEqual([]);
});

/** A field left out. */
const gone = Symbol('gone');
type Parts = Readonly<Record<string, unknown>>;
const now = Math.floor(Date.now() / 1000);
const usualHeader: Parts = { alg: 'RS256', kid: 'teams', typ: 'JWT' };
const usualClaims = (): Parts => ({
  iss: issuer.issuer,
  aud: APP,
  nbf: now,
  exp: now + 3600,
  serviceurl: SERVICE,
});

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    ...[gone, null, true, false, 0, -1, 1.5, 1e308, -1e308, '', ' ', '0', '9e99', [], {}, [[[]]], [APP], 'x'],
    ...[
      '\u0000',
      '\u202eevil',
      'あ'.repeat(200),
      '__proto__',
      '../../etc/passwd',
      '/dev/null',
      "' or 1=1 --",
    ],
    { $ref: 'https://evil.example' },
    Array.from({ length: 200 }, (_, n) => n),
  ),
  fc.string({ maxLength: 20, unit: codePoint }),
  fc.jsonValue({ maxDepth: 3 }),
);
/** For each field what is like it and yet something else, and what will do. */
const headerFields = {
  alg: fc.constantFrom<unknown>(
    ...[
      'none',
      'None',
      'HS256',
      'HS512',
      'RS512',
      'PS256',
      'ES256',
      'EdDSA',
      'RSA-OAEP',
      'dir',
      'rs256',
      'RS256 ',
    ],
    ...[['RS256'], ['RS256', 'none'], { toString: 'RS256' }],
  ),
  kid: fc.constantFrom<unknown>(
    'webchat',
    'Teams',
    'unknown',
    '../teams',
    'teams\u0000',
    ['teams'],
    7,
    'k'.repeat(900),
  ),
  crit: fc.constantFrom<unknown>([], ['exp'], ['b64'], 'b64', [1], ['b64', 'b64'], {}),
  b64: fc.constantFrom<unknown>(false, true, 'false'),
  typ: fc.constantFrom<unknown>('at+jwt', 'JWE', 7),
  jku: fc.constantFrom('https://evil.example/keys'),
  jwk: fc.constantFrom({ kty: 'RSA', n: 'AQAB', e: 'AQAB' }),
  x5u: fc.constantFrom('https://evil.example/cert'),
  enc: fc.constantFrom('A256GCM'),
  zip: fc.constantFrom('DEF'),
};
const claimFields = {
  iss: fc.constantFrom<unknown>(
    ['https://api.botframework.test'],
    'https://api.botframework.test/',
    'https://API.botframework.test',
  ),
  aud: fc.constantFrom<unknown>([APP], [APP, 'x'], APP.toUpperCase(), `${APP} `),
  exp: fc.constantFrom<unknown>(
    ...[String(now + 3600), now + 3600.5, -(now + 3600), 1e308, now - 290, now - 3000, 0, [now + 3600], null],
  ),
  nbf: fc.constantFrom<unknown>(String(now), now + 290, now + 3000, 1e308, -1e308, [now], null),
  iat: fc.constantFrom<unknown>(now, String(now), 1e308, []),
  serviceurl: fc.constantFrom<unknown>([SERVICE], '', 'javascript:alert(1)', { href: SERVICE }),
  tid: odd,
  sub: odd,
  azp: odd,
  constructor: odd,
  toString: odd,
};
const changes = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc
    .array(
      fc
        .constantFrom(...Object.keys(fields))
        .chain((name) =>
          fc.tuple(
            fc.constant(name),
            fc.oneof({ weight: 3, arbitrary: fields[name]! }, { weight: 1, arbitrary: odd }),
          ),
        ),
      { maxLength: 2 },
    )
    .map((pairs): Parts => Object.fromEntries(pairs));
const more = fc.constantFrom(0, 0, 0, 20, 30, 400);

interface Forged {
  readonly header: Parts;
  readonly claims: Parts;
  readonly by: 'teams' | 'webchat' | 'stranger';
}

const forged: fc.Arbitrary<Forged> = fc
  .record({
    header: changes(headerFields),
    claims: changes(claimFields),
    more,
    by: fc.constantFrom('teams', 'teams', 'webchat', 'stranger'),
  })
  .map(({ header, claims, more: count, by }) => ({
    header: over(usualHeader, header),
    claims: over({ ...usualClaims(), ...fill(count) }, claims),
    by: by,
  }));

const fill = (count: number): Parts =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`c${n}`, n]));
function over(usual: Parts, changed: Parts): Parts {
  return Object.fromEntries(Object.entries({ ...usual, ...changed }).filter(([, value]) => value !== gone));
}

/** Whether the Bot Framework may have said this to this bot: written apart from what decides it. */
function isGood({ header, claims, by }: Forged, token: string): boolean {
  const { alg, kid, crit } = header;
  const { iss, aud, exp, nbf, iat, serviceurl } = claims;
  const isTime = (value: unknown, isAsked: boolean) =>
    value === undefined ? !isAsked : typeof value === 'number' && Number.isFinite(value);
  return (
    alg === 'RS256' &&
    kid === by &&
    by !== ('stranger' as string) &&
    crit === undefined &&
    iss === issuer.issuer &&
    aud === APP &&
    typeof serviceurl === 'string' &&
    isTime(exp, true) &&
    isTime(nbf, false) &&
    isTime(iat, false) &&
    Number(exp) > now - 300 &&
    Number(nbf ?? 0) <= now + 300 &&
    Object.keys(claims).length < 30 &&
    token.length + 'Bearer '.length <= 4096
  );
}

/** `let in`, or why not, in words of our own. */
async function outcome(authorization: string): Promise<string> {
  try {
    await authenticate(authorization);
    return 'let in';
  } catch (error) {
    if (!(error instanceof Unauthenticated)) throw error;
    expect(error.message).toMatch(/^[\w ]{5,50}$/);
    return error.message;
  }
}

test('what is really signed is let in when all of it is right, and only then', async () => {
  let good = 0;
  const reasons = new Set<string>();
  for (const one of fc.sample(forged, { seed, numRuns: 1000 })) {
    const token = issuer.signText(JSON.stringify(one.header), JSON.stringify(one.claims), one.by);
    const expected = isGood(one, token);
    const is = await outcome(`Bearer ${token}`);
    if ((is === 'let in') !== expected) throw new Error(`${is}: ${JSON.stringify(one)}`);
    if (expected) good += 1;
    reasons.add(is);
  }
  expect(good).toBeGreaterThan(50);
  expect(reasons.size).toBeGreaterThan(9);
  // Once at first, and once for all the names of keys that nobody knows.
  expect(issuer.keyRequests()).toBeLessThanOrEqual(2);
}, 30_000);

/** A token that has been right, taken apart: nothing of it is right any more. */
const spoilt = fc.tuple(
  fc.constantFrom<(parts: readonly string[], text: string) => string>(
    ([header, claims]) => `${header!}.${claims!}.`,
    ([header, claims]) => `${header!}.${claims!}`,
    ([header, claims, signature]) => `${header!}.${claims!}.${signature!}.${signature!}`,
    ([header, , signature]) => `${header!}.${header!}.${signature!}`,
    ([header, claims, signature]) => `${claims!}.${header!}.${signature!}`,
    ([header, claims, signature]) => `${header!}.${claims!}.${signature!.slice(0, -8)}`,
    ([header, claims, signature]) => `${header!}.${claims!}.${signature!}${signature!}`,
    ([header, claims, signature]) => `${header!}.${claims!.slice(0, -4)}.${signature!}`,
    ([header, claims, signature]) => `${header!}.${claims!}=.${signature!}=`,
    ([header, claims, signature]) => `${header!}.${claims!} .${signature!}`,
    ([header, claims]) => {
      const signed = `${header!}.${claims!}`;
      return `${signed}.${createHmac('sha256', 'teams').update(signed).digest('base64url')}`;
    },
    ([, claims, signature], text) => `${base64(text)}.${claims!}.${signature!}`,
    ([header, , signature], text) => `${header!}.${base64(text)}.${signature!}`,
    ([header, claims], text) => `${header!}.${claims!}.${base64(text) || 'A'}`,
    (parts, text) => `${parts.join('.')}${text || ' '}`,
    (_parts, text) => text,
  ),
  fc.oneof(
    fc.string({ maxLength: 60, unit: codePoint }),
    fc.json({ maxDepth: 3 }),
    fc.constantFrom(
      '',
      '.',
      '..',
      '...',
      '{}',
      '[]',
      'null',
      '"',
      '{"alg":"none"}',
      'A'.repeat(9000),
      '['.repeat(3000),
    ),
    fc.constantFrom(
      '{"iss":1e999}',
      '{"__proto__":{"iss":"x"}}',
      `${'{"a":'.repeat(400)}1${'}'.repeat(400)}`,
    ),
  ),
  fc.constantFrom(
    'Bearer ',
    'bearer ',
    'Bearer\t',
    'Bearer',
    'Bearer  ',
    'Basic ',
    'Negotiate ',
    '',
    'Bearer Bearer ',
  ),
);
const base64 = (text: string) => Buffer.from(text).toString('base64url');
const spoiltFrom = (count: number, from: number) => {
  const parts = issuer.signText(JSON.stringify(usualHeader), JSON.stringify(usualClaims())).split('.');
  return fc
    .sample(spoilt, { seed: from, numRuns: count })
    .map(([spoil, text, scheme]) => scheme + spoil(parts, text));
};

test('nothing that is written otherwise is let in, and nothing of it is kept', async () => {
  const round = async (count: number, from: number) => {
    for (const header of spoiltFrom(count, from)) expect(await outcome(header)).not.toBe('let in');
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  await round(500, seed);
  const before = await round(500, seed + 1);
  expect((await round(4000, seed + 2)) - before).toBeLessThan(3 * 2 ** 20);
}, 30_000);

test('two claims of one name are one, the one that was signed for', async () => {
  const claims = JSON.stringify(usualClaims());
  const twice = (first: string, last: string) => `{${first},${claims.slice(1, -1)}${last}}`;
  const said = (text: string) => outcome(`Bearer ${issuer.signText(JSON.stringify(usualHeader), text)}`);
  expect(await said(twice('"iss":"https://evil.example"', ''))).toBe('let in');
  expect(await said(twice('"iat":1', ',"iss":"https://evil.example"'))).toBe('foreign issuer');
  expect(await said(twice('"iat":1', ',"exp":1e999'))).toBe('claims missing');
});

test('over HTTP the answer is one, whatever is amiss, and the log has one line', async () => {
  const bot: Harness = await startHarness({ server: { authenticate }, admission: { allowedTenants: null } });
  try {
    const activity = personalMessage(scene(bot.simulator.url), '1', '研修');
    const body = JSON.stringify(activity);
    const send = (header: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(bot.server.port, '127.0.0.1');
        let text = '';
        socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
        socket
          .on('error', () => undefined)
          .on('close', () => {
            resolve(text);
          });
        const lines = ['POST /api/messages HTTP/1.1', 'Host: bot', 'Content-Type: application/json'];
        const rest = [`Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', '', body];
        socket.write([...lines, `Authorization: ${header}`, ...rest].join('\r\n'));
      });
    const answers = new Set<string>();
    const headers = spoiltFrom(150, seed + 3).map((header) => header.replaceAll(/[\r\n]/g, ''));
    for (const header of [...headers, 'Bearer a\0b', 'Bearer a\r\n b', 'Bearer a\r\nAuthorization: Bearer b'])
      answers.add((await send(header)).replace(/Date: .*?\r\n/, ''));
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 4(01|00|31) /);
      expect(answer.length).toBeLessThan(300);
      expect(answer).not.toMatch(/jose|jwt|alg|eyJ/i);
    }
    expect(answers.size).toBeLessThanOrEqual(3);
    expect(bot.lines.map(({ msg }) => msg)).toEqual(['turned away']);
    const token = await issuer.sign({ serviceurl: `${bot.simulator.url}/`, tid: ['x'] });
    expect((await sendToBot(bot.url, activity, { Authorization: `Bearer ${token}` })).status).toBe(200);
  } finally {
    await bot.close();
  }
});
