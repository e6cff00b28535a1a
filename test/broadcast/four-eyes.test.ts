import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Role } from '../../src/access/roles.ts';
import { type RosterMember, RosterUnreadable } from '../../src/access/roster.ts';
import type { Audience } from '../../src/broadcast/decide/audience.ts';
import { planBroadcast } from '../../src/broadcast/jobs/send.ts';
import { BroadcastContent } from '../../src/broadcast/decide/content.ts';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import { createRenderer, withRows } from '../../src/broadcast/compose/views.ts';
import { approvalHash } from '../../src/broadcast/decide/broadcast.ts';
import { DATA, ROWS } from '../cards/fixtures.ts';
import { createTick } from '../../src/broadcast/jobs/tick.ts';
import type { Storage } from '../../src/storage/open.ts';
import { aDraft } from './drafts.ts';
import { kit } from '../cards/kit.ts';
import { openEmpty } from '../storage/empty.ts';

let dir: string;
let storage: Storage;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-four-eyes-'));
  storage = await openEmpty(dir);
  told = [];
  roster = noRoster;
  now = 10;
  held = {};
  maybe = {};
  look = createTick(tickPorts());
});
afterEach(async () => {
  await storage.close();
  rmSync(dir, { recursive: true });
});

const words = { ja: { summary: 's', card: { type: 'AdaptiveCard', version: '1.5', body: [] } } };

const noRoster = (): AsyncGenerator<readonly RosterMember[]> => {
  throw new Error('not asked for');
};
/** How Teams answers who is in a team. */
let roster: typeof noRoster;
/** What was told of broadcasts that did not go out. */
let told: string[];
type Roles = Readonly<Record<string, Role>>;
/** Who has a role, and who may have one. */
let [held, maybe]: [Roles, Roles] = [{}, {}];
let now: number;
let look: () => Promise<void>;

function tickPorts(): Parameters<typeof createTick>[0] {
  const of = (roles: Roles, id: string) => new Set(roles[id] ? [roles[id]] : []);
  return {
    store: storage.broadcasts,
    ledger: storage.ledger,
    sources: {
      reach: storage.reach,
      uploads: storage.uploads,
      channels: () => Promise.resolve(true),
      roster: () => roster(),
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
      pictureHosts: [],
    },
    onHeld: (_, why) => {
      told.push(why);
      return Promise.resolve();
    },
    actor: (id) => Promise.resolve({ id, roles: of(held, id), basis: new Map(), unsure: of(maybe, id) }),
    now: () => now,
    newKey: () => 'f'.repeat(32),
    onError: (error) => {
      throw error as Error;
    },
    onPlanned: () => undefined,
  };
}

/** Looks at what is scheduled while these people have these roles, or may have them. */
async function tick(roles: Roles, unsure: Roles = {}) {
  [held, maybe] = [roles, unsure];
  await look();
  const { state, approval } = (await storage.broadcasts.get('broadcast-1'))!;
  return { state, isApproved: approval !== null };
}

const minutes = (count: number) => 10 + count * 60_000;

const OTHER = { ...aDraft.content, ja: { title: '件名', body: '別の本文' } };

