import { seeded } from '../../tools/train/random.ts';
import { readArguments } from '../../../src/cli/usage.ts';
import { startPostgres } from '../postgres.ts';
import { type ModelDatabase, openPostgres, openSqlite } from './databases.ts';
import { compareWithModel, interleave } from './interleave.ts';

/** Runs `count` seeds of each kind; returns what does not hold, the first of each kind. */
export async function runModel(database: ModelDatabase, count: number, from = 1): Promise<string[]> {
  const wrong: string[] = [];
  for (const check of [
    (seed: number) => compareWithModel(database.ledgers[0]!, seed),
    (seed: number) => interleave(database.ledgers, seed),
  ]) {
    for (let seed = from; seed < from + count; seed += 1) {
      await database.clear();
      const found = await check(seed);
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

if (import.meta.main) {
  const usage = `npm run model -- [COUNT]

Holds the ledger to a model under random interleavings on SQLite and PostgreSQL. COUNT: seeds of each kind; default 10000.`;
  const { positionals } = readArguments(usage, { allowPositionals: true });
  const count = Number(positionals[0] ?? 10_000);
  const postgres = await startPostgres();
  for (const [name, open] of [
    ['SQLite', openSqlite],
    ['PostgreSQL', async () => await openPostgres(await postgres.createDatabase(), anyWait())],
  ] as const) {
    const startedAt = performance.now();
    const database = await open();
    const wrong = await runModel(database, count);
    await database.close();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(`${name}: ${count} sequences against the model, ${count} interleavings, ${seconds} s`);
    for (const one of wrong) console.log(one);
    if (wrong.length > 0) process.exitCode = 1;
  }
  await postgres.stop();
}
