import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { checks } from './deploy/checks.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const KEPT = [
  ...[
    '.ci',
    '.devcontainer',
    '.github',
    'azure.yaml',
    'deploy',
    'infra',
    '.dockerignore',
    '.npmrc',
    'package.json',
  ],
  ...['package-lock.json', 'LICENSE', 'src', 'cards', 'data', 'manifest'],
];

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'yokoten-deploy-'));
  for (const name of KEPT) cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});
/** What a test has broken; it is whole again after it. */
const broken = new Set<string>();
function write(file: string, text: string): void {
  broken.add(file);
  writeFileSync(path.join(root, file), text);
}
afterEach(() => {
  for (const file of broken) cpSync(path.join(ROOT, file), path.join(root, file));
  broken.clear();
});

function command(only = ''): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'test/tools/deploy/main.ts'), '--root', root, '--only', only],
    { encoding: 'utf8' },
  );
  return { status, output: stdout + stderr };
}

test('the files as they are can be used', () => {
  expect(command()).toMatchObject({ status: 0 });
});

test('of one that is broken the command says what is wrong, and fails', () => {
  write('azure.yaml', 'name: yokoten\nname: x\n');
  const { status, output } = command('YAML');
  expect(output).toMatch(/^YAML: NOT good\n {2}azure\.yaml: /);
  expect(status).toBe(1);
});

describe('a broken copy is found out', () => {
  const has = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined;
  test.each([
    ['deploy/Dockerfile', 'USER 10001:10001', 'USER root', 'no user by number', null],
    ['deploy/Dockerfile', ':24-trixie-slim@sha256:', ':24-trixie-slim AS ', 'pinned by its digest', null],
    ['deploy/Dockerfile', 'COPY cards cards', 'COPY kards cards', 'there is no kards', null],
    ['deploy/compose.yaml', 'condition: service_healthy', 'condition: service_well', 'bot', 'docker-compose'],
    [
      'deploy/compose.yaml',
      '${DOMAIN:?set it in .env}',
      '${DOMAIN}',
      'starts without DOMAIN',
      'docker-compose',
    ],
    ['deploy/Caddyfile', 'reverse_proxy', 'reverse_praxy', 'reverse_praxy', 'caddy'],
    ['deploy/yokoten.service', 'NoNewPrivileges', 'NoNewPrivilege', 'NoNewPrivilege', 'systemd-analyze'],
    ['infra/main.bicep', 'params: { location', 'params: { where', 'takes no where', null],
    ['infra/modules/app.bicep', 'resource app ', 'resource app app ', 'infra/modules/app.bicep:', null],
    ['infra/modules/identity.bicep', 'output clientId', 'output client', 'has no output clientId', null],
    ['infra/main.parameters.json', '"alertEmail"', '"alertMail"', 'main.bicep needs alertEmail', null],
    ['.github/workflows/ci.yml', 'matrix.node', 'matrix.nodes', 'nodes', null],
    ['.github/workflows/release.yml', 'steps.image.outputs', 'step.image.outputs', 'step', null],
    [
      '.github/dependabot.yml',
      '  - package-ecosystem: npm',
      '   - package-ecosystem: npm',
      'dependabot',
      null,
    ],
    ['.devcontainer/devcontainer.json', '"image":', '"image"', 'devcontainer.json', null],
    [
      'deploy/alerts.yaml',
      'rate(yokoten_turns_total[10m]))',
      'rate(yokoten_turns_total[10m])',
      'alerts.yaml',
      'promtool',
    ],
    ['deploy/grafana.json', '"panels":', '"panels"', 'grafana.json', null],
    ['azure.yaml', 'name: yokoten', 'name: yokoten\nname: x', 'azure.yaml', null],
    ['deploy/yokoten', '"$command"', '$command', 'deploy/yokoten', 'shellcheck'],
    ['.ci/run', 'local report code counts', 'local report=$(( code counts', '.ci/run', 'shellcheck'],
  ])('%s: %s', async (file, right, wrong, said, tool) => {
    if (tool !== null && !has(tool)) {
      // .ci/run installs every tool, and demands them.
      expect(process.env['CI_DEPLOY']).not.toBe('required');
      return;
    }
    const text = readFileSync(path.join(root, file), 'utf8');
    expect(text).toContain(right);
    write(file, text.replace(right, wrong));
    const only = {
      '.github/dependabot.yml': 'YAML',
      'azure.yaml': 'YAML',
      '.devcontainer/devcontainer.json': 'JSON',
      'deploy/grafana.json': 'JSON',
    }[file];
    const name =
      only ??
      file
        .split('/')
        .slice(0, file.startsWith('deploy') ? 2 : 1)
        .join('/');
    const found = Object.entries(checks).filter(([check]) => check.includes(name));
    const problems = [];
    for (const [, check] of found) problems.push(...(await check(root)).problems);
    expect(problems.join('\n')).toContain(said);
  });
});
