import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseSubscriptionAction } from '../../src/highlights/cards/subscription-actions.ts';
import { decideReach } from '../../src/delivery/reach.ts';
import { createLearnReach, type LearnReach } from '../../src/bot/reach.ts';
import { decideChat } from '../../src/bot/chats.ts';
import {
  createHighlightsChat,
  type HighlightsChatServices,
  type HighlightsRequest,
} from '../../src/highlights/chat.ts';
import { parseHighlightsWords } from '../../src/highlights/words.ts';
import type { Visitor } from '../../src/chat/visitor.ts';
import { planDue } from '../../src/highlights/tick.ts';
import type { Dataset } from '../../src/dataset/schema.ts';
import type { Storage } from '../../src/storage/open.ts';
import { stubHighlightsCards, stubKnowledge } from '../bot/stubs.ts';
import { datasetOf } from '../question/support/dataset.ts';
import { type Harness, startHarness } from '../server/harness.ts';
import { channelMessage, execute, personalMessage, scene, sendToBot } from '../simulator/teams.ts';
import type { Role } from '../../src/access/roles.ts';
import { openEmpty } from '../storage/empty.ts';

const hr = 'bbbbbbbb-cccc-4ddd-8eee-ffffffffffff';
const at = (iso: string) => Date.parse(iso);

let dir: string;
let storage: Storage;
let bot: Harness;
let learnReach: LearnReach;
let now: number;
let errors: unknown[];
let hrs: readonly string[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-desk-'));
  storage = await openEmpty(dir);
  now = at('2026-06-10T01:30:00Z');
  errors = [];
  hrs = [];
  await listen();
});
afterEach(async () => {
  await bot.close();
  // What it has gathered is written while there is a database.
  await learnReach.retry();
  await storage.close();
  rmSync(dir, { recursive: true });
});

/** The stubs' knowledge with what the desk needs beside. */
function knowledge() {
  const stubs = stubKnowledge();
  const curated = {
    groups: [],
    concepts: [],
    departmentWords: [],
    grammar: [],
    wishes: [],
    judge: datasetOf({ rows: [] }).judge,
  };
  const data: Dataset = { ...stubs.data, ...curated, revision: 'r1' };
  return { ...stubs, data };
}

function chatParts(over: Partial<HighlightsChatServices> = {}): HighlightsChatServices {
  return {
    store: storage.highlights,
    ledger: storage.ledger,
    knowledge,
    cards: stubHighlightsCards(),
    timeZone: 'Asia/Tokyo',
    now: () => now,
    onError: (error) => errors.push(error),
    ...over,
  };
}

async function listen(over: Partial<HighlightsChatServices> = {}): Promise<void> {
  learnReach = createLearnReach(
    storage.reach,
    () => now,
    (error) => errors.push(error),
  );
  const deciders = [
    decideChat(createHighlightsChat(chatParts(over)), (id) =>
      Promise.resolve(new Set<Role>(hrs.includes(id) ? ['admin'] : [])),
    ),
  ];
  bot = await startHarness({ bot: { deciders, learnReach } });
}

let sent = 0;
/** What the bot says to an activity: its last message, else the words or card in the invoke's answer. */
async function reply(activity: Record<string, unknown>): Promise<string> {
  const before = bot.simulator.connector.requests.length;
  const { body } = await sendToBot(bot.url, activity);
  const messages = bot.simulator.connector.requests
    .slice(before)
    .map((request) => (request.body as { summary?: string } | null)?.summary ?? '');
  return messages.at(-1) ?? JSON.stringify(body);
}
const where = (over = {}) => scene(bot.simulator.url, over);
const say = (text: string) => reply(personalMessage(where(), `say-${(sent += 1)}`, text));
const press = (data: object) => {
  sent += 1;
  return reply(execute(where(), `press-${sent}`, `card-${sent}`, { v: 1, lang: 'ja', ...data }));
};
const me = 'person:bbbbbbbb-cccc-4ddd-8eee-ffffffffffff';

