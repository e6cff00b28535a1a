import { Console } from 'node:console';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { writesTo } from '../text/writes-to.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Thrown in place of the process's end. */
class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** What a process of its own would have left. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

let runs = 0;

/** What the command set while it ran. */
const exitCode = () => Number(process.exitCode ?? 0);

/**
 * Runs a command (a file below the project's folder) as a process of its own would, in this one: what it imports is
 * loaded already, so that it takes milliseconds. One at a time.
 */
export async function runCommand(
  file: string,
  args: readonly string[],
  { cwd = process.cwd(), env = {} } = {},
): Promise<Ran> {
  const url = pathToFileURL(path.join(ROOT, file));
  // A module runs once under each address.
  url.searchParams.set('run', String((runs += 1)));
  const said = { stdout: '', stderr: '' };
  const hear = (where: keyof typeof said) => writesTo((text) => (said[where] += text));
  const { argv, env: before } = process;
  const exit = process.exit.bind(process);
  const [folder, log] = [process.cwd(), globalThis.console];
  process.chdir(cwd);
  process.argv = [process.execPath, url.pathname, ...args];
  process.env = { ...before, ...env };
  process.exitCode = undefined;
  process.exit = (code) => {
    throw new Exit(Number(code ?? 0));
  };
  globalThis.console = new Console({ stdout: hear('stdout'), stderr: hear('stderr') });
  try {
    await import(url.href);
    return { status: exitCode(), ...said };
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    return { status: error.code, ...said };
  } finally {
    Object.assign(process, { argv, exit, env: before, exitCode: undefined });
    globalThis.console = log;
    process.chdir(folder);
  }
}
