// Writes until it is killed: plans a message, says so, claims and settles it, says so. Started by sqlite.test.ts.
import { openStorage } from '../../src/storage/open.ts';

const [dataDir, run] = process.argv.slice(2);
const storage = openStorage({ dataDir: dataDir! });
const { ledger } = storage;
await storage.ready();
process.stdout.write('ready\n');
for (let index = 0; ; index += 1) {
  const id = `${run!}-${index}`;
  await ledger.plan(
    { id, kind: 'notice', action: 'post', priority: 1, content: null, originalId: null },
    [{ recipientId: 'person:a', dueAt: 0, content: null, skip: null }],
    1,
  );
  process.stdout.write(`planned ${id}\n`);
  const [claim] = await ledger.claim({ limit: 1, leaseMs: 1_000_000, now: 1 });
  await ledger.depart([claim!], 1);
  await ledger.settle([{ delivery: claim!, settlement: { state: 'sent', post: null } }], 2);
  process.stdout.write(`sent ${claim!.messageId}\n`);
}
