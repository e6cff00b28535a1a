import { mkdtempSync, readFileSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What all tests together may write, with much to spare. */
const ENOUGH_BYTES = 6e9;

/** Jest's globalSetup: a folder for what several files of tests need made once; whoever needs it first makes it. */
export default function makeFolder() {
  const inMemory = folderInMemory();
  if (inMemory !== null) process.env['TMPDIR'] = inMemory;
  process.env['YOKOTEN_TESTS'] = mkdtempSync(path.join(os.tmpdir(), 'yokoten-tests-'));
}

/**
 * Where Linux keeps files in memory, if there is room and programs may be run from it; null = nowhere. A test's
 * database waits for the disk at each step, a hundred times as long as the step takes; no test cuts the power.
 */
function folderInMemory() {
  if ('TMPDIR' in process.env) return null;
  const folder = '/dev/shm';
  try {
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .find(([, at, kind]) => at === folder && kind === 'tmpfs');
    const { bavail, bsize } = statfsSync(folder);
    const isFit = mount !== undefined && /(^|,)rw(,|$)/.test(mount[3]) && !/(^|,)noexec(,|$)/.test(mount[3]);
    return isFit && Math.min(bavail * bsize, os.freemem()) > ENOUGH_BYTES ? folder : null;
  } catch {
    return null;
  }
}
