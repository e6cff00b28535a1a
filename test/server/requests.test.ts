import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { botFrameworkCallers } from '../../src/teams/authenticate.ts';
import { codePoint } from '../text/code-point.ts';
import { type Harness, startHarness } from './harness.ts';

/** Requests of any form, line by line, by whoever reaches a port: the same ones each time. */
const seed = 20_261_129;
const keysUrl = 'http://127.0.0.1:1/keys';
let production: Harness;
let sandbox: Harness;
beforeAll(async () => {
  const authenticate = botFrameworkCallers({ appId: '66666666-7777-4888-8999-aaaaaaaaaaaa', keysUrl });
  production = await startHarness({ server: { authenticate } });
  sandbox = await startHarness();
});
afterAll(async () => {
  await production.close();
  await sandbox.close();
});

/** The answer to these bytes, and the end of the line. */
function say(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    socket
      .on('error', () => undefined)
      .on('close', () => {
        resolve(answer);
      });
    socket.end(text);
  });
}

const ports = () => [production, sandbox].flatMap(({ server }) => [server.port, server.adminPort]);
const request = (line: string, host: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, `Host: ${host}`, ...headers, 'Connection: close', '', ''].join('\r\n');

test.each([
  ['a port that is none', '/api/messages', 'bot:x'],
  ['a port beyond the last', '/api/messages', 'bot:99999'],
  ['somebody at it', '/api/messages', 'a@127.0.0.1:x'],
  ['a bracket that is not closed', '/api/messages', '[::1'],
  ['brackets around nothing', '/api/messages', '[]'],
  ['a number that is no address', '/api/messages', '1.2.3.999'],
  ['a path of its own', '/api/messages', 'bot/x'],
  ['a question of its own', '/api/messages', 'bot?x'],
  ['a blank', '/api/messages', 'b ot'],
  ['bytes of no language', '/api/messages', '\u00ff\u00fe'],
  ['percents', '/api/messages', '%zz'],
])('a Host with %s is refused, and ends nothing', async (_name, path, host) => {
  for (const port of ports()) {
    const answer = await say(port, request(`POST ${path}`, host, 'Content-Length: 0'));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain(host);
  }
});

test.each([
  ['*', 404],
  ['//', 404],
  ['//evil.example/api/messages', 404],
  ['http://bot/api/messages', 404],
  ['http://[::1', 404],
  ['/%', 404],
  ['/%zz/%c0%af', 404],
  ['/api/messages/', 404],
  ['/api/messages#x', 404],
  ['/constructor', 404],
  ['/__proto__', 404],
  ['/api/messages?%=%zz&__proto__[x]=1', 401],
])('the path %s is answered with %d', async (path, status) => {
  const answer = await say(production.server.port, request(`POST ${path}`, 'bot', 'Content-Length: 0'));
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

const piece = fc.oneof(
  fc.string({ maxLength: 12, unit: codePoint }),
  fc.constantFrom(
    '',
    ' ',
    '%',
    '%zz',
    '\0',
    '\t',
    '\n',
    '[',
    ']',
    '@',
    ':',
    '::1',
    '..',
    '/',
    '\\',
    '?',
    '#',
    '{}',
  ),
  fc.constantFrom(
    'bot',
    '127.0.0.1',
    '/api/messages',
    '/metrics',
    '/readyz',
    'http://',
    '*',
    'a'.repeat(9000),
  ),
);
const target = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''));
const header = fc.tuple(
  fc.constantFrom(
    ...[
      'Accept',
      'Accept-Version',
      'Content-Type',
      'Content-Length',
      'Transfer-Encoding',
      'Expect',
      'Upgrade',
    ],
    ...[
      'X-Forwarded-Host',
      'X-Request-Id',
      'Content-MD5',
      'Date',
      'Range',
      'Cookie',
      'X-HTTP-Method-Override',
      'TE',
    ],
  ),
  fc.oneof(
    target,
    fc.constantFrom('100-continue', 'chunked', '-1', '1e9', 'gzip', 'application/json', '*/*;q=x'),
  ),
);
const method = fc.constantFrom(
  'GET',
  'POST',
  'HEAD',
  'OPTIONS',
  'PUT',
  'TRACE',
  'CONNECT',
  'PRI',
  'get',
  'PROPFIND',
);
const requests = fc
  .tuple(method, target, fc.oneof(target, fc.constant('bot')), fc.array(header, { maxLength: 2 }))
  .map(([verb, path, host, headers]) =>
    request(`${verb} ${path}`, host, ...headers.map(([name, value]) => `${name}: ${value}`)),
  );

test('whatever comes over the line is answered in few words, or cut, and the next one is answered', async () => {
  const all = fc.sample(requests, { seed, numRuns: 400 });
  for (let from = 0; from < all.length; from += 20) {
    const answers = await Promise.all(
      all.slice(from, from + 20).map((text, n) => say(ports()[(from + n) % 4]!, text)),
    );
    for (const answer of answers.filter((one) => !one.includes('yokoten_') && one !== '')) {
      expect(answer).toMatch(/^HTTP\/1\.1 (100|200|[45]\d\d) /);
      expect(answer).not.toMatch(/ at |node_modules|HTTP\/1\.1 500/);
      expect(answer.length).toBeLessThan(600);
    }
  }
  for (const { server } of [production, sandbox])
    expect(await say(server.adminPort, request('GET /healthz', '127.0.0.1'))).toMatch(/^HTTP\/1\.1 200 /);
  expect(await say(production.server.port, request('POST /api/messages', 'bot'))).toMatch(/^HTTP\/1\.1 401 /);
}, 30_000);
