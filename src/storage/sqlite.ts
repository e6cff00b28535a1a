import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect, type SqliteDatabase } from 'kysely';
import { LRUCache } from 'lru-cache';

/** The embedded database's file in DATA_DIR. */
export const databaseFile = 'yokoten.sqlite';
const lockFile = 'lock.sqlite';

/** The state names people: nobody but the bot's own user reads it. */
export const privateFolder = 0o700;
const privateFile = 0o600;

/** Makes the file, empty, unless it is there, and readable for its owner alone. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', privateFile));
  chmodSync(file, privateFile);
}

export class DataDirInUse extends Error {
  constructor(dir: string) {
    super(
      `${dir} is in use by another process. One process at a time may use a data folder; ` +
        'to run several instances, set DATABASE_URL to a PostgreSQL database.',
    );
    this.name = 'DataDirInUse';
  }
}

/**
 * Takes the data folder for this process until the returned function is called or the process ends, however it ends:
 * the lock is the operating system's on an open file, so no stale one survives a SIGKILL.
 * It is on a file of its own so that a backup can read the database while the bot runs.
 */
export function lockDataDir(dir: string): () => void {
  mkdirSync(dir, { recursive: true, mode: privateFolder });
  makePrivate(join(dir, lockFile));
  const lock = new DatabaseSync(join(dir, lockFile));
  try {
    lock.exec('pragma journal_mode = delete; begin exclusive');
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw new DataDirInUse(dir);
    throw error;
  }
  return () => {
    lock.close();
  };
}

function isBusy(error: unknown): boolean {
  // SQLITE_BUSY, www.sqlite.org/rescode.html#busy
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === 5;
}

/** Opens the database file; every commit is on the disk when it returns. */
export function openDatabase(path: string): DatabaseSync {
  // What SQLite puts beside it has its mode.
  makePrivate(path);
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
  // FULL: with NORMAL a power cut loses the last commits (measured: 7 of 12), so a sent message would be sent again.
  // secure_delete: what is erased is overwritten, and not merely let go of.
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on');
  return database;
}

/** Opens the file beside its owner; SQLite lets readers in while it is written. */
export function openForReadingOnly(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true, timeout: 5000 });
}

/** Kysely on Node's own SQLite; Kysely's driver runs one statement, or one transaction, at a time. */
export class NodeSqliteDialect extends SqliteDialect {
  constructor(database: DatabaseSync) {
    super({ database: adapt(database) });
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdl();
  }
}

/** SQLite can roll schema changes back; Kysely assumes not, and a kill in mid-migration would leave half a schema. */
class TransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The shape of better-sqlite3, which Kysely's driver speaks; statements are prepared once. */
function adapt(database: DatabaseSync): SqliteDatabase {
  type Prepared = ReturnType<SqliteDatabase['prepare']>;
  // Statements of varying length (lists of values) must not fill the memory.
  const prepared = new LRUCache<string, Prepared>({ max: 200 });
  return {
    close: () => {
      database.close();
    },
    prepare: (statementText) => {
      // A transaction that reads first and writes then would fail beside a command that has written meanwhile.
      const sql = statementText === 'begin' ? 'begin immediate' : statementText;
      const known = prepared.get(sql);
      if (known) return known;
      const statement = database.prepare(sql);
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      const adapted: Prepared = {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
      prepared.set(sql, adapted);
      return adapted;
    },
  };
}
