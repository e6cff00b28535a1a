import { PostgresDialect } from 'kysely';
import { readArguments } from '../../../src/cli/usage.ts';
import { tablesOf } from '../../../src/storage/schema.ts';
import { createPool } from '../../../src/storage/server/pool.ts';
import { startPostgres } from '../postgres.ts';
import type { Cost } from './cost.ts';
import { brokenBy, killOnPostgres, killOnSqlite, type Killed } from './kills.ts';

const usage = `npm run model:spread -- kills [COUNT] [SEED]
npm run model:spread -- cost

kills: kills writers of adoptions, follows, answers and reports at COUNT random moments (default 30), on SQLite and
       with two instances on PostgreSQL, and says what does not hold: above all, what was acknowledged and is not there.
cost:  what 100,000 kept questions take to be grouped and listed, and 20,000 of them on the disk, on both.`;

const { positionals } = readArguments(usage, { allowPositionals: true });
const [what = 'kills', count = '30', seed = String(Date.now() % 100_000)] = positionals;
const postgres = await startPostgres({ durable: true });
const wrong = what === 'cost' ? await cost() : await kills(Number(count), Number(seed));
await postgres.stop();
for (const one of wrong) console.log(one);
process.exitCode = wrong.length > 0 ? 1 : 0;

async function kills(times: number, from: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [name, open] of [
    ['SQLite', () => killOnSqlite(times, from)],
    ['PostgreSQL, two instances', async () => killOnPostgres(await postgres.createDatabase(), times, from)],
  ] as const) {
    const killed: Killed = await open();
    const broken = await brokenBy(killed, times);
    const steps = await killed.count('adoption_steps');
    const told = await killed.count('deliveries');
    const acknowledged = [...killed.acknowledged].map(([step, ids]) => `${step} ${ids.length}`).join(', ');
    console.log(
      `${name}: ${times} kills (seed ${from}), ${steps} steps, ${told} told, ${broken.length} rules broken; ` +
        `acknowledged: ${acknowledged}`,
    );
    found.push(...broken.map((rule) => `${name}: not so: ${rule}`));
    await killed.close();
  }
  return found;
}

async function cost(): Promise<readonly string[]> {
  // Reads the whole dataset, which kills have no use for.
  const { costOnPostgres, costOnSqlite, tooDear } = await import('./cost.ts');
  const sqlite = await costOnSqlite();
  const found = said('SQLite', sqlite, tooDear(sqlite));
  const databaseUrl = await postgres.createDatabase();
  const db = tablesOf(new PostgresDialect({ pool: createPool(databaseUrl) }));
  const server = await costOnPostgres(databaseUrl, db);
  await db.destroy();
  return [...found, ...said('PostgreSQL', server, tooDear(server))];
}

function said(name: string, one: Cost, reasons: readonly string[]): readonly string[] {
  const { keepMs, monthMb, groups, listMs, waitMs } = one;
  console.log(
    `${name}: ${keepMs.toFixed(2)} ms each to keep, ${monthMb.toFixed(1)} MB for 20,000; ` +
      `any page of ${groups} groups of 100,000 listed in ${listMs.toFixed(0)} ms, a turn waits at most ${waitMs.toFixed(0)} ms`,
  );
  return reasons.map((why) => `${name}: ${why}`);
}
