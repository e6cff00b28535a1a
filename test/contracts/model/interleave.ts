import { seeded } from '../../tools/train/random.ts';
import { type Action, anyAction, everyone, type Held, newMessage, perform, posts } from './actions.ts';
import type { Actor, ModelDatabase, Standing } from './databases.ts';
import { LedgerModel } from './model.ts';

const STEPS = 18;

async function start(ledger: Actor['ledger']): Promise<void> {
  for (const id of posts) {
    const deliveries = ['a', 'b'].map((recipientId) => ({
      recipientId,
      dueAt: 0,
      content: null,
      skip: null,
    }));
    await ledger.plan(newMessage(id, null), deliveries, 0);
  }
}

/**
 * One action after another, each beside the model: what it returns and what is in the ledger after it must agree.
 * Returns what does not, null = all agrees.
 */
export async function compareWithModel(
  { actors, look }: ModelDatabase,
  seed: number,
): Promise<string | null> {
  const { ledger } = actors[0];
  const random = seeded(seed);
  const model = new LedgerModel();
  const clocks = [{ now: 1 }, { now: 1 }] as const;
  const hands: Held[][] = [[], []];
  await start(ledger);
  for (const id of posts) model.perform({ do: 'plan', id, people: ['a', 'b'] }, clocks[1]);
  const said: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const action = anyAction(random);
    const is = [await perform(ledger, action, hands, clocks[0]), (await look()).map(plain)];
    const should = [model.perform(action, clocks[1]), standingOf(model).map(plain)];
    said.push(JSON.stringify(action));
    if (JSON.stringify(is) !== JSON.stringify(should))
      return `seed ${seed}: after ${said.join(' ')}\nis     ${JSON.stringify(is)}\nshould ${JSON.stringify(should)}`;
  }
  return null;
}

function standingOf(model: LedgerModel): Standing[] {
  return [...model.messages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { state, rows }]) => ({
      id,
      state,
      counts: new Map(
        [...Map.groupBy(rows.values(), (row) => row.state)].map(([key, list]) => [key, list.length]),
      ),
    }));
}

function plain({ id, state, counts }: Standing): unknown {
  return [id, state, [...counts].sort(([a], [b]) => (a < b ? -1 : 1))];
}

/**
 * Two workers and whoever decides or sweeps do their actions at once, each on connections of its own. Whatever the
 * order, it must hold that nothing is sent twice without somebody's choice, that nothing is claimed after a
 * cancellation, that the sum is what was planned, and that everything comes to an end. Returns what does not hold.
 */
export async function interleave({ actors, look }: ModelDatabase, seed: number): Promise<string | null> {
  const random = seeded(seed);
  const ledgers = actors.map(({ ledger }) => ledger);
  await start(ledgers[0]!);
  const run = new Interleaving(ledgers, look, posts.length * 2);
  const lists = [0, 1, 2].map((actor) => Array.from({ length: STEPS / 3 }, () => actionOf(actor, random)));
  await Promise.all(lists.map((list, actor) => run.perform(actor, list)));
  const wrong = (await run.wrongAtRest()) ?? (await run.wrongAtTheEnd());
  return wrong === null
    ? null
    : `seed ${seed}: ${wrong}\n${lists.map((list) => JSON.stringify(list)).join('\n')}\n${run.events.join('\n')}`;
}

/** Workers claim, depart and settle with their own hands; the third decides and sweeps. */
function actionOf(actor: number, random: () => number): Action {
  for (;;) {
    const action = anyAction(random);
    if (actor === 2 && !('worker' in action)) return action;
    if (actor < 2 && 'worker' in action) return { ...action, worker: actor };
    if (actor < 2 && (action.do === 'expire' || action.do === 'plan')) return action;
  }
}

class Interleaving {
  readonly events: string[] = [];
  readonly #ledgers: readonly Actor['ledger'][];
  readonly #look: ModelDatabase['look'];
  readonly #hands: Held[][] = [[], []];
  readonly #clock = { now: 1 };
  /** By row: how often it has left, and for how many of these somebody said that it may leave again. */
  readonly #left = new Map<string, number>();
  readonly #again = new Map<string, number>();
  /** By message: events at which the last cancellation has ended, and the last resending. */
  readonly #cancelled = new Map<string, number>();
  readonly #resent = new Map<string, number>();
  #planned: number;
  #wrong: string | null = null;

