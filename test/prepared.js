import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder for what several files of tests need made once; whoever needs it first makes it. */
export default function setUp() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yokoten-tests-'));
  process.env['YOKOTEN_TESTS'] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
