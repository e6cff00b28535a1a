import pg from 'pg';

/** Connections to the server; nothing is connected before the first query. */
export function createPool(databaseUrl: string, onError?: (error: Error) => void): pg.Pool {
  const types = new pg.TypeOverrides();
  // bigint as a number: times in ms and counts stay below 2^53.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    // What needs state says so soon instead of hanging a turn (Teams waits 15 s).
    connectionTimeoutMillis: 3000,
    query_timeout: 10_000,
    keepAlive: true,
    types,
  });
  // Without a listener, a connection that breaks while idle ends the process.
  pool.on('error', (error) => onError?.(error));
  // The pool listens only while it is idle: one that breaks between two queries of a transaction would end it too.
  pool.on('connect', (client) => {
    client.on('error', (error) => onError?.(error));
  });
  return pool;
}
