import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseFile, lockDataDir, makePrivate } from './sqlite.ts';

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
  mkdirSync(dirname(file), { recursive: true });
  // Under another name until it is whole: a backup that was cut short must not look like one.
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  makePrivate(partial);
  const database = new DatabaseSync(source, { timeout: 5000 });
  try {
    database.prepare('vacuum into ?').run(partial);
  } finally {
    database.close();
  }
  verify(partial);
  renameSync(partial, file);
}

/**
 * Puts a backup in the place of the embedded database. Refused while the bot runs, when the file is damaged or of
 * something else, and, unless forced, when there is a database already, which is then kept beside; returns where.
 */
export function restore(dataDir: string, file: string, force: boolean): string | null {
  if (!existsSync(file)) throw new BackupRefused(`${file} does not exist`);
  const unlock = lockDataDir(dataDir);
  try {
    const target = join(dataDir, databaseFile);
    const replaced = existsSync(target);
    if (replaced && !force)
      throw new BackupRefused(
        `${target} exists: with --force it is set aside and the backup takes its place`,
      );
    const copy = `${target}.restoring`;
    makePrivate(copy);
    copyFileSync(file, copy);
    try {
      verify(copy);
    } catch (error) {
      rmSync(copy);
      throw error;
    }
    const aside = replaced ? asideOf(target) : null;
    if (aside !== null) {
      // What is still in the log belongs to the old database: it goes into that first, and never into the new one.
      const old = new DatabaseSync(target);
      old.exec('pragma wal_checkpoint(truncate)');
      old.close();
      renameSync(target, aside);
    }
    rmSync(`${target}-wal`, { force: true });
    rmSync(`${target}-shm`, { force: true });
    renameSync(copy, target);
    return aside;
  } finally {
    unlock();
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
