import type { RestoreChoice } from '../operation/ports.ts';
import { BackupRefused, restore, waitingIn } from '../storage/backup.ts';
import { openStorage, type Storage } from '../storage/open.ts';
import { DataDirInUse } from '../storage/sqlite.ts';
import { databaseUrlRefusal } from './data-dir.ts';
import { openChanges, stateOptions } from './records.ts';
import { misused, oneArgument, readArguments } from './usage.ts';

const USAGE = `npm run restore -- FILE [--force]
npm run restore -- --mark
npm run restore -- [--send | --drop]

Puts a backup in the place of the embedded database in DATA_DIR; the bot must not run. Afterwards the bot sends nothing
until a person has decided what becomes of what is open in it, or due since: here, or in Teams by 「復元」.

  FILE     what npm run backup has written
  --force  also in the place of a database that is there, damaged or not; that one is kept beside it
  --mark   the state has been restored by other means (PostgreSQL: pg_restore, to a point in time): the same holds
  (none)   what waits
  --send   sends all of it: what has gone out since the backup goes out again
  --drop   sends none of it: all of it counts as unknown, and can be sent again one by one; once the bot has run for
           three minutes, so that what has become due since is among it

All but FILE also while the bot runs.`;

const { positionals, values } = readArguments(USAGE, {
  allowPositionals: true,
  options: {
    force: { type: 'boolean', default: false },
    mark: { type: 'boolean', default: false },
    send: { type: 'boolean', default: false },
    drop: { type: 'boolean', default: false },
  },
});
const file = oneArgument(USAGE, positionals, 'file');
const wanted = [file !== undefined, values.mark, values.send, values.drop].filter(Boolean).length;
if (wanted > 1) misused(USAGE, 'one thing at a time');

try {
  if (file !== undefined) putInPlace(file);
  else await look();
} catch (error) {
  if (!(error instanceof BackupRefused || error instanceof DataDirInUse)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function putInPlace(backup: string): void {
  databaseUrlRefusal('pg_restore, then npm run restore -- --mark');
  const dataDir = process.env['DATA_DIR'] ?? 'state';
  const aside = restore(dataDir, backup, values.force);
  console.log(`${backup} → ${dataDir}`);
  if (aside !== null) console.log(`the former database is kept as ${aside}`);
  const { open, scheduled } = waitingIn(dataDir, Date.now());
  console.log(
    `${open} messages are open in it, ${scheduled} scheduled broadcasts are due: nothing is sent until a person has ` +
      'decided, in Teams by 「復元」 or by npm run restore -- --send or --drop',
  );
}

async function look(): Promise<void> {
  const storage = await openState();
  try {
    if (values.mark) await mark(storage);
    const restored = await storage.restore.restored();
    if (!restored) {
      console.log('nothing waits: the state is not marked as restored');
      return;
    }
    if (values.send || values.drop) await decide(storage, values.send ? 'send' : 'drop', restored.at);
    else await show(storage);
  } finally {
    await storage.close();
  }
}

async function mark({ restore: store }: Storage): Promise<void> {
  const at = Date.now();
  const detail = { cause: 'marked', asOf: null } as const;
  const entry = { at, actor: 'cli', action: 'restored', subject: 'store', detail };
  if (!(await store.mark({ at, ...detail }, entry))) console.log('it is marked already');
}

async function show({ restore: store }: Storage): Promise<void> {
  const waiting = await store.waiting();
  const words = waiting.map(({ kind, count }) => `${count} ${kind}`).join(', ') || 'none yet';
  console.log(
    `restored: nothing is sent. Open messages: ${words}. Decide by --send or --drop, or in Teams by 「復元」`,
  );
}

async function decide({ restore: store }: Storage, choice: RestoreChoice, at: number): Promise<void> {
  const entry = { at: Date.now(), actor: 'cli', action: `restored.${choice}`, subject: 'store', detail: {} };
  const count = await store.decide(choice, at, entry);
  if (count === 'tooSoon') {
    console.error(
      'too soon: what has become due since would still go out. Let the bot run for three minutes, and take off what ' +
        'is scheduled and overdue; then decide',
    );
    process.exitCode = 1;
    return;
  }
  console.log(
    count === null
      ? 'somebody has decided meanwhile'
      : choice === 'send'
        ? `${count} messages go out`
        : `${count} messages count as unknown`,
  );
}

/** For itself, so that a copy just put in place is seen as one; where the bot has it, beside the bot. */
async function openState(): Promise<Storage> {
  const storage = openAlone() ?? openChanges();
  await storage.ready();
  return storage;
}

function openAlone(): Storage | null {
  try {
    return openStorage(stateOptions());
  } catch (error) {
    if (error instanceof DataDirInUse) return null;
    throw error;
  }
}
