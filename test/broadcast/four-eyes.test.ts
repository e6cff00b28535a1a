import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Role } from '../../src/access/roles.ts';
import { BroadcastContent } from '../../src/broadcast/decide/content.ts';
import { createTick } from '../../src/broadcast/jobs/jobs.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { aDraft } from './drafts.ts';

let dir: string;
let storage: Storage;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-four-eyes-'));
  storage = openStorage({ dataDir: dir });
  await storage.ready();
});
afterEach(async () => {
  await storage.close();
  rmSync(dir, { recursive: true });
});

const words = { ja: { summary: 's', card: { type: 'AdaptiveCard', version: '1.5', body: [] } } };

/** Releases what is scheduled while these people have these roles, or may have them. */
async function tick(roles: Readonly<Record<string, Role>>, unsure: Readonly<Record<string, Role>> = {}) {
  const of = (held: Readonly<Record<string, Role>>, id: string) => new Set(held[id] ? [held[id]] : []);
  await createTick({
    store: storage.broadcasts,
    ledger: storage.ledger,
    sources: {
      reach: storage.reach,
      uploads: storage.uploads,
      roster: () => {
        throw new Error('not asked for');
      },
    },
    uploads: storage.uploads,
    render: { post: () => words, reminder: () => words, test: () => words, notice: () => words },
    rules: {
      fourEyes: true,
      perAuthorAndDay: 9,
      confirmAbove: 9,
      quietHours: null,
      timeZone: 'Asia/Tokyo',
      retentionDays: 9,
    },
    actor: (id) => Promise.resolve({ id, roles: of(roles, id), basis: new Map(), unsure: of(unsure, id) }),
    now: () => 10,
    onError: (error) => {
      throw error as Error;
    },
    onPlanned: () => undefined,
  })();
  const { state, approval } = (await storage.broadcasts.get('broadcast-1'))!;
  return { state, isApproved: approval !== null };
}

describe('a scheduled broadcast', () => {
  beforeEach(async () => {
    const scheduled = {
      ...aDraft,
      id: 'broadcast-1',
      state: 'scheduled' as const,
      sendAt: 5,
      approval: { by: 'approver', hash: 'h', at: 1 },
    };
    await storage.broadcasts.create(scheduled, {
      at: 1,
      actor: 'a',
      action: 'create',
      subject: 'b',
      detail: {},
    });
  });

  test('goes out while its author and its approver may still do what they did', async () => {
    expect(await tick({ author: 'broadcaster', approver: 'approver' })).toMatchObject({ state: 'released' });
  });

  test.each([
    ['author', { approver: 'approver' }],
    ['approver', { author: 'broadcaster', approver: 'broadcaster' }],
    ['author and approver', {}],
  ] as const)('is a draft again, unapproved, when the %s has lost the role', async (_, roles) => {
    expect(await tick(roles)).toEqual({ state: 'draft', isApproved: false });
    expect(await storage.ledger.messageState('broadcast-1')).toBeNull();
    const trail = await storage.broadcasts.auditRows({ after: 0, limit: 9 });
    expect(trail.at(-1)).toMatchObject({ action: 'hold', actor: 'system' });
  });

  test('waits while nobody can tell', async () => {
    expect(await tick({ author: 'broadcaster' }, { approver: 'approver' })).toEqual({
      state: 'scheduled',
      isApproved: true,
    });
    expect(await tick({ author: 'broadcaster', approver: 'approver' })).toMatchObject({ state: 'released' });
  });
});

test('a grant of the author’s within the day is found in the trail, anybody else’s is not', async () => {
  const { broadcasts } = storage;
  await broadcasts.grant('p', 'approver', {
    at: 100,
    actor: 'author',
    action: 'grant',
    subject: 'p',
    detail: {},
  });
  expect(await broadcasts.grantedBy('author', 'p', 99)).toBe(true);
  expect(await broadcasts.grantedBy('author', 'p', 100)).toBe(false);
  expect(await broadcasts.grantedBy('other', 'p', 0)).toBe(false);
  expect(await broadcasts.grantedBy('author', 'q', 0)).toBe(false);
});

describe('a link', () => {
  const saved = (url: string) =>
    BroadcastContent.safeParse({ ...aDraft.content, links: [{ title: '案内', url }] }).success;
  const inBody = (url: string) =>
    BroadcastContent.safeParse({ ...aDraft.content, ja: { title: '件名', body: `[案内](${url})` } }).success;

  test.each(['https://www.city.example/a?b=c#d', 'https://sub.city.example:8443/x', 'https://CITY.example/'])(
    'to %s is taken',
    (url) => {
      expect([saved(url), inBody(url)]).toEqual([true, true]);
    },
  );

  test.each([
    'https://city.example@evil.example/',
    'https://user:pass@city.example/',
    'https://xn--80ak6aa92e.example/',
    'https://сity.example/',
    'https://city.xn--p1ai/',
    'https://ｃity.example/',
    'https://city%2eexample/',
    'https://127.0.0.1/',
    'https://[::1]/',
  ])('to %s is refused, beside the text and in it', (url) => {
    expect([saved(url), inBody(url)]).toEqual([false, false]);
  });

  test('whose words turn their direction is refused', () => {
    const title = 'a\u202egpj.exe';
    expect(
      BroadcastContent.safeParse({ ...aDraft.content, links: [{ title, url: 'https://a.example/' }] })
        .success,
    ).toBe(false);
    for (const part of [
      { title, body: 'b' },
      { title: 't', body: 'b\u2067' },
    ])
      expect(BroadcastContent.safeParse({ ...aDraft.content, ja: part }).success).toBe(false);
  });
});
