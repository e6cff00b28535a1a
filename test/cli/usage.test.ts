import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { documentedCommands, npmRun } from './documented.ts';
import { runCommand } from './in-process.ts';

const root = join(import.meta.dirname, '../..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
/** The commands that people run, and the file of each. */
const commands = Object.entries(scripts).flatMap(([name, line]) => {
  const file = /(?:src\/cli|test\/(?:tools|bench|cards|contracts\/model))\/[\w/-]+\.ts/.exec(line)?.[0];
  return file === undefined ? [] : [[name, file] as const];
});

const documented = documentedCommands().flatMap(({ command }) => npmRun(command) ?? []);

/** Here where that can be; what other files import too runs in a process of its own alone. */
async function run(file: string, ...args: string[]) {
  const env = { DATA_DIR: join(root, 'no-such-folder') };
  return readFileSync(join(root, file), 'utf8').includes('if (import.meta.main)')
    ? spawnSync(process.execPath, [join(root, file), ...args], {
        encoding: 'utf8',
        env: { ...process.env, ...env },
      })
    : await runCommand(file, args, { env });
}

test('there are commands', () => {
  expect(commands.length).toBeGreaterThan(8);
});

describe.each([...commands, ['simulate -- broadcast', 'test/tools/simulate/main.ts', 'broadcast']] as const)(
  'npm run %s',
  (name, file, ...before) => {
    test('says how it is used when asked', async () => {
      const { status, stdout, stderr } = await run(file, ...before, '--help');
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^npm run /);
      expect(stdout).toContain(name.split(' ')[0]);
      // What README and the manuals give it, it takes: options, and words that say what to do.
      const [own] = name.split(' ');
      const told = documented.filter(
        (one) => one.name === own && (before.length === 0 || one.args.startsWith(before[0]!)),
      );
      const taken = told.flatMap(({ args }) => args.match(/--[\w-]+|^[a-z]+(?= |$)/g) ?? []);
      expect(taken.filter((word) => !stdout.includes(word))).toEqual([]);
    });

    test('says so too, without a stack, when it does not know an option', async () => {
      const { status, stdout, stderr } = await run(file, ...before, '--nonsense');
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain('npm run ');
      expect(stderr).not.toMatch(/^\s+at /m);
    });
  },
);

test.each(['start', 'dev'])('npm run %s says how it is used when asked', (name) => {
  const args = scripts[name]!.split(' ').slice(1);
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, '--help'], {
    encoding: 'utf8',
    cwd: root,
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('npm run dev');
});

test('a value that cannot be right is named, and ends the process with 2', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'test/tools/simulate/main.ts'), 'broadcast', '--recipients', 'many'],
    { encoding: 'utf8' },
  );
  expect(status).toBe(2);
  expect(stderr).toMatch(/^--recipients: /);
});

test('without .env the commands say nothing of it, and with one they take it in', () => {
  const at = (folder: string, code: string) =>
    spawnSync(process.execPath, ['--import', join(root, 'src/env.js'), '--eval', code], {
      encoding: 'utf8',
      cwd: folder,
    });
  const folder = mkdtempSync(join(tmpdir(), 'yokoten-env-'));
  const show = 'console.log(process.env.GREETING)';
  expect(at(folder, show)).toMatchObject({ stdout: 'undefined\n', stderr: '' });
  writeFileSync(join(folder, '.env'), 'GREETING=hello\n');
  expect(at(folder, show)).toMatchObject({ stdout: 'hello\n', stderr: '' });
  rmSync(folder, { recursive: true });
});
