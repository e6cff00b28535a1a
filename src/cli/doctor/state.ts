import { accessSync, constants, statSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { nameProblems, type TeamRole } from '../../access/team-roles.ts';
import { teamPages } from '../../broadcast/teams.ts';
import { DatasetError, loadDataset } from '../../dataset/load/dataset.ts';
import { shareProblem } from '../../storage/embedded/network-share.ts';
import { openForReading, type StorageOptions } from '../../storage/open.ts';
import { codeOf, type Finding, good, leftOut, wrong } from './finding.ts';

const NEW_VERSION = 'operate.en.md#a-new-version';

/** Whether the state can be read. */
export async function checkDatabase(state: StorageOptions): Promise<Finding> {
  const page = 'operate.en.md#state';
  const share = state.databaseUrl === undefined ? shareProblem(state.dataDir) : null;
  if (share !== null) return wrong('on a network share', share, page);
  try {
    const storage = openForReading(state);
    try {
      const newer = await storage.newer();
      if (newer !== null) return wrong('a later version has changed it', newer.message, NEW_VERSION);
      const { pending, unknown } = await storage.ledger.totals();
      const sums = `${pending} deliveries wait, ${unknown} are unknown`;
      if ((await storage.restore.restored()) === null) return good(`answers; ${sums}`);
      const todo = '`npm run restore` says what waits, and how to send or drop it';
      return wrong(
        `it has been restored, so nothing is sent; ${sums}`,
        todo,
        'operate.en.md#after-a-restore',
      );
    } finally {
      await storage.close();
    }
  } catch (error) {
    // 42P01: no such table. SQLite: no such file, or none of its tables.
    if (codeOf(error) === '42P01' || /unable to open|no such table/.test(String(error)))
      return good('empty: the first start makes its tables');
    if (/not a database|malformed/.test(String(error)))
      return wrong(
        'its file is damaged',
        'stop the bot and put a backup back: `npm run restore -- FILE`',
        page,
      );
    return wrong(`cannot be read (${codeOf(error)})`, 'does DATABASE_URL or DATA_DIR say where it is?', page);
  }
}

/** Whether each team that gives a role is given by its id. */
export async function checkTeams(wanted: readonly TeamRole[], state: StorageOptions): Promise<Finding> {
  if (wanted.length === 0) return leftOut('no team gives a role');
  const problems = await nameProblems(wanted, {
    async *pages() {
      const storage = openForReading(state);
      try {
        yield* teamPages(storage.reach).pages();
      } finally {
        await storage.close();
      }
    },
  });
  if (problems.length === 0) return good(`those that give roles are given by their ids: ${wanted.length}`);
  return wrong(problems.join('\n  '), 'write the id: by a name the bot does not start', 'settings.en.md');
}

/** What the dataset has. */
export function checkDataset(dir: string): Finding {
  try {
    const { initiatives, departments } = loadDataset(dir);
    return good(`${initiatives.length} initiatives of ${departments.length} departments`);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    return wrong(
      error.problems.slice(0, 5).join('\n  '),
      'data/README.md says how each file is written',
      'operate.en.md#data',
    );
  }
}

const MIN_FREE_BYTES = 500e6;

/** Whether the folder of the state can be written, or made, and has room. */
export function checkDisk(dir: string): Finding {
  const page = 'operate.en.md#state';
  const there = nearest(dir);
  const { bavail, bsize } = statfsSync(there);
  const free = `${Math.round((bavail * bsize) / 1e6)} MB free`;
  if (!canMakeFiles(there))
    return wrong(
      `${there} cannot be written`,
      'give it to the user that the bot runs as, or set DATA_DIR',
      page,
    );
  if (bavail * bsize < MIN_FREE_BYTES)
    return wrong(free, 'make room: nothing is planned or sent on a full disk', page);
  return good(there === dir ? free : `${dir} is made at the first start; ${free}`);
}

/** The folder, or what there is of the way to it. */
function nearest(dir: string): string {
  if (dirname(dir) === dir || statSync(dir, { throwIfNoEntry: false }) !== undefined) return dir;
  return nearest(dirname(dir));
}

function canMakeFiles(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    // Whatever the reason, it is not to be written.
    return false;
  }
}

const Readiness = z.object({ status: z.string(), degraded: z.array(z.string()).default([]) });

/** By the names that /readyz gives them. */
const DEGRADED: Readonly<Record<string, string>> = {
  database: 'it cannot write its database, and sends nothing',
  token: 'it has no token of Entra, and sends nothing',
  restored: 'its state has been restored, and nothing is sent until somebody has decided',
  sending: 'most posts fail alike, so it pauses and tries with one: its log says how they fail',
};

/** Whether a bot runs here, and what it does without. */
export async function checkRunning(
  { host, port }: { readonly host: string; readonly port: number },
  http: typeof fetch,
): Promise<Finding> {
  const own = /^(?:0\.0\.0\.0|::)$/.test(host) ? '127.0.0.1' : host;
  const at = `http://${own.includes(':') ? `[${own}]` : own}:${port}/readyz`;
  try {
    const response = await http(at, { signal: AbortSignal.timeout(5_000) });
    const { status, degraded } = Readiness.parse(await response.json());
    if (response.status !== 200) return leftOut(`it is stopping (${status})`);
    if (degraded.length === 0) return good('it runs, and answers');
    const what = degraded.map((name) => DEGRADED[name] ?? name).join('\n  ');
    return wrong(what, 'mend that; meanwhile questions are answered', 'operate.en.md#health');
  } catch (error) {
    if (codeOf(error) === 'ECONNREFUSED') return leftOut(`no bot runs at ${own}:${port}`);
    return wrong(
      `no answer of a bot at ${own}:${port} (${codeOf(error)})`,
      'has something else taken ADMIN_PORT?',
      'settings.en.md',
    );
  }
}
