import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refuse, readArguments } from '../../src/cli/usage.ts';

const USAGE = `npm run image:test [-- --keep]

Builds deploy/Dockerfile without a container engine (buildah, on a base that mmdebstrap makes of Debian, with the
project's own Node), starts what comes out in a chroot of it, as its user, and asks it over HTTP. As root, on Debian.

  --keep   leave the images in buildah's store`;

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAX_MEGABYTES = 250;
/** What the Node binary needs; the build stage also has a shell and what npm calls. */
const RUN_PACKAGES = 'base-files,libc6,libgcc-s1,libstdc++6,tzdata';
const BUILD_PACKAGES = `${RUN_PACKAGES},coreutils,dash`;
const IMAGE = 'localhost/yokoten-image-test';

interface ImageConfig {
  readonly User: string;
  readonly WorkingDir: string;
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly Volumes: Readonly<Record<string, unknown>>;
  readonly Labels: Readonly<Record<string, string>>;
}

const { values } = readArguments(USAGE, { options: { keep: { type: 'boolean', default: false } } });
for (const tool of ['buildah', 'mmdebstrap', 'unshare']) {
  if (spawnSync(tool, ['--version']).error) refuse(`${tool} is not here: apt-get install buildah mmdebstrap`);
}
if (process.getuid?.() !== 0) refuse('only root may make a root file system');

const folder = mkdtempSync(path.join(tmpdir(), 'yokoten-image-'));
const problems: string[] = [];
const started = performance.now();
try {
  makeBase('build', BUILD_PACKAGES);
  makeBase('run', RUN_PACKAGES);
  build();
  await examine();
} finally {
  if (!values.keep) {
    for (const name of ['', '-build', '-run']) buildahQuietly('rmi', '--force', `${IMAGE}${name}`);
  }
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(`- ${problem}`);
console.log(`${problems.length === 0 ? 'image: good' : 'image: NOT good'}, ${seconds()} s`);
process.exitCode = problems.length === 0 ? 0 : 1;

function seconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}

/** A base image of Debian packages with Node, and with npm for the build. */
function makeBase(name: 'build' | 'run', packages: string): void {
  const tree = path.join(folder, name);
  const sources = readFileSync('/etc/apt/sources.list.d/debian.sources');
  const suite = /VERSION_CODENAME=(\w+)/.exec(readFileSync('/etc/os-release', 'utf8'))![1]!;
  run('mmdebstrap', ['--quiet', '--variant=extract', `--include=${packages}`, suite, tree, '-'], sources);
  const bin = path.join(tree, 'usr/local/bin');
  mkdirSync(bin, { recursive: true });
  cpSync(path.join(ROOT, 'node_modules/node/bin/node'), path.join(bin, 'node'));
  const container = run('buildah', ['--storage-driver', 'vfs', 'from', 'scratch']).trim();
  buildah('add', '--quiet', container, tree, '/');
  if (name === 'build') {
    const npm = path.dirname(run('npm', ['root', '--global']).trim());
    buildah(
      'add',
      '--quiet',
      container,
      path.join(npm, 'node_modules/npm'),
      '/usr/local/lib/node_modules/npm',
    );
    const command = path.join(folder, 'npm');
    writeFileSync(command, '#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/npm-cli.js "$@"\n');
    buildah('add', '--quiet', '--chmod', '755', container, command, '/usr/local/bin/npm');
  }
  buildah('config', '--env', 'PATH=/usr/local/bin:/usr/bin:/bin', container);
  buildah('commit', '--quiet', '--rm', container, `${IMAGE}-${name}`);
  console.log(`base for ${name}: ${seconds()} s`);
}

function build(): void {
  const npmrc = path.join(folder, 'npmrc');
  writeFileSync(npmrc, 'cafile=/etc/ssl/certs/ca-certificates.crt\n');
  buildah(
    ...['build', '--isolation', 'chroot', '--format', 'docker', '--quiet', '--pull-never'],
    ...['--volume', '/etc/ssl/certs:/etc/ssl/certs:ro', '--secret', `id=npmrc,src=${npmrc}`],
    ...['--build-arg', `BUILD_IMAGE=${IMAGE}-build`, '--build-arg', `RUN_IMAGE=${IMAGE}-run`],
    ...['--build-arg', 'VERSION=1.2.3', '--file', 'deploy/Dockerfile', '--tag', IMAGE, '.'],
  );
  console.log(`built: ${seconds()} s`);
}

