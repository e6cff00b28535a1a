import { parseArgs } from 'node:util';
import { BackupRefused, restore } from '../storage/backup.ts';
import { DataDirInUse } from '../storage/sqlite.ts';
import { databaseUrlRefusal } from './data-dir.ts';

// npm run restore -- FILE [--force]: puts a backup in the place of the embedded database in DATA_DIR.
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { force: { type: 'boolean', default: false } },
});
const dataDir = process.env['DATA_DIR'] ?? 'state';
const file = positionals[0];
try {
  databaseUrlRefusal('pg_restore');
  if (file === undefined) throw new BackupRefused('usage: npm run restore -- FILE [--force]');
  const aside = restore(dataDir, file, values.force);
  console.log(`${file} → ${dataDir}`);
  if (aside !== null) console.log(`the former database is kept as ${aside}`);
} catch (error) {
  if (!(error instanceof BackupRefused || error instanceof DataDirInUse)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
