import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import { openStorage } from '../../../src/storage/open.ts';
import { createPool } from '../../../src/storage/server/pool.ts';
import { databaseFile, NodeSqliteDialect, openDatabase } from '../../../src/storage/sqlite.ts';
import { seeded } from '../../tools/train/random.ts';

/** What a database holds after its writers were killed, for looking at. */
export interface Killed {
  /** How many rows `select count(*) from ${sql}` counts. */
  count(sql: string): Promise<number>;
  close(): Promise<void>;
}

/** Every step takes a few milliseconds: after its first round a writer is killed before, within or after any of some dozens. */
const longestMs = 250;

/** Writers on a folder of their own, each killed at a moment that chance chooses. */
export async function killOnSqlite(kills: number, seed: number): Promise<Killed> {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-kill-'));
  await killWriters({ places: [dir], kills, seed });
  const storage = openStorage({ dataDir: dir });
  await storage.ready();
  await storage.close();
  const dialect = new NodeSqliteDialect(openDatabase(join(dir, databaseFile)));
  return looking(new Kysely({ dialect }), () => {
    rmSync(dir, { recursive: true, force: true });
  });
}

/** Two instances at a time on one database. */
export async function killOnPostgres(databaseUrl: string, kills: number, seed: number): Promise<Killed> {
  await killWriters({ places: [databaseUrl, databaseUrl], kills, seed });
  const pool = createPool(databaseUrl);
  return looking(new Kysely({ dialect: new PostgresDialect({ pool }) }), () => undefined);
}

function looking(db: Kysely<unknown>, clear: () => void): Killed {
  return {
    async count(sql) {
      const { rows } = await db.executeQuery<{ n: number | string }>(
        CompiledQuery.raw(`select count(*) as n from ${sql}`),
      );
      return Number(rows[0]!.n);
    },
    async close() {
      await db.destroy();
      clear();
    },
  };
}

async function killWriters({
  places,
  kills,
  seed,
}: {
  readonly places: readonly string[];
  readonly kills: number;
  readonly seed: number;
}): Promise<void> {
  const random = seeded(seed);
  for (let round = 0; round < kills; round += places.length)
    await Promise.all(
      places.map(async (place, instance) => {
        const child = writer(place, `${round}-${instance}`);
        await once(child.stdout!, 'data');
        await new Promise((resolve) => setTimeout(resolve, random() * longestMs));
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }),
    );
}

function writer(place: string, round: string): ChildProcess {
  const file = join(import.meta.dirname, '../../spread/writer.ts');
  return spawn(process.execPath, [file, place, round], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** What does not hold, in words: no step is half taken, and nobody is told twice or of what did not happen. */
export async function brokenBy({ count }: Pick<Killed, 'count'>, kills: number): Promise<readonly string[]> {
  const steps = await count('adoption_steps');
  const answers = await count('question_groups where resolved_at is not null');
  const told = await count("follows where revision = 'after'");
  const rules: readonly (readonly [string, boolean])[] = [
    ['writers have come to something', (await count('adoptions')) >= kills],
    [
      'an adoption has as many steps as its version says',
      (await count(
        'adoptions a where version != (select count(*) from adoption_steps s where s.adoption_id = a.id)',
      )) === 0,
    ],
    [
      'every step has its entry in the trail',
      (await count(
        'adoption_steps s where not exists (select 1 from audit a where a.seq = s.seq and a.subject = s.adoption_id)',
      )) === 0,
    ],
    ['the trail has no other entries', (await count('audit')) === steps + answers],
    [
      'as many are told as there is something to tell',
      (await count('deliveries')) === steps + answers + told,
    ],
    ['an answer is told once', (await count("messages where id like 'answer-%'")) === answers],
    ['news is told once', (await count("messages where id like 'told-%'")) === told],
    [
      'who has been told waits no more',
      (await count(
        'question_askers k join question_groups g on g.key = k.key where g.resolved_at is not null',
      )) === 0,
    ],
  ];
  return rules.flatMap(([rule, holds]) => (holds ? [] : [rule]));
}
