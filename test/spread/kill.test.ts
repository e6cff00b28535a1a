import { expect, test } from '@jest/globals';
import { brokenBy, killOnSqlite } from '../contracts/model/kills.ts';

/** `npm run model:spread` does it thirty times on each database. */
const KILLS = 4;

test('killed at any moment, no step is lost that was acknowledged, none is half taken and nobody is told twice, or of what did not happen', async () => {
  const killed = await killOnSqlite(KILLS, 7);
  expect(await brokenBy(killed, KILLS)).toEqual([]);
  // The rules see what is broken.
  const { acknowledged } = killed;
  const count = (sql: string) => (sql === 'audit' ? Promise.resolve(0) : killed.count(sql));
  expect(await brokenBy({ acknowledged, count }, KILLS)).toEqual(['the trail has no other entries']);
  const moved = acknowledged.get('moved')!;
  const lost = new Map([...acknowledged, ['moved', [...moved, moved[0]!, 'never']]] as const);
  expect(await brokenBy({ ...killed, acknowledged: lost }, KILLS)).toEqual([
    `what is moved stands: ${moved.length} of ${moved.length + 1}`,
    'what is moved is so once',
  ]);
  await killed.close();
}, 60_000);
