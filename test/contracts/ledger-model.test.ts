import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPostgres, openSqlite } from './model/databases.ts';
import { anyWait, ledgerChecks, otherChecks, runModel } from './model/run.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** Bounded here; `npm run model` does 10,000 on each. */
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

test('SQLite: the ledger is as the model; it, jobs, highlights and slots hold together whatever happens at once', async () => {
  const database = await openSqlite();
  expect(await runModel(database, ledgerChecks, { to: 60 })).toEqual([]);
  expect(await runModel(database, otherChecks, { to: 15 })).toEqual([]);
  await database.close();
});

test('PostgreSQL: the same, with three actors on connections of their own', async () => {
  const database = await openPostgres(await postgres.createDatabase(), anyWait());
  expect(await runModel(database, ledgerChecks, { to: 25 })).toEqual([]);
  expect(await runModel(database, otherChecks, { to: 8 })).toEqual([]);
  await database.close();
}, 120_000);
