import { answerInThread, inThread, ThreadLimit, type ThreadLimits } from './thread.ts';
import { NOWHERE, type OfficeFile, type OfficeResult } from '../office/types.ts';

const THREAD = 'read an office file';

/**
 * Reads a file of an office in a thread of its own, so that no turn waits for it; refused when it takes longer than
 * `limits.timeMs` or more memory than `limits.memoryMb`.
 */
export async function loadOfficeFile(file: OfficeFile, limits: ThreadLimits = {}): Promise<OfficeResult> {
  try {
    return await inThread(new URL(import.meta.url), { thread: THREAD, task: file }, limits);
  } catch (error) {
    if (error instanceof ThreadLimit) return refusedFor(error);
    throw error;
  }
}

/** As a file that is refused. */
export function refusedFor({ limit }: ThreadLimit): Extract<OfficeResult, { kind: 'refused' }> {
  const code = limit === 'timeout' ? 'timeout' : 'bomb';
  return { kind: 'refused', problems: [{ place: NOWHERE, code, values: {} }] };
}

// Its readers are loaded in the thread alone.
answerInThread(THREAD, async (task) =>
  (await import('../office/read.ts')).readOfficeFile(task as OfficeFile),
);
