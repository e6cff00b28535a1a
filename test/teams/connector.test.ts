import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createConnector } from '../../src/teams/connector.ts';
import { createSender } from '../../src/teams/sender.ts';
import { isLoopbackService } from '../../src/teams/service-url.ts';
import type { ClaimedDelivery } from '../../src/delivery/ports.ts';
import type { Recipient } from '../../src/delivery/recipient.ts';

/** A connector that answers otherwise than Teams does. */
let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const times: number[] = [];
async function senderTo(answer: RequestListener, getToken: (() => Promise<string>) | null = null) {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const connector = createConnector({
    getToken,
    isServiceUrl: isLoopbackService,
    onTime: (at) => times.push(at),
  });
  const recipient = {
    kind: 'person',
    serviceUrl,
    conversationId: 'a:1',
    locale: null,
    userId: '29:1',
  } as unknown as Recipient;
  return { ...createSender({ connector, appId: '' }), recipient };
}

async function send(answer: RequestListener, getToken?: () => Promise<string>) {
  const message = { summary: 's', card: {} };
  const delivery = { action: 'post', content: { ja: message }, target: null } as unknown as ClaimedDelivery;
  const sender = await senderTo(answer, getToken);
  return await sender.send(delivery, sender.recipient);
}

/** In steps: restify, wherever it is loaded, lets `writeHead` return nothing. */
const answered =
  (status: number, body?: string): RequestListener =>
  (_req, res) => {
    res.statusCode = status;
    res.end(body);
  };

test.each<[string, RequestListener]>([
  ['nothing', answered(201)],
  ['204', answered(204)],
  ['no JSON', answered(200, '<html>')],
  ['something else', answered(200, '["x"]')],
  ['an id that is none', answered(200, '{"id":7}')],
  ['an empty id', answered(200, '{"id":""}')],
  ['an id of dots, which would be another path', answered(200, '{"id":".."}')],
  ['an id that no index takes', answered(200, JSON.stringify({ id: 'x'.repeat(3000) }))],
  ['more than any answer', answered(200, `{"id":"1","x":"${'x'.repeat(5_000_000)}"}`)],
  [
    'a part',
    (_req, res) => {
      res.writeHead(201, { 'Content-Length': 100 });
      res.write('{"id":"1');
      setTimeout(() => res.destroy(), 20);
    },
  ],
])('accepted with %s as its body, it has arrived, where is not known', async (_name, answer) => {
  expect(await send(answer)).toEqual({ type: 'accepted', post: null });
});

test.each<[string, RequestListener, string]>([
  [
    'another protocol',
    (_req, res) => void res.socket!.end('HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    'closed',
  ],
  [
    'headers without an end',
    (_req, res) => void res.socket!.end(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`),
    'HPE_HEADER_OVERFLOW',
  ],
  ['what is no HTTP', (_req, res) => void res.socket!.end('200 OK\r\n\r\n'), 'HPE_INVALID_CONSTANT'],
])('answered by %s, whether it has arrived is not known', async (_name, answer, reason) => {
  expect(await send(answer)).toEqual({ type: 'noAnswer', reason });
});

test('a chat whose id no index takes has not been opened', async () => {
  const { openChat, recipient } = await senderTo(answered(201, JSON.stringify({ id: 'x'.repeat(3000) })));
  expect(await openChat(recipient)).toEqual({ outcome: { type: 'noAnswer', reason: 'emptyAnswer' } });
});

test('the token goes where it is meant to, and no redirect takes it elsewhere', async () => {
  const headers: unknown[] = [];
  const outcome = await send(
    (req, res) => {
      headers.push(req.headers.authorization);
      res.writeHead(307, { Location: '/elsewhere' });
      res.end();
    },
    () => Promise.resolve('token'),
  );
  expect(outcome).toMatchObject({ type: 'refused', status: 307 });
  expect(headers).toEqual(['Bearer token']);
});

test('what time it is at Teams is told, whatever the answer; what is none is not', async () => {
  const header =
    (date: string): RequestListener =>
    (_req, res) => {
      res.setHeader('Date', date);
      res.statusCode = 503;
      res.end();
    };
  times.length = 0;
  await send(header('Tue, 01 Sep 2026 00:00:07 GMT'));
  server.close();
  await send(header('soon'));
  expect(times).toEqual([Date.UTC(2026, 8, 1, 0, 0, 7)]);
});

test('without a token nothing leaves', async () => {
  let requests = 0;
  const outcome = await send(
    () => {
      requests += 1;
    },
    () => Promise.reject(new Error('refused')),
  );
  expect(outcome).toEqual({ type: 'notSent', reason: 'noToken' });
  expect(requests).toBe(0);
});
