import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile, makePrivate, openForReadingOnly, privateFolder } from '../sqlite.ts';

/** In a folder whose database production has used. */
const markFile = 'used-in-production';

/** Says of the folder that production uses it, so that no sandbox ever does. */
export function markProduction(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: privateFolder });
  const mark = join(dataDir, markFile);
  if (existsSync(mark)) return;
  makePrivate(mark);
  writeFileSync(mark, 'The sandbox, where nobody is asked who they are, does not start on this folder.\n');
}

/** Why the sandbox must not use this state; null = it may. Anybody is admin in a sandbox, and what it plans may be sent. */
export function sandboxProblem(dataDir: string, databaseUrl: string | null): string | null {
  if (databaseUrl !== null)
    return isLocalDatabase(databaseUrl)
      ? null
      : 'DATABASE_URL: the sandbox uses a database of this machine only (127.0.0.1)';
  return existsSync(join(dataDir, markFile)) || knowsTeams(join(dataDir, databaseFile))
    ? `DATA_DIR: ${dataDir} has been used in production; give the sandbox a folder of its own`
    : null;
}

function isLocalDatabase(databaseUrl: string): boolean {
  const url = URL.parse(databaseUrl);
  if (!url) return false;
  const hosts = [url.hostname, ...url.searchParams.getAll('host'), ...url.searchParams.getAll('hostaddr')];
  return hosts.every((host) => ['127.0.0.1', 'localhost', '[::1]', '::1'].includes(host));
}

/** A state from before there were marks tells by where its people are reached. */
function knowsTeams(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = openForReadingOnly(file);
  try {
    return (
      database.prepare("select 1 from recipients where service_url like 'https:%' limit 1").get() !==
      undefined
    );
  } catch {
    // It has no tables yet, or cannot be read, which whoever opens it next will say.
    return false;
  } finally {
    database.close();
  }
}
