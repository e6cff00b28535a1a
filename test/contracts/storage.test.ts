import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decideReach } from '../../src/delivery/reach.ts';
import type { Recipient } from '../../src/delivery/recipient.ts';
import type { ClaimedDelivery, NewDelivery, NewMessage } from '../../src/delivery/ports.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { openEmpty } from '../storage/empty.ts';
import { decide } from './decisions.ts';
import { patient, startPostgres, type TestPostgres } from './postgres.ts';
import { noDeliveries } from '../delivery/no-deliveries.ts';

/** What both databases must do alike, seen through the ports. `openMore` is another instance on the same data. */
interface Backend {
  readonly storage: Storage;
  /** null: this form is for one process. */
  readonly openMore: (() => Storage) | null;
  readonly close: () => Promise<void>;
}

const card = (text: string) => ({
  ja: { summary: text, card: { type: 'AdaptiveCard', version: '1.5', body: [] } },
});
const message = (id: string, over: Partial<NewMessage> = {}): NewMessage => ({
  id,
  kind: 'broadcast',
  action: 'post',
  priority: 5,
  content: card(id),
  originalId: null,
  ...over,
});
const delivery = (recipientId: string, over: Partial<NewDelivery> = {}): NewDelivery => ({
  recipientId,
  dueAt: 0,
  content: null,
  skip: null,
  ...over,
});
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => delivery(`person:${String(index).padStart(6, '0')}`));
const place = (id: string, over: Partial<Recipient> = {}): Omit<Recipient, 'state' | 'reason'> => ({
  id,
  kind: 'channel',
  teamId: 'team-1',
  conversationId: `19:${id}`,
  userId: null,
  tenantId: 'tenant-1',
  serviceUrl: 'https://smba.example/jp/',
  name: null,
  locale: null,
  ...over,
});
const ids = (claimed: readonly ClaimedDelivery[]) =>
  claimed.map((claim) => `${claim.messageId}/${claim.recipientId}`);

