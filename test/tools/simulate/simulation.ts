import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
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

/** Runs `use` with an empty database for each dialect, one after the other. */
export async function withDatabases<T>(
  dialects: readonly Storage['dialect'][],
  use: (dialect: Storage['dialect'], where: StorageOptions) => Promise<T>,
): Promise<T[]> {
  const postgres = dialects.includes('postgres') ? startTestProcess('contracts/postgres-main.ts') : null;
  const results: T[] = [];
  try {
    for (const dialect of dialects) {
      const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-simulation-'));
      try {
        if (dialect === 'postgres') {
          postgres!.child.stdin!.write('\n');
          results.push(await use(dialect, { dataDir, databaseUrl: await postgres!.next() }));
        } else results.push(await use(dialect, { dataDir }));
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

/** Whether a process has not ended yet. */
export function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
