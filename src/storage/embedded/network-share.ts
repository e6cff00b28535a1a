import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Kinds of file system that other machines share, by Linux's magic numbers: man7.org/linux/man-pages/man2/statfs.2.html */
const shares: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
]);

/**
 * The kind of network share that the folder is on, null = none that is known. Of a folder that is yet to be made its
 * parent counts.
 */
export function networkShareOf(
  dir: string,
  statfs: (path: string) => { type: number } = statfsSync,
): string | null {
  try {
    // Signed on some platforms.
    return shares.get(statfs(dir).type >>> 0) ?? null;
  } catch {
    return dirname(dir) === dir ? null : networkShareOf(dirname(dir), statfs);
  }
}

/** Why the embedded database must not be there; null = it may. */
export function shareProblem(dir: string, share = networkShareOf(dir)): string | null {
  return share === null
    ? null
    : `${dir} is on a network share (${share}), where a lock and a write to the disk do not hold what they promise: ` +
        'use a local disk, or set DATABASE_URL to a PostgreSQL database.';
}
