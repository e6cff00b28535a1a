import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOfFiles } from '../../../src/dataset/digest.ts';
import { readArguments } from '../../../src/cli/usage.ts';
import { createKnowledge } from '../../../src/bot/knowledge.ts';
import { systemClock } from '../../../src/calendar/clock.ts';
import { createCards } from '../../../src/cards/answer/cards.ts';
import { loadCardKit } from '../../../src/cards/load.ts';
import { importDocument } from '../../../src/dataset/import.ts';
import { toJson } from '../../../src/dataset/json.ts';
import { datasetOf, readDatasetFiles } from '../../../src/dataset/load/dataset.ts';
import { unpacked } from '../../../src/dataset/load/packed-files.ts';
import { editionOf } from '../../../src/editions/edition.ts';
import { createEngine } from '../../../src/question/engine.ts';
import { startEditions } from '../../../src/start/data/editions.ts';
import { openStorage, type Storage, type StorageOptions } from '../../../src/storage/open.ts';
import { seeded } from '../train/random.ts';
import { withDatabases } from './simulation.ts';

const USAGE = `npm run simulate -- editions [--kills N]

Kills an instance at N moments (default 30) while it lets one edition after the other answer and asks owners about their
rows; counts what was acknowledged and is lost, and what is half done. On SQLite and PostgreSQL, where a second instance
follows meanwhile.`;

interface Told {
  readonly what: 'ready' | 'requested' | 'approved' | 'asked';
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Kills the writer a while after it is ready; what it has told. */
async function killed(dataset: string, where: StorageOptions, round: number, afterMs: number) {
  const script = join(import.meta.dirname, 'editions-writer.ts');
  const args = [dataset, where.dataDir, where.databaseUrl ?? '', String(round)];
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'close');
  let text = '';
  const ready = Promise.withResolvers<undefined>();
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    ready.resolve(undefined);
  });
  await Promise.race([ready.promise, exit.then(() => Promise.reject(new Error('the writer has ended')))]);
  await systemClock.sleep(afterMs);
  child.kill('SIGKILL');
  await exit;
  const lines = text.slice(0, text.lastIndexOf('\n')).split('\n');
  return lines.map((line) => JSON.parse(line) as Told);
}

/** What of that the database contradicts. */
async function wrongIn(storage: Storage, told: readonly Told[]): Promise<string[]> {
  const wrong: string[] = [];
  const active = await storage.editions.active();
  const stored = active && (await storage.editions.files(active.id));
  if (!stored) return ['no edition answers'];
  const files = await unpacked(stored);
  const made = { madeBy: '', madeAt: 0 };
  if (editionOf(digestOfFiles(files), datasetOf(files).source, made).id !== active.id)
    wrong.push(`${active.id} is not whole`);
  for (const { what, id } of told) {
    if (what !== 'requested' && what !== 'approved') continue;
    const proposal = await storage.proposals.get(id);
    const isThere =
      proposal &&
      (what === 'requested' ||
        (proposal.state === 'approved' && (await isKept(storage, proposal.edition.id))));
    if (!isThere) wrong.push(`lost: ${what} ${id}`);
  }
  const last = told.findLast(({ what }) => what === 'approved');
  const lastEdition = last && (await storage.proposals.get(last.id))?.edition.id;
  // What was under way when it was killed may have been written, and not told.
  const [latest] = await storage.proposals.list({ states: ['approved'], limit: 1 });
  if (lastEdition !== undefined && lastEdition !== active.id && lastEdition !== latest?.base)
    wrong.push(`${active.id} answers, not ${lastEdition}`);
  return [...wrong, ...(await wrongRounds(storage, told))];
}

async function isKept(storage: Storage, id: string): Promise<boolean> {
  return (await storage.editions.files(id)) !== null;
}

/** Owners who were asked twice, or not at all though it was told. */
async function wrongRounds(storage: Storage, told: readonly Told[]): Promise<string[]> {
  const asked = (await storage.confirmations.asked('2026-04')).map(({ department }) => department);
  const wrong = told.flatMap(({ what, id }) =>
    what === 'asked' && !asked.includes(id) ? [`lost: asked ${id}`] : [],
  );
  for (const department of asked) {
    const round = Number(department.split('-')[1]);
    const messages = await Promise.all(
      [round, round + 1].map((by) => storage.ledger.messageState(`c-${department}-${by}`)),
    );
    const count = messages.filter((state) => state !== null).length;
    if (count !== 1) wrong.push(`${department} was asked ${count} times`);
  }
  return wrong;
}

