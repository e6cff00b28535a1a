import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, NODE_FLAGS, startBot, stopBot } from './process.ts';

const ROUNDS = 7;

/** From the start of a process to its first answer, ms. */
export interface StartTimes {
  readonly name: string;
  /** The very first start, before there is a compile cache. */
  readonly firstMs: number;
  readonly bestMs: number;
  readonly medianMs: number;
}

/**
 * Starts a bare bot on the same SDK, ours, and ours of another checkout where one is named, in turns, so that whatever
 * else the machine does hits all alike.
 */
export async function benchStart(against: string | null): Promise<readonly StartTimes[]> {
  // Each with its own data: another version may not read ours.
  const ours = (root: string) => ({
    args: [...NODE_FLAGS, join(root, 'src/start.js'), '--sandbox'],
    env: { DATASET_DIR: join(root, 'data') },
  });
  const contenders = [
    { name: 'echo', args: [join(import.meta.dirname, 'echo-bot.mjs')], env: {} },
    { name: 'ours', ...ours(resolve(import.meta.dirname, '../..')) },
    ...(against === null ? [] : [{ name: against, ...ours(resolve(against)) }]),
  ];
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-bench-start-'));
  const startOnce = async ({ name, args, env }: (typeof contenders)[number]) => {
    const bot = await startBot(args, { ...env, DATA_DIR: join(dataDir, name.replace(/\W/g, '_')) });
    await stopBot(bot.process);
    return bot.readyMs;
  };
  try {
    const found = [];
    for (const contender of contenders)
      found.push({ contender, firstMs: await startOnce(contender), times: [] as number[] });
    for (let round = 0; round < ROUNDS; round++)
      for (const { contender, times } of found) times.push(await startOnce(contender));
    return found.map(({ contender: { name }, firstMs, times }) => ({
      name,
      firstMs,
      bestMs: Math.min(...times),
      medianMs: median(times),
    }));
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

/** Whether the folder has a bot that can be started. */
export const hasBot = (root: string): boolean => existsSync(join(root, 'src/start.js'));

/** The figures as lines of a table. */
export function describeStart(found: readonly StartTimes[]): string {
  const echo = found.find(({ name }) => name === 'echo')!;
  return found
    .map(
      ({ name, firstMs, bestMs, medianMs }) =>
        `ready after start   ${name}  best ${bestMs.toFixed(0)} ms  median ${medianMs.toFixed(0)} ms  ` +
        `(${(medianMs / echo.medianMs).toFixed(2)} × echo; very first start ${firstMs.toFixed(0)} ms)`,
    )
    .join('\n');
}
