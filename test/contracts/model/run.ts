import { seeded } from '../../tools/train/random.ts';
import { readArguments } from '../../../src/cli/usage.ts';
import { startPostgres } from '../postgres.ts';
import { type ModelDatabase, openPostgres, openSqlite } from './databases.ts';
import { compareWithModel, interleave } from './interleave.ts';
import { interleaveJobs } from './jobs.ts';

const checks = [compareWithModel, interleave, interleaveJobs];

/** Runs `count` seeds of each kind; returns what does not hold, the first of each kind. */
export async function runModel(
  database: ModelDatabase,
  count: number,
  from = 1,
  step = 1,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const check of checks) {
    for (let seed = from; seed < from + count; seed += step) {
      await database.clear([]);
      const found = await check(database, seed);
      if (found === null) continue;
      wrong.push(found);
      break;
    }
  }
  return wrong;
}

/** Before a query as many turns of the event loop as chance says, mostly none. */
export function anyWait(): () => Promise<void> {
  const random = seeded(7);
  return async () => {
    const turns = random() < 0.5 ? 0 : Math.floor(random() * 12);
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
  };
}

/** Databases beside each other on the server: its answers are waited for most of the time. */
const lanes = 4;

if (import.meta.main) {
  const usage = `npm run model -- [COUNT]

Holds the ledger to a model under random interleavings on SQLite and PostgreSQL. COUNT: seeds of each kind; default 10000.`;
  const { positionals } = readArguments(usage, { allowPositionals: true });
  const count = Number(positionals[0] ?? 10_000);
  const postgres = await startPostgres();
  for (const [name, open, beside] of [
    ['SQLite', openSqlite, 1],
    ['PostgreSQL', async () => await openPostgres(await postgres.createDatabase(), anyWait()), lanes],
  ] as const) {
    const startedAt = performance.now();
    const wrong = await Promise.all(
      Array.from({ length: beside }, async (_, lane) => {
        const database = await open();
        const found = await runModel(database, count - lane, lane + 1, beside);
        await database.close();
        return found;
      }),
    );
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(`${name}: ${count} sequences against the model, ${count} interleavings, ${seconds} s`);
    for (const one of wrong.flat()) console.log(one);
    if (wrong.flat().length > 0) process.exitCode = 1;
  }
  await postgres.stop();
}
