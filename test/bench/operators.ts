import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../contracts/postgres.ts';
import type { Held } from './held.ts';
import {
  alone,
  describeHeld,
  describeMemory,
  describeMs,
  describeTimes,
  during,
  heldSince,
  type Memory,
  memoryOf,
  type Office,
  peakOf,
  says,
  type TurnTimes,
  withOffice,
} from './office.ts';

/** Something that goes on beside turns, from its beginning to its end. */
interface Beside extends TurnTimes {
  readonly name: string;
  readonly ms: number;
  readonly held: Held;
}

export interface OperatorsResult {
  readonly steps: readonly (Beside | (TurnTimes & { readonly name: string }))[];
  /** Before the first edition of so many rows, with it, and after going to the other one and back so often. */
  readonly memory: readonly Memory[];
  readonly peakMb: number;
}

const TIMES_BACK_AND_FORTH = 3;
const MOST_MS = 600_000;
/** Of a hundred thousand rows counting them takes a while: more often, and the asking would be a load of its own. */
const ASK_EVERY_MS = 250;
const STAFF = '00000000-0000-4000-8000-0000000000b3';
const ROOT = resolve(import.meta.dirname, '../..');

/** Brings editions of so many rows in as operators do, beside a running bot on PostgreSQL that others ask. */
export async function benchOperators(rows: number): Promise<OperatorsResult> {
  const postgres = await startPostgres({ durable: true });
  try {
    const env = { DATABASE_URL: await postgres.createDatabase() };
    return await withOffice(env, (office, dir) => measure(office, rows, { env, dir }));
  } finally {
    await postgres.stop();
  }
}

async function measure(
  office: Office,
  rows: number,
  { env, dir }: { readonly env: Readonly<Record<string, string>>; readonly dir: string },
): Promise<OperatorsResult> {
  const folders = ['one', 'other'].map((name) => resolve(dir, name));
  await run(process.execPath, [resolve(import.meta.dirname, 'write-dataset.ts'), String(rows), ...folders]);
  const command = (...args: string[]) => run('npm', ['run', '--silent', 'dataset', '--', ...args], env);
  const steps: OperatorsResult['steps'][number][] = [];
  const note = (next: OperatorsResult['steps'][number]) => {
    steps.push(next);
    console.error(describe(next));
  };
  const step = async <T>(name: string, work: () => Promise<T>, from?: number): Promise<T> => {
    const { result, ...beside } = await besideTurns(office, work, from);
    note({ name, ...beside });
    return result;
  };
  note({ name: 'nothing, the rows of the folder', ...(await alone(office)) });
  const memory = [await memoryOf(office)];
  const ids: string[] = [];
  for (const folder of folders)
    ids.push((await step('import', () => command('import', folder))).split(/\s/)[0]!);
  const [one, other] = ids as [string, string];
  const change = async (id: string) => {
    const activatedAt = await step('activate', async () => {
      await command('activate', id);
      return performance.now();
    });
    const count = id === one ? rows : rows - 1;
    await step(`activated → first answer, ${count} rows`, () => firstAnswer(office, count), activatedAt);
  };
  await change(one);
  note({ name: `nothing, ${rows} rows`, ...(await alone(office)) });
  memory.push(await memoryOf(office));
  for (let times = 0; times < TIMES_BACK_AND_FORTH; times += 1) {
    await change(other);
    await change(one);
    memory.push(await memoryOf(office));
    console.error(describeMemory(memory));
  }
  return { steps, memory, peakMb: peakOf(office) };
}

/** Ends with what the program has said; what it complains of is seen. */
async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(code)}`);
  return said;
}

/** `from`: when it began, where that was before. */
async function besideTurns<T>(
  office: Office,
  work: () => Promise<T>,
  from = performance.now(),
): Promise<Omit<Beside, 'name'> & { readonly result: T }> {
  // What the loop was held for before is no part of it.
  await heldSince(office);
  const done = work().then((result) => ({ result, ms: performance.now() - from }));
  const { times, result } = await during(office, done);
  return { ...result, ...times, held: await heldSince(office) };
}

/** Asks until so many rows are counted. */
async function firstAnswer(office: Office, count: number): Promise<void> {
  const from = performance.now();
  let answer = '';
  while (performance.now() - from < MOST_MS) {
    answer = await says(office, STAFF, '取組は全部で何件？');
    if (answer.replaceAll(',', '').includes(`は${count}件`)) return;
    await sleep(ASK_EVERY_MS);
  }
  throw new Error(`never counted ${count}, but ${answer.slice(0, 1500)}`);
}

const describe = (step: OperatorsResult['steps'][number]) =>
  'held' in step
    ? `${step.name}   ${describeMs(step.ms)}; ${describeTimes(step)}; ${describeHeld(step.held)}`
    : `${step.name}   ${describeTimes(step)}`;

/** The figures as lines of a table. */
export const describeOperators = ({ steps, memory, peakMb }: OperatorsResult): string =>
  [...steps.map(describe), `${describeMemory(memory)}, at most ${peakMb.toFixed(0)} MB resident`].join('\n');
