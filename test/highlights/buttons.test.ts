import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { decideChat } from '../../src/bot/chats.ts';
import { parseCardAction } from '../../src/cards/actions.ts';
import { parseSubscriptionAction } from '../../src/highlights/cards/subscription-actions.ts';
import { createHighlightsChat } from '../../src/highlights/chat.ts';
import type { Storage } from '../../src/storage/open.ts';
import { stubHighlightsCards, stubKnowledge } from '../bot/stubs.ts';
import { gallery } from '../cards/gallery.ts';
import { realGallery } from '../cards/real.ts';
import { datasetOf } from '../question/support/dataset.ts';
import { type Harness, startHarness } from '../server/harness.ts';
import { execute, scene, sendToBot } from '../simulator/teams.ts';
import type { Role } from '../../src/access/roles.ts';
import { kit } from '../cards/kit.ts';
import { openEmpty } from '../storage/empty.ts';

/**
 * Every button of the cards of answers and highlights: pressed by somebody without the role, delivered twice, pressed
 * twice at once, and again on a card that is three days old. What counts is what stands in the store then.
 */
const HR = 'bbbbbbbb-cccc-4ddd-8eee-ffffffffffff';
const month = '2026-06';
const messageId = `highlights-${month}`;

let dir: string;
let storage: Storage;
let bot: Harness;
let now: number;
let isHr: boolean;
let presses = 0;

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'yokoten-buttons-'));
  storage = await openEmpty(dir);
  now = Date.parse('2026-06-10T01:30:00Z');
  isHr = false;
  const stubs = stubKnowledge();
  const chat = createHighlightsChat({
    store: storage.highlights,
    ledger: storage.ledger,
    knowledge: () => ({ ...stubs, data: { ...datasetOf({ rows: [] }), ...stubs.data, revision: 'r1' } }),
    cards: stubHighlightsCards(),
    timeZone: 'Asia/Tokyo',
    now: () => now,
    onError: (error) => {
      throw error;
    },
  });
  bot = await startHarness({
    bot: { deciders: [decideChat(chat, () => Promise.resolve(new Set<Role>(isHr ? ['admin'] : [])))] },
  });
});
afterEach(async () => {
  await bot.close();
  await storage.close();
  rmSync(dir, { recursive: true });
});

type Data = Readonly<Record<string, unknown>>;

/** What the pressed card becomes, or is said to it; the same press on the same card is answered once. */
async function press(data: Data, on = `card-${(presses += 1)}`, id = `${on}-press`): Promise<string> {
  const where = scene(bot.simulator.url, { aadObjectId: HR });
  const { status, body } = await sendToBot(bot.url, execute(where, id, on, { v: 1, lang: 'ja', ...data }));
  expect(status).toBe(200);
  return JSON.stringify(body);
}

/** What is set, what waits to be sent, and what HR has decided. */
async function standing() {
  const subscriptions = await storage.highlights.subscriptions();
  const counts = await storage.ledger.counts(messageId);
  const trail = await storage.broadcasts.auditRows({ limit: 99 });
  return {
    hours: subscriptions.map(({ hour }) => hour),
    waiting: counts.pending,
    done: trail.map(({ action }) => action),
  };
}

const subscribes = () => press({ do: 'subscribe', day: 'day:20' });

async function posts(state: 'failed' | 'unknown'): Promise<void> {
  await subscribes();
  await press({ do: 'postNow', month });
  const claimed = await storage.ledger.claim({ limit: 9, leaseMs: 60_000, now });
  await storage.ledger.depart(claimed, now);
  const settlement = { state, reason: 'http401' } as const;
  await storage.ledger.settle(
    claimed.map((delivery) => ({ delivery, settlement })),
    now,
  );
}

interface Button {
  readonly data: Data & { readonly do: string };
  readonly arrange?: () => Promise<unknown>;
  /** HR alone may press it. */
  readonly ofHr?: true;
  /** How things stand once it has been pressed, however often. */
  readonly stands?: Partial<Awaited<ReturnType<typeof standing>>>;
  /** What it says on the old card. */
  readonly atTheEnd: string;
}

