import { parseArgs } from 'node:util';
import { systemClock } from '../../../src/calendar/clock.ts';
import { createSender } from '../../../src/teams/sender.ts';
import { startWorker } from '../../../src/delivery/worker.ts';
import { createConnector } from '../../../src/teams/connector.ts';
import { isLoopbackService } from '../../../src/teams/service-url.ts';
import { openStorage } from '../../../src/storage/open.ts';
import { noPace } from '../../delivery/unpaced.ts';

/** One instance of a simulated run: sends what is due until the message is done, then exits. Killed at any moment. */
const { values } = parseArgs({
  options: {
    message: { type: 'string' },
    'data-dir': { type: 'string' },
    'database-url': { type: 'string' },
    unpaced: { type: 'boolean', default: false },
    'lease-ms': { type: 'string', default: '60000' },
    'timeout-ms': { type: 'string', default: '15000' },
  },
});
const doneCheckMs = 500;
/** For the speed of the machinery alone. */

const storage = openStorage({ dataDir: values['data-dir'] ?? '', databaseUrl: values['database-url'] });
await storage.ready();
const worker = startWorker({
  ledger: storage.ledger,
  reach: storage.reach,
  slots: values.unpaced ? noPace : storage.slots,
  ...createSender({
    connector: createConnector({ getToken: null, isServiceUrl: isLoopbackService }),
    appId: '',
    timeoutMs: Number(values['timeout-ms']),
  }),
  clock: systemClock,
  random: Math.random,
  events: {
    failed: (error) => {
      process.stderr.write(`${String(error)}\n`);
    },
  },
  options: {
    leaseMs: Number(values['lease-ms']),
    ...(values.unpaced && { batch: 200, slice: 64, toleranceMs: 600_000, sweepMs: 500 }),
  },
});
while ((await storage.ledger.messageState(values.message ?? '')) !== 'done') {
  await systemClock.sleep(doneCheckMs);
}
await worker.stop();
await storage.close();
process.exit(0);
