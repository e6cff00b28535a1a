import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** What becomes of a process that logs more than anybody reads. */
async function logTo(
  stdout: 'pipe' | number,
  read: (stdout: NodeJS.ReadableStream) => void = () => undefined,
) {
  const writer = join(import.meta.dirname, 'log-writer.ts');
  const child = spawn(process.execPath, [writer], { stdio: ['ignore', stdout, 'pipe'] });
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  if (child.stdout) read(child.stdout);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

const wentOn = { code: 0, stderr: 'went on' };

test('whoever does not read the log holds nobody up, and what is read is whole lines', async () => {
  let text = '';
  expect(
    await logTo('pipe', (stdout) => {
      stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
      // Until it has ended: then Node reads what the pipe held.
      stdout.pause();
    }),
  ).toEqual(wentOn);
  const lines = text.split('\n').slice(0, -1);
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual(
    lines.map((_, index) => index),
  );
});

test('a reader that has gone takes nothing with it', async () => {
  expect(
    await logTo('pipe', (stdout) => {
      (stdout as NodeJS.ReadableStream & { destroy(): void }).destroy();
    }),
  ).toEqual(wentOn);
});

const full = process.platform === 'linux' ? test : test.skip;
full('nor does a full disk', async () => {
  expect(await logTo(openSync('/dev/full', 'w'))).toEqual(wentOn);
});

test('of an error nothing is written but what finds its cause: libraries’ errors carry whole requests', async () => {
  const log = JSON.stringify(join(import.meta.dirname, '../../src/server/log.ts'));
  const source = `import { createLogger } from ${log};
    const request = { headers: { authorization: 'Bearer secret' } };
    const err = Object.assign(new Error('refused'), { code: 'ERR', statusCode: 401, config: request, request });
    createLogger('info').error({ err }, 'failed');`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', source]);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  const { err } = JSON.parse(text) as { err: object };
  expect(err).toMatchObject({ name: 'Error', message: 'refused', code: 'ERR', statusCode: 401 });
  expect(Object.keys(err).toSorted()).toEqual(['code', 'message', 'name', 'stack', 'statusCode']);
});
