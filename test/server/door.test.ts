import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { botFrameworkCallers } from '../../src/teams/authenticate.ts';
import { invoke, personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import { type Harness, startHarness } from './harness.ts';

/** What somebody may try who has proved nothing: none of it is read further than it must be. */
const APP = '66666666-7777-4888-8999-aaaaaaaaaaaa';
let bot: Harness;
afterEach(() => bot.close());

const startProduction = async () => {
  const keysUrl = 'http://127.0.0.1:1/keys';
  bot = await startHarness({ server: { authenticate: botFrameworkCallers({ appId: APP, keysUrl }) } });
};

/** The answer to a request of which the body never comes, and when the line is cut. */
async function converse(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.on('close', resolve));
  return text;
}

function head(headers: Record<string, string | number>): string {
  const all = { Host: '127.0.0.1', 'Content-Type': 'application/json', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return ['POST /api/messages HTTP/1.1', ...lines, '', ''].join('\r\n');
}

describe('without a token', () => {
  test('the answer comes before the body is there, and the line is cut', async () => {
    await startProduction();
    const socket = connect(bot.server.port, '127.0.0.1');
    socket.write(head({ 'Content-Length': 250_000 }));
    expect(await converse(socket)).toContain('HTTP/1.1 401');
  });

  test('a token of 1,600 claims is not looked into', async () => {
    await startProduction();
    const claims = Object.fromEntries(Array.from({ length: 1600 }, (_, index) => [`c${index}`, index]));
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const socket = connect(bot.server.port, '127.0.0.1');
    const token = `${part({ alg: 'RS256' })}.${part(claims)}.x`;
    expect(token.length).toBeLessThan(30_000);
    // Node itself takes 16 KB of headers.
    socket.write(head({ Authorization: `Bearer ${token.slice(0, 14_000)}.x`, 'Content-Length': 2 }));
    expect(await converse(socket)).toContain('HTTP/1.1 401');
    expect(bot.lines.map(({ reasons }) => reasons)).toEqual([{ 'token too long': 1 }]);
  });

  test('what is amiss is one line of the log, without a stack and without the token', async () => {
    await startProduction();
    const where = scene(bot.simulator.url);
    await sendToBot(bot.url, personalMessage(where, '1', '研修'), {
      Authorization: 'Bearer secret.secret.secret',
    });
    expect(bot.lines).toHaveLength(1);
    expect(JSON.stringify(bot.lines)).not.toMatch(/secret| at /);
  });
});

describe('a body over the limit', () => {
  test.each([
    ['as its header says', { 'Content-Length': 8_000_000_000 }],
    ['as it comes', { 'Transfer-Encoding': 'chunked' }],
  ])('is cut off, %s', async (_name, headers) => {
    bot = await startHarness();
    const socket = connect(bot.server.port, '127.0.0.1');
    const piece = Buffer.alloc(64 * 1024, ' ');
    const isChunked = 'Transfer-Encoding' in headers;
    const write = (): void => {
      while (!socket.destroyed) {
        const chunk = isChunked
          ? Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')])
          : piece;
        if (!socket.write(chunk)) break;
      }
    };
    socket.on('drain', write);
    socket.write(head(headers));
    write();
    expect(await converse(socket)).toContain('HTTP/1.1 413');
    // What the two kernels hold between them, and no gigabytes.
    expect(socket.bytesWritten).toBeLessThan(50_000_000);
  });

  test('with more parts than any activity has is refused, in few words', async () => {
    bot = await startHarness();
    const body = { type: 'message', membersAdded: Array.from({ length: 60_000 }, () => 1) };
    const answer = await sendToBot(bot.url, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body).length).toBeLessThan(300);
  });

  test('with thousands of faults is refused, in few words', async () => {
    bot = await startHarness();
    const body = { type: 'message', membersAdded: Array.from({ length: 5000 }, () => 1) };
    const answer = await sendToBot(bot.url, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body).length).toBeLessThan(600);
  });
});

describe('a connection that is to become something else', () => {
  test.each(['websocket', 'h2c'])('stays one for requests: %s', async (upgrade) => {
    await startProduction();
    const socket = connect(bot.server.port, '127.0.0.1');
    socket.write(head({ Connection: 'Upgrade', Upgrade: upgrade, 'Content-Length': 250_000 }));
    expect(await converse(socket)).toContain('HTTP/1.1 401');
  });

  test('does not keep the bot from stopping', async () => {
    await startProduction();
    const socket = connect(bot.server.adminPort, '127.0.0.1');
    const said = new Promise<string>((resolve) =>
      socket.once('data', (data) => {
        resolve(data.toString());
      }),
    );
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    expect(await said).toContain('HTTP/1.1 200');
    expect(await bot.server.drain(5_000)).toBe(true);
  });
});

