import { BackupRefused } from '../storage/backup.ts';

/** Backup and restore are for the embedded database; a server has its own tool, named in the refusal. */
export function databaseUrlRefusal(tool: string): void {
  if (process.env['DATABASE_URL'])
    throw new BackupRefused(`DATABASE_URL is set: the state is in PostgreSQL, use ${tool}`);
}
