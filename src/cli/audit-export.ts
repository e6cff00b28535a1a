import { auditCsv } from '../broadcast/audit.ts';
import { openRecords } from './records.ts';

/** `npm run -s audit:export > audit.csv`: the whole trail as a table. */
const records = openRecords();
for await (const part of auditCsv(records.broadcasts)) process.stdout.write(part);
await records.close();
