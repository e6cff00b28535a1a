import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ModelDatabase, openPostgres, openSqlite } from './model/databases.ts';
import { anyWait, type CheckName, runCheck } from './model/checks.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** Bounded here; `npm run model` does 10,000 on each. */
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

const ofLedger: readonly CheckName[] = ['model', 'ledger'];
const others: readonly CheckName[] = ['jobs', 'highlights', 'plans', 'slots'];

async function hold(database: ModelDatabase, names: readonly CheckName[], to: number): Promise<void> {
  for (const name of names) expect(await runCheck(database, name, { from: 1, to })).toBeNull();
}

test('SQLite: the ledger is as the model; it, jobs, highlights and slots hold together whatever happens at once', async () => {
  const database = await openSqlite();
  await hold(database, ofLedger, 60);
  await hold(database, others, 15);
  await database.close();
});

test('PostgreSQL: the same, with three actors on connections of their own', async () => {
  const database = await openPostgres(await postgres.createDatabase(), anyWait());
  await hold(database, ofLedger, 25);
  await hold(database, others, 8);
  await database.close();
}, 120_000);
