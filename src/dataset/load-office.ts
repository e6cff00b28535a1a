import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { readOfficeFile } from './office/read.ts';
import { NOWHERE, type OfficeFile, type OfficeResult } from './office/types.ts';

const TIME_LIMIT_MS = 60_000;
const MEMORY_LIMIT_MB = 512;
/** What only the thread that this module starts is given. */
const TASK = 'read an office file';

interface Task {
  readonly task: typeof TASK;
  readonly file: OfficeFile;
}

/**
 * Reads a file of an office in a thread of its own, so that no turn waits for it; refused when it takes longer than
 * `limits.timeMs` or more memory than `limits.memoryMb`.
 */
export async function loadOfficeFile(
  file: OfficeFile,
  limits: { readonly timeMs?: number; readonly memoryMb?: number } = {},
): Promise<OfficeResult> {
  const workerData: Task = { task: TASK, file };
  const maxOldGenerationSizeMb = limits.memoryMb ?? MEMORY_LIMIT_MB;
  const worker = new Worker(new URL(import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb },
    execArgv: [],
  });
  const done = Promise.withResolvers<OfficeResult>();
  const timer = setTimeout(() => {
    done.resolve(refusedFor('timeout'));
  }, limits.timeMs ?? TIME_LIMIT_MS);
  worker.once('message', (result: OfficeResult) => {
    done.resolve(result);
  });
  worker.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') done.resolve(refusedFor('bomb'));
    else done.reject(error);
  });
  try {
    return await done.promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

const refusedFor = (code: 'timeout' | 'bomb'): OfficeResult => ({
  kind: 'refused',
  problems: [{ place: NOWHERE, code, values: {} }],
});

const isTask = (data: unknown): data is Task => (data as Task | null)?.task === TASK;

if (!isMainThread && isTask(workerData)) parentPort?.postMessage(readOfficeFile(workerData.file));
