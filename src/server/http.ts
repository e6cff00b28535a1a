import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';

/** An HTTP answer as a value. */
export interface HttpAnswer {
  readonly status: number;
  /** Goes out as JSON; nothing when it is null or left out. */
  readonly body?: unknown;
  /** Goes out instead, as it is. */
  readonly document?: { readonly contentType: string; readonly text: string };
}

export type HttpHandler = (req: IncomingMessage) => Promise<HttpAnswer>;

/** By path, as it stands in the request, and method. */
export type Routes = Readonly<Record<string, Readonly<Record<string, HttpHandler>>>>;

/** Something that listens. */
export interface Listener {
  readonly port: number;
  /** Takes no more requests, waits for the running ones at most `deadlineMs`, then drops them; true = none was dropped. */
  drain(deadlineMs: number): Promise<boolean>;
}

/** A client that sends slower than this is no service of Microsoft's. */
const requestTimeoutMs = 20_000;
/** How often idle connections are closed while draining. */
const sweepMs = 50;
/** For whoever sends on when it has been refused to read why. */
const cutAfterMs = 250;

/** Listens on `host:port` (0 = any free port); rejects when the port cannot be had. */
export async function listen(routes: Routes, log: Logger, host: string, port: number): Promise<Listener> {
  const server = createServer(
    { requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs },
    (req, res) => {
      answerOf(routes, req).then(
        (answer) => {
          send(req, res, answer);
        },
        (error: unknown) => {
          log.error({ err: error, method: req.method }, 'request failed');
          send(req, res, refuse(500, 'InternalError', 'something went wrong'));
        },
      );
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, drain: (deadlineMs) => close(server, deadlineMs) };
}

/** The one shape of an error answer: nothing of the inside goes out, nor of what was sent. */
export function refuse(status: number, code: string, message: string): HttpAnswer {
  return { status, body: { error: { code, message } } };
}

async function answerOf(routes: Routes, req: IncomingMessage): Promise<HttpAnswer> {
  // Not decoded, nothing resolved: what is written differently is something else.
  const path = (req.url ?? '').split('?')[0]!;
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!methods) return refuse(404, 'NotFound', 'there is nothing here');
  const method = req.method === 'HEAD' ? 'GET' : (req.method ?? '');
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
  return handler ? await handler(req) : refuse(405, 'MethodNotAllowed', 'this method is not supported here');
}

function send(req: IncomingMessage, res: ServerResponse, { status, body, document }: HttpAnswer): void {
  // The client may have gone while the turn ran.
  if (res.destroyed) return;
  const text = document?.text ?? (body === undefined || body === null ? '' : JSON.stringify(body));
  const type = document?.contentType ?? 'application/json; charset=utf-8';
  res.writeHead(status, {
    ...(text !== '' && { 'Content-Type': type }),
    'Content-Length': Buffer.byteLength(text),
    ...(!req.complete && { Connection: 'close' }),
  });
  res.end(req.method === 'HEAD' ? undefined : text);
  if (!req.complete) cut(req);
}

/** What is refused before all of it is there is not read to its end: that may never come. */
function cut(req: IncomingMessage): void {
  req.pause();
  setTimeout(() => req.socket.destroy(), cutAfterMs).unref();
}

function close(server: Server, deadlineMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => {
      resolve(false);
      server.closeAllConnections();
    }, deadlineMs);
    // A kept-alive connection becomes idle when its last turn is done, and would hold the server open.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, sweepMs);
    server.close(() => {
      clearTimeout(deadline);
      clearInterval(sweep);
      resolve(true);
    });
  });
}
