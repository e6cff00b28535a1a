import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { Connector } from './connector.ts';
import type { Outcome } from './connector.ts';
import { FaultRule } from './faults.ts';
import { FileService } from './files.ts';

/** How a simulator behaves. */
export interface SimulatorOptions {
  /** 0 (default) = any free port. */
  readonly port?: number;
  /** Epoch milliseconds; default: the real time. */
  readonly now?: () => number;
  /** Enforce the documented rate limits; default: none. */
  readonly limits?: 'none' | 'documented';
}

/** A running simulator: `connector` holds its state, for tests in the same process. */
export interface Simulator {
  /** The service URL to put into activities. */
  readonly url: string;
  readonly connector: Connector;
  /** Where links to people's files lead: `url` and the path. */
  readonly files: FileService;
  close(): Promise<void>;
}

/** Starts a Bot Connector on loopback. Beside `/v3/…` it answers `/_control/…` (README.md). */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const connector = new Connector(options.now ?? Date.now, options.limits ?? 'none');
  const files = new FileService();
  const server = createServer((req, res) => {
    respond({ connector, files }, req, res).catch((error: unknown) => {
      res.statusCode = 400;
      res.end(String(error));
    });
  });
  // Longer than the bot keeps one: a busy machine else closes it at the moment that it is used again.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    connector,
    files,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function respond(
  { connector, files }: Pick<Simulator, 'connector' | 'files'>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://localhost');
  const method = req.method ?? 'GET';
  const bytes = await bodyOf(req);
  if (url.pathname.startsWith('/_files/')) {
    const contentRange = req.headers['content-range'] ?? null;
    const hasToken = req.headers.authorization !== undefined;
    const { status, headers, body } = files.handle(method, url.pathname, { contentRange, hasToken }, bytes);
    // restify's writeHead, where it is loaded too, returns nothing.
    res.writeHead(status, headers);
    res.end(body);
    return;
  }
  const text = bytes.toString('utf8');
  if (url.pathname.startsWith('/_control/')) {
    sendJson(res, 200, control(connector, url, text));
    return;
  }
  transport(connector.handle(method, url.pathname, url.searchParams, text), req, res);
}

function transport(outcome: Outcome, req: IncomingMessage, res: ServerResponse): void {
  if (outcome.instead === 'reset') {
    req.socket.resetAndDestroy();
    return;
  }
  // A request that hangs ends when its sender gives up, or with the simulator.
  const { answer, delayMs } = outcome;
  if (!answer) return;
  const send = () => {
    sendJson(res, answer.status, answer.body, answer.headers);
  };
  if (delayMs === 0) send();
  else setTimeout(send, delayMs);
}

function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  res.end(JSON.stringify(body));
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const Members = z.object({
  conversationId: z.string(),
  members: z.array(z.object({ id: z.string(), name: z.string(), aadObjectId: z.string() })),
});

/** For tests in another process: the same as the methods of Connector. */
function control(connector: Connector, url: URL, text: string): unknown {
  switch (url.pathname) {
    case '/_control/requests':
      return connector.requests.slice(Number(url.searchParams.get('after') ?? 0));
    case '/_control/tally':
      return connector.tally();
    case '/_control/posts':
      return connector.posts(url.searchParams.get('conversationId') ?? '');
    case '/_control/faults':
      connector.faults.add(FaultRule.parse(JSON.parse(text)));
      return {};
    case '/_control/members': {
      const { conversationId, members } = Members.parse(JSON.parse(text));
      connector.setMembers(conversationId, members);
      return {};
    }
    case '/_control/reset':
      connector.reset();
      return {};
    default:
      return { error: 'unknown control' };
  }
}
