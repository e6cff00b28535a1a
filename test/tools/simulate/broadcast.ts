import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Audience } from '../../../src/broadcast/decide/audience.ts';
import { planBroadcast } from '../../../src/broadcast/jobs/send.ts';
import type { ReachChange } from '../../../src/delivery/ports.ts';
import { openStorage, type Storage, type StorageOptions } from '../../../src/storage/open.ts';
import { checkOptions, readArguments } from '../../../src/cli/usage.ts';
import { isRunning, startTestProcess, undisturbed, withDatabases } from './simulation.ts';
import { startSlowLine } from './slow-line.ts';

const runKinds = ['steady', 'faults', 'kills', 'unpaced', 'plan'] as const;
type RunKind = (typeof runKinds)[number];
type Dialect = Storage['dialect'];

interface Setting {
  readonly kind: RunKind;
  readonly dialect: Dialect;
  readonly recipients: number;
  readonly kills: number;
  readonly instances: number;
  /** Added to every answer of PostgreSQL's, while instances send. */
  readonly latencyMs: number;
}

/** What a run came to; the counts of arrivals are the simulator's own. */
interface RunResult {
  readonly storage: Dialect;
  readonly run: RunKind;
  readonly instances: number;
  readonly latencyMs: number;
  readonly kills: number;
  readonly planned: number;
  readonly sent: number;
  readonly failed: number;
  readonly unknown: number;
  readonly skipped: number;
  readonly cancelled: number;
  /** The ledger says sent, or says nothing final, and nothing arrived. */
  readonly lost: number;
  /** More than one arrived in the same conversation. */
  readonly duplicates: number;
  /** The ledger says that it did not go out, and yet it arrived. */
  readonly contradicted: number;
  readonly unknownArrived: number;
  /** 429s that were no injected fault: the bot came too fast. */
  readonly throttled: number;
  readonly ratePerSecond: number;
  readonly planMs: number;
  readonly planPeakMb: number;
}

const messageId = 'broadcast-simulated';
const everyone: Audience = { include: [{ who: 'allPeople' }], exclude: [] };
const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: '全職員への一斉連絡。'.repeat(20), wrap: true }],
};
const content = {
  ja: { summary: '全職員への一斉連絡', card },
  en: { summary: 'To all staff', card },
};
/** So that "skipped" is counted too. */
const parkedEvery = 100;

const USAGE = `npm run simulate -- broadcast [options]

  --recipients N   default: 20000
  --instances N    over PostgreSQL; default: 3
  --latency-ms N   added to every answer of PostgreSQL's; default: 0
  --kills N        of instances, in the run of that name; default: 50
  --storage WHICH  postgres or sqlite, several times for both; default: both
  --run WHICH      ${runKinds.join(', ')}; several times for several; default: steady, faults, kills
  --json           the figures as JSON`;

const Options = z.object({
  recipients: z.coerce.number().int().min(1).max(1_000_000),
  kills: z.coerce.number().int().min(0).max(10_000),
  instances: z.coerce.number().int().min(1).max(20),
  'latency-ms': z.coerce.number().min(0).max(1000),
  storage: z.array(z.enum(['postgres', 'sqlite'])),
  run: z.array(z.enum(runKinds)),
});