describe('subscribing in a personal chat', () => {
  test('by words it is offered, by the form it is set, and who set it is kept', async () => {
    expect(await say('購読')).toBe('subscription ja offer -');
    expect(await storage.highlights.subscriptions()).toEqual([]);
    expect(
      await press({
        do: 'subscribe',
        day: 'weekday:2:3',
        hour: '17',
        departments: '会計課,どこにもない課',
        language: 'en',
      }),
    ).toContain('subscription ja saved weekday:2:3');
    expect(await storage.highlights.subscription(me)).toEqual({
      recipientId: me,
      rule: { type: 'weekday', nth: 2, weekday: 3 },
      hour: 17,
      themes: [],
      departments: ['会計課'],
      lang: 'en',
      setById: hr,
      setByName: '職員',
      // 10 June is the second Wednesday, and 17:00 is still to come.
      firstMonth: '2026-06',
      changedAt: now,
    });
    expect(await say('subscribe')).toBe('subscription en current weekday:2:3');
  });

  test('nothing chosen means the first business day at nine, from the next month when that is over', async () => {
    await press({ do: 'subscribe' });
    expect(await storage.highlights.subscription(me)).toMatchObject({
      rule: { type: 'firstBusinessDay' },
      hour: 9,
      firstMonth: '2026-07',
    });
  });

  test('a change owes no month less than before', async () => {
    await press({ do: 'subscribe', day: 'day:15' });
    now = at('2026-06-12T00:00:00Z');
    await press({ do: 'subscribe', day: 'day:1' });
    expect(await storage.highlights.subscription(me)).toMatchObject({
      firstMonth: '2026-06',
      changedAt: now,
    });
  });

  test('ends when asked, once', async () => {
    await press({ do: 'subscribe' });
    expect(await say('購読解除')).toBe('subscription ja removed -');
    expect(await say('購読解除')).toBe('subscription ja notSubscribed -');
    expect(await storage.highlights.subscriptions()).toEqual([]);
  });

  test('a forged or outdated form changes nothing', async () => {
    for (const forged of [
      { day: 'day:99' },
      { hour: '24' },
      { hour: 'x' },
      { language: 'fr' },
      { v: 2 },
      { themes: 7 },
    ])
      expect(await press({ do: 'subscribe', ...forged })).toContain('subscription ja invalid');
    expect(await storage.highlights.subscriptions()).toEqual([]);
  });
});

test('in a channel the channel subscribes, not the person', async () => {
  const activity = channelMessage(where(), `say-${(sent += 1)}`, 'subscribe');
  expect(await reply(activity)).toBe('subscription en offer -');
  const channels = await storage.reach.list({ kind: 'channel', limit: 9 });
  expect(channels).toEqual([
    expect.objectContaining({ state: 'active', conversationId: expect.stringMatching(/^19:[^;]+$/) }),
  ]);
});

test('a channel is unsubscribed by who set it, also after somebody else has changed it; and by HR', async () => {
  const chat = createHighlightsChat(chatParts());
  const intentOf = async (request: HighlightsRequest, visitor: Visitor) =>
    (await chat.answer(request, visitor))!.intent;
  const [setter, other, officer] = ['a', 'b', 'c'].map((personId): Visitor => ({
    recipientId: 'channel:19:x@thread.tacv2',
    personId,
    name: `職員${personId.toUpperCase()}`,
    personRecipientId: `person:${personId}`,
    roles: new Set<Role>(personId === 'c' ? ['admin'] : []),
    previousIds: [],
    place: personId,
  }));
  const form: HighlightsRequest = {
    do: 'subscribe',
    v: 1,
    lang: 'ja',
    day: 'first',
    hour: 9,
    themes: [],
    departments: [],
    language: 'ja',
  };
  const ends = { do: 'unsubscribe', lang: 'ja' } as const;
  await intentOf(form, setter!);
  await intentOf({ ...form, hour: 10 }, other!);
  expect(await storage.highlights.subscription('channel:19:x@thread.tacv2')).toMatchObject({
    hour: 10,
    setById: 'a',
    setByName: '職員A',
  });
  expect(await intentOf(ends, other!)).toBe('subscription askFirst');
  expect(await intentOf(ends, setter!)).toBe('subscription removed');
  await intentOf(form, setter!);
  expect(await intentOf(ends, officer!)).toBe('subscription removed');
});

