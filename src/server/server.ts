import type { Logger } from 'pino';
import { isLoopback } from '../teams/service-url.ts';
import { type HttpAnswer, type HttpHandler, listen, type Listener, refuse } from './http.ts';
import { answerMessage, type MessagesServices } from './messages.ts';

/** Whether something holds: true, or false. */
export type Check = () => boolean | Promise<boolean>;

/** A document for machines at a path of its own, for example /metrics. */
export type GetText = () => Promise<{ readonly contentType: string; readonly text: string }>;

export interface ServerServices extends MessagesServices {
  /** What this instance can do without for a while: named by /readyz, which stays 200. */
  readonly degradable: Readonly<Record<string, Check>>;
  /** For operators. */
  readonly metrics: GetText;
  readonly log: Logger;
}

/** Where to listen; port 0 = any free one. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The listening servers: one for Teams, one for operators. */
export interface RunningServer {
  readonly port: number;
  readonly adminPort: number;
  /** See Listener; /readyz says so meanwhile. */
  drain(deadlineMs: number): Promise<boolean>;
}

/** Listens at both addresses; rejects when one cannot be had. */
export async function startServer(
  services: ServerServices,
  forTeams: Address,
  forOperators: Address,
): Promise<RunningServer> {
  const state = { draining: false };
  const messages: HttpHandler = (req) =>
    state.draining
      ? Promise.resolve(refuse(503, 'NotReady', 'try again in a moment'))
      : answerMessage(services, req);
  const guarded = services.authenticate ? (handler: HttpHandler) => handler : forOwnHost;
  const operators: Readonly<Record<string, HttpHandler>> = {
    '/healthz': () => Promise.resolve({ status: 200, body: { status: 'ok' } }),
    '/readyz': () => answerReadiness(state.draining, services.degradable),
    '/metrics': async () => ({ status: 200, document: await services.metrics() }),
  };
  const admin = await listen(
    Object.fromEntries(Object.entries(operators).map(([path, GET]) => [path, { GET: guarded(GET) }])),
    services.log,
    forOperators.host,
    forOperators.port,
  );
  let teams: Listener;
  try {
    const routes = { '/api/messages': { POST: guarded(messages) } };
    teams = await listen(routes, services.log, forTeams.host, forTeams.port);
  } catch (error) {
    await admin.drain(0);
    throw error;
  }
  return {
    port: teams.port,
    adminPort: admin.port,
    async drain(deadlineMs) {
      state.draining = true;
      const clean = await teams.drain(deadlineMs);
      await admin.drain(0);
      return clean;
    },
  };
}

/** Where nobody is asked who they are: not for a page on the web whose name was pointed at this machine (DNS rebinding). */
function forOwnHost(handler: HttpHandler): HttpHandler {
  return (req) =>
    isLoopback(URL.parse(`http://${req.headers.host ?? ''}`)?.hostname ?? '')
      ? handler(req)
      : Promise.resolve(refuse(403, 'Forbidden', 'the sandbox answers to this machine’s own address only'));
}

async function answerReadiness(
  isDraining: boolean,
  degradable: Readonly<Record<string, Check>>,
): Promise<HttpAnswer> {
  if (isDraining) return { status: 503, body: { status: 'not ready', amiss: ['draining'] } };
  const degraded = await amiss(degradable);
  return { status: 200, body: { status: 'ready', ...(degraded.length > 0 && { degraded }) } };
}

async function amiss(checks: Readonly<Record<string, Check>>): Promise<string[]> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ((await holds(check)) ? [] : [name])),
  );
  return results.flat();
}

async function holds(check: Check): Promise<boolean> {
  try {
    return await check();
  } catch {
    // A check that cannot be made (a database that is gone) does not hold; /readyz names it.
    return false;
  }
}