/** Looks at the image, and runs it. */
async function examine(): Promise<void> {
  const container = run('buildah', ['--storage-driver', 'vfs', 'from', '--pull-never', IMAGE]).trim();
  try {
    const inspected = JSON.parse(buildah('inspect', '--type', 'image', IMAGE)) as {
      readonly Docker: { readonly config: ImageConfig };
    };
    const { config } = inspected.Docker;
    check('it runs as a user by number, not root', config.User === '10001:10001');
    check('its state is a volume', Object.keys(config.Volumes).includes('/state'));
    check('it names its version', config.Labels['org.opencontainers.image.version'] === '1.2.3');
    const root = buildah('mount', container).trim();
    const sizes = sizesOf(root);
    console.log(sizes.map(([name, megabytes]) => `${megabytes.toFixed(0)} MB ${name}`).join(', '));
    const total = sizes[0]![1];
    check(`it takes at most ${MAX_MEGABYTES} MB, ${total.toFixed(0)}`, total <= MAX_MEGABYTES);
    for (const name of [
      'bin/sh',
      'usr/bin/sh',
      'usr/local/bin/npm',
      'app/test',
      'app/.env',
      'app/node_modules/jest',
    ])
      check(`it holds no ${name}`, !exists(path.join(root, name)));
    await startAndAsk(root, config);
  } finally {
    buildahQuietly('rm', container);
  }
}

async function startAndAsk(root: string, config: ImageConfig): Promise<void> {
  const port = await freePort();
  const adminPort = await freePort();
  const env = Object.fromEntries([
    ['PATH', process.env['PATH'] ?? ''],
    ...config.Env.filter((pair) => !pair.startsWith('PATH=')).map(
      (pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const,
    ),
    ['PORT', String(port)],
    ['ADMIN_PORT', String(adminPort)],
    ['MicrosoftAppId', '00000000-0000-4000-8000-000000000001'],
    ['MicrosoftAppTenantId', '00000000-0000-4000-8000-000000000002'],
    ['MicrosoftAppPassword', 'not a real one'],
  ]);
  const [user = '', group = ''] = config.User.split(':');
  const start = (...command: readonly string[]): ChildProcess =>
    spawn(
      'unshare',
      ['--root', root, '--wd', config.WorkingDir, '--setgid', group, '--setuid', user, ...command],
      {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
  const bot = start(...config.Entrypoint);
  let log = '';
  bot.stdout!.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => bot.once('exit', resolve));
  try {
    const url = `http://127.0.0.1:${port}`;
    const adminUrl = `http://127.0.0.1:${adminPort}`;
    check('/healthz answers', (await statusWhenUp(`${adminUrl}/healthz`)) === 200);
    check('/readyz says that it is ready', (await fetch(`${adminUrl}/readyz`)).status === 200);
    check(
      '/metrics counts',
      (await (await fetch(`${adminUrl}/metrics`)).text()).includes('yokoten_turns_total'),
    );
    const unsigned = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ type: 'message', id: '1', channelId: 'msteams', text: 'help' },
        ...{ serviceUrl: 'https://smba.trafficmanager.net/jp/', conversation: { id: 'a:1' } },
        ...{ from: { id: '29:1' }, recipient: { id: '28:1' } },
      }),
    });
    check(`an unsigned message is refused, ${unsigned.status}`, [401, 403].includes(unsigned.status));
    check(
      "the database is in the volume, the user's",
      statSync(path.join(root, 'state/yokoten.sqlite')).uid === 10001,
    );
    const copy = start('/usr/local/bin/node', 'src/cli/backup.ts', '/state/copy.sqlite');
    await new Promise((resolve) => copy.once('exit', resolve));
    check('the commands run in it', exists(path.join(root, 'state/copy.sqlite')));
    const health = start('/usr/local/bin/node', '/app/src/cli/health.js');
    check('the health command agrees', (await new Promise((resolve) => health.once('exit', resolve))) === 0);
  } finally {
    bot.kill('SIGTERM');
  }
  const code = await Promise.race([ended, sleep(12_000).then(() => 'still running')]);
  check(`SIGTERM ends it in order, ${String(code)}`, code === 0);
  if (problems.length > 0) console.error(log);
}

async function statusWhenUp(url: string): Promise<number> {
  for (let tries = 0; tries < 300; tries++) {
    const response = await fetch(url).catch(() => null);
    if (response) return response.status;
    await sleep(100);
  }
  return 0;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** The whole first, then its largest parts. */
function sizesOf(root: string): [string, number][] {
  const parts = ['', 'usr/local/bin/node', 'app/node_modules', 'app/data', 'app/src'];
  return parts.map((part) => {
    const kilobytes = run('du', ['-sk', path.join(root, part)]).split('\t')[0];
    return [part === '' ? 'in all' : part, Number(kilobytes) / 1000];
  });
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

function check(what: string, holds: boolean): void {
  console.log(`${holds ? 'ok ' : 'NOT'} ${what}`);
  if (!holds) problems.push(what);
}

function buildah(...args: readonly string[]): string {
  return run('buildah', ['--storage-driver', 'vfs', ...args]);
}

function buildahQuietly(...args: readonly string[]): void {
  spawnSync('buildah', ['--storage-driver', 'vfs', ...args]);
}

function run(command: string, args: readonly string[], input?: Buffer): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64e6,
    ...(input && { input }),
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}
