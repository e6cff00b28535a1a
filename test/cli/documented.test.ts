import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { documentedCommands, npmRun } from './documented.ts';

/** What README and the manuals tell to type. The options of every `npm run` are held to its help in usage.test.ts. */
const root = join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const documented = documentedCommands();
const parameters = JSON.parse(readFileSync(join(root, 'infra/main.parameters.json'), 'utf8')) as {
  parameters: Record<string, { value: string }>;
};

/** Programs that are not ours: what of ours they are given exists. */
const others: readonly [RegExp, (...found: string[]) => boolean][] = [
  [/^npm (?:ci|test)(?: --omit=dev)?(?: -- (.+))?$/, (paths = '') => paths.split(' ').every(isThere)],
  [/^npm run ([\w:]+)$/, (name) => Object.hasOwn(scripts, name)],
  [/^docker compose --file (\S+) up --detach --build$/, isThere],
  [
    /^docker compose --file (\S+) (?:exec|run --rm --entrypoint node) bot (?:node )?(\S+) /,
    (file, program) => isThere(file) && (program === 'FILE' || isThere(program)),
  ],
  [
    /^sudo (\S+\/yokoten) (\w+) /,
    (file, name) => isThere(file) && (name === 'NAME' || Object.hasOwn(scripts, name)),
  ],
  [/^sudo DOMAIN=\S+ caddy start --config (\S+)$/, isThere],
  [
    /^azd env set (\w+) /,
    (name) => Object.values(parameters.parameters).some(({ value }) => value.includes(name)),
  ],
  [/^azd provision(?: --preview)?$/, () => isThere('azure.yaml')],
  [/^(?:sudo )?cp (?:-a )?(\S+) /, isThere],
  // The settings are the operator's own, made from .env.example.
  [
    /^sudo install -d \S+$|^sudo install -D -m 600 \.env \S+$|^sudo systemctl enable --now yokoten$|^rm \.env$/,
    () => true,
  ],
  [/^bash (\S+)$/, isThere],
  [/^apt-get install [\w -]+$|^pg_(?:dump|restore)$/, () => true],
  [/^node (\S+\.ts) /, isThere],
];

function isThere(file: string): boolean {
  return existsSync(join(root, file));
}

const isOther = (command: string) =>
  others.some(([pattern, holds]) => {
    const found = pattern.exec(command);
    return found !== null && holds(...found.slice(1));
  });

test('every command is one that is known here, and what it is given exists', () => {
  expect(documented.length).toBeGreaterThan(60);
  const unknown = documented.filter(
    ({ command }) => !isOther(command) && !Object.hasOwn(scripts, npmRun(command)?.name ?? ''),
  );
  expect(unknown).toEqual([]);
});

