import { describe, expect, test } from '@jest/globals';
import { memoryContexts } from '../../src/bot/memory/contexts.ts';
import { memoryLedger } from '../../src/bot/memory/ledger.ts';

const keyOf = (key: string, ttlMs = 100, isPress = false) => [{ key, ttlMs, isPress }];
const answer = (status: number) => ({ status, body: null });

describe('the ledger', () => {
  test('runs once within the time to live, and again after it', async () => {
    let now = 0;
    const ledger = memoryLedger(() => now);
    const run = (status: number) => ledger.once(keyOf('k'), () => Promise.resolve(answer(status)));
    expect(await run(1)).toEqual({ answer: answer(1), repeated: false });
    now = 99;
    expect(await run(2)).toEqual({ answer: answer(1), repeated: true });
    now = 100;
    expect(await run(3)).toEqual({ answer: answer(3), repeated: false });
  });

  test('waits for the one that is running', async () => {
    const ledger = memoryLedger(() => 0);
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof answer>>();
    const first = ledger.once(keyOf('k'), () => promise);
    const second = ledger.once(keyOf('k'), () => Promise.reject(new Error('ran twice')));
    resolve(answer(1));
    expect(await second).toEqual({ answer: answer(1), repeated: true });
    expect((await first).repeated).toBe(false);
  });

  test('forgets a turn that threw', async () => {
    const ledger = memoryLedger(() => 0);
    await expect(ledger.once(keyOf('k'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await ledger.once(keyOf('k'), () => Promise.resolve(null))).toEqual({
      answer: null,
      repeated: false,
    });
  });

  test('keeps the newest when it is full', async () => {
    const ledger = memoryLedger(() => 0, 2);
    const run = (key: string) => ledger.once(keyOf(key), () => Promise.resolve(null));
    for (const key of ['a', 'b', 'c']) await run(key);
    expect((await run('c')).repeated).toBe(true);
    expect((await run('b')).repeated).toBe(true);
    expect((await run('a')).repeated).toBe(false);
  });
});

describe('contexts', () => {
  const person = { tenantId: 't', conversationId: 'c', userId: 'u' };
  const context = (text: string) => ({ query: text, ids: [], shown: 0 });

  test('are one per person and conversation, for half an hour', async () => {
    let now = 0;
    const contexts = memoryContexts(() => now);
    await contexts.put(person, context('一'));
    now = 30 * 60_000 - 1;
    expect(await contexts.get(person)).toEqual(context('一'));
    expect(await contexts.get({ ...person, userId: 'v' })).toBeNull();
    expect(await contexts.get({ ...person, conversationId: 'd' })).toBeNull();
    expect(await contexts.get({ ...person, tenantId: 's' })).toBeNull();
    now = 30 * 60_000;
    expect(await contexts.get(person)).toBeNull();
  });

  test('of the longest silent go first', async () => {
    const contexts = memoryContexts(() => 0, 2);
    const named = (userId: string) => ({ ...person, userId });
    await contexts.put(named('a'), context('一'));
    await contexts.put(named('b'), context('二'));
    await contexts.put(named('a'), context('三'));
    await contexts.put(named('c'), context('四'));
    expect(await contexts.get(named('b'))).toBeNull();
    expect(await contexts.get(named('a'))).toEqual(context('三'));
  });
});