test('a page on the web that gives this machine’s address a name of its own does not reach the sandbox', async () => {
  bot = await startHarness();
  const status = (url: string, method: string, host: string) =>
    new Promise<number>((resolve, reject) => {
      const options = { method, headers: { Host: host, 'Content-Type': 'application/json' } };
      const sending = request(url, options, (response) => {
        response.resume();
        resolve(response.statusCode!);
      });
      sending.on('error', reject).end(method === 'POST' ? '{}' : '');
    });
  const own = ['localhost:3978', '127.0.0.1', '[::1]:3979'];
  const others = ['rebound.example:3978', '127.0.0.1.rebound.example', 'localhost.', '10.0.0.1', '[::2]'];
  for (const [hosts, answers] of [
    [own, { '/api/messages': 400, '/metrics': 200, '/healthz': 200, '/readyz': 200 }],
    [others, { '/api/messages': 403, '/metrics': 403, '/healthz': 403, '/readyz': 403 }],
  ] as const)
    for (const host of hosts)
      for (const [path, answer] of Object.entries(answers)) {
        const isForTeams = path === '/api/messages';
        const url = `${isForTeams ? bot.url : bot.adminUrl}${path}`;
        expect([host, path, await status(url, isForTeams ? 'POST' : 'GET', host)]).toEqual([
          host,
          path,
          answer,
        ]);
      }
});

test('in production whoever watches may call it by any name', async () => {
  await startProduction();
  const { port } = new URL(bot.adminUrl);
  const status = await new Promise((resolve) =>
    request({ port, path: '/healthz', headers: { Host: 'yokoten:3979' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end(),
  );
  expect(status).toBe(200);
});

test.each(['/./metrics', '/%6detrics', '/metrics/', '//metrics', '/api/../metrics', '/METRICS', '/metrics'])(
  'operators’ documents are not on the port for Teams: %s',
  async (path) => {
    bot = await startHarness();
    const status = await new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(bot.url);
      // The path as it is: URL would resolve it.
      request({ hostname, port, path }, (response) => {
        response.resume();
        resolve(response.statusCode!);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  },
);

describe('one person’s flood', () => {
  async function flood(count: number) {
    const held: (() => void)[] = [];
    const contexts = {
      get: () =>
        new Promise<null>((resolve) =>
          held.push(() => {
            resolve(null);
          }),
        ),
      put: () => Promise.resolve(),
    };
    bot = await startHarness({ bot: { contexts } });
    const flooder = scene(bot.simulator.url, { userId: '29:flooder' });
    const sent = Array.from({ length: count }, (_, index) =>
      sendToBot(bot.url, personalMessage(flooder, `f${index}`, '研修')),
    );
    return { sent, held, flooder };
  }
  const summaries = () =>
    bot.simulator.connector.requests.map(({ body }) =>
      (body as { summary: string }).summary.split(' ').at(-1),
    );

  test('is answered eight at a time, the rest once with a kind word; others are answered meanwhile', async () => {
    const { sent, held, flooder } = await flood(30);
    while (held.length < 8 || summaries().length < 1) await new Promise(setImmediate);
    // Those beyond eight have been answered; the eight are under way.
    await Promise.race(sent);
    expect(held).toHaveLength(8);
    expect(summaries()).toEqual(['tooManyAtOnce']);
    const pressed = await sendToBot(
      bot.url,
      invoke(flooder, 'p', 'adaptiveCard/action', { action: { data: { v: 1, lang: 'ja', do: 'help' } } }),
    );
    expect(pressed).toMatchObject({ status: 200, body: { value: 'message ja tooManyAtOnce' } });
    const other = sendToBot(
      bot.url,
      personalMessage(scene(bot.simulator.url, { userId: '29:other' }), 'o', '研修'),
    );
    while (held.length < 9) await new Promise(setImmediate);
    held.splice(0).forEach((release) => {
      release();
    });
    expect((await other).status).toBe(200);
    expect((await Promise.all(sent)).every(({ status }) => status === 200)).toBe(true);
    expect(bot.simulator.connector.requests).toHaveLength(10);
    // Afterwards the same person is answered as ever.
    const later = sendToBot(bot.url, personalMessage(flooder, 'later', '研修'));
    while (held.length < 1) await new Promise(setImmediate);
    held[0]!();
    expect((await later).status).toBe(200);
    expect(bot.simulator.connector.requests).toHaveLength(11);
  });
});
