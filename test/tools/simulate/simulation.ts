import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Storage, StorageOptions } from '../../../src/storage/open.ts';

/** A process that answers in lines. */
export interface Started {
  readonly child: ChildProcess;
  /** Waits for the next line of its output. */
  readonly next: () => Promise<string>;
}

/** The simulator and the test's PostgreSQL are no part of the program: they run as processes beside it. */
export function startTestProcess(path: string, ...args: readonly string[]): Started {
  const script = join(import.meta.dirname, '../..', path);
  const child = undisturbed(
    spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    next: async () => {
      const line = await lines.next();
      if (line.done) throw new Error(`${path} ended`);
      return line.value;
    },
  };
}

/** Runs `use` with an empty database for each run, one after the other. */
export async function withDatabases<Run extends { readonly dialect: Storage['dialect'] }, T>(
  runs: readonly Run[],
  use: (run: Run, where: StorageOptions) => Promise<T>,
): Promise<T[]> {
  const postgres = runs.some(({ dialect }) => dialect === 'postgres')
    ? startTestProcess('contracts/postgres-main.ts')
    : null;
  const results: T[] = [];
  try {
    for (const run of runs) {
      const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-simulation-'));
      try {
        if (run.dialect === 'postgres') {
          postgres!.child.stdin!.write('\n');
          results.push(await use(run, { dataDir, databaseUrl: await postgres!.next() }));
        } else results.push(await use(run, { dataDir }));
      } finally {
        rmSync(dataDir, { recursive: true, force: true });
      }
    }
  } finally {
    postgres?.child.stdin?.end();
    if (postgres) await once(postgres.child, 'exit');
  }
  return results;
}

/** What else this machine does should not be measured; without the right to ask for it, it is. */
export function undisturbed<T extends { readonly pid?: number | undefined }>(child: T): T {
  try {
    if (child.pid !== undefined) setPriority(child.pid, -10);
  } catch {
    // Only root may.
  }
  return child;
}

/** Whether a process has not ended yet. */
export function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
