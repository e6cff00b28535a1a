import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** What both databases must do alike. `openMore` is another instance on the same data. */
export interface Backend {
  readonly storage: Storage;
  /** null: this form is for one process. */
  readonly openMore: (() => Storage) | null;
  readonly close: () => Promise<void>;
}

/** Describes the same on each database, each test with an empty one. */
export function onBothDatabases(contract: (open: () => Promise<Backend>) => void): void {
  describe('embedded', () => {
    contract(() => {
      const dir = mkdtempSync(join(tmpdir(), 'yokoten-state-'));
      const storage = openStorage({ dataDir: dir });
      const close = async () => {
        await storage.close();
        rmSync(dir, { recursive: true });
      };
      return Promise.resolve({ storage, openMore: null, close });
    });
  });

  describe('PostgreSQL', () => {
    let postgres: TestPostgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(async () => {
      await postgres.stop();
    });
    contract(async () => {
      const databaseUrl = await postgres.createDatabase();
      const openMore = () => openStorage({ dataDir: '/nonexistent', databaseUrl });
      const storage = openMore();
      return { storage, openMore, close: () => storage.close() };
    });
  });
}
