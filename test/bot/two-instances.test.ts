import { expect, test } from '@jest/globals';
import { memoryLedger, type InvokeAnswer, type TurnLedger } from '../../src/bot/memory/ledger.ts';
import { SharedLedger } from '../../src/bot/memory/shared-ledger.ts';
import type { TurnStore } from '../../src/bot/memory/shared-memory.ts';
import type { Clock } from '../../src/calendar/clock.ts';
import { seeded } from '../tools/train/random.ts';

/** A time that two instances and their database have to themselves: slow, or at a stand, for as long as a test says. */
type Sleep = Pick<Clock, 'now' | 'sleep'>;

/** A time that moves on to whatever is waited for next, once nothing else is to be done. */
function ownTime() {
  let time = 0;
  const waiting: { readonly at: number; readonly wake: () => void }[] = [];
  const sleepUntil = (at: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      waiting.push({ at, wake: resolve });
      signal?.addEventListener('abort', () => {
        resolve();
      });
    });
  return {
    now: () => time,
    sleepUntil,
    async through(work: Promise<unknown>): Promise<void> {
      const state = { isDone: false };
      void work.catch(() => undefined).then(() => (state.isDone = true));
      for (;;) {
        await new Promise(setImmediate);
        if (state.isDone) return;
        waiting.sort((a, b) => a.at - b.at);
        const next = waiting.shift();
        if (!next) throw new Error('nothing is waited for');
        time = Math.max(time, next.at);
        next.wake();
      }
    },
  };
}
type OwnTime = ReturnType<typeof ownTime>;

/** While an instance stands still it reads, writes and wakes nothing: [from, until] of each time. */
type Stops = readonly (readonly [number, number])[];

const endOfStop = (stops: Stops, at: number) =>
  stops.find(([from, until]) => from <= at && at < until)?.[1] ?? at;

function clockOf(time: OwnTime, stops: Stops): Sleep {
  return {
    now: time.now,
    sleep: (ms, signal) => time.sleepUntil(endOfStop(stops, time.now() + ms), signal),
  };
}

const WAITS_MS = 5;

type Statement = (...args: readonly unknown[]) => Promise<unknown>;

interface Row {
  heldUntil: number | null;
  expiresAt: number;
  answer: InvokeAnswer | null;
}

function isFree(row: Row | undefined, now: number): row is undefined {
  return row === undefined || row.expiresAt <= now || (row.heldUntil !== null && row.heldUntil <= now);
}

/** What the database does with one statement, as the contract of the store says. */
function tableOfTurns() {
  const rows = new Map<string, Row>();
  const heldBy = (keys: readonly string[], heldUntil: number) =>
    keys.filter((key) => rows.get(key)?.heldUntil === heldUntil);
  const statements: TurnStore = {
    claim(keys, now, heldUntil) {
      const free = keys.filter(({ key }) => isFree(rows.get(key), now));
      for (const { key, expiresAt } of free) rows.set(key, { heldUntil, expiresAt, answer: null });
      return Promise.resolve(free.map(({ key }) => key));
    },
    settle(keys, answer) {
      for (const key of keys) {
        const row = rows.get(key);
        if (row) Object.assign(row, { answer, heldUntil: null });
      }
      return Promise.resolve();
    },
    depart(keys, heldUntil) {
      const held = heldBy(keys, heldUntil);
      for (const key of held) rows.get(key)!.heldUntil = null;
      return Promise.resolve(held);
    },
    hold(keys, heldUntil, until) {
      const held = heldBy(keys, heldUntil);
      for (const key of held) rows.get(key)!.heldUntil = until;
      return Promise.resolve(held);
    },
    release(keys, heldUntil) {
      for (const key of heldBy(keys, heldUntil)) rows.delete(key);
      return Promise.resolve();
    },
    find(key, now) {
      const row = rows.get(key);
      if (isFree(row, now)) return Promise.resolve(null);
      const known = { isAnswered: true, answer: row.answer } as const;
      return Promise.resolve(row.heldUntil === null ? known : { isAnswered: false });
    },
    context: () => Promise.resolve(null),
    keepContext: () => Promise.resolve(),
    sweep: () => Promise.resolve(),
  };
  return statements;
}

