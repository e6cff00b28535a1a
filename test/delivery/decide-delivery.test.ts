import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideDelivery, type Outcome } from '../../src/delivery/decide-delivery.ts';

const now = 1_000_000;
/** Nothing can be opened anew. */
const fresh = { to: 'person', isNewChat: true } as const;
const refused = (
  status: number,
  code: string | null = null,
  retryAfterMs: number | null = null,
): Outcome => ({
  type: 'refused',
  status,
  code,
  retryAfterMs,
});
const decide = (outcome: Outcome, attempt = 0, random = 0, action: 'post' | 'update' | 'delete' = 'post') =>
  decideDelivery(outcome, { ...fresh, attempt, action, now, random, repeatsGatewayErrors: false });

describe('a post', () => {
  test('that Teams took is sent, and its id is kept', () => {
    const post = { conversationId: 'c', activityId: 'a' };
    expect(decide({ type: 'accepted', post })).toEqual({ settlement: { state: 'sent', post }, park: null });
  });

  test('that was throttled waits as long as asked and costs no attempt', () => {
    expect(decide(refused(429, 'TooManyRequests', 7000), 3)).toEqual({
      settlement: { state: 'retry', reason: 'throttled', dueAt: now + 7000, attempt: 3 },
      park: null,
    });
    expect(decide(refused(429, null, null)).settlement).toMatchObject({ dueAt: now + 5000, attempt: 0 });
  });

  test.each([412, 503])('that got %i is tried again, twice as long later each time', (status) => {
    const delays = [0, 1, 2, 3].map((attempt) => {
      const { settlement } = decide(refused(status), attempt, 0.999_999);
      expect(settlement).toMatchObject({ state: 'retry', attempt: attempt + 1 });
      return settlement.state === 'retry' ? settlement.dueAt - now : 0;
    });
    expect(delays).toEqual([1000, 2000, 4000, 8000]);
  });

  test('that got 503 with Retry-After is not tried earlier', () => {
    expect(decide(refused(503, null, 60_000)).settlement).toMatchObject({ dueAt: now + 60_000 });
  });

  test('that keeps failing is given up after twelve tries', () => {
    expect(decide(refused(503), 10).settlement).toMatchObject({ state: 'retry', attempt: 11 });
    expect(decide(refused(503), 11)).toEqual({
      settlement: { state: 'failed', reason: 'http503' },
      park: null,
    });
  });

  test.each([502, 504])('that got %i is tried again only where the operator has said so', (status) => {
    const request = { ...fresh, attempt: 0, action: 'post', now, random: 0 } as const;
    expect(
      decideDelivery(refused(status), { ...request, repeatsGatewayErrors: true }).settlement,
    ).toMatchObject({ state: 'retry', attempt: 1 });
  });

  test.each([500, 501, 502, 504, 505, 520])('that got %i may have arrived: unknown', (status) => {
    expect(decide(refused(status)).settlement).toEqual({ state: 'unknown', reason: `http${status}` });
  });

  test('without an answer may have arrived: unknown', () => {
    expect(decide({ type: 'noAnswer', reason: 'timeout' }).settlement).toEqual({
      state: 'unknown',
      reason: 'timeout',
    });
  });

  test('that never left is tried again', () => {
    expect(decide({ type: 'notSent', reason: 'ECONNREFUSED' }).settlement).toMatchObject({
      state: 'retry',
      attempt: 1,
    });
  });

  test.each([
    [403, 'BotDisabledByAdmin'],
    [403, 'NotEnoughPermissions'],
    [403, 'BotNotInConversationRoster'],
    [403, 'ConversationBlockedByUser'],
    [403, 'MessageWritesBlocked'],
    [404, 'ConversationNotFound'],
  ])('that got %i %s failed, and its recipient is parked', (status, code) => {
    expect(decide(refused(status, code))).toEqual({
      settlement: { state: 'failed', reason: code },
      park: code,
    });
  });

  test.each([
    [400, 'BadSyntax'],
    [401, 'BotNotRegistered'],
    [413, 'MessageSizeTooBig'],
  ])('that got %i %s failed, through no fault of the recipient', (status, code) => {
    expect(decide(refused(status, code))).toEqual({
      settlement: { state: 'failed', reason: code },
      park: null,
    });
  });
});

describe('a post to what is not there', () => {
  const to = (kind: 'person' | 'channel', attempt = 0, isNewChat = false) =>
    decideDelivery(refused(404, 'ConversationNotFound'), {
      to: kind,
      isNewChat,
      attempt,
      action: 'post',
      now,
      random: 0,
      repeatsGatewayErrors: false,
    });

  test('opens the chat with a person anew, once', () => {
    expect(to('person')).toEqual({
      settlement: { state: 'retry', reason: 'ConversationNotFound', dueAt: now, attempt: 1 },
      park: null,
      reopens: true,
    });
    expect(to('person', 1, true)).toMatchObject({
      settlement: { state: 'failed' },
      park: 'ConversationNotFound',
    });
  });

  test('tries a channel once more some minutes later', () => {
    expect(to('channel')).toMatchObject({ settlement: { state: 'retry', attempt: 1 }, park: null });
    const { settlement } = to('channel');
    expect(settlement.state === 'retry' && settlement.dueAt - now).toBe(300_000);
    expect(to('channel', 1)).toMatchObject({ settlement: { state: 'failed' }, park: 'ConversationNotFound' });
  });
});

describe('a change', () => {
  test('without an answer is made again: twice does no harm', () => {
    for (const action of ['update', 'delete'] as const) {
      expect(decide({ type: 'noAnswer', reason: 'timeout' }, 0, 0, action).settlement.state).toBe('retry');
      expect(decide(refused(500), 0, 0, action).settlement.state).toBe('retry');
    }
  });

  test('that cannot be made there at all failed, and nobody is parked', () => {
    for (const action of ['update', 'delete'] as const)
      expect(decide(refused(501), 0, 0, action)).toEqual({
        settlement: { state: 'failed', reason: 'http501' },
        park: null,
      });
  });

  test('of a post that is gone: the deletion is done, the update failed, and nobody is parked', () => {
    const gone = refused(404, 'ActivityNotFoundInConversation');
    expect(decide(gone, 0, 0, 'delete')).toEqual({ settlement: { state: 'sent', post: null }, park: null });
    expect(decide(gone, 0, 0, 'update')).toEqual({
      settlement: { state: 'failed', reason: 'ActivityNotFoundInConversation' },
      park: null,
    });
  });
});

test('no answer of any server makes a post be sent twice by itself, unless Teams documents it as not done', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 400, max: 599 }),
      fc.nat(20),
      fc.double({ min: 0, max: 0.999 }),
      (status, attempt, random) => {
        const { settlement } = decide(refused(status), attempt, random);
        if (settlement.state !== 'retry') return;
        expect([412, 429, 502, 503, 504]).toContain(status);
        expect(settlement.dueAt).toBeGreaterThan(now);
        expect(settlement.dueAt).toBeLessThanOrEqual(now + 15 * 60_000);
      },
    ),
  );
});
