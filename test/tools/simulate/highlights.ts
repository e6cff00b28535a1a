import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { DeliveryRow } from '../../../src/delivery/ports.ts';
import { highlightsMessage } from '../../../src/highlights/message.ts';
import type { DayRule, Subscription } from '../../../src/highlights/ports.ts';
import { openStorage, type Storage, type StorageOptions } from '../../../src/storage/open.ts';
import { isRunning, startTestProcess, withDatabases } from './simulation.ts';
import { checkOptions, readArguments } from '../../../src/cli/usage.ts';

interface Setting {
  readonly channels: number;
  readonly kills: number;
  readonly seconds: number;
}

/** What a run came to; what arrived is counted by the simulator. */
interface RunResult {
  readonly storage: Storage['dialect'];
  readonly kills: number;
  /** Rows of the ledger: one per channel and month. */
  readonly planned: number;
  readonly sent: number;
  /** Killed between the mark and the answer: nobody knows, a person decides. */
  readonly unknown: number;
  readonly unknownArrived: number;
  /** Neither arrived nor reported as unknown, failed or skipped. */
  readonly missed: number;
  /** Arrived a second time for the same channel and month. */
  readonly duplicates: number;
  /** Anything else that a row may say. */
  readonly other: number;
  /** 429s. */
  readonly throttled: number;
}

const months = ['2026-06', '2026-07', '2026-08', '2026-09'] as const;
/** 00:00 on 1 June and the last moment of September 2026 in Tokyo. */
const from = Date.parse('2026-06-01T00:00:00+09:00');
const to = Date.parse('2026-10-01T00:00:00+09:00') - 1;
const dayMs = 24 * 3_600_000;
/** What is left is sent, and the leases of killed instances run out. */
const settleMs = 20_000;

const USAGE = `npm run simulate -- highlights [options]

  --channels N     default: 200
  --kills N        of instances; default: 60
  --seconds N      how long the simulated months take; default: 180
  --storage WHICH  sqlite or postgres, several times for both; default: both
  --json           the figures as JSON`;

const count = z.coerce.number().int().min(0).max(10_000);
const Options = z.object({
  channels: count,
  kills: count,
  seconds: count.min(10),
  storage: z.array(z.enum(['sqlite', 'postgres'])),
});

/** Four months of highlights under kill -9, on each storage; prints what was planned, sent and received. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = readArguments(USAGE, {
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      channels: { type: 'string', default: '200' },
      kills: { type: 'string', default: '60' },
      seconds: { type: 'string', default: '180' },
      storage: { type: 'string', multiple: true, default: ['sqlite', 'postgres'] },
    },
  });
  const { storage: dialects, ...setting } = checkOptions(USAGE, Options, values);
  const runs = dialects.map((dialect) => ({ dialect }));
  const results = await withDatabases(runs, async ({ dialect }, where) => {
    process.stderr.write(`${dialect}: ${setting.channels} channels, ${setting.seconds} s …\n`);
    return await simulate(dialect, where, setting);
  });
  if (values.json) process.stdout.write(`${JSON.stringify({ ...total(results), runs: results }, null, 2)}\n`);
  else process.stdout.write(`${results.map(describe).join('\n')}\n`);
  const expected = setting.channels * months.length;
  const wrong = results.some(
    ({ planned, missed, duplicates, other }) => planned !== expected || missed + duplicates + other > 0,
  );
  process.exitCode = wrong ? 1 : 0;
}

async function simulate(
  dialect: Storage['dialect'],
  where: StorageOptions,
  setting: Setting,
): Promise<RunResult> {
  const simulator = startTestProcess('simulator/main.ts', '--limits', 'documented');
  try {
    const url = await simulator.next();
    await seed(where, setting.channels, url);
    const kills = await runCalendar(dialect, where, setting);
    return { storage: dialect, kills, ...(await compare(where, url, setting.channels)) };
  } finally {
    simulator.child.kill();
  }
}

async function seed(where: StorageOptions, channels: number, serviceUrl: string): Promise<void> {
  const storage = openStorage(where);
  await storage.ready();
  for (let n = 0; n < channels; n += 1) {
    await storage.reach.apply(
      [
        {
          type: 'reachable',
          recipient: {
            id: idOf(n),
            kind: 'channel',
            teamId: `19:team${n}@thread.tacv2`,
            conversationId: conversationOf(n),
            userId: null,
            tenantId: '11111111-2222-4333-8444-555555555555',
            serviceUrl,
            name: `チャネル${n}`,
            locale: null,
          },
        },
      ],
      from,
    );
    await storage.highlights.put(subscriptionOf(n), null);
  }
  await storage.close();
}

const idOf = (n: number) => `channel:${conversationOf(n)}`;
const conversationOf = (n: number) => `19:channel${n}@thread.tacv2`;

function subscriptionOf(n: number): Subscription {
  const rules: readonly DayRule[] = [
    { type: 'firstBusinessDay' },
    { type: 'day', day: (n % 31) + 1 },
    { type: 'weekday', nth: (n % 5) + 1, weekday: (n % 7) + 1 },
  ];
  return {
    recipientId: idOf(n),
    rule: rules[n % 3]!,
    hour: n % 24,
    themes: [],
    departments: [],
    lang: n % 4 === 0 ? 'en' : 'ja',
    setById: 'simulated',
    setByName: '',
    firstMonth: months[0],
    changedAt: from - 7 * 24 * 3_600_000,
  };
}

/** One running bot, told what day it is. */
interface Instance {
  readonly child: ChildProcess;
  ready: boolean;
}

