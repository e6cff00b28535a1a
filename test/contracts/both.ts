import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from '@jest/globals';
import type { AuditEntry } from '../../src/access/audit/audit.ts';
import type { NewDelivery, NewMessage } from '../../src/delivery/ports.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { empty, patient, startPostgres, type TestPostgres } from './postgres.ts';
import { openEmpty } from '../storage/empty.ts';

/**
 * Runs the tests on SQLite and on PostgreSQL, each test on an empty database. `other`: another instance on the same
 * data, where the database has room for two; else the same.
 */
export function onBothDatabases(tests: (storage: () => Storage, other: () => Storage) => void): void {
  let storage: Storage;
  let other: Storage;
  describe('SQLite', () => {
    let dataDir: string;
    beforeEach(async () => {
      dataDir = mkdtempSync(join(tmpdir(), 'yokoten-contract-'));
      storage = await openEmpty(dataDir);
    });
    afterEach(async () => {
      await storage.close();
      rmSync(dataDir, { recursive: true });
    });
    tests(
      () => storage,
      () => storage,
    );
  });
  describe('PostgreSQL', () => {
    let server: TestPostgres;
    let databaseUrl: string;
    beforeAll(async () => {
      server = await startPostgres();
      databaseUrl = await server.createMigrated();
      [storage, other] = [1, 2].map(() => openStorage({ dataDir: tmpdir(), databaseUrl, pool: patient })) as [
        Storage,
        Storage,
      ];
      await storage.ready();
    });
    afterAll(async () => {
      await storage.close();
      await other.close();
      await server.stop();
    });
    beforeEach(() => empty(databaseUrl));
    tests(
      () => storage,
      () => other,
    );
  });
}

/** An entry of the trail, of nobody in particular. */
export const testEntry = (subject = 'x', at = 1): AuditEntry => ({
  at,
  actor: 'a',
  action: 'contract.test',
  subject,
  detail: {},
});

/** A message for the ledger that tells somebody something. */
export const testNotice = (id: string): NewMessage => ({
  id,
  kind: 'notice',
  action: 'post',
  priority: 5,
  content: null,
  originalId: null,
});

/** A delivery of such a message that is due at once. */
export const testDelivery = (recipientId: string): NewDelivery => ({
  recipientId,
  dueAt: 0,
  content: null,
  skip: null,
});
