import { type AuditRow, auditCsv } from '../broadcast/audit.ts';
import { auditTrail, openRecords } from './records.ts';

/** `npm run -s audit:export > audit.csv`: the whole trail as a table. */
const records = openRecords();
const rows: AuditRow[] = [];
for await (const row of auditTrail(records.broadcasts)) rows.push(row);
await records.close();
process.stdout.write(auditCsv(rows));
