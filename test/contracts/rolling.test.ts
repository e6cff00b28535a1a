import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { systemClock } from '../../src/calendar/clock.ts';
import { type RunningBot, startBot, stopBot } from '../bench/process.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import { startPostgres } from './postgres.ts';

const START = [join(import.meta.dirname, '../../src/start.js'), '--sandbox'];
const TURNS = 400;
const PER_SECOND = 100;
/** As Teams does: what got no answer comes again, to whichever instance the proxy chooses. */
const MAX_TRIES = 100;
const AGAIN_MS = 200;

test('two instances restarted one after the other under 100 turns/s: each turn is answered, and once', async () => {
  const postgres = await startPostgres();
  const simulator = await startSimulator();
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-rolling-'));
  const DATABASE_URL = await postgres.createDatabase();
  const bots: RunningBot[] = [];
  const startOne = (name: string) => startBot(START, { DATABASE_URL, DATA_DIR: join(dataDir, name) });
  try {
    for (const name of ['a', 'b']) bots.push(await startOne(name));
    let tries = 0;
    const deliver = async (activity: unknown) => {
      for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
        const bot = bots[tries++ % bots.length]!;
        const isTaken = await sendToBot(`http://127.0.0.1:${bot.port}`, activity).then(
          ({ status }) => status === 200,
          () => false,
        );
        if (isTaken) return;
        await systemClock.sleep(AGAIN_MS);
      }
      throw new Error('not taken');
    };
    const turn = async (index: number) => {
      await systemClock.sleep((index * 1000) / PER_SECOND);
      const where = scene(simulator.url, { userId: `29:${index}` });
      const conversation = { conversationType: 'personal', tenantId: where.tenantId, id: `a:${index}` };
      await deliver(personalMessage(where, `t${index}`, '1on1をやっている部署は？', { conversation }));
    };
    const restartEach = async () => {
      for (const at of [0, 1]) {
        await systemClock.sleep(1000);
        const old = bots[at]!;
        const stopping = stopBot(old.process);
        bots[at] = await startOne(`${at}-again`);
        await stopping;
      }
    };
    await Promise.all([restartEach(), ...Array.from({ length: TURNS }, (_, index) => turn(index))]);
    const replies = simulator.connector.requests.filter(
      ({ body }) => (body as { type?: string } | null)?.type === 'message',
    );
    const counts = Map.groupBy(replies, ({ path }) => path.split('/').at(-1)!);
    const wrong = Array.from(
      { length: TURNS },
      (_, index) => [`t${index}`, counts.get(`t${index}`)?.length ?? 0] as const,
    );
    expect(wrong.filter(([, count]) => count !== 1)).toEqual([]);
    // Some came again, or the restart was seen by nobody.
    expect(tries).toBeGreaterThan(TURNS);
  } finally {
    for (const bot of bots) await stopBot(bot.process);
    await simulator.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 400_000);
