import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { checkOptions, oneArgument, readArguments } from '../../../src/cli/usage.ts';
import { startPostgres } from '../postgres.ts';
import { checkNames } from './checks.ts';
import type { LaneReport, LaneWork } from './lane.ts';

const usage = `npm run model -- [COUNT] [--from SEED] [--database NAME]… [--check NAME]… [--threads N]

Holds the ledger to a model, and the ledger, jobs of broadcasts, highlights, plans and slots to what must hold under
random interleavings. How far it is stands on stderr, what does not hold on stdout.
  COUNT       seeds of each check; default 10000
  --from      the first seed; default 1
  --database  sqlite or postgres; default: one after the other
  --check     ${checkNames.join(', ')}; default: all
  --threads   default: as many as the machine has processors`;

const databases = ['sqlite', 'postgres'] as const;
/** So much is done with each check before the next: whoever stops it knows how far all of them came. */
const blockSize = 1000;
/** Databases that a thread works on side by side: with a server its answers are waited for much of the time. */
const lanesPerThread = { sqlite: 1, postgres: 3 } as const;

const { values, positionals } = readArguments(usage, {
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '1' },
    database: { type: 'string', multiple: true, default: [...databases] },
    check: { type: 'string', multiple: true, default: [...checkNames] },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const number = z.coerce.number().int().min(1);
const Options = z.object({
  count: number,
  from: number,
  database: z.array(z.enum(databases)),
  check: z.array(z.enum(checkNames)),
  threads: number,
});
const count = oneArgument(usage, positionals, 'number of seeds') ?? '10000';
const options = checkOptions(usage, Options, { ...values, count });

const postgres = options.database.includes('postgres') ? await startPostgres({ isLocal: true }) : null;
for (const name of options.database) {
  const wrong = await hold(name);
  for (const one of wrong) console.log(one);
  if (wrong.length > 0) process.exitCode = 1;
}
await postgres?.stop();

/** Runs the checks on a database in threads; returns what does not hold. */
async function hold(database: (typeof databases)[number]): Promise<readonly string[]> {
  const { from, check: names, threads } = options;
  const beside = lanesPerThread[database];
  const step = threads * beside;
  const last = from + options.count - 1;
  const blocks = Array.from({ length: Math.ceil(options.count / blockSize) }, (_, block) => ({
    from: from + block * blockSize,
    to: Math.min(from + (block + 1) * blockSize - 1, last),
    step,
  }));
  const wrong: string[] = [];
  const startedAt = performance.now();
  const done = new Map<string, number>();
  const note = ({ name, block, wrong: found }: LaneReport) => {
    if (found !== null) wrong.push(`${database} ${found}`);
    const key = `${block} ${name}`;
    done.set(key, (done.get(key) ?? 0) + 1);
    if (done.get(key) !== step) return;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    const broken = wrong.filter((one) => one.startsWith(`${database} ${name},`)).length;
    const words = broken === 0 ? 'holds' : 'does NOT hold';
    console.error(`${database} ${name}: ${words} for seeds ${from} to ${blocks[block]!.to}, ${seconds} s`);
  };
  const lanes = await Promise.all(
    Array.from({ length: step }, async (_, lane) => ({
      lane,
      url: database === 'postgres' ? await postgres!.createDatabase() : null,
    })),
  );
  await Promise.all(
    Array.from({ length: threads }, async (_, thread) => {
      const work: LaneWork = { names, blocks, lanes: lanes.slice(thread * beside, (thread + 1) * beside) };
      const worker = new Worker(new URL('lane.ts', import.meta.url), { workerData: work });
      worker.on('message', note);
      await once(worker, 'exit');
    }),
  );
  return wrong;
}