/** A calendar that stands still rather than run away from a machine that is slow to start processes. */
const longestOutageMs = 3 * dayMs;

/** Lets the calendar run, kills at random moments, and, over PostgreSQL, has two instances half of the time. */
async function runCalendar(
  dialect: Storage['dialect'],
  where: StorageOptions,
  { kills, seconds }: Setting,
): Promise<number> {
  const speed = (to - from) / (seconds * 1000);
  const moments = Array.from({ length: kills }, () => from + Math.random() * (to - from)).sort(
    (a, b) => a - b,
  );
  const instances: Instance[] = [launch(where, from)];
  let killed = 0;
  let outageMs = 0;
  let last = performance.now();
  for (let now: number = from; now < to;) {
    await sleep(20);
    const elapsedMs = (performance.now() - last) * speed;
    last = performance.now();
    const isUp = instances.some(({ ready }) => ready);
    const advanceMs = isUp ? elapsedMs : Math.min(elapsedMs, longestOutageMs - outageMs);
    outageMs = isUp ? 0 : outageMs + advanceMs;
    now = Math.min(Math.round(now + advanceMs), to);
    for (const { child } of instances) child.send(now);
    const wanted = dialect === 'postgres' && Math.floor((now - from) / (7 * dayMs)) % 2 === 1 ? 2 : 1;
    if (instances.length < wanted) instances.push(launch(where, now));
    if (instances.length > wanted) await stop(instances.pop()!, 'SIGTERM');
    while ((moments[0] ?? Infinity) <= now) {
      moments.shift();
      const index = Math.floor(Math.random() * instances.length);
      await stop(instances[index]!, 'SIGKILL');
      instances[index] = launch(where, now);
      killed += 1;
    }
    for (const { child } of instances)
      if (!isRunning(child))
        throw new Error(`an instance ended with ${child.exitCode ?? child.signalCode ?? ''}`);
  }
  for (const until = Date.now() + settleMs; Date.now() < until;) {
    await sleep(1000);
    for (const { child } of instances) child.send(to);
    if (dialect === 'sqlite' || !(await isSettled(where))) continue;
    break;
  }
  for (const instance of instances) await stop(instance, 'SIGTERM');
  return killed;
}