const buttons: readonly Button[] = [
  { data: { do: 'subscription' }, atTheEnd: 'subscription ja offer' },
  { data: { do: 'subscribe', day: 'day:20', hour: '11' }, stands: { hours: [11] }, atTheEnd: 'saved' },
  { data: { do: 'unsubscribe' }, arrange: subscribes, stands: { hours: [] }, atTheEnd: 'notSubscribed' },
  {
    data: { do: 'postNow', month },
    arrange: subscribes,
    ofHr: true,
    stands: { waiting: 1 },
    atTheEnd: 'postNow 0',
  },
  { data: { do: 'highlightsState', month }, ofHr: true, atTheEnd: `state ja ${month}` },
  {
    data: { do: 'resendFailed', month },
    arrange: () => posts('failed'),
    ofHr: true,
    stands: { waiting: 1, done: ['highlights.resendFailed'] },
    atTheEnd: 'resendFailed 0',
  },
  {
    data: { do: 'resendUnknown', month },
    arrange: () => posts('unknown'),
    ofHr: true,
    stands: { waiting: 1, done: ['highlights.resendUnknown'] },
    atTheEnd: 'resendUnknown 0',
  },
  {
    data: { do: 'letBe', month },
    arrange: () => posts('unknown'),
    ofHr: true,
    stands: { done: ['highlights.letBe'] },
    atTheEnd: 'letBe 0',
  },
  { data: { do: 'help' }, atTheEnd: 'help' },
  { data: { do: 'ask', question: '研修の取組は？' }, atTheEnd: '研修' },
  { data: { do: 'initiative', id: 'training-kaikei' }, atTheEnd: 'initiative ja training-kaikei' },
  { data: { do: 'similar', id: 'training-kaikei' }, atTheEnd: 'similar' },
  { data: { do: 'department', name: '会計課' }, atTheEnd: '会計課' },
  {
    data: { do: 'page', question: '研修の取組は？', page: 1, today: '2026-06-10', previous: null },
    atTheEnd: 'page 1',
  },
];

describe('one effect, or a clear refusal', () => {
  test.each(buttons)('$data.do', async ({ data, arrange, ofHr, stands, atTheEnd }) => {
    isHr = true;
    await arrange?.();
    const before = await standing();
    if (ofHr) {
      isHr = false;
      expect(await press(data)).toContain('onlyHr');
      expect(await standing()).toEqual(before);
      isHr = true;
    }
    const posted = bot.simulator.connector.requests.length;
    // One press delivered twice, one more on the same card, and one on another.
    const [first, again] = await Promise.all([
      press(data, 'twice'),
      press(data, 'twice'),
      press(data, 'twice', 'another'),
      press(data),
    ]);
    expect(again).toBe(first);
    const after = { ...before, ...stands };
    expect(await standing()).toEqual(after);
    const replies = bot.simulator.connector.requests.length - posted;
    expect(replies).toBeLessThanOrEqual(2);

    now += 3 * 86_400_000;
    const answered = await press(data);
    const said = JSON.stringify(bot.simulator.connector.requests.at(-1) ?? '');
    expect(answered + said).toContain(atTheEnd);
    expect(await standing()).toEqual(after);
  });

  test('none is left out', () => {
    const drawn = new Set<string>();
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { data } = node as { data?: Data };
      if (data && (parseSubscriptionAction(data) ?? parseCardAction(data))) drawn.add(String(data['do']));
      Object.values(node).forEach(walk);
    };
    walk(gallery(kit, 'ja'));
    walk(realGallery(kit, 'ja'));
    expect(drawn.size).toBeGreaterThan(8);
    expect([...drawn].filter((name) => !buttons.some(({ data }) => data.do === name))).toEqual([]);
  });
});