function contract(name: string, open: () => Promise<Backend>) {
  describe(name, () => {
    let backend: Backend;
    let storage: Storage;
    beforeEach(async () => {
      backend = await open();
      storage = backend.storage;
      await storage.ready();
    });
    afterEach(async () => {
      await backend.close();
    });

    describe('ledger', () => {
      test('a message planned in many chunks is claimed in order of due time, each row once', async () => {
        const { ledger } = storage;
        expect(await ledger.plan(message('m'), people(1201), 10)).toBe(1201);
        expect(await ledger.counts('m')).toEqual({ ...noDeliveries, pending: 1201 });
        const seen = new Set<string>();
        for (;;) {
          const claimed = await ledger.claim({ limit: 100, leaseMs: 1000, now: 20 });
          if (claimed.length === 0) break;
          ids(claimed).forEach((id) => seen.add(id));
        }
        expect(seen.size).toBe(1201);
        expect(await ledger.counts('m')).toEqual({ ...noDeliveries, leased: 1201 });
      });

      test('nothing is claimed while the plan is still being written', async () => {
        const { ledger } = storage;
        const duringPlan: number[] = [];
        await ledger.plan(
          message('m'),
          (async function* () {
            for (const row of people(1500)) {
              if (row.recipientId === 'person:001400')
                duringPlan.push((await ledger.claim({ limit: 10, leaseMs: 1000, now: 5 })).length);
              yield row;
            }
          })(),
          1,
        );
        expect(duringPlan).toEqual([0]);
        expect(await ledger.claim({ limit: 10, leaseMs: 1000, now: 5 })).toHaveLength(10);
      });

      test('planning again after a crash adds what is missing and touches nothing else', async () => {
        const { ledger } = storage;
        const crash = ledger.plan(
          message('m'),
          (function* () {
            yield* people(1000);
            throw new Error('killed');
          })(),
          1,
        );
        await expect(crash).rejects.toThrow('killed');
        expect(await ledger.messageState('m')).toBe('planning');
        expect(await ledger.plan(message('m'), people(1100), 2)).toBe(100);
        const [first] = await ledger.claim({ limit: 1, leaseMs: 1000, now: 3 });
        await ledger.settle([{ delivery: first!, settlement: { state: 'sent', post: null } }], 4);
        expect(await ledger.plan(message('m'), people(1100), 5)).toBe(0);
        expect(await ledger.counts('m')).toEqual({ ...noDeliveries, pending: 1099, sent: 1 });
      });

      test('what is due later stays; what is skipped is in the plan with its reason', async () => {
        const { ledger } = storage;
        await ledger.plan(
          message('m'),
          [
            delivery('a', { dueAt: 100 }),
            delivery('b', { dueAt: 50 }),
            delivery('c', { skip: 'notInstalled' }),
          ],
          1,
        );
        expect(await ledger.claim({ limit: 9, leaseMs: 10, now: 49 })).toEqual([]);
        expect(await ledger.nextDueAt()).toBe(50);
        expect(ids(await ledger.claim({ limit: 9, leaseMs: 10, now: 100 }))).toEqual(['m/b', 'm/a']);
        expect(await ledger.nextDueAt()).toBeNull();
        expect(await ledger.rows('m', { state: 'skipped', limit: 9 })).toEqual([
          expect.objectContaining({ recipientId: 'c', reason: 'notInstalled', post: null }),
        ]);
      });

      test('messages of one priority take turns, and a higher priority goes first', async () => {
        const { ledger } = storage;
        await ledger.plan(message('large'), people(50), 1);
        const order: string[] = [];
        const next = async () => {
          const claimed = await ledger.claim({ limit: 2, leaseMs: 1000, now: 10 });
          order.push(...new Set(claimed.map((claim) => claim.messageId)));
        };
        await next();
        await next();
        await ledger.plan(message('small'), people(4), 2);
        await next();
        await next();
        await ledger.plan(message('highlights', { priority: 0 }), people(4), 3);
        await next();
        await next();
        await next();
        await next();
        // 'small' comes in at once although 46 of 'large' are waiting, then alternates; highlights overtake both.
        expect(order).toEqual([
          'large',
          'large',
          'small',
          'large',
          'highlights',
          'highlights',
          'small',
          'large',
        ]);
      });

      test('one claim fills up from the next message', async () => {
        const { ledger } = storage;
        await ledger.plan(message('a'), people(2), 1);
        await ledger.plan(message('b'), people(3), 1);
        expect(await ledger.claim({ limit: 9, leaseMs: 10, now: 1 })).toHaveLength(5);
      });

      test('a claim carries the recipient, the content and, for an update, the post', async () => {
        const { ledger, reach } = storage;
        await reach.apply([{ type: 'reachable', recipient: place('channel:x', { name: '総務' }) }], 1);
        await ledger.plan(
          message('m'),
          [delivery('channel:x'), delivery('channel:y', { content: card('own') })],
          1,
        );
        const [x, y] = await ledger.claim({ limit: 2, leaseMs: 50, now: 1 });
        expect(x).toMatchObject({
          action: 'post',
          content: card('m'),
          attempt: 0,
          leaseUntil: 51,
          recipient: { ...place('channel:x', { name: '総務' }), state: 'active', reason: null },
          target: null,
        });
        expect(y).toMatchObject({ content: card('own'), recipient: null });
        const post = { conversationId: '19:x;messageid=5', activityId: '5' };
        await ledger.settle(
          [
            { delivery: x!, settlement: { state: 'sent', post } },
            { delivery: y!, settlement: { state: 'failed', reason: 'unknownRecipient' } },
          ],
          2,
        );
        expect(await ledger.planFollowUp(message('fix', { action: 'update', originalId: 'm' }), 3)).toBe(1);
        expect(await ledger.planFollowUp(message('fix', { action: 'update', originalId: 'm' }), 3)).toBe(0);
        expect(await ledger.claim({ limit: 2, leaseMs: 50, now: 3 })).toEqual([
          expect.objectContaining({
            messageId: 'fix',
            action: 'update',
            target: post,
            recipientId: 'channel:x',
          }),
        ]);
      });

      test('a lease that runs out goes back when nothing left, and is unknown when something may have', async () => {
        const { ledger } = storage;
        await ledger.plan(message('m'), people(3), 1);
        const claimed = await ledger.claim({ limit: 3, leaseMs: 100, now: 1 });
        expect(await ledger.depart([claimed[0]!, claimed[1]!], 50)).toEqual([true, true]);
        await ledger.settle([{ delivery: claimed[0]!, settlement: { state: 'sent', post: null } }], 60);
        expect(await ledger.expire(100)).toEqual({ returned: 0, unknown: 0 });
        expect(await ledger.expire(101)).toEqual({ returned: 1, unknown: 1 });
        expect(await ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1, unknown: 1, pending: 1 });
        // The unknown one is not offered again: only a person may decide that.
        expect(ids(await ledger.claim({ limit: 9, leaseMs: 100, now: 200 }))).toEqual(['m/person:000002']);
      });

      test('a worker whose lease has run out may not send, but its late answer is believed', async () => {
        const { ledger } = storage;
        await ledger.plan(message('m'), people(2), 1);
        const [slow, late] = await ledger.claim({ limit: 2, leaseMs: 100, now: 1 });
        await ledger.depart([slow!], 50);
        expect(await ledger.depart([late!], 101)).toEqual([false]);
        await ledger.expire(150);
        await ledger.settle([{ delivery: slow!, settlement: { state: 'sent', post: null } }], 160);
        expect(await ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1, pending: 1 });
        const [again] = await ledger.claim({ limit: 2, leaseMs: 100, now: 200 });
        // The first holder's answer about a row that another has claimed since is not taken.
        await ledger.settle([{ delivery: late!, settlement: { state: 'failed', reason: 'x' } }], 210);
        expect(await ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1, leased: 1 });
        expect(again!.recipientId).toBe('person:000001');
      });

      test('a retry waits for its time and keeps the attempt it was given', async () => {
        const { ledger } = storage;
        await ledger.plan(message('m'), people(1), 1);
        const [claim] = await ledger.claim({ limit: 1, leaseMs: 100, now: 1 });
        await ledger.depart([claim!], 2);
        await ledger.settle(
          [{ delivery: claim!, settlement: { state: 'retry', reason: '503', dueAt: 500, attempt: 1 } }],
          3,
        );
        expect(await ledger.claim({ limit: 1, leaseMs: 100, now: 499 })).toEqual([]);
        const [again] = await ledger.claim({ limit: 1, leaseMs: 100, now: 500 });
        expect(again!.attempt).toBe(1);
        // The departure of the first try is forgotten: this one has not left yet.
        expect(await ledger.expire(1000)).toEqual({ returned: 1, unknown: 0 });
      });

      test('released deliveries are free at once, unless they have departed', async () => {
        const { ledger } = storage;
        await ledger.plan(message('m'), people(2), 1);
        const claimed = await ledger.claim({ limit: 2, leaseMs: 100, now: 1 });
        await ledger.depart([claimed[1]!], 2);
        await ledger.release(claimed, 3);
        expect(await ledger.counts('m')).toEqual({ ...noDeliveries, pending: 1, leased: 1 });
      });

      test('cancel stops what is not leased, and what comes back later', async () => {
        const { ledger } = storage;
        await ledger.plan(message('m'), people(5), 1);
        const [one, two] = await ledger.claim({ limit: 2, leaseMs: 100, now: 1 });
        expect(await decide(storage, { cancel: { messageIds: ['m'] } }, 2)).toBe(3);
        await ledger.settle(
          [
            { delivery: one!, settlement: { state: 'sent', post: null } },
            { delivery: two!, settlement: { state: 'retry', reason: '503', dueAt: 3, attempt: 1 } },
          ],
          3,
        );
        expect(await ledger.claim({ limit: 9, leaseMs: 100, now: 50 })).toEqual([]);
        await ledger.expire(60);
        expect(await ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1, cancelled: 4 });
        expect(await ledger.messageState('m')).toBe('cancelled');
      });

      test('a message cancelled in the middle of its plan sends nothing', async () => {
        const { ledger } = storage;
        await ledger.plan(
          message('m'),
          (async function* () {
            yield* people(600);
            await decide(storage, { cancel: { messageIds: ['m'] } }, 2);
            yield delivery('person:last');
          })(),
          1,
        );
        expect(await ledger.claim({ limit: 9, leaseMs: 100, now: 50 })).toEqual([]);
        await ledger.expire(60);
        expect(await ledger.counts('m')).toEqual({ ...noDeliveries, cancelled: 601 });
      });

      test('failed ones are sent again by choice, and the message is done when nothing is left', async () => {
        const { ledger } = storage;
        await ledger.plan(message('m'), people(3), 1);
        const claimed = await ledger.claim({ limit: 3, leaseMs: 100, now: 1 });
        await ledger.settle(
          [
            { delivery: claimed[0]!, settlement: { state: 'sent', post: null } },
            { delivery: claimed[1]!, settlement: { state: 'failed', reason: '413' } },
            { delivery: claimed[2]!, settlement: { state: 'unknown', reason: 'timeout' } },
          ],
          2,
        );
        await ledger.expire(3);
        expect(await ledger.messageState('m')).toBe('done');
        expect(await decide(storage, { resend: { messageIds: ['m'], of: 'failed' } }, 4)).toBe(1);
        expect(await ledger.messageState('m')).toBe('ready');
        const [again] = await ledger.claim({ limit: 9, leaseMs: 100, now: 5 });
        expect(again).toMatchObject({ recipientId: 'person:000001', attempt: 0 });
        expect(await decide(storage, { resend: { messageIds: ['m'], of: 'failed' } }, 6)).toBe(0);
        expect(await ledger.counts('m')).toEqual({ ...noDeliveries, sent: 1, unknown: 1, leased: 1 });
      });

      test('rows are paged, and totals cover what is not finished', async () => {
        const { ledger } = storage;
        await ledger.plan(message('m'), people(5), 1);
        await ledger.plan(message('over'), people(2), 1);
        await decide(storage, { cancel: { messageIds: ['over'] } }, 1);
        const first = await ledger.rows('m', { limit: 3 });
        const second = await ledger.rows('m', { after: first.at(-1)!.recipientId, limit: 3 });
        expect([...first, ...second].map((row) => row.recipientId)).toEqual(
          people(5).map((row) => row.recipientId),
        );
        expect(await ledger.totals()).toEqual({ ...noDeliveries, pending: 5 });
      });

      test('a channel that has no name is known by its team', async () => {
        const { ledger, reach } = storage;
        const at = {
          tenantId: 't',
          serviceUrl: 'https://x.example',
          locale: null,
          state: 'active',
          reason: null,
        } as const;
        const of = (
          kind: 'team' | 'channel' | 'person',
          id: string,
          name: string | null,
          teamId: string | null,
        ) => ({
          type: 'reachable' as const,
          recipient: { ...at, id: `${kind}:${id}`, kind, name, teamId, conversationId: id, userId: null },
        });
        await reach.apply(
          [of('team', 'a', '総務局', 'a'), of('channel', 'b', null, 'a'), of('person', 'c', null, null)],
          1,
        );
        const deliveries = ['channel:b', 'person:c'].map((recipientId) => ({
          ...people(1)[0]!,
          recipientId,
        }));
        await ledger.plan(message('m'), deliveries, 1);
        const rows = await ledger.rows('m', { limit: 9 });
        expect(rows.map(({ name, team }) => [name, team])).toEqual([
          [null, '総務局'],
          [null, null],
        ]);
      });

      test('pruning removes old finished messages, never one that a later one refers to', async () => {
        const { ledger } = storage;
        await ledger.plan(message('old'), [], 1);
        await ledger.plan(message('base'), [], 1);
        await ledger.plan(message('open'), people(1), 1);
        await ledger.planFollowUp(message('fix', { action: 'delete', originalId: 'base' }), 1);
        await ledger.expire(2);
        expect(await ledger.prune(10)).toBe(2);
        expect(await ledger.messageState('base')).toBe('done');
        expect(await ledger.prune(10)).toBe(1);
        expect(await ledger.messageState('open')).toBe('ready');
      });
    });

    describe('who can be reached', () => {
      test('by the name they sign in with, which nobody else has; and who has yet to be asked for', async () => {
        const { reach } = storage;
        const person = (id: string, over: Partial<Recipient> = {}) => ({
          type: 'reachable' as const,
          recipient: place(`person:${id}`, { kind: 'person', teamId: null, ...over }),
        });
        await reach.apply([person('a'), person('b'), person('c', { conversationId: null })], 1);
        expect((await reach.unnamed({ askedBefore: 0, limit: 9 })).map(({ id }) => id)).toEqual([
          'person:a',
          'person:b',
        ]);
        await reach.apply([{ type: 'named', id: 'person:a', upn: 'x@city.example' }], 5);
        expect((await reach.byUpn(['x@city.example', 'y@city.example'])).get('x@city.example')!.id).toBe(
          'person:a',
        );
        expect(await reach.countUnnamed()).toBe(2);
        // The name is given to somebody else; whom Teams does not name is asked for again later.
        await reach.apply([{ type: 'named', id: 'person:b', upn: 'x@city.example' }], 6);
        expect([...(await reach.byUpn(['x@city.example'])).values()].map(({ id }) => id)).toEqual([
          'person:b',
        ]);
        expect((await reach.unnamed({ askedBefore: 6, limit: 9 })).map(({ id }) => id)).toEqual(['person:a']);
        expect(await reach.unnamed({ askedBefore: 5, limit: 9 })).toEqual([]);
        // What is learned of a person otherwise leaves the name.
        await reach.apply([person('b', { name: '職員' })], 7);
        expect([...(await reach.byUpn(['x@city.example'])).keys()]).toEqual(['x@city.example']);
      });

      test('what a roster brings at once comes to the same as one after the other', async () => {
        const { reach } = storage;
        const met = (n: number, name: string | null) => ({
          type: 'reachable' as const,
          recipient: place(`person:${n}`, { kind: 'person', teamId: null, name }),
        });
        const named = (n: number, upn: string | null) => ({
          type: 'named' as const,
          id: `person:${n}`,
          upn,
        });
        const all = Array.from({ length: 250 }, (_, n) => n);
        await reach.apply(
          [
            ...all.map((n) => met(n, `職員${n}`)),
            met(7, null),
            ...all.map((n) => named(n, `${n}@city.example`)),
          ],
          1,
        );
        expect(await reach.list({ kind: 'person', limit: 999 })).toHaveLength(250);
        expect((await reach.get('person:7'))!.name).toBe('職員7');
        expect(await reach.countUnnamed()).toBe(0);
        // Two have changed their names with each other, one has taken another's, one has none, one changes twice.
        const changed = [named(1, '2@city.example'), named(2, '1@city.example'), named(3, '4@city.example')];
        await reach.apply(
          [...changed, named(5, null), named(6, 'a@city.example'), named(6, 'b@city.example')],
          2,
        );
        const upns = ['1', '2', '3', '4', '5', '6', '7', 'a', 'b'].map((name) => `${name}@city.example`);
        const bearers = [...(await reach.byUpn(upns))].map(([upn, { id }]) => `${upn[0]} ${id}`);
        expect(bearers.sort()).toEqual([
          '1 person:2',
          '2 person:1',
          '4 person:3',
          '7 person:7',
          'b person:6',
        ]);
        expect(await reach.countUnnamed()).toBe(2);
      });

      test('a later event fills in what an earlier one did not know, and takes nothing away', async () => {
        const { reach } = storage;
        await reach.apply([{ type: 'reachable', recipient: place('channel:x', { name: '総務' }) }], 1);
        await reach.apply(
          [{ type: 'reachable', recipient: place('channel:x', { serviceUrl: 'https://new.example/' }) }],
          2,
        );
        expect(await reach.get('channel:x')).toMatchObject({
          name: '総務',
          serviceUrl: 'https://new.example/',
        });
        expect(await reach.get('channel:none')).toBeNull();
      });

      test('parked comes back when it speaks; gone stays gone when sending fails', async () => {
        const { reach } = storage;
        await reach.apply([{ type: 'reachable', recipient: place('channel:x') }], 1);
        await reach.apply([{ type: 'park', id: 'channel:x', reason: 'BotNotInConversationRoster' }], 2);
        expect(await reach.get('channel:x')).toMatchObject({
          state: 'parked',
          reason: 'BotNotInConversationRoster',
        });
        await reach.apply([{ type: 'reachable', recipient: place('channel:x') }], 3);
        expect(await reach.get('channel:x')).toMatchObject({ state: 'active', reason: null });
        await reach.apply([{ type: 'gone', id: 'channel:x', reason: 'channelDeleted' }], 4);
        await reach.apply([{ type: 'park', id: 'channel:x', reason: '404' }], 5);
        expect(await reach.get('channel:x')).toMatchObject({ state: 'gone', reason: 'channelDeleted' });
      });

      test('a restored team brings back its channels, but not one that was deleted on its own', async () => {
        const { reach } = storage;
        const team = (eventType: string, channel?: object) =>
          decideReach({
            type: 'conversationUpdate',
            serviceUrl: 'https://smba.example/jp/',
            conversation: { id: '19:general' },
            channelData: { eventType, team: { id: '19:general' }, channel, tenant: { id: 'tenant-1' } },
          });
        await reach.apply(team('channelCreated', { id: '19:a', name: 'A' }), 1);
        await reach.apply(team('channelCreated', { id: '19:b', name: 'B' }), 1);
        await reach.apply(team('channelDeleted', { id: '19:b' }), 2);
        await reach.apply(team('teamDeleted'), 3);
        expect((await reach.list({ state: 'gone', limit: 9 })).map((found) => found.id)).toEqual([
          'channel:19:a',
          'channel:19:b',
          'team:19:general',
        ]);
        await reach.apply(team('teamRestored'), 4);
        expect(
          (await reach.list({ kind: 'channel', state: 'active', limit: 9 })).map((found) => found.id),
        ).toEqual(['channel:19:a', 'channel:19:general']);
      });

      test('lists are filtered and paged', async () => {
        const { reach } = storage;
        await reach.apply(
          ['a', 'b', 'c'].map((id) => ({
            type: 'reachable' as const,
            recipient: place(`channel:${id}`, { teamId: id === 'c' ? 'team-2' : 'team-1' }),
          })),
          1,
        );
        expect(await reach.list({ teamId: 'team-1', limit: 9 })).toHaveLength(2);
        expect((await reach.list({ after: 'channel:a', limit: 1 })).map((found) => found.id)).toEqual([
          'channel:b',
        ]);
      });
    });

    describe('subscriptions and posts', () => {
      const subscription = {
        recipientId: 'channel:x',
        rule: { type: 'weekday', nth: 2, weekday: 3 },
        hour: 9,
        themes: ['recruiting'],
        departments: ['緑区役所'],
        lang: 'ja',
        setById: 'user-1',
        setByName: '担当',
        firstMonth: '2026-06',
        changedAt: 123,
      } as const;

      test('a subscription is kept as it was set, replaced and removed', async () => {
        const { highlights } = storage;
        expect(await highlights.subscription('channel:x')).toBeNull();
        expect(await highlights.put(subscription, null)).toBe(true);
        const later = { ...subscription, hour: 17, changedAt: 456 };
        expect(await highlights.put(later, null)).toBe(false);
        expect(await highlights.put(later, subscription)).toBe(true);
        expect(await highlights.put({ ...later, hour: 8 }, subscription)).toBe(false);
        expect(await highlights.subscription('channel:x')).toEqual({
          ...subscription,
          hour: 17,
          changedAt: 456,
        });
        expect(await highlights.subscriptions()).toHaveLength(1);
        // Whoever decides by what stood there before does nothing.
        expect(await highlights.remove(subscription)).toBe(false);
        expect(await highlights.remove(later)).toBe(true);
        expect(await highlights.remove(later)).toBe(false);
      });

      test('a channel has one row per month, however often and from wherever it is planned', async () => {
        const second = backend.openMore?.() ?? null;
        const instances = second ? [storage, second] : [storage];
        const plan = (on: Storage, month: string, changedAt: number = subscription.changedAt) =>
          on.highlights.plan(
            {
              post: {
                recipientId: 'channel:x',
                month,
                revision: 'r1',
                featured: [{ id: 'row-1', digest: 'd' }],
              },
              delivery: delivery('channel:x', { content: card(month) }),
              changedAt,
            },
            new Map([['row-1', 'd']]),
            5,
          );
        expect(await plan(storage, '2026-06')).toBe(false);
        await storage.highlights.put(subscription, null);
        expect(await plan(storage, '2026-06', 122)).toBe(false);
        const results = await Promise.all(
          Array.from({ length: 12 }, (_, index) => plan(instances[index % instances.length]!, '2026-06')),
        );
        expect(results.filter(Boolean)).toHaveLength(1);
        expect(await plan(storage, '2026-07')).toBe(true);
        expect(await storage.highlights.plannedSince('2026-07')).toEqual(
          new Map([['channel:x', new Set(['2026-07'])]]),
        );
        expect((await storage.highlights.history('channel:x')).map((post) => post.month)).toEqual([
          '2026-07',
          '2026-06',
        ]);
        expect(await storage.highlights.snapshot('r1')).toEqual(new Map([['row-1', 'd']]));
        expect(await storage.highlights.snapshot('r2')).toBeNull();
        expect(await storage.ledger.claim({ limit: 9, leaseMs: 10, now: 5 })).toHaveLength(2);
        await second?.close();
      });
    });

    describe('slots', () => {
      test('slots follow each other at the documented rate, and a full conversation waits without holding others up', async () => {
        const { slots } = storage;
        const booked = await slots.reserve(['a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'b'], []);
        expect(booked.map((slot) => slot.booked)).toEqual([
          true,
          true,
          true,
          true,
          true,
          true,
          true,
          false,
          true,
        ]);
        const free = booked.filter((slot) => slot.booked).map((slot) => slot.inMs);
        free.slice(1).forEach((inMs, index) => {
          expect(inMs - free[index]!).toBeCloseTo(12, 5);
        });
        const [again] = await slots.reserve(['a'], []);
        expect(again!.booked).toBe(false);
        expect(again!.inMs).toBeGreaterThan(0);
        // Two of the seven never left: there is room for one more.
        const unused = booked.slice(0, 2).map(({ at }) => ({ key: 'a', at, lateMs: null }));
        expect((await slots.reserve(['a', 'c'], unused)).map((slot) => slot.booked)).toEqual([true, true]);
        // What still counts is not forgotten, whatever time it is here.
        await slots.prune();
        expect((await slots.reserve(['a', 'a', 'a'], [])).at(-1)!.booked).toBe(false);
      });

      test('replies that have left without one have their room in the second after', async () => {
        const { slots } = storage;
        const keys = Array.from({ length: 40 }, (_, n) => `one-${n}`);
        const [first, ...others] = await slots.reserve(keys, [], 20);
        // 20 and 30 are the 50 of a second: what comes after them waits for its end.
        expect(others[28]!.at - first!.at).toBeLessThan(1000);
        expect(others[29]!.at - first!.at).toBeGreaterThanOrEqual(1000);
      });
    });
  });
}

