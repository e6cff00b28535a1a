import { backup, BackupRefused } from '../storage/backup.ts';
import { databaseUrlRefusal } from './data-dir.ts';
import { misused, readArguments } from './usage.ts';

const USAGE = `npm run backup -- [FILE]

Copies the embedded database in DATA_DIR, also while the bot runs.

  FILE   where to; default: backup-TIME.sqlite here`;

const { positionals } = readArguments(USAGE, { allowPositionals: true });
if (positionals.length > 1) misused(USAGE, 'one file at a time');
const dataDir = process.env['DATA_DIR'] ?? 'state';
const file = positionals[0] ?? `backup-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.sqlite`;
try {
  databaseUrlRefusal('pg_dump');
  backup(dataDir, file);
  console.log(`${dataDir} → ${file}`);
} catch (error) {
  if (!(error instanceof BackupRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
