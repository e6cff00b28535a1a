import { expect, test } from '@jest/globals';
import { brokenBy, killOnSqlite } from '../contracts/model/kills.ts';

/** `npm run model:spread` does it thirty times on each database. */
const KILLS = 4;

test('killed at any moment, no step is half taken and nobody is told twice, or of what did not happen', async () => {
  const killed = await killOnSqlite(KILLS, 7);
  expect(await brokenBy(killed, KILLS)).toEqual([]);
  // The rules see what is broken.
  const counted = (sql: string) => (sql === 'audit' ? Promise.resolve(0) : killed.count(sql));
  expect(await brokenBy({ count: counted }, KILLS)).toEqual(['the trail has no other entries']);
  await killed.close();
}, 60_000);
