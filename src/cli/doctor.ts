import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { parseConfig } from '../config.ts';
import { checkAddress, checkClock, checkIdentity, checkPackage } from './doctor/checks.ts';
import type { Finding } from './doctor/finding.ts';
import { checkDatabase, checkDataset, checkDisk, checkRunning, checkTeams } from './doctor/state.ts';
import { stateOf } from './data-dir.ts';
import { misused, readArguments } from './usage.ts';

const USAGE = `npm run doctor -- [--domain HOST] [--package FILE] [--sandbox]

Looks at everything that the bot needs, changes nothing, and says what is wrong and what to do about it.

  --domain HOST    where Teams reaches the bot, without https://
  --package FILE   the app package that was uploaded
  --sandbox        as for \`npm run dev\`: no credentials`;

const { values } = readArguments(USAGE, {
  options: { domain: { type: 'string' }, package: { type: 'string' }, sandbox: { type: 'boolean' } },
});

const result = parseConfig(process.env, values.sandbox ? ['--sandbox'] : []);
report('settings', result.ok ? { state: 'good', what: 'complete' } : settingsWrong(result.problems));
// The rest can be looked at without credentials.
const rest = result.ok ? result : parseConfig(process.env, ['--sandbox']);
if (rest.ok) {
  const { identity, dataDir, datasetDir, admin, databaseUrl } = rest.config;
  report('identity', await checkIdentity(identity, fetch));
  if (!values.sandbox) report('clock', await checkClock(Date.now, fetch));
  report('database', await checkDatabase(stateOf(rest.config)));
  if (databaseUrl === null) report('disk', checkDisk(dataDir));
  report('teams', await checkTeams(rest.config.roleTeams, stateOf(rest.config)));
  report('dataset', checkDataset(datasetDir));
  report('process', await checkRunning(admin, fetch));
  report('address', await checkAddress(values.domain, fetch));
  const manifest = readFileSync(join(import.meta.dirname, '../../manifest/manifest.json'), 'utf8');
  const own = { manifest, appId: identity?.appId ?? null, domain: values.domain };
  report('app package', checkPackage(readPackage(values.package), own));
} else console.log('left out  the rest: mend the settings first');

function settingsWrong(problems: readonly string[]): Finding {
  const todo = 'look them up in the table';
  return { state: 'wrong', what: problems.join('\n  '), todo, page: 'settings.en.md' };
}

function readPackage(file: string | undefined): Record<string, string> | null {
  if (file === undefined) return null;
  try {
    const files = unzipSync(new Uint8Array(readFileSync(file)), {
      filter: ({ name }) => name.endsWith('.json'),
    });
    return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
  } catch (error) {
    return misused(
      USAGE,
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function report(name: string, finding: Finding): void {
  console.log(`${finding.state.padEnd(8)}  ${name}: ${finding.what}`);
  if (finding.state !== 'wrong') return;
  console.log(`          → ${finding.todo} (docs/${finding.page})`);
  process.exitCode = 1;
}