describe('the preview', () => {
  test('shows this month, and lets only the HR office post it', async () => {
    expect(await say('今月のハイライトを見せて')).toBe('highlights ja 2026-06');
    hrs = [hr];
    expect(await say('今月のハイライトを見せて')).toBe('highlights ja 2026-06 may post');
  });

  test('"post now" is checked when it is pressed, posts to each subscriber once, and the calendar adds nothing', async () => {
    await press({ do: 'subscribe', day: 'day:20' });
    expect(await press({ do: 'postNow', month: '2026-06' })).toContain('onlyHr');
    hrs = [hr];
    expect(await press({ do: 'postNow', month: '2026-05' })).toContain('invalid');
    expect(await press({ do: 'postNow', month: '2026-06' })).toContain('state ja 2026-06 postNow 1');
    expect(await press({ do: 'postNow', month: '2026-06' })).toContain('state ja 2026-06 postNow 0');
    const parts = {
      ...chatParts(),
      render: () => ({ summary: 's', card: {} }),
    };
    expect(await planDue(parts, at('2026-06-20T00:00:00Z'))).toEqual({ planned: 0, skipped: 0 });
    expect(await planDue(parts, at('2026-07-20T00:00:00Z'))).toEqual({ planned: 1, skipped: 0 });
    expect(await storage.ledger.counts('highlights-2026-06')).toMatchObject({ pending: 1 });
    expect(await storage.ledger.counts('highlights-2026-07')).toMatchObject({ pending: 1 });
  });

  test('a month that failed, or of which nobody knows, is sent again by HR, and let be', async () => {
    await press({ do: 'subscribe', day: 'day:20' });
    hrs = [hr];
    await press({ do: 'postNow', month: '2026-06' });
    const becomes = async (state: 'failed' | 'unknown') => {
      const claimed = await storage.ledger.claim({ limit: 9, leaseMs: 60_000, now });
      await storage.ledger.depart(claimed, now);
      const settlement = { state, reason: 'http401' } as const;
      await storage.ledger.settle(
        claimed.map((delivery) => ({ delivery, settlement })),
        now,
      );
      return claimed.length;
    };
    const month = '2026-06';
    expect(await becomes('failed')).toBe(1);
    expect(await say('ハイライトの配信状況')).toBe('state ja 2026-06 - failed 1 unknown 0 failed');
    hrs = [];
    expect(await press({ do: 'resendFailed', month })).toContain('onlyHr');
    expect(await say('ハイライトの配信状況')).toContain('onlyHr');
    hrs = [hr];
    expect(await press({ do: 'postNow', month })).toContain('postNow 0 failed 1');
    expect(await press({ do: 'letBe', month })).toContain('letBe 0 failed 1');
    expect(await press({ do: 'resendFailed', month })).toContain('resendFailed 1 failed 0');
    expect(await press({ do: 'resendFailed', month })).toContain('resendFailed 0');
    expect(await becomes('unknown')).toBe(1);
    expect(await press({ do: 'letBe', month })).toContain('letBe 1 failed 0 unknown 1 unknown let be');
    expect(await press({ do: 'letBe', month })).toContain('letBe 0');
    expect(await press({ do: 'resendUnknown', month })).toContain('resendUnknown 1');
    expect(await becomes('unknown')).toBe(1);
    expect(await press({ do: 'highlightsState', month })).toBe(
      'state ja 2026-06 - failed 0 unknown 1 unknown',
    );
    const trail = await storage.broadcasts.auditRows({ limit: 9 });
    expect(trail.map(({ actor, action, subject }) => `${actor} ${action} ${subject}`)).toEqual(
      ['resendFailed', 'letBe', 'resendUnknown'].map((did) => `${hr} highlights.${did} highlights-2026-06`),
    );
  });

  test('a month that was missed for too long is written down as skipped', async () => {
    await press({ do: 'subscribe', day: 'day:20' });
    const parts = { ...chatParts(), render: () => ({ summary: 's', card: {} }) };
    expect(await planDue(parts, at('2026-07-05T00:00:00Z'))).toEqual({ planned: 0, skipped: 1 });
    expect(await storage.ledger.rows('highlights-2026-06', { limit: 9 })).toEqual([
      expect.objectContaining({ recipientId: me, state: 'skipped', reason: 'tooLate' }),
    ]);
  });
});

test('with the database away questions are answered, what needs it says so, and nobody waits', async () => {
  await bot.close();
  await learnReach.retry();
  const away = () => Promise.reject(new Error('away'));
  await listen({ store: { ...storage.highlights, subscription: away, put: away } });
  expect(await say('研修')).toMatch(/^answer ja 「研修」/);
  expect(await say('購読')).toBe('subscription ja unavailable -');
  expect(await press({ do: 'subscribe' })).toContain('unavailable');
  expect(errors).toHaveLength(2);
});

test('what Teams says about membership while the database is away is written when it is back', async () => {
  let away = true;
  const apply: Storage['reach']['apply'] = (...args) =>
    away ? Promise.reject(new Error('away')) : storage.reach.apply(...args);
  const learn = createLearnReach(
    { apply },
    () => now,
    (error) => errors.push(error),
  );
  const event = (action: string) =>
    decideReach({
      type: 'installationUpdate',
      action,
      channelId: 'msteams',
      serviceUrl: 'https://smba.example/jp/',
      conversation: { id: 'a:1', conversationType: 'personal', tenantId: 'tenant-1' },
      from: { id: '29:user', aadObjectId: 'aad-1' },
    });
  await learn(event('add'));
  await learn(event('remove'));
  expect(errors).toHaveLength(2);
  away = false;
  await learn.retry();
  expect(await storage.reach.get('person:aad-1')).toMatchObject({ state: 'gone', reason: 'uninstalled' });
});

test.each([
  ['購読', 'subscription'],
  ['　購読する。', 'subscription'],
  ['Subscribe', 'subscription'],
  ['購読を解除', 'unsubscribe'],
  ['unsubscribe', 'unsubscribe'],
  ['今月のハイライトを見せて', 'preview'],
  ["show me this month's highlights", 'preview'],
  ['ハイライトの配信状況を見せて', 'state'],
  ['status of highlights', 'state'],
  ['新聞を購読している部署は？', null],
  ['ハイライトって何', null],
])('%s → %s', (text, expected) => {
  expect(parseHighlightsWords(text, 'ja')?.do ?? null).toBe(expected);
});

test('data of other buttons is none of the desk’s business', () => {
  for (const data of [null, 'subscribe', {}, { do: 'help', v: 1, lang: 'ja' }])
    expect(parseSubscriptionAction(data)).toBeNull();
});