/** Runs the broadcast simulations and prints what they came to. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = readArguments(USAGE, {
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      recipients: { type: 'string', default: '20000' },
      kills: { type: 'string', default: '50' },
      instances: { type: 'string', default: '3' },
      'latency-ms': { type: 'string', default: '0' },
      storage: { type: 'string', multiple: true, default: ['postgres', 'sqlite'] },
      run: { type: 'string', multiple: true, default: ['steady', 'faults', 'kills'] },
    },
  });
  const { storage: dialects, run: kinds, ...of } = checkOptions(USAGE, Options, values);
  const settings = dialects.flatMap((dialect) =>
    kinds.map((kind) => ({
      kind,
      dialect,
      recipients: of.recipients,
      kills: kind === 'kills' ? of.kills : 0,
      instances: dialect === 'postgres' ? of.instances : 1,
      latencyMs: dialect === 'postgres' ? of['latency-ms'] : 0,
    })),
  );
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const results = await withDatabases(settings, async (setting, where) => {
    log(`${setting.dialect} ${setting.kind}: ${setting.recipients} recipients …`);
    const result = await simulate(setting, where);
    log(describe(result));
    return result;
  });
  if (values.json) process.stdout.write(`${JSON.stringify({ ...total(results), runs: results }, null, 2)}\n`);
  else process.stdout.write(`${results.map(describe).join('\n')}\n`);
  const wrong = results.some((result) => result.lost + result.duplicates + result.contradicted > 0);
  process.exitCode = wrong ? 1 : 0;
}

async function simulate(setting: Setting, where: StorageOptions): Promise<RunResult> {
  const limits = setting.kind === 'unpaced' ? 'none' : 'documented';
  const simulator = startTestProcess('simulator/main.ts', '--limits', limits);
  try {
    const url = await simulator.next();
    const plan = await seedAndPlan(setting, where, url);
    if (setting.kind === 'faults') await injectFaults(url);
    const killed = setting.kind === 'plan' ? 0 : await overSlowLine(setting, where);
    return { ...(await compare(setting, where, url)), ...plan, kills: killed };
  } finally {
    simulator.child.kill();
  }
}

async function seedAndPlan({ recipients }: Setting, where: StorageOptions, serviceUrl: string) {
  const storage = openStorage(where);
  await storage.ready();
  const now = Date.now();
  for (let start = 0; start < recipients; start += 1000) {
    const ids = Array.from({ length: Math.min(1000, recipients - start) }, (_, i) => start + i);
    await storage.reach.apply(
      ids.map((n) => personOf(n, serviceUrl)),
      now,
    );
    const parked = ids.filter((n) => n % parkedEvery === parkedEvery - 1);
    await storage.reach.apply(
      parked.map((n) => ({ type: 'park', id: idOf(n), reason: 'BotNotInConversationRoster' })),
      now,
    );
  }
  const atRest = process.memoryUsage().rss;
  let peak = atRest;
  const sample = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const startedAt = performance.now();
  const noRoster = () => {
    throw new Error('no rosters here');
  };
  await planBroadcast(
    storage.ledger,
    { ...storage, roster: noRoster, channels: () => Promise.resolve(true) },
    { id: messageId, content, audience: everyone },
    now,
  );
  const planMs = Math.round(performance.now() - startedAt);
  clearInterval(sample);
  await storage.close();
  return { planMs, planPeakMb: Math.round((peak - atRest) / 2 ** 20) };
}

function idOf(n: number): string {
  return `person:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

function personOf(n: number, serviceUrl: string): ReachChange {
  return {
    type: 'reachable',
    recipient: {
      id: idOf(n),
      kind: 'person',
      teamId: null,
      conversationId: conversationOf(idOf(n)),
      userId: `29:${n}`,
      tenantId: '11111111-2222-4333-8444-555555555555',
      serviceUrl,
      name: `職員${n}`,
      locale: n % 10 === 0 ? 'en-US' : 'ja-JP',
    },
  };
}

function conversationOf(recipientId: string): string {
  return `a:${recipientId}`;
}

/** Every kind of fault that the simulator knows, together on 5 % of the sends. */
async function injectFaults(url: string): Promise<void> {
  const faults = [
    { kind: 'throttled', retryAfterSeconds: 2 },
    { kind: 'throttled', retryAfterSeconds: null },
    { kind: 'preconditionFailed' },
    { kind: 'serverError', status: 500, recorded: false },
    { kind: 'serverError', status: 500, recorded: true },
    { kind: 'serverError', status: 502, recorded: false },
    { kind: 'serverError', status: 503, recorded: false },
    { kind: 'serverError', status: 504, recorded: false },
    { kind: 'reset', recorded: false },
    { kind: 'reset', recorded: true },
    { kind: 'hang', recorded: false },
    { kind: 'hang', recorded: true },
    { kind: 'slow', delayMs: 500 },
    { kind: 'forbidden', code: 'BotDisabledByAdmin' },
    { kind: 'forbidden', code: 'BotNotInConversationRoster' },
    { kind: 'forbidden', code: 'ConversationBlockedByUser' },
    { kind: 'forbidden', code: 'MessageWritesBlocked' },
    { kind: 'notFound', code: 'ConversationNotFound' },
  ];
  for (const fault of faults) {
    await fetch(`${url}/_control/faults`, {
      method: 'POST',
      body: JSON.stringify({ fault, operation: 'send', every: faults.length * 20 }),
    });
  }
}

async function overSlowLine(setting: Setting, where: StorageOptions): Promise<number> {
  if (setting.latencyMs === 0 || where.databaseUrl === undefined) return await deliver(setting, where);
  // What is sent goes through this process.
  undisturbed(process);
  const line = await startSlowLine(where.databaseUrl, setting.latencyMs);
  try {
    return await deliver(setting, { ...where, databaseUrl: line.url });
  } finally {
    line.close();
  }
}

