import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryContexts } from '../../src/bot/memory/contexts.ts';
import { type Depart, type InvokeAnswer, memoryLedger } from '../../src/bot/memory/ledger.ts';
import { SharedLedger } from '../../src/bot/memory/shared-ledger.ts';
import { sharedContexts, type TurnStore } from '../../src/bot/memory/shared-memory.ts';
import { systemClock } from '../../src/calendar/clock.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { type RunningBot, startBot, stopBot } from '../bench/process.ts';
import type { ReceivedRequest } from '../simulator/connector.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import { openEmpty } from '../storage/empty.ts';
import { patient, startPostgres, type TestPostgres } from './postgres.ts';

const answer = (status: number): InvokeAnswer => ({ status, body: { cards: ['一'] } });
const keysOf = (...names: readonly string[]) => names.map((key) => ({ key, ttlMs: 60_000, isPress: false }));
const person = { tenantId: 't', conversationId: 'c', userId: 'u' };
const context = (text: string) => ({ query: text, ids: ['a', 'b'], shown: 0 });
const never = (error: unknown) => {
  throw error;
};

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
});

/** `count` instances on one new database. */
async function instances(count: number): Promise<readonly Storage[]> {
  const databaseUrl = await server.createMigrated();
  const all = Array.from({ length: count }, () =>
    openStorage({ dataDir: tmpdir(), databaseUrl, pool: patient }),
  );
  for (const one of all) await one.ready();
  return all;
}

/** Waits until somebody has the key. */
async function isHeld({ turns }: Storage, key: string): Promise<void> {
  while ((await turns.find(key, Date.now())) === null) await systemClock.sleep(5);
}

const ledgerOf = (store: TurnStore, clock = systemClock) =>
  new SharedLedger(memoryLedger(clock.now), { store, clock, onError: never });

