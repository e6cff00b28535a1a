import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import { openStorage } from '../../../src/storage/open.ts';
import { createPool } from '../../../src/storage/server/pool.ts';
import { databaseFile, NodeSqliteDialect, openDatabase } from '../../../src/storage/sqlite.ts';
import { seeded } from '../../tools/train/random.ts';

/** What writers do, and say when it is done. */
export type KillStep = keyof typeof standing;

/** Where it stands what was acknowledged; `ids`: as SQL. */
const standing = {
  begun: (ids) => `adoption_steps where kind = 'begin' and adoption_id in ${ids}`,
  moved: (ids) => `adoption_steps where kind = 'move' and adoption_id in ${ids}`,
  asked: (ids) => `adoptions where asked_at is not null and id in ${ids}`,
  followed: (ids) => `follows where id in ${ids}`,
  told: (ids) => `follows where revision = 'after' and id in ${ids}`,
  kept: (ids) => `question_groups where key in ${ids}`,
  // Told by now, or still waiting for an answer.
  waits: (ids) =>
    `(select recipient_id from deliveries where message_id in ${ids.replaceAll("'i-", "'answer-i-")}
      union all select recipient_id from question_askers where key || ' ' || recipient_id in ${ids}) as who`,
  forwarded: (ids) => `question_groups where forwarded != '[]' and key in ${ids}`,
  answered: (ids) => `question_groups where resolved_at is not null and key in ${ids}`,
  reported: (ids) => `messages m where state != 'planning' and id in ${ids}
    and exists (select 1 from deliveries d where d.message_id = m.id)`,
} as const satisfies Record<string, (ids: string) => string>;

/** The same question is asked twice, and a report planned by two at once, which adds nothing: it is told once. */
const manyTake: ReadonlySet<KillStep> = new Set<KillStep>(['kept', 'reported']);

/** What a database holds after its writers were killed, for looking at. */
export interface Killed {
  /** What the writers were told that it is done, by all of them. */
  readonly acknowledged: ReadonlyMap<KillStep, readonly string[]>;
  /** How many rows `select count(*) from ${sql}` counts. */
  count(sql: string): Promise<number>;
  close(): Promise<void>;
}

/** Every step takes a few milliseconds: after its first round a writer is killed before, within or after any of some dozens. */
const longestMs = 250;

/** Writers on a folder of their own, each killed at a moment that chance chooses. */
export async function killOnSqlite(kills: number, seed: number): Promise<Killed> {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-kill-'));
  const acknowledged = await killWriters({ places: [dir], kills, seed });
  const storage = openStorage({ dataDir: dir });
  await storage.ready();
  await storage.close();
  const dialect = new NodeSqliteDialect(openDatabase(join(dir, databaseFile)));
  return looking(new Kysely({ dialect }), acknowledged, () => {
    rmSync(dir, { recursive: true, force: true });
  });
}

/** Two instances at a time on one database, which take the same steps: of each, one is told that it has taken it. */
export async function killOnPostgres(databaseUrl: string, kills: number, seed: number): Promise<Killed> {
  const acknowledged = await killWriters({ places: [databaseUrl, databaseUrl], kills, seed });
  const pool = createPool(databaseUrl);
  return looking(new Kysely({ dialect: new PostgresDialect({ pool }) }), acknowledged, () => undefined);
}

function looking(db: Kysely<unknown>, acknowledged: Killed['acknowledged'], clear: () => void): Killed {
  return {
    acknowledged,
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
}): Promise<Killed['acknowledged']> {
  const random = seeded(seed);
  const lines: string[] = [];
  for (let round = 0; round < kills; round += places.length)
    await Promise.all(
      places.map(async (place, instance) => {
        const child = writer(place, String(round), String(instance));
        const ended = once(child, 'close');
        const hasBegun = Promise.withResolvers<null>();
        createInterface({ input: child.stdout! }).on('line', (line) => {
          if (line === 'once') hasBegun.resolve(null);
          else lines.push(line);
        });
        await Promise.race([hasBegun.promise, ended]);
        await new Promise((resolve) => setTimeout(resolve, random() * longestMs));
        child.kill('SIGKILL');
        await ended;
      }),
    );
  const steps = lines.map((line) => {
    const at = line.indexOf(' ');
    return [line.slice(0, at) as KillStep, line.slice(at + 1)] as const;
  });
  const byStep = Map.groupBy(steps, ([step]) => step);
  return new Map([...byStep].map(([step, all]) => [step, all.map(([, id]) => id)]));
}

function writer(place: string, round: string, instance: string): ChildProcess {
  const file = join(import.meta.dirname, '../../spread/writer.ts');
  return spawn(process.execPath, [file, place, round, instance], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** What was acknowledged and does not stand, or was to two. */
async function lostBy({ count, acknowledged }: Pick<Killed, 'count' | 'acknowledged'>) {
  const broken: string[] = [];
  for (const [step, where] of Object.entries(standing) as [KillStep, (ids: string) => string][]) {
    const ids = acknowledged.get(step) ?? [];
    const each = new Set(ids);
    if (each.size === 0) {
      broken.push(`some are ${step}`);
      continue;
    }
    const stands = await count(where(`(${[...each].map((id) => `'${id}'`).join(', ')})`));
    if (stands !== each.size) broken.push(`what is ${step} stands: ${stands} of ${each.size}`);
    if (!manyTake.has(step) && each.size !== ids.length) broken.push(`what is ${step} is so once`);
  }
  return broken;
}

/**
 * What does not hold, in words: nothing that was acknowledged is lost, no step is half taken, and nobody is told twice or
 * of what did not happen.
 */
export async function brokenBy(
  killed: Pick<Killed, 'count' | 'acknowledged'>,
  kills: number,
): Promise<readonly string[]> {
  const { count } = killed;
  const steps = await count('adoption_steps');
  const answers = await count('question_groups where resolved_at is not null');
  const told = await count("follows where revision = 'after'");
  const asked = await count('adoptions where asked_at is not null');
  const forwarded = await count("question_groups where forwarded != '[]'");
  const rules: readonly (readonly [string, boolean])[] = [
    ['writers have come to something', (await count('adoptions')) >= kills / 2],
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
    ['the trail has no other entries', (await count('audit')) === steps + answers + forwarded],
    [
      'as many are told as there is something to tell',
      (await count("deliveries where message_id not like 'answer-%' and message_id not like 'report-%'")) ===
        steps + asked + told + forwarded,
    ],
    [
      'nobody is told of an answer that there is not',
      (await count(
        "deliveries d where message_id like 'answer-%' and not exists (select 1 from question_groups g " +
          "where g.resolved_at is not null and d.message_id = 'answer-' || g.key || ' ' || d.recipient_id)",
      )) === 0,
    ],
    ['news is told once', (await count("messages where id like 'told-%'")) === told],
    [
      'a report is told once',
      (await count("deliveries where message_id like 'report-%'")) <=
        (await count("messages where id like 'report-%'")),
    ],
    [
      'who has been told waits no more',
      (await count(
        'question_askers k join question_groups g on g.key = k.key where g.resolved_at is not null',
      )) === 0,
    ],
  ];
  return [...(await lostBy(killed)), ...rules.flatMap(([rule, holds]) => (holds ? [] : [rule]))];
}
