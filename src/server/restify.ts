import { createRequire } from 'node:module';
import type { Logger } from 'pino';
import type { Server } from 'restify';

const load = createRequire(import.meta.url);

/** restify's server without its plugins: none is used, and loading them takes a good part of a start. */
export function createServer(log: Logger): Server {
  const options = { name: '', log };
  const Router = load('restify/lib/router') as new (options: object) => object;
  const RestifyServer = load('restify/lib/server') as new (options: object) => Server;
  return new RestifyServer({ ...options, router: new Router(options) });
}
