import { seeded } from '../../tools/train/random.ts';
import { readArguments } from '../../../src/cli/usage.ts';
import { startPostgres } from '../postgres.ts';
import { type ModelDatabase, openPostgres, openSqlite } from './databases.ts';
import { compareWithModel, interleave } from './interleave.ts';
import { interleaveJobs } from './jobs.ts';
import { interleaveMonths } from './months.ts';
import { interleavePlans } from './plans.ts';
import { interleaveSlots } from './book.ts';

type Check = (database: ModelDatabase, seed: number) => Promise<string | null>;
/** The ledger, and what decides by it or beside it. */
export const ledgerChecks: readonly Check[] = [compareWithModel, interleave];
export const otherChecks: readonly Check[] = [
  interleaveJobs,
  interleaveMonths,
  interleavePlans,
  interleaveSlots,
];

/** Runs the checks with seeds from `from` to `to`; returns what does not hold, the first of each check. */
export async function runModel(
  database: ModelDatabase,
  checks: readonly Check[],
  { from = 1, to, step = 1 }: { readonly from?: number; readonly to: number; readonly step?: number },
): Promise<string[]> {
  const wrong: string[] = [];
  for (const check of checks) {
    for (let seed = from; seed <= to; seed += step) {
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

Holds the ledger to a model, and the ledger, jobs of broadcasts, highlights and slots to what must hold under random
interleavings, on SQLite and PostgreSQL. COUNT: seeds of each; default 10000.`;
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
        const found = await runModel(database, [...ledgerChecks, ...otherChecks], {
          from: lane + 1,
          to: count,
          step: beside,
        });
        await database.close();
        return found;
      }),
    );
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(
      `${name}: ${count} sequences against the model, ${count} interleavings of each, ${seconds} s`,
    );
    for (const one of wrong.flat()) console.log(one);
    if (wrong.flat().length > 0) process.exitCode = 1;
  }
  await postgres.stop();
}