/** Lets the instances work until the message is done; killed ones are started again at once. */
async function deliver(
  { kind, recipients, kills, instances: count }: Setting,
  where: StorageOptions,
): Promise<number> {
  const args = [
    join(import.meta.dirname, './instance.ts'),
    ...['--message', messageId],
    ...(where.databaseUrl === undefined
      ? ['--data-dir', where.dataDir]
      : ['--database-url', where.databaseUrl]),
    ...(kind === 'unpaced' ? ['--unpaced'] : []),
    // A hang costs this long; so does what a killed instance held.
    ...(kind === 'faults' ? ['--timeout-ms', '3000'] : []),
    ...(kind === 'kills' ? ['--lease-ms', '30000'] : []),
  ];
  const launch = () => undisturbed(spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }));
  const instances = Array.from({ length: count }, launch);
  let killed = 0;
  const everyMs = kills === 0 ? Infinity : Math.max(300, (recipients / 49) * (900 / kills));
  let nextKillAt = performance.now() + everyMs;
  while (instances.some(isRunning)) {
    await sleep(50);
    if (killed >= kills || performance.now() < nextKillAt) continue;
    nextKillAt += everyMs * (0.5 + Math.random());
    const index = Math.floor(Math.random() * instances.length);
    const victim = instances[index]!;
    if (!isRunning(victim)) continue;
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    instances[index] = launch();
    killed += 1;
  }
  const failed = instances.find(({ exitCode }) => exitCode !== 0);
  if (failed) throw new Error(`an instance ended with ${failed.exitCode ?? failed.signalCode ?? ''}`);
  return killed;
}

const Tally = z.object({
  overLimit: z.number(),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  arrivals: z.record(z.string(), z.number()),
});

/** Holds the ledger's rows, one by one, against what the simulator received. */
async function compare({ kind, dialect, instances, latencyMs }: Setting, where: StorageOptions, url: string) {
  const tally = Tally.parse(await (await fetch(`${url}/_control/tally`)).json());
  const storage = openStorage(where);
  const counts = { sent: 0, failed: 0, unknown: 0, skipped: 0, cancelled: 0, pending: 0, leased: 0 };
  const found = { planned: 0, lost: 0, duplicates: 0, contradicted: 0, unknownArrived: 0 };
  const known = new Set<string>();
  let after = '';
  for (;;) {
    const rows = await storage.ledger.rows(messageId, { after, limit: 5000 });
    for (const { recipientId, state } of rows) {
      const conversationId = conversationOf(recipientId);
      const arrived = tally.arrivals[conversationId] ?? 0;
      known.add(conversationId);
      found.planned += 1;
      counts[state] += 1;
      if (arrived > 1) found.duplicates += arrived - 1;
      if (state === 'sent' && arrived === 0) found.lost += 1;
      if (kind !== 'plan' && (state === 'pending' || state === 'leased')) found.lost += 1;
      if (['failed', 'skipped', 'cancelled'].includes(state) && arrived > 0) found.contradicted += 1;
      if (state === 'unknown' && arrived > 0) found.unknownArrived += 1;
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last.recipientId;
  }
  await storage.close();
  found.contradicted += Object.keys(tally.arrivals).filter((id) => !known.has(id)).length;
  const arrivals = Object.values(tally.arrivals).reduce((sum, n) => sum + n, 0);
  const seconds = ((tally.lastAt ?? 0) - (tally.firstAt ?? 0)) / 1000;
  const { pending: _pending, leased: _leased, ...outcomes } = counts;
  return {
    storage: dialect,
    run: kind,
    instances,
    latencyMs,
    ...found,
    ...outcomes,
    throttled: tally.overLimit,
    ratePerSecond: seconds > 0 ? Math.round(((arrivals - 1) / seconds) * 100) / 100 : 0,
  };
}

/** Over all runs: the sums, and the lowest rate of those whose rate nothing disturbs. */
function total(results: readonly RunResult[]) {
  const sum = (key: Exclude<keyof RunResult, 'storage' | 'run'>) =>
    results.reduce((all, result) => all + result[key], 0);
  const undisturbed = results.filter(({ run: kind }) => kind === 'steady');
  return {
    planned: sum('planned'),
    sent: sum('sent'),
    failed: sum('failed'),
    unknown: sum('unknown'),
    skipped: sum('skipped'),
    cancelled: sum('cancelled'),
    lost: sum('lost'),
    duplicates: sum('duplicates'),
    throttled: sum('throttled'),
    ratePerSecond: Math.min(...(undisturbed.length > 0 ? undisturbed : results).map((r) => r.ratePerSecond)),
  };
}

function describe(result: RunResult): string {
  const { storage, run: kind, ...numbers } = result;
  const parts = Object.entries(numbers).map(([name, value]) => `${name} ${value}`);
  return `${storage} ${kind}: ${parts.join(', ')}`;
}
