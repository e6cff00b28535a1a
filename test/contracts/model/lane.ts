import { parentPort, workerData } from 'node:worker_threads';
import { anyWait, type CheckName, runCheck, type Seeds } from './checks.ts';
import { openPostgres, openSqlite } from './databases.ts';

/** What a thread of `npm run model` is to do: the seeds of its lanes, a block after the other, each with every check. */
export interface LaneWork {
  readonly names: readonly CheckName[];
  /** A database each; null = an embedded one. */
  readonly lanes: readonly { readonly lane: number; readonly url: string | null }[];
  readonly blocks: readonly Required<Seeds>[];
}

/** That a lane is through a block with a check, and what did not hold. */
export interface LaneReport {
  readonly name: CheckName;
  readonly block: number;
  readonly wrong: string | null;
}

const { names, lanes, blocks } = workerData as LaneWork;

await Promise.all(
  lanes.map(async ({ lane, url }) => {
    const database = url === null ? await openSqlite() : await openPostgres(url, anyWait());
    const broken = new Set<CheckName>();
    for (const [block, { from, to, step }] of blocks.entries())
      for (const name of names) {
        const isBroken = broken.has(name);
        const wrong = isBroken ? null : await runCheck(database, name, { from: from + lane, to, step });
        if (wrong !== null) broken.add(name);
        parentPort!.postMessage({ name, block, wrong } satisfies LaneReport);
      }
    await database.close();
  }),
);
