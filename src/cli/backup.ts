import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseFile } from '../storage/sqlite.ts';
import { backup, BackupRefused } from '../storage/backup.ts';
import { databaseUrlRefusal } from './data-dir.ts';
import { noteBackup } from './records.ts';
import { oneArgument, readArguments } from './usage.ts';

const USAGE = `npm run backup -- [FILE]

Copies the embedded database in DATA_DIR, also while the bot runs.

  FILE   where to; default: backup-TIME.sqlite here`;

const { positionals } = readArguments(USAGE, { allowPositionals: true });
const dataDir = process.env['DATA_DIR'] ?? 'state';
const file =
  oneArgument(USAGE, positionals, 'file') ??
  `backup-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.sqlite`;
try {
  databaseUrlRefusal('pg_dump');
  // Before it, so that the copy says so too.
  const problem = existsSync(join(dataDir, databaseFile)) ? await noteBackup(resolve(file)) : null;
  backup(dataDir, file);
  if (problem !== null) console.error(`the backup is not in the audit trail: ${problem}`);
  console.log(`${dataDir} → ${file}`);
} catch (error) {
  if (!(error instanceof BackupRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
