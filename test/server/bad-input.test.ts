import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execute, invoke, personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import type { Scene } from '../simulator/teams.ts';
import { startHarness } from './harness.ts';
import type { Harness } from './harness.ts';

/** Whatever arrives, over real HTTP: answered, nothing of the inside shown, and the next question still answered. */
let bot: Harness;
let where: Scene;

beforeAll(async () => {
  bot = await startHarness();
  where = scene(bot.simulator.url);
});
afterAll(() => bot.close());
beforeEach(() => {
  bot.simulator.connector.reset();
});

/** A stack trace, a path of this machine, a name of a library, or a value of a template. */
const INSIDE = /\bat .+:\d+|node_modules|\/src\/|file:\/\/|restify|botbuilder|zod|SyntaxError|TypeError/i;

async function post(body: string | Buffer, headers: Record<string, string> = {}) {
  const response = await fetch(`${bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body as string,
  });
  return { status: response.status, text: await response.text() };
}

const sent = () => bot.simulator.connector.requests.map(({ body }) => (body as { summary: string }).summary);

let next = 0;
async function expectAlive() {
  bot.simulator.connector.reset();
  const id = `alive-${next++}`;
  expect((await sendToBot(bot.url, personalMessage(where, id, '研修'))).status).toBe(200);
  expect(sent()).toEqual([expect.stringContaining('「研修」')]);
}

describe('the body', () => {
  const cases: [string, () => string | Buffer, Record<string, string>, number, string][] = [
    ['not JSON', () => '{"type": mess', {}, 400, 'InvalidJson'],
    ['empty', () => '', {}, 400, 'InvalidActivity'],
    ['JSON, but a list', () => '[]', {}, 400, 'InvalidActivity'],
    ['JSON, but null', () => 'null', {}, 400, 'InvalidActivity'],
    ['JSON, but a string', () => '"message"', {}, 400, 'InvalidActivity'],
    ['2 MB', () => JSON.stringify({ text: 'あ'.repeat(700_000) }), {}, 413, 'TooLarge'],
    ['bytes that are no UTF-8', () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), {}, 400, 'InvalidJson'],
    ['nested 100,000 deep', () => '['.repeat(1e5) + ']'.repeat(1e5), {}, 400, 'InvalidActivity'],
    [
      'a form',
      () => 'type=message',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      415,
      'UnsupportedMediaType',
    ],
    ['bytes', () => '{}', { 'Content-Type': 'application/octet-stream' }, 415, 'UnsupportedMediaType'],
    ['gzip', () => gzipSync('{}'), { 'Content-Encoding': 'gzip' }, 415, 'UnsupportedMediaType'],
    ['called gzip, but none', () => '{}', { 'Content-Encoding': 'gzip' }, 415, 'UnsupportedMediaType'],
    ['a wrong digest of a kind that is no more', () => '{}', { 'Content-MD5': 'x' }, 400, 'InvalidActivity'],
  ];

  test.each(cases)('%s', async (_name, body, headers, status, code) => {
    const answer = await post(body(), headers);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({ error: { code, message: expect.any(String) } });
    expect(answer.text).not.toMatch(INSIDE);
    expect(sent()).toEqual([]);
    await expectAlive();
  });

  test('cut off half way', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(bot.server.port, '127.0.0.1', () => {
        socket.write(
          'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"ty',
        );
        socket.destroy();
      });
      socket.on('close', () => {
        resolve();
      });
    });
    await expectAlive();
  });
});

describe('the activity', () => {
  const good = () => personalMessage(where, `bad-${next++}`, '研修');
  const { conversation: _c, ...noConversation } = personalMessage(scene('http://127.0.0.1:1'), 'x', '研修');

  test.each([
    ['type is a number', () => ({ ...good(), type: 123 })],
    ['no type', () => ({ ...good(), type: undefined })],
    ['text is a list', () => ({ ...good(), text: ['研修'] })],
    ['text is an object', () => ({ ...good(), text: { toString: 'x' } })],
    ['no conversation', () => noConversation],
    ['conversation id is a number', () => ({ ...good(), conversation: { id: 1 } })],
    ['service URL is a file', () => ({ ...good(), serviceUrl: 'file:///etc/passwd' })],
    ['service URL is no URL', () => ({ ...good(), serviceUrl: 'teams' })],
    ['entities is an object', () => ({ ...good(), entities: { 0: 'x' } })],
    ['members are strings', () => ({ ...good(), type: 'conversationUpdate', membersAdded: ['x'] })],
    ['from is a string', () => ({ ...good(), from: 'me' })],
  ])('%s: 400', async (_name, activity) => {
    const answer = await sendToBot(bot.url, activity());
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'InvalidActivity' } } });
    expect(JSON.stringify(answer.body)).not.toMatch(INSIDE);
    expect(sent()).toEqual([]);
    await expectAlive();
  });

  test.each([
    ['no text', () => ({ ...good(), text: undefined }), 'help ja'],
    ['text is null', () => ({ ...good(), text: null }), 'help ja'],
    ['only emoji', () => ({ ...good(), text: '👩‍👩‍👧‍👦🎉' }), 'help ja'],
    ['10,000 characters', () => ({ ...good(), text: '研修'.repeat(5_000) }), 'questionTooLong'],
    ['Markdown and ${…}', () => ({ ...good(), text: '**研修** ${$root}' }), '「**研修** ${$root}」'],
    ['no sender', () => ({ ...good(), from: undefined }), '「研修」'],
    [
      'odd entities',
      () => ({
        ...good(),
        entities: [null, 1, 'x', { type: 'mention' }, { type: 'mention', mentioned: null }],
      }),
      '「研修」',
    ],
    [
      'a mention made of regular-expression signs',
      () => ({
        ...good(),
        text: '(a+)+$ 研修',
        entities: [{ type: 'mention', mentioned: { id: where.botId }, text: '(a+)+$' }],
      }),
      '「研修」',
    ],
    ['another clock', () => ({ ...good(), timestamp: 'yesterday', localTimestamp: {} }), '「研修」'],
    [
      'fields of Object',
      () => JSON.parse(`{"__proto__":{"polluted":1},"constructor":{},${JSON.stringify(good()).slice(1)}`),
      '「研修」',
    ],
  ])('%s: answered', async (_name, activity, summary) => {
    expect(await sendToBot(bot.url, activity())).toEqual({ status: 200, body: null });
    expect(sent()).toEqual([expect.stringContaining(summary)]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    await expectAlive();
  });
});

describe('a forged action', () => {
  const deep = JSON.parse('{"a":'.repeat(40) + '1' + '}'.repeat(40)) as unknown;

  test.each([
    ['null', null],
    ['a string', 'page'],
    ['a list', [1, 2]],
    ['another version', { v: 2, lang: 'ja', do: 'help' }],
    ['an unknown deed', { v: 1, lang: 'ja', do: 'constructor' }],
    ['an id with a path', { v: 1, lang: 'ja', do: 'initiative', id: '../../etc/passwd' }],
    [
      'a page of a million',
      { v: 1, lang: 'ja', do: 'page', question: '研修', page: 1e6, today: '2026-06-10', previous: null },
    ],
    [
      'a day that is none',
      { v: 1, lang: 'ja', do: 'page', question: '研修', page: 0, today: '2026-02-30', previous: null },
    ],
    ['a deep thing', deep],
  ])('%s', async (_name, data) => {
    const { status, body } = await sendToBot(bot.url, execute(where, `f-${next++}`, `card-${next}`, data));
    expect([status, body]).toEqual([200, expect.objectContaining({ value: 'message ja unknownAction' })]);
    await expectAlive();
  });

  test('a search whose skip is enormous', async () => {
    const value = {
      parameters: [{ name: 'query', value: '研修' }],
      queryOptions: { skip: 1e15, count: 1e9 },
    };
    const answer = await sendToBot(bot.url, invoke(where, `f-${next++}`, 'composeExtension/query', value));
    expect(answer).toMatchObject({ status: 200, body: { composeExtension: { attachments: [] } } });
  });
});

describe('the address', () => {
  test.each([
    ['GET', '/api/messages', 405, 'MethodNotAllowed'],
    ['PUT', '/api/messages', 405, 'MethodNotAllowed'],
    ['GET', '/', 404, 'NotFound'],
    ['GET', '/../../etc/passwd', 404, 'NotFound'],
    ['GET', '/%00', 404, 'NotFound'],
    ['GET', '/api/messages/%E0%A4%A', 404, 'NotFound'],
    ['GET', '/healthz', 404, 'NotFound'],
    ['GET', '/readyz', 404, 'NotFound'],
    ['GET', '/metrics', 404, 'NotFound'],
  ])('%s %s: %d', async (method, path, status, code) => {
    const response = await fetch(bot.url + path, { method, headers: { Accept: 'text/html' } });
    const text = await response.text();
    expect([response.status, JSON.parse(text).error.code]).toEqual([status, code]);
    expect(text).not.toMatch(INSIDE);
    expect(response.headers.get('server')).toBeNull();
  });
});
