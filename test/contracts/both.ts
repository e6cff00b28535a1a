import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from '@jest/globals';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** Runs the tests on SQLite and on PostgreSQL, each test on an empty database. */
export function onBothDatabases(tests: (storage: () => Storage) => void): void {
  let storage: Storage;
  describe('SQLite', () => {
    let dataDir: string;
    beforeEach(async () => {
      dataDir = mkdtempSync(join(tmpdir(), 'yokoten-contract-'));
      storage = openStorage({ dataDir });
      await storage.ready();
    });
    afterEach(async () => {
      await storage.close();
      rmSync(dataDir, { recursive: true });
    });
    tests(() => storage);
  });
  describe('PostgreSQL', () => {
    let server: TestPostgres;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.stop());
    beforeEach(async () => {
      storage = openStorage({ dataDir: tmpdir(), databaseUrl: await server.createDatabase() });
      await storage.ready();
    });
    afterEach(() => storage.close());
    tests(() => storage);
  });
}
