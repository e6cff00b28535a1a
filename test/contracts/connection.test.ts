import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { parseConfig } from '../../src/config.ts';
import { stateOf } from '../../src/cli/data-dir.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { createPool } from '../../src/storage/server/pool.ts';
import { beMachine, beNoMachine, MACHINE_HEADER } from '../teams/machine.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** A server with TLS, reached as settings say it; and what stands in for a managed identity's endpoint. */
const tls = (file: string) => join(import.meta.dirname, 'tls', file);
const identity = {
  MicrosoftAppId: '66666666-7777-4888-8999-aaaaaaaaaaaa',
  MicrosoftAppTenantId: '11111111-2222-4333-8444-555555555555',
  MicrosoftAppType: 'UserAssignedMSI',
};

let postgres: TestPostgres;
let admin: pg.Client;
/** Of this database, by name: the certificate is for localhost. */
let url: string;
let asked: URL[];
let tokens: string[];
beforeAll(async () => {
  postgres = await startPostgres({ tls: true });
  const own = new URL(await postgres.createDatabase());
  admin = new pg.Client({ connectionString: own.href });
  await admin.connect();
  own.hostname = 'localhost';
  url = own.href;
  asked = [];
  await beMachine((request, response) => {
    asked.push(new URL(request.url!, 'http://localhost'));
    if (request.headers['x-identity-header'] !== MACHINE_HEADER) response.statusCode = 401;
    const token = tokens.length > 1 ? tokens.shift() : tokens[0];
    response.setHeader('content-type', 'application/json');
    // Over at once: so each connection asks.
    const body = {
      access_token: token,
      expires_on: String(Math.floor(Date.now() / 1000)),
      token_type: 'Bearer',
    };
    response.end(JSON.stringify(body));
  });
});
afterAll(async () => {
  beNoMachine();
  await admin.end();
  await postgres.stop();
});

/** What an environment opens. */
async function withState(
  env: Record<string, string>,
  use: (storage: Storage) => Promise<void>,
): Promise<void> {
  const result = parseConfig({ ...identity, ...env });
  if (!result.ok) throw new Error(result.problems.join('\n'));
  const storage = openStorage(stateOf(result.config));
  try {
    await use(storage);
  } finally {
    await storage.close();
  }
}

async function sessions(): Promise<{ readonly user: string; readonly ssl: boolean }[]> {
  const { rows } = await admin.query<{ user: string; ssl: boolean }>(
    `select a.usename as user, s.ssl from pg_stat_activity a join pg_stat_ssl s using (pid)
     where a.datname = current_database() and pid <> pg_backend_pid()`,
  );
  return rows;
}

test('a server of the named authority is spoken with over TLS', async () => {
  await withState({ DATABASE_URL: url, DATABASE_CA: tls('authority.pem') }, async (storage) => {
    await storage.ready();
    expect(await sessions()).toEqual([{ user: 'postgres', ssl: true }]);
  });
});

test.each([
  ['of another authority', () => ({ DATABASE_URL: url, DATABASE_CA: tls('another.pem') }), /certificate/],
  [
    'of an authority that nobody has named',
    () => ({ DATABASE_URL: `${url}?sslmode=verify-full` }),
    /certificate/,
  ],
  [
    'with another name',
    () => ({ DATABASE_URL: url.replace('localhost', '127.0.0.1'), DATABASE_CA: tls('authority.pem') }),
    /127\.0\.0\.1/,
  ],
])('a server %s is not', async (_which, env, words) => {
  await withState(env(), async (storage) => {
    await expect(storage.ready()).rejects.toThrow(words);
  });
});

test('a token of the managed identity is the password, asked for at each connection', async () => {
  await admin.query(`create role bot login superuser password 'first'`);
  const entra = new URL(url);
  entra.username = 'bot';
  entra.password = '';
  const env = {
    DATABASE_URL: `${entra.href}?sslmode=verify-full`,
    DATABASE_CA: tls('authority.pem'),
    DATABASE_AUTH: 'entra',
  };
  tokens = ['first', 'second'];
  await withState(env, async (storage) => {
    await storage.ready();
    expect(await sessions()).toEqual([{ user: 'bot', ssl: true }]);
    expect(Object.fromEntries(asked[0]!.searchParams)).toMatchObject({
      resource: 'https://ossrdbms-aad.database.windows.net',
      client_id: identity.MicrosoftAppId,
    });
    await admin.query(`alter role bot password 'second'`);
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bot'`);
    await storage.ready().catch(() => undefined);
    await storage.ready();
    expect(asked.length).toBeGreaterThan(1);
  });
  tokens = ['wrong'];
  await withState(env, async (storage) => {
    await expect(storage.ready()).rejects.toThrow(/password authentication failed/);
  });
});

test('no more connections than are allowed, and no statement for longer', async () => {
  const pool = createPool(url, undefined, { size: 2, statementMs: 1000 });
  const clients = [await pool.connect(), await pool.connect()];
  const third = pool.connect();
  const open = await sessions();
  clients.forEach((client) => {
    client.release();
  });
  (await third).release();
  const client = await pool.connect();
  await expect(client.query('select pg_sleep(3)', [])).rejects.toThrow(/statement timeout/);
  client.release();
  await pool.end();
  expect(open).toHaveLength(2);
});

test('with the fewest connections that can be set, everything at once is still done', async () => {
  await withState({ DATABASE_URL: url, DATABASE_CONNECTIONS: '2' }, async (storage) => {
    await storage.ready();
    const message = { kind: 'notice', action: 'post', priority: 1, content: null, originalId: null } as const;
    const delivery = { recipientId: 'person:1', dueAt: 0, content: null, skip: null };
    const ids = Array.from({ length: 20 }, (_, index) => `m${index}`);
    await Promise.all(ids.map((id) => storage.ledger.plan({ ...message, id }, [delivery], 1)));
    expect(await storage.ledger.totals()).toMatchObject({ pending: ids.length });
  });
});

test('what time it is at the server is told, for whoever doubts the machine’s clock', async () => {
  const told: number[] = [];
  const storage = openStorage({ dataDir: '', databaseUrl: url, onTime: (at) => told.push(at) });
  await storage.ready();
  // Between two writes it is asked for.
  await storage.ready();
  await storage.close();
  expect(told).toHaveLength(1);
  expect(Math.abs(told[0]! - Date.now())).toBeLessThan(60_000);
});