describe('run as they stand', () => {
  let dir: string;
  const ran: string[] = [];
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'yokoten-documented-'));
  });
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });

  /** Runs one of a page's commands, with values in the place of its words; returns what it prints. */
  function run(page: string, command: string, values: Readonly<Record<string, string>> = {}): string {
    expect(documented).toContainEqual({ page, command });
    ran.push(command);
    const { name } = npmRun(command)!;
    const given = command.replace(/^npm run (?:-s |--silent )?[\w:]+(?: --)?/, '');
    const args = given.replaceAll(/\b[A-Z_]{2,}\b|other-city|audit\.csv/g, (word) => values[word] ?? word);
    const { status, stdout, stderr } = spawnSync('sh', ['-c', `${scripts[name]!} ${args}`], {
      encoding: 'utf8',
      cwd: root,
      env: {
        PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        DATA_DIR: join(dir, 'state'),
        MicrosoftAppId: '',
      },
    });
    // It may have advice to give, and no stack, nor a word of an .env that nobody needs.
    expect([status, stderr]).toEqual([0, expect.not.stringMatching(/^\s+at |\.env/m)]);
    return stdout;
  }

  test('the wrapper beside the unit runs the script with its arguments, and keeps the state where the unit has it', () => {
    const bin = mkdtempSync(join(dir, 'bin-'));
    const at = { '/usr/bin/node': process.execPath, '/opt/yokoten': root };
    // In the place of systemd: what it is told of the unit is printed, and the program run.
    writeFileSync(
      join(bin, 'systemd-run'),
      `#!/bin/sh\nfor one in "$@"; do case $one in -*) echo "$one" >&2; shift;; *) break;; esac; done\nexec "$@"\n`,
      { mode: 0o755 },
    );
    const script = Object.entries(at).reduce(
      (text, [theirs, ours]) => text.replaceAll(theirs, ours),
      readFileSync(join(root, 'deploy/yokoten'), 'utf8'),
    );
    const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'yokoten', 'doctor', '--sandbox'], {
      encoding: 'utf8',
      cwd: root,
      env: { PATH: `${bin}:${process.env['PATH']}`, DATA_DIR: join(dir, 'other') },
    });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^good +disk: \/var\/lib/m)]);
    expect(stderr).toContain('--property=EnvironmentFile=/etc/yokoten/environment');
  });

  test("README's five minutes", () => {
    const city = { 'other-city': join(dir, 'city') };
    expect(run('README.md', 'npm run --silent ask -- "1on1をやっている部署は？"')).toContain('緑区役所');
    expect(run('README.md', 'npm run -s ask -- "残業を減らしたい。どこか工夫してる？"')).toContain(
      '危機管理局',
    );
    const json = run(
      'README.md',
      'npm run -s ask -- --json --today 2026-08-01 "which trainings start in autumn?"',
    );
    expect(JSON.parse(json)).toMatchObject({ initiatives: [{ department: '教育局' }] });
    run('README.md', 'npm run -s import -- test/questions/city-1/source.txt --out other-city', city);
    expect(run('README.md', 'npm run -s ask -- --data other-city "若手の離職を防ぎたい"', city)).toMatch(
      /若手|離職/,
    );
  });

  test('all that README tells, but for what is a test or a browser', () => {
    const told = documented.filter(({ page }) => page === 'README.md').map(({ command }) => command);
    const left = ['npm ci', 'npm test', 'npm run playground'];
    expect(told.filter((command) => !left.includes(command) && !ran.includes(command))).toEqual([]);
  });

  test('an app package, and the editions and copies of the state', () => {
    const values = { APP_ID: '66666666-7777-4888-8999-aaaaaaaaaaaa', HOST: 'bot.example.lg.jp' };
    const manifest = documented.find(
      ({ page, command }) => page === 'docs/install.ja.md' && command.startsWith('npm run manifest'),
    )!;
    const file = join(dir, 'yokoten.zip');
    run('docs/install.ja.md', manifest.command, { ...values, HOST: `bot.example.lg.jp --out ${file}` });
    expect(existsSync(file)).toBe(true);
    const page = 'docs/operate.en.md';
    const ID = /^\S+/.exec(run(page, 'npm run dataset -- import data'))![0];
    expect(run(page, 'npm run dataset -- activate ID', { ID })).toContain(`${ID} answers`);
    expect(run(page, 'npm run dataset -- list')).toContain(`* ${ID}`);
    run(page, 'npm run dataset -- export ID DIR', { ID, DIR: join(dir, 'exported') });
    expect(existsSync(join(dir, 'exported/initiatives.json'))).toBe(true);
    const FILE = join(dir, 'copy.sqlite');
    run(page, 'npm run backup -- FILE', { FILE });
    run(page, 'npm run restore -- FILE', { FILE: `${FILE} --force` });
    expect(run(page, 'npm run audit:verify')).toContain('whole');
    expect(run(page, 'npm run -s audit:export > audit.csv', { 'audit.csv': join(dir, 'audit.csv') })).toBe(
      '',
    );
  });
});
