import { sql } from 'kysely';
import type { Departure, Slot } from '../../../src/delivery/ports.ts';
import { seeded } from '../../tools/train/random.ts';
import type { ModelDatabase } from './databases.ts';

const keys = ['a', 'b', 'c'];
const STEPS = 6;
/** Teams' windows: of one conversation the shortest that so few requests can reach, and the app's. */
const windows = { conversation: [7, 1000], app: [50, 1000] } as const;

interface Booked {
  readonly key: string;
  readonly at: number;
  /** What has become of it: ms after its time, null = nothing left. */
  lateMs: number | null;
  isTold: boolean;
}

/**
 * Three instances book, and tell what became of their slots, while one forgets what is old. No slot is given twice nor
 * lost, none stands closer to another than Teams allows, and the book holds what was booked and put right. Returns what
 * does not hold.
 */
export async function interleaveSlots(database: ModelDatabase, seed: number): Promise<string | null> {
  const { actors, db } = database;
  const random = seeded(seed);
  const all: Booked[] = [];
  const perform = async (actor: number, steps: readonly (readonly string[])[]): Promise<void> => {
    const { slots } = actors[actor]!;
    const mine: Booked[] = [];
    for (const asked of steps) {
      const known = mine.filter(({ isTold }) => !isTold);
      for (const one of known) one.isTold = true;
      const departures = known
        .filter(({ lateMs }) => lateMs !== 0)
        .map(({ key, at, lateMs }): Departure => ({ key, at, lateMs }));
      const booked: readonly Slot[] = await slots.reserve(asked, departures);
      booked.forEach((slot, index) => {
        const lateMs = random() < 0.2 ? null : 0;
        if (slot.booked) mine.push({ key: asked[index]!, at: slot.at, lateMs, isTold: false });
      });
      if (actor === 2) await slots.prune();
    }
    // What was not told any more counts as it was booked.
    all.push(...mine.map((one) => (one.isTold ? one : { ...one, lateMs: 0 })));
  };
  const lists = actors.map(() =>
    Array.from({ length: STEPS }, () =>
      Array.from({ length: 1 + Math.floor(random() * 4) }, () => keys[Math.floor(random() * keys.length)]!),
    ),
  );
  await Promise.all(lists.map((steps, actor) => perform(actor, steps)));
  const rows = await db.selectFrom('slots').select(['key', 'times']).execute();
  const book = new Map(rows.map(({ key, times }) => [key, JSON.parse(times) as number[]]));
  const standing = all.filter(({ lateMs }) => lateMs !== null);
  const wrong =
    keys
      .map((key) =>
        wrongIn(
          key,
          standing.filter((one) => one.key === key),
          book.get(key) ?? [],
          windows.conversation,
        ),
      )
      .find((found) => found !== null) ??
    wrongIn(
      '',
      standing,
      (book.get('') ?? []).filter((at) => at !== 0),
      windows.app,
    ) ??
    (await notForgotten({ actors, db }));
  return wrong && `seed ${seed}: ${wrong}\n${JSON.stringify(lists)}`;
}

function wrongIn(
  key: string,
  standing: readonly Booked[],
  book: readonly number[],
  [count, windowMs]: readonly [number, number],
): string | null {
  const times = standing.map(({ at }) => at).sort((a, b) => a - b);
  // The app's older than its window go, and how long a run takes is no part of this.
  const expected = key === '' ? times.filter((at) => book.includes(at)) : times;
  if (JSON.stringify(expected) !== JSON.stringify(book))
    return `${key}: booked ${times.join()}, in the book ${book.join()}`;
  const close = times.findIndex((at, index) => at - (times[index - count] ?? -Infinity) < windowMs);
  return close < 0 ? null : `${key}: more than ${count} within ${windowMs} ms at ${times[close]}`;
}

/** Conversations of more than two hours ago are forgotten by the book's own clock, those of now are not. */
async function notForgotten({ actors, db }: Pick<ModelDatabase, 'actors' | 'db'>): Promise<string | null> {
  const aged = db.updateTable('slots').set({ updatedAt: sql`updated_at - ${2.5 * 3_600_000}` });
  await aged.where('key', '=', 'a').execute();
  const before = await db.selectFrom('slots').select('key').where('key', '!=', 'a').orderBy('key').execute();
  await actors[0].slots.prune();
  const after = await db.selectFrom('slots').select('key').orderBy('key').execute();
  return JSON.stringify(before) === JSON.stringify(after)
    ? null
    : `left of the book: ${JSON.stringify(after)}`;
}
