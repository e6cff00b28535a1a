import { auditCsv } from '../../access/audit/audit.ts';
import { noteExport, openRecords } from '../records.ts';
import { readArguments } from '../usage.ts';

readArguments(
  `npm run -s audit:export > audit.csv

Writes the whole audit trail as a table to stdout; the bot may run meanwhile.`,
  {},
);
await noteExport('audit', '');
const records = openRecords();
for await (const part of auditCsv(records.broadcasts)) process.stdout.write(part);
await records.close();
