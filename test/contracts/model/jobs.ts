import type { Command } from '../../../src/broadcast/decide/decide-command.ts';
import { seeded } from '../../tools/train/random.ts';
import { type Action, type Held, perform } from './actions.ts';
import type { ModelDatabase } from './databases.ts';
import { draftOf, type Instance, instanceOn } from './press.ts';

/** A broadcast's jobs: what is pressed, what dies in between, what workers do and what any instance looks after. */
type Deed =
  | Action
  | { readonly do: 'press'; readonly command: Command; readonly dies: boolean }
  | { readonly do: 'tick' };

const STEPS = 5;
const start = 1_000_000;
let titles = 0;

/** As the bot has them, as long as the process lives: what one remembers of a broadcast is of that broadcast's id. */
interface Office {
  readonly clock: { now: number };
  readonly instances: readonly Instance[];
}
const offices = new WeakMap<ModelDatabase, Office>();

function officeOn(database: ModelDatabase): Office {
  const clock = { now: start };
  const made = () => ({
    clock,
    instances: database.actors.map((actor) => instanceOn(actor, () => clock.now)),
  });
  const office = offices.get(database) ?? made();
  offices.set(database, office);
  office.clock.now = start;
  return office;
}

const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)]!;

function anyCommand(random: () => number): Command {
  const chance = Math.floor(random() * 10);
  if (chance < 3) return { do: 'recall', confirmed: true };
  if (chance < 6) return { do: 'resend', of: pick(['failed', 'unknown'] as const, random) };
  if (chance < 8) return { do: 'cancel' };
  if (chance < 9) return { do: 'remind' };
  titles += 1;
  return { do: 'correct', content: { ...draftOf('b').content, ja: { title: `${titles}`, body: '' } } };
}

function anyDeed(worker: number, mayWait: boolean, random: () => number): Deed {
  const chance = Math.floor(random() * 20);
  if (chance < 9) return { do: 'press', command: anyCommand(random), dies: random() < 0.2 };
  if (chance < 12) return { do: 'claim', worker, limit: 1 + Math.floor(random() * 4) };
  if (chance < 14) return { do: 'depart', worker };
  if (chance < 17)
    return { do: 'settle', worker, as: pick(['sent', 'failed', 'unknown', 'retry'] as const, random) };
  if (chance < 18) return { do: 'expire' };
  return mayWait && chance < 19 ? { do: 'wait' } : { do: 'tick' };
}

/**
 * Three instances press, work and look after the same broadcasts at once. It must hold that an author's limit does,
 * that no two jobs of a broadcast are under way together, that nothing leaves after it has been cancelled, that every
 * step has its entry, and that recalling again and again leaves nothing standing. Returns what does not hold.
 */
export async function interleaveJobs(database: ModelDatabase, seed: number): Promise<string | null> {
  const random = seeded(seed);
  // Leases that end leave answers that come late: then a row may come back beside what was begun since.
  const mayWait = seed % 2 === 0;
  const ids = [`b1-${seed}`, `b2-${seed}`];
  const run = new Jobs(database, ids);
  for (const id of ids)
    await database.actors[0].broadcasts.create(draftOf(id), {
      at: start,
      actor: 'author',
      action: 'create',
      subject: id,
      detail: {},
    });
  const sends = [0, 1, 2].map(() => ({ id: pick(ids, random), dies: random() < 0.3 }));
  const lists = [0, 1, 2].map((worker) =>
    Array.from({ length: STEPS }, () => anyDeed(worker, mayWait, random)),
  );
  await Promise.all(sends.map(({ id, dies }, actor) => run.send(actor, id, dies)));
  // Half of them begin with all of it settled: then anything may be begun, and of two presses at once one is refused.
  if (random() < 0.5) await run.settleAll(pick(['failed', 'unknown'] as const, random));
  await Promise.all(lists.map((list, actor) => run.perform(actor, list, mayWait)));
  const wrong = await run.wrongAtTheEnd();
  return wrong && `seed ${seed}: ${wrong}\n${JSON.stringify(sends)}\n${run.events.join('\n')}`;
}

class Jobs {
  readonly events: string[] = [];
  readonly #database: ModelDatabase;
  readonly #ids: readonly string[];
  readonly #clock: Office['clock'];
  readonly #hands: Held[][] = [[], [], []];
  readonly #instances: readonly Instance[];
  #cancelledAt = Infinity;
  #wrong: string | null = null;

