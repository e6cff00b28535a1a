import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { createServer } from './restify.ts';

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
export type Routes = Readonly<Record<string, Readonly<Partial<Record<'GET' | 'POST', HttpHandler>>>>>;

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
  const server = createServer(log);
  server.server.requestTimeout = requestTimeoutMs;
  server.server.headersTimeout = requestTimeoutMs;
  // restify hands such requests on to nobody: their connections would stay for good, outside of every limit. Without a
  // listener an upgrade that is asked for is none, and the request one like others.
  server.server.removeAllListeners('upgrade');
  const answerWith =
    (answer: (req: Request) => Promise<HttpAnswer>) => async (req: Request, res: Response) => {
      try {
        send(req, res, await answer(req));
      } catch (error) {
        log.error({ err: error, method: req.method }, 'request failed');
        send(req, res, refuse(500, 'InternalError', 'something went wrong'));
      }
    };
  server.pre((req, res, next) => {
    const refusal = refusalOf(req, routes);
    if (refusal) send(req, res, refusal);
    next(refusal ? false : undefined);
  });
  for (const [path, methods] of Object.entries(routes)) {
    if (methods.GET) {
      server.get(path, answerWith(methods.GET));
      server.head(path, answerWith(methods.GET));
    }
    if (methods.POST) server.post(path, answerWith(methods.POST));
  }
  // restify's own words repeat what was sent.
  server.on('MethodNotAllowed', (req: Request, res: Response, _: unknown, done: () => void) => {
    send(req, res, refuse(405, 'MethodNotAllowed', 'this method is not supported here'));
    done();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    drain: (deadlineMs) => close(server, deadlineMs),
  };
}

/** The one shape of an error answer: nothing of the inside goes out, nor of what was sent. */
export function refuse(status: number, code: string, message: string): HttpAnswer {
  return { status, body: { error: { code, message } } };
}

/**
 * restify makes an address of Host and path before it looks for a route, and what it throws at one that is none ends the
 * process: it gets nothing but the paths that there are, at a name and port. Nothing is decoded or resolved: a path that
 * is written differently is something else.
 */
function refusalOf(
  { url = '', headers: { host = 'localhost' } }: IncomingMessage,
  routes: Routes,
): HttpAnswer | null {
  if (!/^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host) || !URL.canParse(`http://${host}`))
    return refuse(400, 'InvalidHost', 'the Host header is not valid');
  if (!Object.hasOwn(routes, url.split('?')[0]!)) return refuse(404, 'NotFound', 'there is nothing here');
  return null;
}

function send(req: IncomingMessage, res: Response, { status, body, document }: HttpAnswer): void {
  // The client may have gone while the turn ran.
  if (res.headersSent || res.destroyed) return;
  const text = document?.text ?? (body === undefined || body === null ? '' : JSON.stringify(body));
  const type = document?.contentType ?? 'application/json; charset=utf-8';
  res.sendRaw(status, text, {
    ...(text !== '' && { 'Content-Type': type }),
    'Content-Length': String(Buffer.byteLength(text)),
    ...(!req.complete && { Connection: 'close' }),
  });
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
      server.server.closeAllConnections();
    }, deadlineMs);
    // A kept-alive connection becomes idle when its last turn is done, and would hold the server open.
    const sweep = setInterval(() => {
      server.server.closeIdleConnections();
    }, sweepMs);
    server.close(() => {
      clearTimeout(deadline);
      clearInterval(sweep);
      resolve(true);
    });
  });
}