  constructor(ledgers: readonly Actor['ledger'][], look: ModelDatabase['look'], planned: number) {
    this.#ledgers = ledgers;
    this.#look = look;
    this.#planned = planned;
  }

  async perform(actor: number, list: readonly Action[]): Promise<void> {
    for (const action of list) await this.#one(actor, action);
  }

  async #one(actor: number, action: Action): Promise<unknown> {
    const from = this.events.length;
    const held = 'worker' in action ? [...this.#hands[action.worker]!] : [];
    this.events.push(`${actor} begins ${JSON.stringify(action)}`);
    // Noted before: it may leave again as soon as this is done.
    if (action.do === 'settle' && action.as === 'retry')
      for (const { delivery, hasLeft } of held) if (hasLeft) count(this.#again, keyOf(delivery));
    if (action.do === 'resend') for (const person of everyone) count(this.#again, `${action.id}/${person}`);
    if (action.do === 'resend') this.#resent.set(action.id, Infinity);
    const result = await perform(this.#ledgers[actor]!, action, this.#hands, this.#clock);
    this.events.push(`${actor} has ${JSON.stringify(result)}`);
    if (action.do === 'plan' || action.do === 'recall') this.#planned += result as number;
    if (action.do === 'cancel') this.#cancelled.set(action.id, this.events.length);
    if (action.do === 'resend') this.#resent.set(action.id, this.events.length);
    if (action.do === 'claim') this.#checkClaim(result as string[], from);
    if (action.do === 'depart') for (const one of held.filter(({ hasLeft }) => hasLeft)) this.#checkLeft(one);
    return result;
  }

  #checkClaim(rows: readonly string[], from: number): void {
    for (const row of rows) {
      const id = row.split('/')[0]!;
      const cancelledAt = this.#cancelled.get(id) ?? Infinity;
      if (cancelledAt <= from && (this.#resent.get(id) ?? -1) < cancelledAt)
        this.#wrong ??= `${row} claimed after its end`;
    }
  }

  readonly #seen = new Set<Held>();
  #checkLeft(one: Held): void {
    if (this.#seen.has(one)) return;
    this.#seen.add(one);
    const key = keyOf(one.delivery);
    count(this.#left, key);
    if (this.#left.get(key)! > 1 + (this.#again.get(key) ?? 0)) this.#wrong ??= `${key} has left twice`;
  }

  /** After two sweeps every row that is open belongs to a message that is. */
  async wrongAtRest(): Promise<string | null> {
    const [ledger] = this.#ledgers;
    for (let sweep = 0; sweep < 2; sweep += 1) await ledger!.expire(this.#clock.now);
    for (const { id, state, counts } of await this.#look()) {
      const open = openIn(counts);
      if (state === 'done' && open > 0) return `${id} is done with ${open} rows that nobody will claim`;
      if (state === 'cancelled' && (counts.get('pending') ?? 0) > 0)
        return `${id} is cancelled, and has rows to be sent`;
      if (state === 'ready' && open === 0) return `${id} is never closed`;
      if (state === 'planning') return `${id} is planned for ever`;
    }
    return this.#wrong;
  }

  /** When the workers go on, all comes to an end. */
  async wrongAtTheEnd(): Promise<string | null> {
    const [ledger] = this.#ledgers;
    for (let claimed = 1; claimed > 0;) {
      this.#clock.now += 1000;
      await ledger!.expire(this.#clock.now);
      claimed = ((await this.#one(0, { do: 'claim', worker: 0, limit: 50 })) as string[]).length;
      await this.#one(0, { do: 'depart', worker: 0 });
      await this.#one(0, { do: 'settle', worker: 0, as: 'sent' });
    }
    let rows = 0;
    for (const { id, counts } of await this.#look()) {
      rows += [...counts.values()].reduce((sum, one) => sum + one, 0);
      if (openIn(counts) > 0) return `${id} does not come to an end`;
    }
    if (rows !== this.#planned) return `${this.#planned} planned, ${rows} there`;
    return this.#wrong;
  }
}

function openIn(counts: Standing['counts']): number {
  return (counts.get('pending') ?? 0) + (counts.get('leased') ?? 0);
}

function keyOf({ messageId, recipientId }: { messageId: string; recipientId: string }): string {
  return `${messageId}/${recipientId}`;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
