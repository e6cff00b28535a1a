import type { NewDelivery } from '../../../src/delivery/ports.ts';
import { seeded } from '../../tools/train/random.ts';
import { type Action, type Held, newMessage, perform } from './actions.ts';
import type { ModelDatabase } from './databases.ts';

const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const STEPS = 5;

/** What an instance does: plans the message as it reads its audience at that moment, or what workers and sweeps do. */
type Deed = Action | { readonly do: 'read'; readonly audience: readonly string[] };

function anyDeed(worker: number, random: () => number): Deed {
  const chance = Math.floor(random() * 10);
  if (chance < 5) return { do: 'read', audience: people.filter(() => random() < 0.5) };
  if (chance < 7) return { do: 'claim', worker, limit: 1 + Math.floor(random() * 3) };
  if (chance < 8) return { do: 'depart', worker };
  if (chance < 9) return { do: 'settle', worker, as: 'sent' };
  return random() < 0.5 ? { do: 'expire' } : { do: 'cancel', id: 'm1' };
}

function deliveryTo(recipientId: string): NewDelivery {
  return { recipientId, dueAt: 0, content: null, skip: null };
}

/**
 * Three instances plan one message at once, each as rosters tell it, while it is sent. No more may ever get it than
 * somebody has approved, everybody who was read stands in it once, and as many get it as may. Returns what does not hold.
 */
export async function interleavePlans({ actors, look }: ModelDatabase, seed: number): Promise<string | null> {
  const random = seeded(seed);
  const most = 1 + Math.floor(random() * people.length) + 0.5;
  const hands: Held[][] = [[], [], []];
  const clock = { now: 1 };
  const read = new Set<string>();
  const events: string[] = [];
  let wrong: string | null = null;

  const reachOf = async () => {
    const [standing] = await look();
    const rows = [...(standing?.counts ?? [])].map(([state, count]) => ({ state, count }));
    const total = (some: typeof rows) => some.reduce((sum, { count }) => sum + count, 0);
    return { rows: total(rows), reach: total(rows.filter(({ state }) => state !== 'skipped')) };
  };
  const one = async (actor: number, deed: Deed) => {
    events.push(`${actor} ${JSON.stringify(deed)}`);
    const { ledger } = actors[actor]!;
    if (deed.do === 'read') {
      await ledger.plan(newMessage('m1', null), deed.audience.map(deliveryTo), clock.now, most);
      for (const person of deed.audience) read.add(person);
    } else await perform(ledger, deed, hands, clock);
    const { reach } = await reachOf();
    if (reach > most) wrong ??= `${reach} of ${most}`;
  };
  const lists = actors.map((_, actor) => Array.from({ length: STEPS }, () => anyDeed(actor, random)));
  await Promise.all(
    lists.map(async (list, actor) => {
      for (const deed of list) await one(actor, deed);
    }),
  );
  const { rows, reach } = await reachOf();
  if (rows !== read.size) wrong ??= `${read.size} read, ${rows} there`;
  const mayReach = Math.min(Math.floor(most), read.size);
  if (reach !== mayReach) wrong ??= `${reach} get it, ${mayReach} may`;
  return wrong && `seed ${seed}: ${wrong}\n${events.join('\n')}`;
}
