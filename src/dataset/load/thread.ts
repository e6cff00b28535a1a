import { setPriority } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createRoom } from '../../text/room.ts';

export interface ThreadLimits {
  readonly timeMs?: number;
  readonly memoryMb?: number;
}

const TIME_LIMIT_MS = 60_000;
const MEMORY_LIMIT_MB = 512;
/** Each may take all that memory, and a processor; the others wait in their order. */
const MAX_AT_ONCE = 2;

/** Work in a thread has taken longer, or more memory, than it may. */
export class ThreadLimit extends Error {
  override readonly name = 'ThreadLimit';
  readonly limit: 'timeout' | 'memory';

  constructor(limit: 'timeout' | 'memory') {
    super(`given up: ${limit}`);
    this.limit = limit;
  }
}

/** What only the threads that this module starts are given. */
interface Parcel {
  readonly thread: string;
  readonly task: unknown;
  /** A turn waits for it. */
  readonly isUrgent?: boolean;
  /** What of the task nobody here needs any more: handed over, not copied, which would hold up the turns. */
  readonly handedOver?: readonly ArrayBuffer[];
}

/**
 * Does a task in a thread of its own that runs `module`, so that no turn waits for it; throws ThreadLimit beyond
 * `limits`. The module must call `answerInThread` with the same name.
 */
export async function inThread<Result>(
  module: URL,
  parcel: Parcel,
  limits: ThreadLimits = {},
): Promise<Result> {
  const leave = await room.enter();
  try {
    return await runThread(module, parcel, limits);
  } finally {
    leave();
  }
}

const room = createRoom(MAX_AT_ONCE);

async function runThread<Result>(
  module: URL,
  { handedOver = [], ...parcel }: Parcel,
  limits: ThreadLimits,
): Promise<Result> {
  const maxOldGenerationSizeMb = limits.memoryMb ?? MEMORY_LIMIT_MB;
  const worker = new Worker(module, {
    workerData: parcel,
    transferList: [...handedOver],
    resourceLimits: { maxOldGenerationSizeMb },
    execArgv: [],
  });
  const done = Promise.withResolvers<Result>();
  const timer = setTimeout(() => {
    done.reject(new ThreadLimit('timeout'));
  }, limits.timeMs ?? TIME_LIMIT_MS);
  worker.once('message', (result: Result) => {
    done.resolve(result);
  });
  worker.once('error', (error: NodeJS.ErrnoException) => {
    done.reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadLimit('memory') : error);
  });
  try {
    return await done.promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** In a thread that was started for this: does the task and gives back what it comes to. Anywhere else: nothing. */
export function answerInThread(thread: string, work: (task: unknown) => unknown): void {
  const parcel = workerData as Parcel | null;
  if (isMainThread || parcel?.thread !== thread) return;
  if (parcel.isUrgent !== true) yieldToTurns();
  // What it throws ends the thread, and is told to whoever started it.
  void Promise.resolve(parcel.task)
    .then(work)
    .then((result) => parentPort?.postMessage(result));
}

/** Of a processor that others want as well; from 10 on, work that has a time limit would starve. */
const A_THIRD = 5;

/** Where processors are few, turns come first. Linux knows a priority for each thread; elsewhere it is the process's. */
function yieldToTurns(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(A_THIRD);
  } catch {
    // A sandbox that forbids it: the work is done all the same.
  }
}
