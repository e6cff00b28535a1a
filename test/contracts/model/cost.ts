import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { givenBy } from '../../../src/chat/given.ts';
import { loadCardKit } from '../../../src/cards/load.ts';
import { loadDataset } from '../../../src/dataset/load/dataset.ts';
import { openStorage, type Storage } from '../../../src/storage/open.ts';
import type { Tables } from '../../../src/storage/schema.ts';
import { databaseFile } from '../../../src/storage/sqlite.ts';
import { createQuestionCards } from '../../../src/unanswered/cards/cards.ts';
import { findPage } from '../../../src/unanswered/chat/answering.ts';
import { answeredOf, askedOf, storedQuestion } from '../../../src/unanswered/decide/question.ts';
import { createEngine } from '../../../src/question/engine.ts';
import { seeded } from '../../tools/train/random.ts';

const monthly = 20_000;
const all = 100_000;
/** Answered ones are written together. */
const perMinute = 50;
const mostListMs = 2_000;
const mostMonthMb = 20;
/** A turn that waits no longer than this does not feel it. */
const mostWaitMs = 200;
const mb = 1024 * 1024;

/** What questions cost that are kept. */
export interface Cost {
  readonly keepMs: number;
  readonly monthMb: number;
  readonly groups: number;
  readonly listMs: number;
  readonly waitMs: number;
}

/** Why it costs too much, in words. */
export function tooDear({ monthMb, listMs, waitMs }: Cost): readonly string[] {
  return [
    ...(monthMb > mostMonthMb ? [`a month takes ${monthMb.toFixed(1)} MB`] : []),
    ...(listMs > mostListMs ? [`the list takes ${listMs.toFixed(0)} ms`] : []),
    ...(waitMs > mostWaitMs ? [`a turn waits ${waitMs.toFixed(0)} ms`] : []),
  ];
}

const data = loadDataset(resolve(import.meta.dirname, '../../../data'));

const engine = createEngine(data);
/** Read once for both databases: reading takes longer than keeping. */
const kept = new Map<string, ReturnType<typeof askedOf>>();

/** Questions in the words of the thesaurus, some asked far more often than others, as they are kept. */
function* questions(count: number, random: () => number) {
  const terms = data.concepts.flatMap(({ terms: of }) => of);
  const any = () => terms[Math.floor(random() ** 2 * terms.length)]!;
  for (let at = 0; at < count; at += 1) {
    const words = random() < 0.5 ? any() : `${any()}と${any()}`;
    const text = `${words}の手当は第${Math.floor(random() ** 3 * 40)}種でも出ますか`;
    if (!kept.has(text))
      kept.set(text, askedOf(givenBy(engine.ask({ text, today: '2026-06-10', lang: 'ja', previous: null }))));
    yield storedQuestion(kept.get(text)!, 'none', at);
  }
}

/** Measured on an empty storage; `size`: the bytes that it takes by now. */
async function measure(storage: Storage, size: () => Promise<number>): Promise<Cost> {
  await storage.ready();
  const random = seeded(5);
  const before = await size();
  const startedAt = performance.now();
  const lanes = storage.dialect === 'sqlite' ? 1 : 8;
  const month = [...questions(monthly, random)];
  const keptAt = performance.now();
  await inLanes(month, lanes, (one) => storage.questions.keep(one));
  const keepMs = (performance.now() - keptAt) / monthly;
  // As many that were answered, none of them asked twice.
  const answered = month.map(({ text, lang, at }, index) =>
    answeredOf(`${text} ${String.fromCodePoint(0x4e00 + index)}`, lang, at),
  );
  for (let from = 0; from < answered.length; from += perMinute)
    await storage.questions.addAnswered(answered.slice(from, from + perMinute));
  const monthMb = ((await size()) - before) / mb;
  await inLanes([...questions(all - monthly, random)], lanes, (one) => storage.questions.keep(one));
  process.stderr.write(`${all} kept in ${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`);
  const cards = createQuestionCards(loadCardKit());
  // The first time something is drawn it is compiled.
  cards.list({ items: [], page: 0, last: 0, count: 0 }, { data, lang: 'ja' });
  const waits = gaps();
  await new Promise((wait) => setTimeout(wait, 20));
  const draw = async (page: number) => {
    const listedAt = performance.now();
    const list = await findPage({ store: storage.questions }, page);
    cards.list(list, { data, lang: 'ja' });
    return { groups: list.count, ms: performance.now() - listedAt };
  };
  // The first page, one beyond what is grouped, and the last.
  const drawn = [await draw(0), await draw(100), await draw(99_999)];
  await new Promise((wait) => setTimeout(wait, 20));
  return {
    keepMs,
    monthMb,
    groups: drawn[0]!.groups,
    listMs: Math.max(...drawn.map(({ ms }) => ms)),
    waitMs: waits.stop(),
  };
}

/** How long a turn would have waited at most, ms: the longest time between two looks of the event loop. */
function gaps(): { stop(): number } {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}

async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const item of rest) await run(item);
    }),
  );
}

export async function costOnSqlite(): Promise<Cost> {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-cost-'));
  const storage = openStorage({ dataDir: dir });
  // What is still in the log is counted as if it came on top: at most 4 MB.
  const size = () => Promise.resolve(statSync(join(dir, databaseFile)).size);
  const cost = await measure(storage, size);
  await storage.close();
  rmSync(dir, { recursive: true });
  return cost;
}

export async function costOnPostgres(databaseUrl: string, db: Kysely<Tables>): Promise<Cost> {
  const storage = openStorage({ dataDir: tmpdir(), databaseUrl });
  const cost = await measure(storage, async () => {
    const { rows } = await sql<{ size: string }>`select pg_database_size(current_database()) as size`.execute(
      db,
    );
    return Number(rows[0]!.size);
  });
  await storage.close();
  return cost;
}
