import path from 'node:path';
import { misused, readArguments } from '../../../src/cli/usage.ts';
import { checks } from './checks.ts';

const USAGE = `npm run check:deploy [-- --root DIR] [--only TEXT]

Checks every file of deploy/, infra/ and .github/ by what can read it here; says what was left out for want of a tool.
With CI_DEPLOY=required a tool that is missing is a fault.

  --root   folder of the project; default: this one
  --only   checks whose name has it`;

const { values } = readArguments(USAGE, {
  options: {
    root: { type: 'string', default: path.resolve(import.meta.dirname, '../../..') },
    only: { type: 'string', default: '' },
  },
});
let faults = 0;
const chosen = Object.entries(checks).filter(([name]) => name.includes(values.only));
if (chosen.length === 0) misused(USAGE, `no check has ${values.only} in its name`);
for (const [name, check] of chosen) {
  const result = await check(values.root);
  const isFault =
    result.problems.length > 0 || (result.missing !== null && process.env['CI_DEPLOY'] === 'required');
  if (isFault) faults += 1;
  const word = isFault ? 'NOT good' : result.missing === null ? 'good' : 'left out';
  console.log(`${name}: ${word}${result.missing === null ? '' : ` (no ${result.missing} here)`}`);
  for (const problem of result.problems) console.log(`  ${problem.trim().replaceAll('\n', '\n  ')}`);
}
process.exitCode = faults === 0 ? 0 : 1;
