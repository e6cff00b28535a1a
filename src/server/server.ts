import type { Logger } from 'pino';
import { createServer, plugins } from 'restify';
import type { Next, Request, RequestHandler, Response, Server, ServerOptions } from 'restify';
import { answerMessage, refuse } from './messages.ts';
import type { HttpAnswer, MessagesParts } from './messages.ts';

/** Teams' activities stay under about 100 KB (learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages); twice that in UTF-8 and some. */
const MAX_BODY_BYTES = 256 * 1024;

/** A client that sends slower than this is no service of Microsoft's. */
const REQUEST_TIMEOUT_MS = 20_000;

/** How often idle connections are closed while draining. */
const SWEEP_MS = 50;

/** What must hold for this instance to be given traffic: true, or false. */
type ReadinessCheck = () => boolean | Promise<boolean>;

/** A document for machines at a path of its own, for example /metrics. */
export type GetText = () => Promise<{ readonly contentType: string; readonly text: string }>;

export interface ServerParts extends MessagesParts {
  /** Whether turns can be answered at all; until then they get 503. */
  readonly open: () => boolean;
  /** More for /readyz, by the name that it gives for what is amiss. */
  readonly readiness: Readonly<Record<string, ReadinessCheck>>;
  /** What this instance can do without for a while: named by /readyz, which stays 200. */
  readonly degradable?: Readonly<Record<string, ReadinessCheck>>;
  /** More GET routes, by path. */
  readonly texts?: Readonly<Record<string, GetText>>;
}

/** The listening server. */
export interface RunningServer {
  readonly port: number;
  /** Takes no more requests, waits for the running ones at most `deadlineMs`, then drops them; true = none was dropped. */
  drain(deadlineMs: number): Promise<boolean>;
}

/** Listens on `host:port` (0 = any free port); rejects when the port cannot be had. */
export async function startServer(parts: ServerParts, host: string, port: number): Promise<RunningServer> {
  const state = { draining: false };
  const server = createServer({ name: 'yokoten', log: parts.log } as unknown as ServerOptions);
  // restify names itself in `Server`; nobody needs to know.
  server.pre((_req: Request, res: Response, next: Next) => {
    res.removeHeader('Server');
    next();
  });
  server.on('restifyError', answerError(parts.log));
  addRoutes(server, parts, state);
  server.server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.server.headersTimeout = REQUEST_TIMEOUT_MS;
  await listen(server, host, port);
  return {
    port: server.address().port,
    drain: (deadlineMs) => {
      state.draining = true;
      return close(server, deadlineMs);
    },
  };
}

function addRoutes(server: Server, parts: ServerParts, state: { draining: boolean }): void {
  const readiness = { dataset: parts.open, ...parts.readiness, draining: () => !state.draining };
  server.get(
    '/healthz',
    handler(() => Promise.resolve({ status: 200, body: { status: 'ok' } })),
  );
  server.get(
    '/readyz',
    handler(() => answerReadiness(readiness, parts.degradable ?? {})),
  );
  for (const [path, getText] of Object.entries(parts.texts ?? {})) {
    server.get(path, async (_req: Request, res: Response) => {
      const { contentType, text } = await getText();
      res.sendRaw(200, text, { 'Content-Type': contentType });
    });
  }
  server.post(
    '/api/messages',
    requireJson,
    ...jsonBody(),
    handler((req) => {
      if (state.draining || !parts.open())
        return Promise.resolve(refuse(503, 'NotReady', 'try again in a moment'));
      return answerMessage(parts, req.body, req.header('authorization', ''));
    }),
  );
}

/** The plugin is a chain of two handlers, though its type says one. */
function jsonBody(): RequestHandler[] {
  const options: plugins.BodyParserOptions = { maxBodySize: MAX_BODY_BYTES };
  return plugins.jsonBodyParser(options);
}

/**
 * Only plain JSON: the body parser would unpack gzip past its limit, die of gzip that is none,
 * and pass over other types in silence.
 */
function requireJson(req: Request, res: Response, next: Next): void {
  const type = (req.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (type === 'application/json' && encoding === 'identity') {
    next();
    return;
  }
  send(res, refuse(415, 'UnsupportedMediaType', 'send application/json, not compressed'));
  next(false);
}

function handler(answer: (req: Request) => Promise<HttpAnswer>) {
  return async (req: Request, res: Response): Promise<void> => {
    send(res, await answer(req));
  };
}

function send(res: Response, { status, body }: HttpAnswer): void {
  // The client may have gone while the turn ran.
  if (res.headersSent || res.destroyed) return;
  if (body === undefined || body === null) {
    res.sendRaw(status, '');
    return;
  }
  res.sendRaw(status, JSON.stringify(body), { 'Content-Type': 'application/json; charset=utf-8' });
}

const KNOWN_ERRORS: Readonly<Record<number, string>> = {
  400: 'the body is not valid JSON',
  404: 'there is nothing here',
  405: 'this method is not supported here',
  413: `the body is larger than ${MAX_BODY_BYTES} bytes`,
};

/** restify's own errors repeat what was sent, and texts of the inside: only the status and our words go out. */
function answerError(log: Logger) {
  return (req: Request, res: Response, error: unknown, done: () => void): void => {
    const status = statusOf(error);
    const message = KNOWN_ERRORS[status];
    if (message) send(res, refuse(status, codeOf(status), message));
    else {
      log.error({ err: error, method: req.method }, 'request failed');
      send(res, refuse(500, 'InternalError', 'something went wrong'));
    }
    done();
  };
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}

function codeOf(status: number): string {
  const codes: Readonly<Record<number, string>> = {
    400: 'InvalidJson',
    404: 'NotFound',
    405: 'MethodNotAllowed',
    413: 'TooLarge',
  };
  return codes[status] ?? 'InternalError';
}

async function answerReadiness(
  checks: Readonly<Record<string, ReadinessCheck>>,
  degradable: Readonly<Record<string, ReadinessCheck>>,
): Promise<HttpAnswer> {
  const [names, degraded] = await Promise.all([amiss(checks), amiss(degradable)]);
  if (names.length === 0)
    return { status: 200, body: { status: 'ready', ...(degraded.length > 0 ? { degraded } : {}) } };
  return { status: 503, body: { status: 'not ready', amiss: names } };
}

async function amiss(checks: Readonly<Record<string, ReadinessCheck>>): Promise<string[]> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ((await holds(check)) ? [] : [name])),
  );
  return results.flat();
}

async function holds(check: ReadinessCheck): Promise<boolean> {
  try {
    return await check();
  } catch {
    // A check that cannot be made (a database that is gone) does not hold; /readyz names it.
    return false;
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
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
    }, SWEEP_MS);
    server.close(() => {
      clearTimeout(deadline);
      clearInterval(sweep);
      resolve(true);
    });
  });
}
