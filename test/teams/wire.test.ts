import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../src/cards/message.ts';
import { IncomingActivity } from '../../src/teams/activity.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { openConversation } from '../../src/teams/conversation.ts';
import { deriveTurn } from '../../src/teams/turn.ts';

/**
 * What src/teams/ makes of activities in the form that Teams' documentation gives, and the requests that it answers
 * with through the SDK, recorded to the last field: whatever takes its place must do the same. A line of wire.jsonl is
 * one case. No tenant has been recorded: nobody has had one here.
 */
interface Case {
  readonly name: string;
  readonly activity: Readonly<Record<string, unknown>>;
  /** Parts of the turn. */
  readonly turn: Readonly<Record<string, unknown>>;
  /** Of a reply, the typing indicator, an update and a removal of `17`, in this order. */
  readonly requests: readonly Request[];
}
interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const SERVICE = 'http://service.example/';
const cases = readFileSync(join(import.meta.dirname, 'wire.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);
const message: Message = { summary: 'よこてん', card: { type: 'AdaptiveCard', version: '1.5', body: [] } };

let server: Server;
let url: string;
let requests: (Request & { readonly authorization: string | undefined })[];
beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      requests.push({
        method,
        path,
        body: text === '' ? null : JSON.parse(text),
        authorization: headers.authorization,
      });
      // Not in one chain: restify, which a test before may have loaded, puts a writeHead without a result in its place.
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"id":"new"}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each(cases)('$name', async ({ activity, turn, requests: expected }) => {
  requests = [];
  const incoming = IncomingActivity.parse({ ...activity, serviceUrl: url });
  expect(deriveTurn(incoming)).toMatchObject(turn);
  const connector = createConnector({ getToken: () => Promise.resolve('token'), isServiceUrl: () => true });
  const conversation = openConversation(connector, incoming);
  expect(await conversation.reply(message)).toBe('new');
  await conversation.showTyping();
  expect(await conversation.update('17', message)).toBe(true);
  await conversation.remove('17');
  expect(requests.map(({ authorization }) => authorization)).toEqual(requests.map(() => 'Bearer token'));
  const sent = requests.map(({ method, path, body }) => ({ method, path, body }));
  expect(JSON.parse(JSON.stringify(sent).replaceAll(url, SERVICE))).toEqual(expected);
});
