import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { auditPages, type AuditRow } from '../access/audit/audit.ts';
import type { BroadcastStore } from '../broadcast/ports.ts';
import { parseConfig } from '../config.ts';
import { openForReading, type Storage } from '../storage/open.ts';
import { databaseFile } from '../storage/sqlite.ts';
import { stateOf } from './data-dir.ts';
import { refuse } from './usage.ts';

/** What the bot keeps, to be read beside the running bot; ends the process when there is nothing to read. */
export function openRecords(): Storage {
  // Reading needs no credentials: as the sandbox.
  const result = parseConfig(process.env, ['--sandbox']);
  if (!result.ok) refuse(result.problems.join('\n'));
  const { dataDir, databaseUrl } = result.config;
  if (databaseUrl === null && !existsSync(join(dataDir, databaseFile)))
    refuse(`${dataDir} holds no state yet: the bot has not run with this DATA_DIR`);
  return openForReading(stateOf(result.config));
}

/** Every entry, in order. */
export async function* auditTrail(store: BroadcastStore): AsyncGenerator<AuditRow> {
  for await (const rows of auditPages(store)) yield* rows;
}