function launch(where: StorageOptions, now: number): Instance {
  const script = join(import.meta.dirname, './highlights-instance.ts');
  const database = where.databaseUrl === undefined ? [] : ['--database-url', where.databaseUrl];
  const args = [script, '--data-dir', where.dataDir, ...database];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const instance: Instance = { child, ready: false };
  child.on('message', () => {
    instance.ready = true;
  });
  // One that is being killed cannot be told any more.
  child.on('error', () => undefined);
  child.send(now);
  return instance;
}

async function stop({ child }: Instance, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (!isRunning(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function isSettled(where: StorageOptions): Promise<boolean> {
  return !(await rowsOf(where)).some(({ state }) => state === 'pending' || state === 'leased');
}

async function rowsOf(where: StorageOptions): Promise<readonly DeliveryRow[]> {
  const storage = openStorage(where);
  const rows: DeliveryRow[] = [];
  for (const month of months)
    rows.push(...(await storage.ledger.rows(highlightsMessage(month).id, { limit: 100_000 })));
  await storage.close();
  return rows;
}

const Requests = z.array(
  z.object({
    operation: z.string(),
    recorded: z.boolean(),
    status: z.number().nullable(),
    body: z
      .object({
        channelData: z.object({ channel: z.object({ id: z.string() }) }),
        activity: z.object({ summary: z.string() }),
      })
      .nullable()
      .catch(null),
  }),
);

/** Holds every channel and month against what the simulator received. */
async function compare(where: StorageOptions, url: string, channels: number) {
  const requests = Requests.parse(await (await fetch(`${url}/_control/requests`)).json());
  const arrived = new Map<string, number>();
  for (const { operation, recorded, body } of requests) {
    if (operation !== 'create' || !recorded || !body) continue;
    const key = `${body.channelData.channel.id} ${monthIn(body.activity.summary)}`;
    arrived.set(key, (arrived.get(key) ?? 0) + 1);
  }
  const rows = new Map(
    (await rowsOf(where)).map((row) => [
      `${row.recipientId.slice('channel:'.length)} ${row.messageId.slice('highlights-'.length)}`,
      row.state,
    ]),
  );
  const states = [...rows.values()];
  for (const [key, state] of rows)
    if (state !== 'sent' && state !== 'unknown') process.stderr.write(`${key} is ${state}\n`);
  const result = {
    planned: rows.size,
    sent: states.filter((state) => state === 'sent').length,
    unknown: states.filter((state) => state === 'unknown').length,
    unknownArrived: [...rows].filter(([key, state]) => state === 'unknown' && arrived.has(key)).length,
    missed: 0,
    duplicates: [...arrived.values()].reduce((sum, times) => sum + times - 1, 0),
    other: states.filter((state) => state !== 'sent' && state !== 'unknown').length,
    throttled: requests.filter(({ status }) => status === 429).length,
  };
  for (let n = 0; n < channels; n += 1)
    for (const month of months) {
      const key = `${conversationOf(n)} ${month}`;
      const reported = ['unknown', 'failed', 'skipped'].includes(rows.get(key) ?? '');
      if (!arrived.has(key) && !reported) result.missed += 1;
    }
  return result;
}

const englishMonths = ['June', 'July', 'August', 'September'];

/** The month that a card's title names: 2026年6月…, … June 2026. */
function monthIn(summary: string): string {
  const japanese = /(\d{4})年(\d{1,2})月/.exec(summary);
  if (japanese) return `${japanese[1]!}-${japanese[2]!.padStart(2, '0')}`;
  return months[englishMonths.findIndex((name) => summary.includes(name))] ?? 'unread';
}

function total(results: readonly RunResult[]) {
  const sum = (key: Exclude<keyof RunResult, 'storage'>) =>
    results.reduce((all, result) => all + result[key], 0);
  return {
    planned: sum('planned'),
    sent: sum('sent'),
    unknown: sum('unknown'),
    missed: sum('missed'),
    duplicates: sum('duplicates'),
  };
}

function describe({ storage, ...numbers }: RunResult): string {
  const parts = Object.entries(numbers).map(([name, value]) => `${name} ${value}`);
  return `${storage}: ${parts.join(', ')}`;
}