/** One database, one statement after the other; `takesMs` says how long each takes. */
function slowServer(time: OwnTime, takesMs: () => number) {
  const table = tableOfTurns();
  let freeAt = 0;
  const over = (stops: Stops): TurnStore => {
    const slowly =
      (statement: Statement) =>
      async (...args: readonly unknown[]) => {
        // A connection is waited for.
        await time.sleepUntil(endOfStop(stops, time.now() + WAITS_MS));
        freeAt = Math.max(freeAt, time.now()) + takesMs();
        await time.sleepUntil(freeAt);
        const result = await statement(...args);
        await time.sleepUntil(endOfStop(stops, time.now()));
        return result;
      };
    return Object.fromEntries(
      Object.entries(table).map(([name, statement]) => [name, slowly(statement as Statement)]),
    ) as unknown as TurnStore;
  };
  return { over };
}

const never = (error: unknown) => {
  throw error;
};

interface Instance {
  readonly ledger: TurnLedger;
  readonly clock: Sleep;
}

function instanceOf(time: OwnTime, server: ReturnType<typeof slowServer>, stops: Stops): Instance {
  const clock = clockOf(time, stops);
  const parts = { store: server.over(stops), clock, onError: never };
  return { clock, ledger: new SharedLedger(memoryLedger(clock.now), parts) };
}

/** Answers `key` after `ms`, into `sent`. */
function deliver({ ledger, clock }: Instance, key: string, ms: number, sent: string[]) {
  return ledger.once([{ key, ttlMs: 900_000, isPress: false }], async (depart) => {
    await clock.sleep(ms);
    await depart();
    // Between here and the socket lies work of its own.
    await clock.sleep(3);
    sent.push(key);
    return null;
  });
}

test('a database that takes seconds for each statement, and speaks: each is answered once', async () => {
  const time = ownTime();
  const server = slowServer(time, () => 150);
  const both = [instanceOf(time, server, []), instanceOf(time, server, [])];
  const sent: string[] = [];
  const keys = Array.from({ length: 20 }, (_, index) => String(index));
  await time.through(
    Promise.all(keys.flatMap((key) => both.map((instance) => deliver(instance, key, 10, sent)))),
  );
  expect(sent.toSorted()).toEqual(keys.toSorted());
});

test('an instance that stands still as an answer leaves sends nothing that another has sent meanwhile', async () => {
  const time = ownTime();
  const server = slowServer(time, () => 1);
  const first = instanceOf(time, server, [[100, 25_000]]);
  const second = instanceOf(time, server, []);
  const sent: string[] = [];
  const slow = deliver(first, 'k', 92, sent);
  const again = time.sleepUntil(16_000).then(() => deliver(second, 'k', 10, sent));
  await time.through(Promise.all([slow, again]));
  expect(sent).toEqual(['k']);
});

test.each(Array.from({ length: 30 }, (_, index) => index + 1))(
  'instances that stand still and a slow database, at random: each is answered once (seed %i)',
  async (seed) => {
    const random = seeded(seed);
    const between = (least: number, most: number) => least + Math.floor(random() * (most - least));
    const stops = (): Stops =>
      Array.from({ length: 3 }, (_, index) => {
        const from = index * 40_000 + between(0, 12_000);
        return [from, from + between(0, 25_000)] as const;
      });
    const time = ownTime();
    const server = slowServer(time, () => between(20, 200));
    const both = [instanceOf(time, server, stops()), instanceOf(time, server, stops())];
    const sent: string[] = [];
    const keys = Array.from({ length: 40 }, (_, index) => String(index));
    const deliveries = keys.flatMap((key) => {
      const at = between(0, 3) * 20_000 + between(0, 1500);
      return [at, at + between(0, 1000), at + 15_000 + between(0, 2000)].map(async (when) => {
        await time.sleepUntil(when);
        await deliver(both[between(0, 2)]!, key, between(0, 2) * between(0, 15_000), sent);
      });
    });
    await time.through(Promise.all(deliveries));
    expect(sent.toSorted()).toEqual(keys.toSorted());
  },
);
