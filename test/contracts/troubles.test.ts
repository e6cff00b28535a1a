import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { sendThrough, troubles } from './troubles.ts';

/** The worker and the pool as they are, with shorter limits: the real ones are 9 s and 60 s. */
const pool = { size: 3, connectMs: 300, statementMs: 300, lockMs: 200, idleInTransactionMs: 500 };
const options = { leaseMs: 3000, sweepMs: 200, pollMs: 20, toleranceMs: 60_000 };

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

test.each(Object.entries(troubles))(
  '%s: sending goes on by itself, and nobody gets it twice',
  async (name, trouble) => {
    const url = await postgres.createMigrated();
    const failures = name === 'connections that the server ends' ? 1 : 3;
    const { got, counts } = await sendThrough(trouble, { url, pool, options, people: 40, failures });
    expect([...got.values()].filter((times) => times > 1)).toEqual([]);
    // A mark whose answer was lost may have left: nobody knows, and it is not sent again.
    expect(counts.sent).toBe(got.size);
    expect(counts.sent + counts.unknown).toBe(40);
    expect(counts.unknown).toBeLessThanOrEqual(10);
  },
);