contract('embedded', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-state-'));
  const storage = await openEmpty(dir);
  return {
    storage,
    openMore: null,
    close: async () => {
      await storage.close();
      rmSync(dir, { recursive: true });
    },
  };
});

describe('with a server', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres.stop();
  });
  const openAt = (databaseUrl: string) =>
    openStorage({ dataDir: '/nonexistent', databaseUrl, pool: patient });

  contract('PostgreSQL', async () => {
    const url = await postgres.createMigrated();
    const storage = openAt(url);
    return { storage, openMore: () => openAt(url), close: () => storage.close() };
  });

  test('instances that start at once migrate once', async () => {
    const url = await postgres.createDatabase();
    const instances = Array.from({ length: 4 }, () => openAt(url));
    await Promise.all(instances.map((instance) => instance.ready()));
    expect(await instances[3]!.ledger.plan(message('m'), people(1), 1)).toBe(1);
    await Promise.all(instances.map((instance) => instance.close()));
  });

  test('instances that claim at once never hold the same row', async () => {
    const url = await postgres.createDatabase();
    const instances = Array.from({ length: 3 }, () => openAt(url));
    await Promise.all(instances.map((instance) => instance.ready()));
    await instances[0]!.ledger.plan(message('a'), people(400), 1);
    await instances[0]!.ledger.plan(message('b'), people(400), 1);
    const held: string[] = [];
    await Promise.all(
      instances.map(async ({ ledger }) => {
        for (let idle = 0; idle < 3;) {
          const claimed = await ledger.claim({ limit: 25, leaseMs: 1000, now: 5 });
          held.push(...ids(claimed));
          idle = claimed.length === 0 ? idle + 1 : 0;
        }
      }),
    );
    expect(held).toHaveLength(800);
    expect(new Set(held).size).toBe(800);
    await Promise.all(instances.map((instance) => instance.close()));
  });

  test('instances share the slots of one app', async () => {
    const url = await postgres.createDatabase();
    const instances = Array.from({ length: 3 }, () => openAt(url));
    await Promise.all(instances.map((instance) => instance.ready()));
    const at = (
      await Promise.all(
        instances.map(async ({ slots }, instance) => {
          const mine: number[] = [];
          for (let round = 0; round < 10; round += 1) {
            const booked = await slots.reserve(
              [0, 1, 2].map((index) => `${instance}/${round}/${index}`),
              [],
            );
            mine.push(...booked.map((slot) => slot.at));
          }
          return mine;
        }),
      )
    )
      .flat()
      .sort((a, b) => a - b);
    expect(at).toHaveLength(90);
    // Whichever 51 follow each other, they take more than the second in which 50 are allowed.
    const spans = at.slice(50).map((time, index) => time - at[index]!);
    expect(Math.min(...spans)).toBeGreaterThan(1020);
    await Promise.all(instances.map((instance) => instance.close()));
  });

  test('what an operator marks as restored is held back on every instance, until one decision', async () => {
    const url = await postgres.createDatabase();
    const [one, other] = [openAt(url), openAt(url)] as const;
    await Promise.all([one.ready(), other.ready()]);
    await one.ledger.plan(message('m'), people(3), 1);
    const claim = ({ ledger }: Storage) => ledger.claim({ limit: 2, leaseMs: 60_000, now: 10 });
    const entry = { at: 20, actor: 'cli', action: 'restored', subject: 'store', detail: {} };
    expect(await one.restore.mark({ at: 20, asOf: null, cause: 'marked' }, entry)).toBe(true);
    expect(await other.restore.mark({ at: 21, asOf: null, cause: 'marked' }, entry)).toBe(false);
    expect([await claim(one), await claim(other)]).toEqual([[], []]);
    expect(await other.restore.decide('drop', 20, entry)).toBe('tooSoon');
    await one.restore.planned(20);
    const decided = await Promise.all([one, other].map(({ restore }) => restore.decide('drop', 20, entry)));
    expect(decided.toSorted()).toEqual([3, null]);
    expect(await claim(other)).toEqual([]);
    expect(await one.ledger.counts('m')).toEqual({ ...noDeliveries, unknown: 3 });
    await one.ledger.plan(message('n'), people(1), 1);
    expect(await claim(other)).toHaveLength(1);
    await Promise.all([one.close(), other.close()]);
  });

  test('a server that is down is said so, and everything goes on when it is back', async () => {
    const url = await postgres.createDatabase();
    const down = new URL(url);
    down.port = '1';
    const storage = openAt(down.href);
    await expect(storage.ready()).rejects.toThrow();
    await expect(storage.ready()).rejects.toThrow();
    await storage.close();
  });
});