describe('a scheduled broadcast', () => {
  beforeEach(async () => {
    const scheduled = {
      ...aDraft,
      id: 'broadcast-1',
      state: 'scheduled' as const,
      sendAt: 5,
      approval: { by: 'approver', hash: approvalHash(aDraft), at: 1 },
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
    expect(told).toEqual(['held']);
  });

  test.each([
    ['was scheduled while nobody had to approve it', null],
    ['was approved otherwise', { by: 'approver', hash: approvalHash({ ...aDraft, content: OTHER }), at: 1 }],
  ])('is a draft again when it %s', async (_, approval) => {
    const broadcast = (await storage.broadcasts.get('broadcast-1'))!;
    const entry = { at: 2, actor: 'author', action: 'send', subject: 'broadcast-1', detail: {} };
    await storage.broadcasts.commit({ ...broadcast, approval, version: broadcast.version + 1 }, entry);
    const both = { author: 'broadcaster', approver: 'approver' } as const;
    expect(await tick(both)).toEqual({ state: 'draft', isApproved: false });
    expect(await storage.ledger.messageState('broadcast-1')).toBeNull();
    expect(told).toEqual(['held']);
  });

  test('is a draft again when a picture’s host is not allowed any more', async () => {
    const broadcast = (await storage.broadcasts.get('broadcast-1'))!;
    const pictures = [{ url: 'https://images.city.example/flow.png', alt: '申請の流れ' }];
    const content = { ...broadcast.content, pictures };
    const approval = { by: 'approver', hash: approvalHash({ ...broadcast, content }), at: 1 };
    const next = { ...broadcast, content, approval, version: broadcast.version + 1 };
    const entry = { at: 2, actor: 'author', action: 'send', subject: 'broadcast-1', detail: {} };
    await storage.broadcasts.commit(next, entry);
    const both = { author: 'broadcaster', approver: 'approver' } as const;
    expect(await tick(both)).toEqual({ state: 'draft', isApproved: false });
    expect(await storage.ledger.messageState('broadcast-1')).toBeNull();
    expect(told).toEqual(['pictureHost']);
  });

  test('waits while nobody can tell', async () => {
    expect(await tick({ author: 'broadcaster' }, { approver: 'approver' })).toEqual({
      state: 'scheduled',
      isApproved: true,
    });
    now = minutes(1);
    expect(await tick({ author: 'broadcaster', approver: 'approver' })).toMatchObject({ state: 'released' });
  });

  test('is a draft again when nobody can tell for a day', async () => {
    for (const at of [0, 60, 1439]) {
      now = minutes(at);
      expect(await tick({ author: 'broadcaster' }, { approver: 'approver' })).toMatchObject({
        state: 'scheduled',
      });
    }
    now = minutes(1440);
    expect(await tick({ author: 'broadcaster' }, { approver: 'approver' })).toEqual({
      ...{ state: 'draft', isApproved: false },
    });
    expect(told).toEqual(['held']);
  });
});

describe('a scheduled broadcast whose audience has changed', () => {
  const people = async (count: number, audience = aDraft.audience) => {
    const recipient = (n: number) => ({
      ...{ id: `person:${n}`, kind: 'person' as const, teamId: null, conversationId: `a:${n}`, userId: null },
      ...{ tenantId: 't', serviceUrl: 'https://example.jp/', name: null, locale: null },
    });
    const changes = Array.from({ length: count }, (_, n) => ({
      type: 'reachable' as const,
      recipient: recipient(n),
    }));
    await storage.reach.apply(changes, 1);
    const scheduled = {
      ...aDraft,
      ...{ id: 'broadcast-1', state: 'scheduled' as const, sendAt: 5, audience },
      approval: { by: 'approver', hash: approvalHash({ ...aDraft, audience }), at: 1, reach: 10 },
    };
    await storage.broadcasts.create(scheduled, {
      at: 1,
      actor: 'a',
      action: 'create',
      subject: 'b',
      detail: {},
    });
  };
  const roles = { author: 'broadcaster', approver: 'approver' } as const;

  test.each([11, 10, 3])('goes out to a tenth more, or fewer: %i of 10', async (count) => {
    await people(count);
    expect(await tick(roles)).toMatchObject({ state: 'released' });
  });

  test('is to be approved again when it is more than that, and everybody concerned is told', async () => {
    await people(12);
    expect(await tick(roles)).toEqual({ state: 'submitted', isApproved: false });
    expect(await storage.ledger.messageState('broadcast-1')).toBeNull();
    expect(told).toEqual(['audienceGrown']);
    expect((await storage.broadcasts.auditRows({ limit: 9 })).at(-1)).toMatchObject({
      ...{ action: 'hold', actor: 'system', detail: { lost: 'audience' } },
    });
  });
});

describe('a roster that Teams does not always tell', () => {
  const MEMBERS = Array.from({ length: 50 }, (_, n) => ({
    ...{ userId: `29:${n}`, upn: null, name: null, isGuest: false },
    aadObjectId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  }));
  async function* refused(): AsyncGenerator<readonly RosterMember[]> {
    await Promise.reject(new RosterUnreadable('T', new Error('429')));
    yield [];
  }
  async function* tells(): AsyncGenerator<readonly RosterMember[]> {
    await Promise.resolve();
    yield MEMBERS;
  }
  const reachable = (id: string, kind: 'person' | 'team') => ({
    type: 'reachable' as const,
    recipient: {
      ...{ id: `${kind}:${id}`, kind, teamId: kind === 'team' ? id : null, conversationId: `a:${id}` },
      ...{ userId: null, tenantId: 't', serviceUrl: 'https://example.jp/', name: null, locale: null },
    },
  });
  /** Ten people were approved, of whose team nobody knew; it has fifty more. */
  const unknownThen = { reach: 10, untold: ['team:T'] };
  const approved = async (
    state: 'scheduled' | 'released',
    over: Partial<Audience>,
    then: object = unknownThen,
  ) => {
    const people = Array.from({ length: 10 }, (_, n) => reachable(String(n), 'person'));
    await storage.reach.apply([...people, reachable('T', 'team')], 1);
    const audience: Audience = {
      include: [{ who: 'allPeople' }, { who: 'peopleOf', teamIds: ['T'] }],
      exclude: [],
      ...over,
    };
    const approval = { by: 'approver', hash: approvalHash({ ...aDraft, audience }), at: 1, ...then };
    const at = state === 'scheduled' ? { sendAt: 5 } : { sentAt: 5 };
    await storage.broadcasts.create(
      // So old that another instance takes its plan up.
      { ...aDraft, id: 'broadcast-1', state, audience, approval, ...at, updatedAt: -100_000 },
      { at: 1, actor: 'a', action: 'create', subject: 'b', detail: {} },
    );
  };
  const both = { author: 'broadcaster', approver: 'approver' } as const;

  test.each([
    ['is released', 'scheduled', {}, 11],
    ['was decided by an instance that died', 'released', {}, 11],
    ['may go to guests', 'released', { guests: true }, 10],
  ] as const)('adds no more than the approval allows when it %s', async (_, state, guests, reach) => {
    await approved(state, guests);
    let asked = 0;
    roster = () => ((asked += 1) === 1 && state === 'scheduled' ? refused() : tells());
    expect(await tick(both)).toMatchObject({ state: 'released' });
    const { pending } = await storage.ledger.counts('broadcast-1');
    expect(pending).toBe(reach);
    expect(await storage.ledger.reasons('broadcast-1')).toEqual([
      { state: 'skipped', reason: 'notApproved', count: 60 - reach },
    ]);
  });

  const counted = { reach: 60 };

  test('is waited for while it was counted at the approval, and then all of it is sent', async () => {
    await approved('scheduled', {}, counted);
    roster = refused;
    for (const at of [0, 7, 14]) {
      now = minutes(at);
      expect(await tick(both)).toEqual({ state: 'scheduled', isApproved: true });
    }
    now = minutes(14.5);
    roster = tells;
    expect(await tick(both)).toMatchObject({ state: 'released' });
    expect(await storage.ledger.counts('broadcast-1')).toMatchObject({ pending: 60, skipped: 0 });
    expect(told).toEqual([]);
  });

  test('is asked about when it stays so, once, and whoever approves without it sends to the others', async () => {
    await approved('scheduled', {}, counted);
    roster = refused;
    await tick(both);
    now = minutes(15);
    expect(await tick(both)).toEqual({ state: 'submitted', isApproved: false });
    expect(await storage.ledger.messageState('broadcast-1')).toBeNull();
    expect(told).toEqual(['audienceUntold']);
    expect((await storage.broadcasts.auditRows({ limit: 9 })).at(-1)).toMatchObject({
      ...{ action: 'hold', actor: 'system', detail: { lost: 'roster' } },
    });
    const asked = (await storage.broadcasts.get('broadcast-1'))!;
    const approval = { by: 'approver', hash: approvalHash(asked), at: 1, ...unknownThen };
    await storage.broadcasts.commit(
      { ...asked, state: 'scheduled', sendAt: now, approval, version: asked.version + 1 },
      { at: now, actor: 'author', action: 'send', subject: 'broadcast-1', detail: {} },
    );
    expect(await tick(both)).toMatchObject({ state: 'released' });
    expect(await storage.ledger.counts('broadcast-1')).toMatchObject({ pending: 10, skipped: 1 });
  });

  test('is asked once in half a minute meanwhile, and holds up no other broadcast', async () => {
    await approved('scheduled', {}, counted);
    await storage.broadcasts.create(
      {
        ...{ ...aDraft, id: 'broadcast-2', state: 'scheduled', sendAt: 6, updatedAt: 10 },
        approval: { by: 'approver', hash: approvalHash(aDraft), at: 1, reach: 60 },
      },
      { at: 1, actor: 'a', action: 'create', subject: 'b', detail: {} },
    );
    let asked = 0;
    roster = () => ((asked += 1), refused());
    for (now = 10; now < 30_000; now += 5000) await tick(both);
    expect(asked).toBe(1);
    expect((await storage.broadcasts.get('broadcast-2'))!.state).toBe('released');
  });

  test('that would tell who is to be left out is waited for, then it is a draft again', async () => {
    await approved('scheduled', { exclude: ['chief@city.example'] }, unknownThen);
    roster = refused;
    expect(await tick(both)).toEqual({ state: 'scheduled', isApproved: true });
    now = minutes(15);
    expect(await tick(both)).toEqual({ state: 'draft', isApproved: false });
    expect(told).toEqual(['excludedUnknown']);
    expect(await storage.ledger.messageState('broadcast-1')).toBeNull();
  });

  test('adds nobody to what was planned before, however often that is done', async () => {
    await approved('released', {});
    const content = words;
    const plan = async (include: Audience['include']) => {
      const asked = { id: 'broadcast-1', content, audience: { include, exclude: [] }, most: 11 };
      const { reach, uploads } = storage;
      const sources = { reach, uploads, channels: () => Promise.resolve(true), roster: tells };
      await planBroadcast(storage.ledger, sources, asked, 1);
      return (await storage.ledger.counts('broadcast-1')).pending;
    };
    expect(await plan([{ who: 'peopleOf', teamIds: ['T'] }])).toBe(11);
    expect(await plan([{ who: 'list', people: ['0', '1', '2'] }])).toBe(11);
  });
});

describe('what is attached', () => {
  const cards = createBroadcastCards(kit);
  const parts = (data: typeof DATA) => ({
    ...{ data: () => data, cards, now: () => 0, rules: { timeZone: 'Asia/Tokyo' } },
  });
  const content = withRows(
    {
      ...aDraft.content,
      en: { title: 'Title', body: 'Text' },
      initiativeIds: [ROWS.offers.id],
      highlights: { month: '2026-07', initiativeIds: [ROWS.phones.id] },
    },
    parts(DATA),
  );
  const cardsOf = (data: typeof DATA) =>
    JSON.stringify(createRenderer(parts(data)).post({ ...aDraft, content }));

  test('is sent as it was approved, whatever has become of the document', () => {
    const changed = DATA.initiatives
      .filter(({ id }) => id !== ROWS.phones.id)
      .map((one) =>
        one.id === ROWS.offers.id ? { ...one, name: 'すり替えた名前', department: '消防局' } : one,
      );
    const sent = cardsOf({ ...DATA, initiatives: changed });
    expect(sent).not.toContain('すり替えた名前');
    expect(sent).toContain(ROWS.phones.name);
    expect(sent).toBe(cardsOf(DATA));
  });

  test('is covered by the approval', () => {
    const renamed = {
      ...DATA,
      initiatives: DATA.initiatives.map((one) => ({ ...one, name: `${one.name}2` })),
    };
    const { audience } = aDraft;
    const before = approvalHash({ content, audience });
    expect(approvalHash({ content: withRows(content, parts(renamed)), audience })).not.toBe(before);
    expect(approvalHash({ content: withRows(content, parts(DATA)), audience })).toBe(before);
  });
});

test('a preview says where each link leads, beside its words', () => {
  const cards = createBroadcastCards(kit);
  const post = {
    ...{ id: 'broadcast-1', title: '件名', important: false, initiatives: [], highlights: null, note: null },
    ...{ acknowledge: false, pressed: null, sender: '人事課', contact: '', date: '2026-06-15' },
    body: '[市の案内](https://evil.example/a)をご覧ください',
    links: [{ title: '申請', url: 'https://forms.example/b' }],
    pictures: [],
  };
  const view = {
    ...{
      id: 'broadcast-1',
      version: 1,
      state: 'submitted' as const,
      author: 'a',
      correction: [],
      audience: null,
    },
    ...{
      rejection: null,
      approvers: { now: [], later: [] },
      size: 1,
      sendAt: null,
      zone: 'Asia/Tokyo',
      progress: [],
      standing: 0,
    },
    pausedFor: null,
    ...{ acknowledged: null, buttons: [], posts: [{ lang: 'ja' as const, post }] },
  };
  const json = JSON.stringify(cards.detail(view, {}, DATA, 'ja').card);
  expect(json).toContain('[市の案内](https://evil.example/a) (https://evil.example/a)をご覧ください');
  expect(json).toContain('［申請］ https://forms.example/b');
  expect(JSON.stringify(cards.post(post, DATA, 'ja').card)).not.toContain(' (https://evil.example/a)');
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
