import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AccessToken } from '../../src/teams/credentials.ts';
import { createTokens } from '../../src/teams/own-token.ts';

const hour = 3_600_000;
let now: number;
/** Of each request, in order; null hangs. */
let answers: (AccessToken | Error | null)[];
let requests: number;
let changes: unknown[];

beforeEach(() => {
  now = 1_000_000;
  answers = [];
  requests = 0;
  changes = [];
});

/** Time passes when told; whoever hangs hangs for as long as somebody waits. */
const clock = { now: () => now, elapsed: () => now, sleep: () => new Promise<void>(() => undefined) };
const open = (sleep: () => Promise<void> = clock.sleep) =>
  createTokens({
    clock: { ...clock, sleep },
    onChange: (error) => changes.push(error === null ? 'back' : (error as Error).message),
    limitMs: 50,
    fetchToken: () => {
      requests += 1;
      const answer = answers.shift();
      if (answer === null || answer === undefined) return new Promise(() => undefined);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
const token = (name: string, ms = hour): AccessToken => ({ token: name, expiresAt: now + ms });
const outcome = (promise: Promise<string>) => promise.catch((error: unknown) => (error as Error).message);

describe('one token', () => {
  test('is asked for once, however many want it, and kept', async () => {
    answers = [token('a')];
    const tokens = open();
    expect(await Promise.all([tokens.get(), tokens.get(), tokens.get()])).toEqual(['a', 'a', 'a']);
    now += hour / 2;
    expect(await tokens.get()).toBe('a');
    expect(requests).toBe(1);
  });

  test('is renewed before it ends; the old one does until then, also when there is no new one', async () => {
    answers = [token('a')];
    const tokens = open();
    await tokens.get();
    now += hour - 5 * 60_000;
    answers = [new Error('refused'), token('b')];
    expect(await tokens.get()).toBe('a');
    await new Promise(setImmediate);
    expect(tokens.available).toBe(true);
    now += 30_000;
    expect(await tokens.get()).toBe('a');
    await new Promise(setImmediate);
    expect(await tokens.get()).toBe('b');
    expect(requests).toBe(3);
  });
});

describe('without a token', () => {
  test('a refused one is asked for after 1, 2, 4 … 15 seconds; who asks meanwhile is told at once', async () => {
    answers = Array.from({ length: 100 }, () => new Error('refused'));
    const tokens = open();
    for (let second = 0; second < 60; second += 0.1) {
      expect(await outcome(tokens.get())).toBe('refused');
      now += 100;
    }
    // At 0, 1, 3, 7, 15, 30, 45 s and not yet at 60.
    expect(requests).toBe(7);
    expect(tokens.available).toBe(false);
    expect(changes).toEqual(['refused']);
  });

  test('one that hangs ends within its limit, and it goes on when Entra is back', async () => {
    answers = [null];
    let isBack = false;
    const tokens = open(() => (isBack ? clock.sleep() : Promise.resolve()));
    expect(await outcome(tokens.get())).toBe('no token within 50 ms');
    expect(tokens.available).toBe(false);
    expect(await outcome(tokens.get())).toBe('no token within 50 ms');
    expect(requests).toBe(1);
    now += 1000;
    isBack = true;
    answers = [token('a')];
    expect(await tokens.get()).toBe('a');
    expect(tokens.available).toBe(true);
    expect(changes).toEqual(['no token within 50 ms', 'back']);
  });

  test('one that is over is not used', async () => {
    answers = [token('a', 10_000), token('b')];
    const tokens = open();
    expect(await tokens.get()).toBe('a');
    now += 10_000;
    expect(await tokens.get()).toBe('b');
  });
});
