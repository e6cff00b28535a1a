import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStorage, type Storage } from '../../src/storage/open.ts';

const NAME = 'yokoten.sqlite';
let made: Promise<Uint8Array> | null = null;

/** Puts an empty database into the folder, of which nothing is left to migrate: no test need wait for that each time. */
export async function putEmpty(dataDir: string): Promise<void> {
  made ??= migrated();
  writeFileSync(path.join(dataDir, NAME), await made);
}

/** The same, opened. */
export async function openEmpty(dataDir: string): Promise<Storage> {
  await putEmpty(dataDir);
  const storage = openStorage({ dataDir });
  await storage.ready();
  return storage;
}

/** Once a process. */
async function migrated(): Promise<Uint8Array> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yokoten-empty-'));
  try {
    const storage = openStorage({ dataDir: folder });
    await storage.ready();
    await storage.close();
    // Whose it is and when it was last used: a new one knows neither.
    const database = new DatabaseSync(path.join(folder, NAME));
    database.exec('delete from facts');
    database.close();
    return readFileSync(path.join(folder, NAME));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
