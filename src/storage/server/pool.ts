import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** Loaded with the first pool: whoever has no such server need not wait for its driver. */
const driver = () => createRequire(import.meta.url)('pg') as typeof pg;

export interface PoolOptions {
  /** Connections of this instance. */
  readonly size: number;
  readonly connectMs: number;
  /** The server ends a statement first; when it says nothing at all, we do, a little later. */
  readonly statementMs: number;
  readonly lockMs: number;
  /** A process that has stopped in the middle of a transaction holds up the others for no longer. */
  readonly idleInTransactionMs: number;
  /** Asked at each connection, instead of the URL's password: a token ends. */
  readonly getPassword: (() => Promise<string>) | null;
}

/** What needs state says so soon instead of hanging a turn (Teams waits 15 s). */
const defaults: PoolOptions = {
  size: 10,
  connectMs: 3000,
  statementMs: 9000,
  lockMs: 5000,
  idleInTransactionMs: 30_000,
  getPassword: null,
};
const silenceMs = 1000;

/**
 * Connections to the server; nothing is connected before the first query. One over which something came that says that
 * the server behind it is not what it was (gone, read-only, shutting down, silent) is destroyed, and so are all that
 * are as old when their turn comes: else each of them would fail once, the last used first.
 */
export function createPool(
  databaseUrl: string,
  onError?: (error: Error) => void,
  options: Partial<PoolOptions> = {},
): PostgresPool {
  const limits = { ...defaults, ...options };
  const lockMs = Math.min(limits.lockMs, limits.statementMs);
  const { Pool, TypeOverrides, types: known } = driver();
  const types = new TypeOverrides();
  // bigint as a number: times in ms and counts stay below 2^53.
  types.setTypeParser(known.builtins.INT8, Number);
  const pool = new Pool({
    connectionString: databaseUrl,
    max: limits.size,
    ...(limits.getPassword && { Client: clientWithPassword(limits.getPassword) }),
    connectionTimeoutMillis: limits.connectMs,
    query_timeout: limits.statementMs + silenceMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5000,
    types,
  });
  const connectedAt = new WeakMap<PostgresPoolClient, number>();
  let suspectedAt = -Infinity;
  // Without a listener, a connection that breaks while idle ends the process.
  pool.on('error', (error) => onError?.(error));
  pool.on('connect', (client) => {
    connectedAt.set(client, performance.now());
    // The pool listens only while it is idle: one that breaks between two queries of a transaction would end it too.
    client.on('error', (error) => onError?.(error));
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    let lost: Error | null = null;
    const watched = async (...args: unknown[]) => {
      // Whoever takes a transaction back on it would else hear that it is gone, and not why.
      if (lost !== null) throw lost;
      try {
        return await query(...args);
      } catch (error) {
        if (isServerLost(error)) {
          lost = error;
          suspectedAt = performance.now();
          destroy(client);
        }
        throw error;
      }
    };
    Object.assign(client, { query: watched });
  });
  return {
    async connect() {
      for (;;) {
        const client = await pool.connect();
        const connected = connectedAt.get(client) ?? -Infinity;
        if (connected <= suspectedAt) {
          destroy(client);
          client.release(true);
          continue;
        }
        if (isLimited.has(client)) return client;
        try {
          // Not among the parameters of the connection: PgBouncer refuses those.
          await client.query(
            `set statement_timeout = ${limits.statementMs}; set lock_timeout = ${lockMs}; ` +
              `set idle_in_transaction_session_timeout = ${limits.idleInTransactionMs}`,
          );
        } catch (error) {
          client.release(true);
          throw error;
        }
        isLimited.add(client);
        return client;
      }
    },
    end: () => pool.end(),
    options: { connectionString: databaseUrl },
  };
}

/** The driver asks a function for each connection; a URL has no room for one. */
function clientWithPassword(getPassword: () => Promise<string>): typeof pg.Client {
  return class extends driver().Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      Object.assign(this, { password: getPassword });
    }
  };
}

/** Whose limits are set. */
const isLimited = new WeakSet<pg.PoolClient>();

/** At once: a goodbye to a server that says nothing would wait for its answer. */
function destroy(client: pg.PoolClient): void {
  (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream.destroy();
}

/**
 * 25006: read-only, as a server is that has become a standby; 25P02: in a transaction that has failed and was not ended;
 * 57P0x: shutting down, crashed, starting; 08xxx: the connection. www.postgresql.org/docs/current/errcodes-appendix.html
 */
const serverLost = /^(25006|25P02|25P03|57P0\d|08\w{3}|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;

function isServerLost(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string') return serverLost.test(code);
  // The driver's own, which have no code: no answer in time, and the end of a connection.
  return /timeout|terminated|not queryable/i.test(error.message);
}
