import type { Config } from '../config.ts';
import { BackupRefused } from '../storage/backup.ts';
import type { StorageOptions } from '../storage/open.ts';
import { poolOptions } from '../storage/server/settings.ts';

/** Where the configuration says that the state is. */
export function stateOf({
  dataDir,
  databaseUrl,
  databaseServer,
  auditKey,
}: Pick<Config, 'dataDir' | 'databaseUrl' | 'databaseServer' | 'auditKey'>): StorageOptions {
  return { dataDir, databaseUrl: databaseUrl ?? undefined, auditKey, pool: poolOptions(databaseServer) };
}

/** Backup and restore are for the embedded database; a server has its own tool, named in the refusal. */
export function databaseUrlRefusal(tool: string): void {
  if (process.env['DATABASE_URL'] || process.env['DATABASE_URL_FILE'])
    throw new BackupRefused(`DATABASE_URL is set: the state is in PostgreSQL, use ${tool}`);
}
