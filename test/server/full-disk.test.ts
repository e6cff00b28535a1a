import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startBot, stopBot } from '../bench/process.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { personalMessage, scene, sendToBot } from '../simulator/teams.ts';

const MAIN = join(import.meta.dirname, '../../src/start.js');

test('with no room on the disk it answers, says that it cannot remember, and goes on when there is room', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-full-'));
  const simulator = await startSimulator();
  const bot = await startBot([MAIN, '--sandbox'], { DATA_DIR: dataDir });
  const readiness = async () =>
    (await (await fetch(`http://127.0.0.1:${bot.adminPort}/readyz`)).json()) as object;
  const until = async (expected: object) => {
    const giveUpAt = Date.now() + 20_000;
    while (JSON.stringify(await readiness()) !== JSON.stringify(expected)) {
      if (Date.now() > giveUpAt) throw new Error(`never ${JSON.stringify(expected)}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  // No file of the process can grow: what a full disk does to it, without filling one.
  const limit = (size: string) =>
    execFileSync('prlimit', ['--pid', String(bot.process.pid), `--fsize=${size}`]);
  const ask = async (id: string) => {
    const activity = personalMessage(scene(simulator.url), id, '１ｏｎ１やってる局は？');
    expect((await sendToBot(`http://127.0.0.1:${bot.port}`, activity)).status).toBe(200);
  };
  await until({ status: 'ready' });
  limit('0:unlimited');
  await until({ status: 'ready', degraded: ['database'] });
  await ask('1');
  // A busy machine may say that it types as well.
  expect(JSON.stringify(simulator.connector.requests.map(({ body }) => body))).toContain('緑区役所');
  limit('unlimited:unlimited');
  await until({ status: 'ready' });
  await ask('2');
  await stopBot(bot.process);
  await simulator.close();
  rmSync(dataDir, { recursive: true });
}, 60_000);
