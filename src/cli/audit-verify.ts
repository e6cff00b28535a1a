import { verifyChain } from '../access/audit/audit.ts';
import { auditTrail, openRecords } from './records.ts';
import { readArguments } from './usage.ts';

readArguments(
  `npm run audit:verify

Goes through the whole audit trail; exit code 1, and a line per place, when it does not hold.`,
  {},
);
const records = openRecords();
const { problems, rows, lastHash } = await verifyChain(auditTrail(records.broadcasts));
await records.close();
for (const { seq, problem } of problems) console.error(`entry ${seq}: ${problem}`);
console.log(`${rows} entries, last hash ${lastHash}: ${problems.length === 0 ? 'whole' : 'NOT whole'}`);
process.exitCode = problems.length === 0 ? 0 : 1;
