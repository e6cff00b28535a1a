import { rmSync } from 'node:fs';

/** Jest's globalTeardown: removes the folder of folder-for-all.js. */
export default function removeFolder() {
  const folder = process.env['YOKOTEN_TESTS'];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
