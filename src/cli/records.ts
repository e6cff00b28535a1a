import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditKey, auditPages, type AuditRow } from '../access/audit/audit.ts';
import type { BroadcastStore } from '../broadcast/ports.ts';
import { parseConfig } from '../config.ts';
import { openBeside, openForReading, type Storage, type StorageOptions } from '../storage/open.ts';
import { databaseFile } from '../storage/sqlite.ts';
import { stateOf } from './data-dir.ts';
import { refuse } from './usage.ts';

/** What the bot keeps, to be read beside the running bot; ends the process when there is nothing to read. */
export function openRecords(): Storage {
  return openForReading(stateOptions());
}

/** The same, to change a little of it beside the running bot. */
export function openChanges(): Storage {
  return openBeside(stateOptions());
}

/** The state of this environment; ends the process when there is none yet. */
export function stateOptions(): StorageOptions {
  // Reading needs no credentials: as the sandbox.
  const result = parseConfig(process.env, ['--sandbox']);
  if (!result.ok) refuse(result.problems.join('\n'));
  const { dataDir, databaseUrl } = result.config;
  if (databaseUrl === null && !existsSync(join(dataDir, databaseFile)))
    refuse(`${dataDir} holds no state yet: the bot has not run with this DATA_DIR`);
  return stateOf(result.config);
}

/** The key of the audit trail, of this environment. */
export function auditKey(): AuditKey | null {
  return stateOptions().auditKey ?? null;
}

/**
 * Writes to the trail that something leaves the bot by a command, before it does; ends the process when that cannot be
 * written. Where the output goes the command cannot know: to the standard output.
 */
export async function noteExport(
  what: 'audit' | 'report' | 'edition',
  subject: string,
  to = 'stdout',
): Promise<void> {
  const problem = await writeExport(what, subject, to);
  if (problem !== null) refuse(`the export cannot be entered in the audit trail: ${problem}`);
}

/** The same of a backup, which is needed most where nothing can be written any more: null, or why it is not in the trail. */
export async function noteBackup(to: string): Promise<string | null> {
  return await writeExport('backup', '', to);
}

/** null = it is written, else why not. */
async function writeExport(what: string, subject: string, to: string): Promise<string | null> {
  const storage = openChanges();
  try {
    await storage.ready();
    const detail = { what, to };
    await storage.broadcasts.audit({ at: Date.now(), actor: 'cli', action: 'export', subject, detail });
    return null;
  } catch (error) {
    return String(error);
  } finally {
    await storage.close();
  }
}

/** Every entry, in order. */
export async function* auditTrail(store: BroadcastStore): AsyncGenerator<AuditRow> {
  for await (const rows of auditPages(store)) yield* rows;
}
