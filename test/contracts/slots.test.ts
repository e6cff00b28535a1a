import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Kysely, type KyselyPlugin, PostgresDialect, sql } from 'kysely';
import { decideSlots } from '../../src/delivery/pace/pacing.ts';
import { createPool } from '../../src/storage/server/pool.ts';
import { tablesOf, type Tables } from '../../src/storage/schema.ts';
import { createSlotBook } from '../../src/storage/slots.ts';
import { patient, startPostgres, type TestPostgres } from './postgres.ts';

/** Bookings of many instances at once on the server; what both databases do alike is in storage.test.ts. */
let postgres: TestPostgres;
let url: string;
let opened: Kysely<Tables>[];
beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.createMigrated();
  opened = [];
});
afterAll(async () => {
  await Promise.all(opened.map((db) => db.destroy()));
  await postgres.stop();
});

function open(): Kysely<Tables> {
  const pool = createPool(url, undefined, { ...patient, lockMs: 30_000, statementMs: 30_000 });
  const db = tablesOf(new PostgresDialect({ pool }));
  opened.push(db);
  return db;
}

/** `read` is awaited whenever the book has been read and nothing is written yet. */
const afterRead = (read: () => Promise<void>): KyselyPlugin => ({
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => {
    if (result.rows.some((row) => 'now' in row)) await read();
    return result;
  },
});

/** Whichever 51 follow each other take more than the second in which Teams allows 50. */
function expectPaced(times: readonly number[]): void {
  const at = times.toSorted((a, b) => a - b);
  expect(new Set(at).size).toBe(at.length);
  expect(Math.min(...at.slice(50).map((time, index) => time - at[index]!))).toBeGreaterThan(1020);
}

test('who is come before each time books all the same, after a few tries', async () => {
  const rival = open();
  const rivals = createSlotBook(rival, 'postgres');
  const times: number[] = [];
  let reads = 0;
  const comeBefore = async () => {
    reads += 1;
    if (reads > 50) throw new Error('tries without end');
    const free = await sql`select key from slots where key = '' for update skip locked`.execute(rival);
    if (free.rows.length === 0) return;
    times.push(...(await rivals.reserve([`rival${times.length}`], [])).map(({ at }) => at));
  };
  const late = createSlotBook(open().withPlugin(afterRead(comeBefore)), 'postgres');
  for (const key of ['a', 'b', 'c']) {
    reads = 0;
    const [slot] = await late.reserve([key], []);
    expect(slot!.booked).toBe(true);
    times.push(slot!.at);
    expect(reads).toBe(5);
  }
  expect(new Set(times).size).toBe(times.length);
});

/** As a booking was made before they were made without a lock, for as long as an upgrade has both. */
async function reserveAsBefore(db: Kysely<Tables>, key: string): Promise<number> {
  return await db.transaction().execute(async (trx) => {
    const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`.as('now');
    const app = await trx
      .selectFrom('slots')
      .select(['times', now])
      .where('key', '=', '')
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before = { app: JSON.parse(app.times) as number[], conversations: new Map() };
    const { slots, booked } = decideSlots(before, [key], app.now, []);
    const times = JSON.stringify(booked.app);
    await trx
      .updateTable('slots')
      .set({ times, updatedAt: Number.MAX_SAFE_INTEGER })
      .where('key', '=', '')
      .execute();
    return slots[0]!.at;
  });
}

test('twelve instances at once, and three of the version before, each get slots of their own at the pace', async () => {
  await open().deleteFrom('slots').execute();
  const most: number[] = [];
  const now = Array.from({ length: 12 }, async (_, instance) => {
    let reads = 0;
    const count = () => Promise.resolve(void (reads += 1));
    const book = createSlotBook(open().withPlugin(afterRead(count)), 'postgres');
    const mine: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      reads = 0;
      const booked = await book.reserve([`${instance}/${round}/a`, `${instance}/${round}/b`], []);
      most.push(reads);
      mine.push(...booked.map(({ at }) => at));
    }
    return mine;
  });
  const before = Array.from({ length: 3 }, async (_, instance) => {
    const db = open();
    const mine: number[] = [];
    await createSlotBook(db, 'postgres').reserve([], []);
    for (let round = 0; round < 5; round += 1)
      mine.push(await reserveAsBefore(db, `old${instance}/${round}`));
    return mine;
  });
  const times = (await Promise.all([...now, ...before])).flat();
  expect(times).toHaveLength(12 * 5 * 2 + 3 * 5);
  expectPaced(times);
  // The first ones also make the app's row.
  expect(Math.max(...most)).toBeLessThanOrEqual(6);
});