async function withEmbedded(use: (storage: Storage) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-turns-'));
  const storage = await openEmpty(dataDir);
  try {
    await use(storage);
  } finally {
    await storage.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function withServer(use: (storage: Storage) => Promise<void>): Promise<void> {
  const [storage] = await instances(1);
  try {
    await use(storage!);
  } finally {
    await storage!.close();
  }
}

describe.each([
  ['SQLite', withEmbedded],
  ['PostgreSQL', withServer],
])('the store of turns: %s', (_name, within) => {
  test('a key is taken once, until it expires, its holder goes silent, or it is given back', async () => {
    await within(async ({ turns }) => {
      const held = [{ key: 'a', expiresAt: 1000 }];
      expect(await turns.claim(held, 0, 100)).toEqual(['a']);
      expect(await turns.claim(held, 99, 200)).toEqual([]);
      expect(await turns.find('a', 99)).toEqual({ isAnswered: false });
      expect(await turns.find('a', 100)).toBeNull();
      expect(await turns.claim(held, 100, 200)).toEqual(['a']);
      await turns.settle(['a'], answer(200));
      expect(await turns.claim(held, 999, 1100)).toEqual([]);
      expect(await turns.find('a', 999)).toEqual({ isAnswered: true, answer: answer(200) });
      expect(await turns.claim(held, 1000, 1100)).toEqual(['a']);
      await turns.release(['a'], 1100);
      expect(await turns.find('a', 999)).toBeNull();
    });
  });

  test('only who has a key holds it longer, or gives it back', async () => {
    await within(async ({ turns }) => {
      const held = ['a', 'b'].map((key) => ({ key, expiresAt: 1000 }));
      await turns.claim(held, 0, 100);
      await turns.claim(held.slice(0, 1), 100, 200);
      expect(await turns.hold(['a', 'b'], 100, 300)).toEqual(['b']);
      await turns.release(['a', 'b'], 100);
      expect(await turns.find('a', 199)).toEqual({ isAnswered: false });
      expect(await turns.find('b', 299)).toEqual({ isAnswered: false });
      await turns.settle(['a'], null);
      expect(await turns.hold(['a'], 200, 300)).toEqual([]);
      await turns.release(['a', 'b'], 300);
      expect(await turns.find('b', 199)).toBeNull();
      expect(await turns.find('a', 199)).toEqual({ isAnswered: true, answer: null });
    });
  });

  test('only who has a key departs with it, and then it is answered for everybody', async () => {
    await within(async ({ turns }) => {
      const held = ['a', 'b'].map((key) => ({ key, expiresAt: 1000 }));
      await turns.claim(held, 0, 100);
      await turns.claim(held.slice(0, 1), 100, 200);
      expect(await turns.depart(['a', 'b'], 100)).toEqual(['b']);
      expect(await turns.find('a', 150)).toEqual({ isAnswered: false });
      expect(await turns.find('b', 150)).toEqual({ isAnswered: true, answer: null });
      expect(await turns.depart(['b'], 100)).toEqual([]);
      expect(await turns.depart([], 100)).toEqual([]);
      expect(await turns.claim(held, 150, 250)).toEqual([]);
    });
  });

  test('of several keys those are taken that nobody has', async () => {
    await within(async ({ turns }) => {
      await turns.claim([{ key: 'b', expiresAt: 1000 }], 0, 100);
      const all = ['a', 'b', 'c'].map((key) => ({ key, expiresAt: 1000 }));
      expect([...(await turns.claim(all, 1, 101))].sort()).toEqual(['a', 'c']);
    });
  });

  test('an answer may be none', async () => {
    await within(async ({ turns }) => {
      await turns.claim([{ key: 'a', expiresAt: 1000 }], 0, 100);
      await turns.settle(['a'], null);
      expect(await turns.find('a', 1)).toEqual({ isAnswered: true, answer: null });
    });
  });

  test('contexts are kept until they expire, the last one counts, and the sweep takes the rest', async () => {
    await within(async ({ turns }) => {
      await turns.keepContext('k', context('一'), 50);
      await turns.keepContext('k', context('二'), 100);
      expect(await turns.context('k', 99)).toEqual(context('二'));
      expect(await turns.context('other', 99)).toBeNull();
      expect(await turns.context('k', 100)).toBeNull();
      await turns.sweep(100);
      expect(await turns.context('k', 0)).toBeNull();
    });
  });
});

describe('two instances', () => {
  let first: Storage;
  let second: Storage;
  beforeAll(async () => {
    [first, second] = (await instances(2)) as [Storage, Storage];
  });
  afterAll(async () => {
    await Promise.all([first.close(), second.close()]);
  });

  test('a turn that both get at once runs on one, and both have its answer', async () => {
    let runs = 0;
    const turn = async () => {
      runs += 1;
      await systemClock.sleep(150);
      return answer(runs);
    };
    const results = await Promise.all(
      [first, second, first, second].map(({ turns }) => ledgerOf(turns).once(keysOf('at once'), turn)),
    );
    expect(runs).toBe(1);
    expect(results.map((result) => result.answer)).toEqual(results.map(() => answer(1)));
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
  });

  test('one that has a single key in common is the same, under all its keys from then on', async () => {
    await ledgerOf(first.turns).once(keysOf('activity 1', 'press'), () => Promise.resolve(answer(1)));
    await ledgerOf(first.turns).once(keysOf('other'), () => Promise.resolve(null));
    const run = () => Promise.reject(new Error('ran twice'));
    const repeat = (names: readonly string[]) => ledgerOf(second.turns).once(keysOf(...names), run);
    await expectSoon(() => repeat(['activity 2', 'press']), { answer: answer(1), repeated: true });
    await expectSoon(() => repeat(['activity 2']), { answer: answer(1), repeated: true });
  });

  test('one that threw runs again elsewhere', async () => {
    const failing = ledgerOf(first.turns).once(keysOf('throws'), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    const again = await ledgerOf(second.turns).once(keysOf('throws'), () => Promise.resolve(answer(2)));
    expect(again).toEqual({ answer: answer(2), repeated: false });
  });

  test('a press that changed nothing may be pressed again at once', async () => {
    const keys = [{ key: 'fleeting', ttlMs: 60_000, isPress: true }];
    const fleeting = { ...answer(1), isFleeting: true };
    await ledgerOf(first.turns).once(keys, () => Promise.resolve(fleeting));
    await expectSoon(() => ledgerOf(second.turns).once(keys, () => Promise.resolve(answer(2))), {
      answer: answer(2),
      repeated: false,
    });
  });

  test('what an instance that died had begun is done by another', async () => {
    const ahead = { ...systemClock, now: () => Date.now() + 60_000 };
    await first.turns.claim(
      [{ key: 'died', expiresAt: Date.now() + 600_000 }],
      Date.now(),
      Date.now() + 20_000,
    );
    const result = await ledgerOf(second.turns, ahead).once(keysOf('died'), () => Promise.resolve(answer(1)));
    expect(result).toEqual({ answer: answer(1), repeated: false });
  });

  /** A turn that notes in `sent` what goes out, once `gate` lets it. */
  const sending =
    (sent: string[], name: string, gate: Promise<unknown> = Promise.resolve(), after?: Promise<unknown>) =>
    async (depart: Depart) => {
      await gate;
      await depart();
      sent.push(name);
      await after;
      return null;
    };
  const given = { answer: null, repeated: true };
  /** Time that a test moves on. */
  const movable = () => {
    const clock = { ...systemClock, ahead: 0, now: () => Date.now() + clock.ahead };
    return clock;
  };

  test('what has gone out, and Teams has not confirmed, is not sent by the other: it knows at once', async () => {
    const sent: string[] = [];
    const confirmed = Promise.withResolvers<null>();
    const running = ledgerOf(first.turns).once(
      keysOf('departed'),
      sending(sent, 'first', undefined, confirmed.promise),
    );
    while (sent.length === 0) await systemClock.sleep(10);
    const again = await ledgerOf(second.turns).once(keysOf('departed'), sending(sent, 'second'));
    expect(again).toEqual(given);
    confirmed.resolve(null);
    expect(await running).toEqual({ answer: null, repeated: false });
    expect(sent).toEqual(['first']);
  });

  test('what has not gone out when an instance leaves goes out from the other at once, and from it no more', async () => {
    const sent: string[] = [];
    const gate = Promise.withResolvers<null>();
    const leaving = ledgerOf(first.turns);
    const running = leaving.once(keysOf('left', 'left too'), sending(sent, 'first', gate.promise));
    await isHeld(first, 'left');
    await leaving.leave();
    const again = await ledgerOf(second.turns).once(keysOf('left'), sending(sent, 'second'));
    expect(again).toEqual({ answer: null, repeated: false });
    gate.resolve(null);
    await running;
    expect(sent).toEqual(['second']);
  });

  test('what is going out when an instance leaves is waited for: nobody else will send it', async () => {
    const sent: string[] = [];
    const confirmed = Promise.withResolvers<null>();
    const order: string[] = [];
    const leaving = ledgerOf(first.turns);
    const running = leaving.once(keysOf('going'), sending(sent, 'first', undefined, confirmed.promise));
    while (sent.length === 0) await systemClock.sleep(10);
    const left = leaving.leave().then(() => order.push('left'));
    await systemClock.sleep(50);
    order.push('confirmed');
    confirmed.resolve(null);
    await Promise.all([left, running]);
    expect(order).toEqual(['confirmed', 'left']);
    expect(await ledgerOf(second.turns).once(keysOf('going'), sending(sent, 'second'))).toEqual(given);
    expect(sent).toEqual(['first']);
  });

  test('what an instance has got stuck with goes out from the other, and when it goes on, not once more', async () => {
    const sent: string[] = [];
    const gate = Promise.withResolvers<null>();
    const clock = movable();
    const running = ledgerOf(first.turns, clock).once(keysOf('stuck'), sending(sent, 'first', gate.promise));
    await isHeld(first, 'stuck');
    clock.ahead = 30_000;
    await ledgerOf(second.turns, clock).once(keysOf('stuck'), sending(sent, 'second'));
    gate.resolve(null);
    expect(await running).toEqual(given);
    expect(sent).toEqual(['second']);
  });

  test('what an instance was slow with, and nobody else has begun, goes out from it alone', async () => {
    const sent: string[] = [];
    const gate = Promise.withResolvers<null>();
    const confirmed = Promise.withResolvers<null>();
    const clock = movable();
    const running = ledgerOf(first.turns, clock).once(
      keysOf('slow'),
      sending(sent, 'first', gate.promise, confirmed.promise),
    );
    await isHeld(first, 'slow');
    clock.ahead = 30_000;
    gate.resolve(null);
    const again = ledgerOf(second.turns, { ...clock, now: () => Date.now() + 31_000 });
    while (sent.length === 0) await systemClock.sleep(10);
    expect(await again.once(keysOf('slow'), sending(sent, 'second'))).toEqual(given);
    confirmed.resolve(null);
    expect(await running).toEqual({ answer: null, repeated: false });
    expect(sent).toEqual(['first']);
  });

  test('what the store says after nobody has waited for it any longer still counts', async () => {
    const sent: string[] = [];
    const gate = Promise.withResolvers<null>();
    const asked = Promise.withResolvers<null>();
    let isSaid = false;
    const said: Promise<readonly string[]>[] = [];
    const late: TurnStore = {
      ...first.turns,
      claim: (...args) => {
        const claimed = asked.promise.then(() => first.turns.claim(...args));
        said.push(claimed);
        return claimed;
      },
    };
    const impatient = { ...systemClock, sleep: (ms: number) => systemClock.sleep(isSaid ? ms : 1) };
    const running = ledgerOf(late, impatient).once(keysOf('late'), sending(sent, 'first', gate.promise));
    await ledgerOf(second.turns).once(keysOf('late'), sending(sent, 'second'));
    isSaid = true;
    asked.resolve(null);
    await said[0];
    gate.resolve(null);
    expect(await running).toEqual(given);
    expect(sent).toEqual(['second']);
  });

  test('what one was asked, the other refines', async () => {
    const contextsOf = ({ turns }: Storage) =>
      sharedContexts(memoryContexts(Date.now), { store: turns, clock: systemClock, onError: never });
    await contextsOf(first).put(person, context('一'));
    expect(await contextsOf(second).get(person)).toEqual(context('一'));
    expect(await contextsOf(second).get({ ...person, userId: 'v' })).toBeNull();
  });
});

describe('with the store away', () => {
  const hanging = () => new Promise<never>(() => undefined);
  const failing = () => Promise.reject(new Error('connection refused'));
  const storeOf = (away: () => Promise<never>): TurnStore => ({
    claim: away,
    settle: away,
    depart: away,
    hold: away,
    release: away,
    find: away,
    context: away,
    keepContext: away,
    sweep: away,
  });

  test.each([
    ['hangs', hanging],
    ['refuses', failing],
  ])('it %s: turns are answered once by this instance, from what it remembers', async (_how, away) => {
    const errors: unknown[] = [];
    const parts = {
      store: storeOf(away),
      clock: systemClock,
      onError: (error: unknown) => errors.push(error),
    };
    const ledger = new SharedLedger(memoryLedger(Date.now), parts);
    const contexts = sharedContexts(memoryContexts(Date.now), parts);
    expect(await ledger.once(keysOf('k'), () => Promise.resolve(answer(1)))).toEqual({
      answer: answer(1),
      repeated: false,
    });
    const again = await ledger.once(keysOf('k'), () => Promise.reject(new Error('ran twice')));
    expect(again).toEqual({ answer: answer(1), repeated: true });
    await contexts.put(person, context('一'));
    expect(await contexts.get(person)).toEqual(context('一'));
    expect(errors.length > 0).toBe(away === failing);
  });
});

/** What is written behind an answer may take a moment. */
async function expectSoon<T>(look: () => Promise<T>, expected: T): Promise<void> {
  await systemClock.sleep(100);
  expect(await look()).toEqual(expected);
}

describe('two processes behind a proxy that takes turns', () => {
  const START = [join(import.meta.dirname, '../../src/start.js'), '--sandbox'];
  const PEOPLE = 500;

  test('2,000 deliveries, many twice, with follow-ups: each answered once, and rightly', async () => {
    const databaseUrl = await server.createDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-turns-'));
    const simulator = await startSimulator();
    const bots: RunningBot[] = [];
    try {
      const env = { DATABASE_URL: databaseUrl, LOG_LEVEL: 'info' };
      for (const name of ['a', 'b'])
        bots.push(await startBot(START, { ...env, DATA_DIR: join(dataDir, name) }));
      let delivered = 0;
      const deliver = async (activity: unknown) => {
        const bot = bots[delivered++ % bots.length]!;
        const { status } = await sendToBot(`http://127.0.0.1:${bot.port}`, activity);
        expect(status).toBe(200);
      };
      /** One asks and refines; what comes again comes to the other instance, at the same time or later. */
      const converse = async (index: number) => {
        const where = scene(simulator.url, { userId: `29:${index}` });
        const chat = {
          conversation: { conversationType: 'personal', tenantId: where.tenantId, id: `a:${index}` },
        };
        const ask = async (id: string, text: string) => {
          const activity = personalMessage(where, `${index}-${id}`, text, chat);
          await Promise.all([deliver(activity), ...(index % 2 === 0 ? [deliver(activity)] : [])]);
          if (index % 2 === 1) await deliver(activity);
        };
        for (const [question, [text]] of QUESTIONS.entries()) await ask(String(question), text);
      };
      for (let from = 0; from < PEOPLE; from += 10)
        await Promise.all(Array.from({ length: 10 }, (_, index) => converse(from + index)));
      expect(delivered).toBe(PEOPLE * 4);
      expect(wrongReplies(simulator.connector.requests)).toEqual([]);
    } finally {
      for (const bot of bots) await stopBot(bot.process);
      await simulator.close();
      rmSync(dataDir, { recursive: true });
    }
  }, 400_000);

  /** What is asked, and which departments the document has for it: [those of the answer, those that it must not have]. */
  const QUESTIONS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['1on1をやっている部署は？', ['緑区役所', '会計課'], ['消防局']],
    ['その中で緑区役所は？', ['緑区役所'], ['会計課']],
  ];

  /** `person-question: what is wrong with it`, for every question that has not exactly one reply with the right rows. */
  function wrongReplies(requests: readonly ReceivedRequest[]): readonly string[] {
    const replies = requests.filter(({ body }) => (body as { type?: string } | null)?.type === 'message');
    const byActivity = Map.groupBy(replies, ({ path }) => path.split('/').at(-1)!);
    return Array.from({ length: PEOPLE }, (_, index) => index).flatMap((index) =>
      QUESTIONS.flatMap(([, rows, others], question) => {
        const id = `${index}-${question}`;
        const [reply, ...more] = byActivity.get(id) ?? [];
        if (!reply || more.length > 0) return [`${id}: ${reply ? more.length + 1 : 0} replies`];
        const said = answerIn(reply.body);
        const isRight = rows.every((row) => said.includes(row)) && !others.some((row) => said.includes(row));
        return isRight ? [] : [`${id}: ${said}`];
      }),
    );
  }

  /** The card's words before what is merely near. */
  function answerIn(body: unknown): string {
    const [answered] = JSON.stringify(body).split('こちらも近いかもしれません');
    return [...answered!.matchAll(/"text":"([^"]+)"/g)].map((match) => match[1]!).join(' ');
  }
});
