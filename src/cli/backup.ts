import { parseArgs } from 'node:util';
import { backup, BackupRefused } from '../storage/backup.ts';
import { databaseUrlRefusal } from './data-dir.ts';

// npm run backup -- FILE: a copy of the embedded database in DATA_DIR, also while the bot runs.
const { positionals } = parseArgs({ allowPositionals: true });
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
