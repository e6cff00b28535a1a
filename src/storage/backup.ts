import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { noteRestored } from './embedded/reached.ts';
import { databaseFile, lockDataDir, makePrivate, privateFolder } from './sqlite.ts';

/** What a person has to put right before a backup or a restore can run. */
export class BackupRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupRefused';
  }
}

/** Writes a whole and checked copy of the embedded database to `file`, also while the bot runs. */
export function backup(dataDir: string, file: string): void {
  const source = join(dataDir, databaseFile);
  if (!existsSync(source)) throw new BackupRefused(`${source} does not exist: nothing to back up`);
  if (existsSync(file)) throw new BackupRefused(`${file} exists: give another name`);
  // Under another name until it is whole: a backup that was cut short must not look like one.
  const partial = `${file}.partial`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: privateFolder });
    rmSync(partial, { force: true });
    makePrivate(partial);
    copyInto(source, partial);
    verify(partial);
    renameSync(partial, file);
  } catch (error) {
    if (existsSync(partial)) rmSync(partial);
    throw new BackupRefused(`${file} cannot be written: ${wordsOf(error)}`);
  }
}

function copyInto(source: string, partial: string): void {
  const database = new DatabaseSync(source, { timeout: 5000 });
  try {
    database.prepare('vacuum into ?').run(partial);
  } finally {
    database.close();
  }
}

/** What keeps a file from being written, for people: errors of the system and of SQLite. */
function wordsOf(error: unknown): string {
  const { code, errcode, message } = error as { code?: string; errcode?: number; message?: string };
  if (code === 'ENOSPC' || code === 'EDQUOT' || errcode === sqliteFull) return 'there is no room left';
  if (code === 'EROFS' || errcode === sqliteReadOnly) return 'the place can only be read';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not write there';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a part of its path is a file';
  return message ?? String(error);
}

// www.sqlite.org/rescode.html
const sqliteReadOnly = 8;
const sqliteFull = 13;

/**
 * Puts a backup in the place of the embedded database. Refused while the bot runs, when the file is damaged or of
 * something else, and, unless forced, when there is a database already, which is then kept beside; returns where.
 * What was open in it waits for a person's decision, because it may have been sent since.
 */
export function restore(dataDir: string, file: string, force: boolean): string | null {
  if (!existsSync(file)) throw new BackupRefused(`${file} does not exist`);
  const unlock = lockDataDir(dataDir);
  const target = join(dataDir, databaseFile);
  const copy = `${target}.restoring`;
  try {
    const replaced = existsSync(target);
    if (replaced && !force)
      throw new BackupRefused(
        `${target} exists: with --force it is set aside and the backup takes its place`,
      );
    makePrivate(copy);
    copyFileSync(file, copy);
    verify(copy);
    const aside = replaced ? setAside(target) : null;
    noteRestored(dataDir);
    renameSync(copy, target);
    return aside;
  } catch (error) {
    if (existsSync(copy)) rmSync(copy);
    if (error instanceof BackupRefused) throw error;
    throw new BackupRefused(`${target} cannot be written: ${wordsOf(error)}`);
  } finally {
    unlock();
  }
}

/**
 * Under another name, also when it is damaged; returns which. What is still in its log belongs to it: it is put into it
 * where that can be done, else it goes with it, and never into the new one.
 */
function setAside(target: string): string {
  const aside = asideOf(target);
  try {
    const old = new DatabaseSync(target);
    try {
      old.exec('pragma wal_checkpoint(truncate)');
    } finally {
      old.close();
    }
  } catch {
    // Damaged: kept as it is, for whoever can still read something in it.
  }
  for (const ending of ['', '-wal', '-shm'])
    if (existsSync(target + ending)) renameSync(target + ending, aside + ending);
  return aside;
}

/** What waits in a database that has been put in place, at `now` (epoch ms). */
export function waitingIn(
  dataDir: string,
  now: number,
): { readonly open: number; readonly scheduled: number } {
  const database = new DatabaseSync(join(dataDir, databaseFile), { readOnly: true });
  try {
    const count = (sql: string, ...values: number[]) =>
      Number(database.prepare(sql).get(...values)?.['count'] ?? 0);
    return {
      open: count("select count(*) as count from deliveries where state in ('pending', 'leased')"),
      scheduled: count(
        "select count(*) as count from broadcasts where state = 'scheduled' and send_at <= ?",
        now,
      ),
    };
  } finally {
    database.close();
  }
}

function asideOf(target: string): string {
  for (let number = 1; ; number += 1) {
    const name = `${target}.replaced-${number}`;
    if (!existsSync(name)) return name;
  }
}

function verify(file: string): void {
  let problem: string | null;
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const [row] = database.prepare('pragma integrity_check(1)').all();
      const ours = database.prepare("select 1 from sqlite_master where name = 'deliveries'").get();
      problem =
        row?.['integrity_check'] !== 'ok'
          ? 'is damaged'
          : ours === undefined
            ? 'is not a backup of this bot'
            : null;
    } finally {
      database.close();
    }
  } catch {
    problem = 'is damaged or no database';
  }
  if (problem !== null) throw new BackupRefused(`${file} ${problem}`);
}
