import { BackupRefused, restore } from '../storage/backup.ts';
import { DataDirInUse } from '../storage/sqlite.ts';
import { databaseUrlRefusal } from './data-dir.ts';
import { misused, oneArgument, readArguments } from './usage.ts';

const USAGE = `npm run restore -- FILE [--force]

Puts a backup in the place of the embedded database in DATA_DIR; the bot must not run.

  FILE     what npm run backup has written
  --force  also in the place of a database that is there; that one is kept beside it`;

const { positionals, values } = readArguments(USAGE, {
  allowPositionals: true,
  options: { force: { type: 'boolean', default: false } },
});
const dataDir = process.env['DATA_DIR'] ?? 'state';
const file = oneArgument(USAGE, positionals, 'file') ?? misused(USAGE, 'which backup?');
try {
  databaseUrlRefusal('pg_restore');
  const aside = restore(dataDir, file, values.force);
  console.log(`${file} → ${dataDir}`);
  if (aside !== null) console.log(`the former database is kept as ${aside}`);
} catch (error) {
  if (!(error instanceof BackupRefused || error instanceof DataDirInUse)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