/** A second instance, which nobody kills: when it has put each edition in place. */
async function follow(dataset: string, where: StorageOptions) {
  const storage = openStorage(where);
  const folder = readDatasetFiles(dataset);
  const data = datasetOf(folder);
  const placed = new Map<string, number>();
  const errors: unknown[] = [];
  const editions = startEditions({
    storage,
    knowledge: createKnowledge({ data, engine: createEngine(data), cards: createCards(loadCardKit()) }),
    folder: { files: folder, data },
    clock: systemClock,
    onError: (error) => errors.push(error),
    log: {
      info: (fields: unknown) => placed.set((fields as { edition: string }).edition, Date.now()),
      warn: () => undefined,
    },
  });
  await editions.follow();
  return { storage, editions, placed, errors };
}

type Follower = Awaited<ReturnType<typeof follow>>;

/** Waits until the second instance answers from the edition that is active; how long that took from when it was told. */
async function lagOf(follower: Follower, told: readonly Told[]): Promise<number | null> {
  const last = told.findLast(({ what }) => what === 'approved');
  const active = (await follower.storage.editions.active())!.id;
  const from = performance.now();
  while (follower.editions.answering() !== active) {
    if (performance.now() - from > 60_000)
      throw new Error(`the second instance never answered from ${active}`);
    await systemClock.sleep(20);
  }
  if (!last || (await follower.storage.proposals.get(last.id))?.edition.id !== active) return null;
  return Math.max(0, follower.placed.get(active)! - last.at);
}

/** A step takes a few milliseconds, and several times that on a busy machine. */
const longestMs = 1500;

async function killOften(dialect: Storage['dialect'], where: StorageOptions, kills: number) {
  const random = seeded(11);
  const dataset = smallCity();
  const follower = dialect === 'postgres' ? await follow(dataset, where) : null;
  const told: Told[] = [];
  const wrong: string[] = [];
  const lags: number[] = [];
  for (let round = 0; round < kills; round += 1) {
    const now = await killed(dataset, where, round, random() * longestMs);
    told.push(...now);
    const storage = follower?.storage ?? openStorage(where);
    await storage.ready();
    wrong.push(...(await wrongIn(storage, told)));
    const lag = follower && (await lagOf(follower, now));
    if (lag !== null) lags.push(lag);
    if (!follower) await storage.close();
  }
  await follower?.editions.stop();
  await follower?.storage.close();
  rmSync(dataset, { recursive: true });
  const count = (what: Told['what']) => told.filter((one) => one.what === what).length;
  const second = lags.length === 0 ? '' : `, second instance after ${Math.max(...lags)} ms at most`;
  console.log(
    `${dialect}: ${kills} kills, ${count('approved')} approved, ${count('asked')} asked, ` +
      `${new Set(wrong).size} wrong${second}`,
  );
  for (const one of new Set([...wrong, ...(follower?.errors ?? []).map(String)])) console.log(one);
  return wrong.length + (follower?.errors.length ?? 0);
}

/** A folder of three rows: what is killed is the writing, not the building of an engine. */
function smallCity(): string {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-small-'));
  const lines = ['取組一覧', '令和8年6月', '総務局', '部署\t取組名\t概要\t実施時期\t備考'];
  for (const name of ['研修', '在宅勤務', '面談']) lines.push(`総務局\t${name}\t${name}を行う。\tR8.7\t`);
  const result = importDocument(Buffer.from(lines.join('\n')), 'list.txt', {
    initiatives: null,
    departments: null,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  writeFileSync(join(dir, 'initiatives.json'), toJson(result.initiatives));
  writeFileSync(join(dir, 'departments.json'), toJson(result.departments));
  mkdirSync(join(dir, 'thesaurus'));
  writeFileSync(join(dir, 'thesaurus/words.txt'), 'training: 研修 | Training\n  terms: 研修\n');
  return dir;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = readArguments(USAGE, { args: [...args], options: { kills: { type: 'string' } } });
  const kills = Number(values.kills ?? 30);
  const runs = (['sqlite', 'postgres'] as const).map((dialect) => ({ dialect }));
  const wrong = await withDatabases(runs, ({ dialect }, where) => killOften(dialect, where, kills));
  if (wrong.some((count) => count > 0)) process.exitCode = 1;
}
