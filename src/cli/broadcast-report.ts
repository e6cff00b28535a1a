import { reportCsv } from '../broadcast/jobs/report.ts';
import { noteExport, openRecords } from './records.ts';
import { oneArgument, readArguments } from './usage.ts';

const USAGE = `npm run -s broadcast:report -- [ID] > report.csv

Writes what became of each recipient as a table to stdout; the bot may run meanwhile.

  ID   of a broadcast; without it the latest are listed`;

const { positionals } = readArguments(USAGE, { allowPositionals: true });
const id = oneArgument(USAGE, positionals, 'broadcast');
const records = openRecords();
const broadcast = id === undefined ? null : await records.broadcasts.get(id);
if (broadcast) {
  await noteExport('report', broadcast.id);
  for await (const part of reportCsv({ ...records, store: records.broadcasts }, broadcast))
    process.stdout.write(part);
} else {
  if (id !== undefined) console.error(`no broadcast ${id}; the latest are:`);
  for (const { id: known, state, content } of await records.broadcasts.list({ limit: 20 }))
    console.log(`${known}\t${state}\t${(content.ja ?? content.en)?.title ?? ''}`);
  process.exitCode = id === undefined ? 0 : 1;
}
await records.close();