  constructor(database: ModelDatabase, ids: readonly string[]) {
    this.#database = database;
    this.#ids = ids;
    const { clock, instances } = officeOn(database);
    [this.#clock, this.#instances] = [clock, instances];
  }

  async send(actor: number, id: string, dies: boolean): Promise<void> {
    const said = await this.#instances[actor]!.press(id, { do: 'send', sendAt: null, confirmed: null }, dies);
    this.events.push(`${actor} sends ${id}: ${said}`);
  }

  /** Most of it as sent, the rest as it is said. */
  async settleAll(rest: 'failed' | 'unknown'): Promise<void> {
    await this.#instances[0]!.tick();
    for (const as of ['sent', rest] as const)
      for (const deed of [
        { do: 'claim', worker: 0, limit: 2 },
        { do: 'depart', worker: 0 },
        { do: 'settle', worker: 0, as },
      ] as const)
        await this.#one(0, deed);
    this.events.push(`settled, some ${rest}`);
  }

  async perform(actor: number, list: readonly Deed[], mayOverlap: boolean): Promise<void> {
    for (const deed of list) {
      const from = this.events.length;
      this.events.push(`${actor} begins ${JSON.stringify(deed)}`);
      const result = await this.#one(actor, deed);
      this.events.push(`${actor} has ${JSON.stringify(result)}`);
      if (deed.do === 'claim') this.#checkClaim(result as string[], from);
      if (!mayOverlap) await this.#checkTogether();
    }
  }

  async #one(actor: number, deed: Deed): Promise<unknown> {
    if (deed.do === 'tick') {
      await this.#instances[actor]!.tick();
      return null;
    }
    if (deed.do !== 'press')
      return await perform(this.#database.actors[actor]!.ledger, deed, this.#hands, this.#clock);
    const released = await this.#released();
    if (released === undefined) return null;
    // Whatever is begun, sent again or taken back after it may leave again.
    if (deed.command.do !== 'cancel') this.#cancelledAt = Infinity;
    const said = await this.#instances[actor]!.press(released, deed.command, deed.dies);
    if (deed.command.do !== 'cancel') this.#cancelledAt = Infinity;
    else if (said === 'done') this.#cancelledAt = this.events.length;
    return said;
  }

  async #released(): Promise<string | undefined> {
    const rows = await this.#database.db
      .selectFrom('broadcasts')
      .select('id')
      .where('state', 'in', ['released', 'recalled'])
      .execute();
    if (rows.length > 1) this.#wrong ??= `${rows.length} released on one day`;
    return rows[0]?.id;
  }

  #checkClaim(rows: readonly string[], from: number): void {
    if (rows.length > 0 && this.#cancelledAt <= from)
      this.#wrong ??= `${rows.join()} claimed after it was cancelled`;
  }

  async #checkTogether(): Promise<void> {
    const open = (await this.#database.look()).filter(
      ({ state, counts }) =>
        state !== 'cancelled' && (counts.get('pending') ?? 0) + (counts.get('leased') ?? 0) > 0,
    );
    const jobs = new Set(open.map(({ id }) => id.replace(/-of-\d+$/, '')));
    if (jobs.size > 1) this.#wrong ??= `${[...jobs].join()} are under way together`;
  }

  /** All that is open is sent, what was left is planned; then it is recalled until nothing more can be. */
  async wrongAtTheEnd(): Promise<string | null> {
    const [instance] = this.#instances;
    const { ledger } = this.#database.actors[0];
    const id = await this.#released();
    if (id === undefined) return this.#wrong ?? 'none of them was released';
    const finish = async (as: 'sent' | 'failed') => {
      for (;;) {
        this.#clock.now += 1000;
        await ledger.expire(this.#clock.now);
        await instance!.tick();
        const claimed = await perform(
          ledger,
          { do: 'claim', worker: 0, limit: 50 },
          this.#hands,
          this.#clock,
        );
        if ((claimed as string[]).length === 0) return;
        await perform(ledger, { do: 'depart', worker: 0 }, this.#hands, this.#clock);
        await perform(ledger, { do: 'settle', worker: 0, as }, this.#hands, this.#clock);
      }
    };
    await finish('sent');
    // The first one fails, as a deletion may.
    const said: string[] = [];
    for (let times = 0; times < 3; times += 1) {
      said.push(await instance!.press(id, { do: 'recall', confirmed: true }));
      if (said.at(-1) !== 'done') break;
      await finish(times === 0 ? 'failed' : 'sent');
    }
    const standing = await this.#standing(id);
    if (standing.length > 0) this.#wrong ??= `${standing.join()} stand after ${said.join()}`;
    if (said.at(-1) === 'done') this.#wrong ??= 'recalled though nothing stands';
    return this.#wrong ?? (await this.#untold());
  }

  /** Posts that no deletion has taken away. */
  async #standing(id: string): Promise<readonly string[]> {
    const rows = await this.#database.db
      .selectFrom('deliveries as d')
      .innerJoin('messages as m', 'm.id', 'd.messageId')
      .select(['d.messageId', 'd.recipientId', 'm.action', 'm.originalId'])
      .where('d.state', '=', 'sent')
      .where('d.messageId', 'like', `${id}%`)
      .execute();
    const gone = new Set(
      rows.filter(({ action }) => action === 'delete').map((row) => `${row.originalId}/${row.recipientId}`),
    );
    return rows
      .filter(({ action }) => action === 'post')
      .map((row) => `${row.messageId}/${row.recipientId}`)
      .filter((post) => !gone.has(post));
  }

  /** Steps without their entries in the trail. */
  async #untold(): Promise<string | null> {
    const { broadcasts } = this.#database.actors[0];
    const trail = await broadcasts.auditRows({ limit: 999 });
    for (const id of this.#ids) {
      const { version } = (await broadcasts.get(id))!;
      const told = trail.filter(({ subject }) => subject === id).length;
      if (told !== version) return `${id}: ${version} steps, ${told} entries`;
    }
    return null;
  }
}
