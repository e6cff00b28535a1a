import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Jest's globalSetup: a folder for what several files of tests need made once; whoever needs it first makes it. */
export default function makeFolder() {
  process.env['YOKOTEN_TESTS'] = mkdtempSync(path.join(os.tmpdir(), 'yokoten-tests-'));
}
