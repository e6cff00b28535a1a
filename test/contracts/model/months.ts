import { highlightsMessage } from '../../../src/highlights/message.ts';
import { type HighlightsDecision, highlightsDecisions } from '../../../src/highlights/ports.ts';
import { seeded } from '../../tools/train/random.ts';
import type { Actor, ModelDatabase } from './databases.ts';

/** What people and the calendar do to subscriptions and a month's posts. */
type Deed =
  | { readonly do: 'subscribe' | 'end'; readonly place: string }
  | { readonly do: 'look' }
  | { readonly do: 'decide'; readonly decision: HighlightsDecision };

const places = ['u', 'v', 'x', 'y'];
/** Posted to before anything is tried; the others are to be, while they may end. */
const posted = places.slice(2);
const month = '2026-06';
const { id: messageId } = highlightsMessage(month);
const ROUNDS = 2;
const DEEDS = 3;

const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)]!;

function anyDeed(random: () => number): Deed {
  const chance = random();
  if (chance < 0.45) return { do: 'decide', decision: pick(highlightsDecisions, random) };
  if (chance < 0.65) return { do: 'look' };
  return { do: chance < 0.8 ? 'subscribe' : 'end', place: pick(places, random) };
}

/** A place that was posted to, and how many events there were before that was begun. */
type Posted = readonly [place: string, from: number];

/** As the bot does it: what is there is read first, and what comes of it is written. */
async function perform(
  { highlights }: Actor,
  deed: Deed,
  now: number,
  events: readonly string[],
): Promise<unknown> {
  switch (deed.do) {
    case 'subscribe': {
      const current = await highlights.subscription(deed.place);
      return await highlights.put(subscriptionOf(deed.place, now), current);
    }
    case 'end': {
      const current = await highlights.subscription(deed.place);
      return current !== null && (await highlights.remove(current));
    }
    case 'look': {
      const added: Posted[] = [];
      for (const { recipientId, changedAt } of await highlights.subscriptions()) {
        const post = { recipientId, month, revision: 'r', featured: [] };
        const delivery = { recipientId, dueAt: now, content: null, skip: null };
        const from = events.length;
        if (await highlights.plan({ post, delivery, changedAt }, new Map(), now))
          added.push([recipientId, from]);
      }
      return added;
    }
    case 'decide': {
      const entry = { at: now, actor: 'hr', action: deed.decision, subject: month, detail: {} };
      return await highlights.decide(month, deed.decision, entry);
    }
  }
}

const subscriptionOf = (recipientId: string, changedAt: number) => ({
  recipientId,
  rule: { type: 'firstBusinessDay' as const },
  hour: 9,
  themes: [],
  departments: [],
  lang: 'ja' as const,
  setById: 'u',
  setByName: '担当',
  firstMonth: month,
  changedAt,
});

/**
 * Three instances subscribe, end, look at the calendar and decide at once, between rounds of sending. A month is posted
 * once to each place, to none after its subscription has ended; and decisions come to what they would
 * come to one after another, in the order of the trail. Returns what does not hold.
 */
export async function interleaveMonths(database: ModelDatabase, seed: number): Promise<string | null> {
  const random = seeded(seed);
  const run = new Months(database);
  for (const place of posted) await run.perform(0, { do: 'subscribe', place });
  await run.perform(0, { do: 'look' });
  for (const place of places) await run.perform(0, { do: 'subscribe', place });
  for (let round = 0; round < ROUNDS; round += 1) {
    await run.send(random);
    const lists = database.actors.map(() => Array.from({ length: DEEDS }, () => anyDeed(random)));
    await run.round(lists);
  }
  return run.wrong && `seed ${seed}: ${run.wrong}\n${run.events.join('\n')}`;
}

class Months {
  readonly events: string[] = [];
  wrong: string | null = null;
  readonly #database: ModelDatabase;
  #now = 1000;
  /** By place: the event at which its subscription ended, unless somebody has begun to subscribe it since. */
  readonly #ended = new Map<string, number>();
  #letBe: number | null = null;

  constructor(database: ModelDatabase) {
    this.#database = database;
  }

  async perform(actor: number, deed: Deed): Promise<void> {
    // Not the same moment twice: it is what a change is known by.
    this.#now += 1;
    if (deed.do === 'subscribe') this.#ended.delete(deed.place);
    this.events.push(`${actor} begins ${JSON.stringify(deed)}`);
    const result = await perform(this.#database.actors[actor]!, deed, this.#now, this.events);
    this.events.push(`${actor} has ${JSON.stringify(result)}`);
    if (deed.do === 'subscribe') this.#ended.delete(deed.place);
    if (deed.do === 'end' && result === true) this.#ended.set(deed.place, this.events.length);
    if (deed.do === 'look')
      for (const [place, from] of result as Posted[])
        if ((this.#ended.get(place) ?? Infinity) <= from) this.wrong ??= `${place} posted after its end`;
  }

  /** What is due leaves, and comes to anything. */
  async send(random: () => number): Promise<void> {
    const { ledger } = this.#database.actors[0];
    const claimed = await ledger.claim({ limit: 9, leaseMs: 1000, now: this.#now });
    const settled = claimed.map((delivery) => {
      const state = pick(['failed', 'unknown', 'unknown'] as const, random);
      return { delivery, settlement: { state, reason: 'http500' } };
    });
    await ledger.settle(settled, this.#now);
    await ledger.expire(this.#now);
  }

  async round(lists: readonly (readonly Deed[])[]): Promise<void> {
    const { ledger, highlights, broadcasts } = this.#database.actors[0];
    const before = await ledger.counts(messageId);
    const told = (await broadcasts.auditRows({ limit: 999 })).length;
    await Promise.all(
      lists.map(async (list, actor) => {
        for (const deed of list) await this.perform(actor, deed);
      }),
    );
    const counts = { failed: before.failed, unknown: before.unknown };
    for (const { action, detail } of (await broadcasts.auditRows({ limit: 999 })).slice(told))
      this.#check(action as HighlightsDecision, detail['count'] as number, counts);
    const after = await ledger.counts(messageId);
    if (after.failed !== counts.failed || after.unknown !== counts.unknown)
      this.wrong ??= `${JSON.stringify(counts)} by the trail, ${JSON.stringify(after)} in the ledger`;
    const isLetBe = this.#letBe !== null && this.#letBe >= counts.unknown;
    if ((await highlights.isLetBe(month)) !== isLetBe) this.wrong ??= `let be: ${!isLetBe}, not ${isLetBe}`;
    await this.#checkPosts();
  }

  /** One decision after another, in the order of the trail. */
  #check(decision: HighlightsDecision, count: number, counts: { failed: number; unknown: number }): void {
    const of = decision === 'resendFailed' ? 'failed' : 'unknown';
    if (count !== counts[of]) this.wrong ??= `${decision} was about ${count} of ${counts[of]}`;
    if (decision === 'letBe') this.#letBe = count;
    else counts[of] = 0;
    if (decision === 'resendUnknown') this.#letBe = null;
  }

  async #checkPosts(): Promise<void> {
    const { db } = this.#database;
    const posts = await db
      .selectFrom('highlightsPosts')
      .select('recipientId')
      .orderBy('recipientId')
      .execute();
    const rows = await db.selectFrom('deliveries').select('recipientId').orderBy('recipientId').execute();
    if (JSON.stringify(posts) !== JSON.stringify(rows))
      this.wrong ??= `posts ${JSON.stringify(posts)}, deliveries ${JSON.stringify(rows)}`;
  }
}
