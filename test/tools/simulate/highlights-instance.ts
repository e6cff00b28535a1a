import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

// It is started again a hundred times.
enableCompileCache(join(tmpdir(), 'yokoten-simulation-cache'));

const { pino } = await import('pino');
const { loadCardKit } = await import('../../../src/cards/load.ts');
const { createKnowledge } = await import('../../../src/bot/knowledge.ts');
const { createCards } = await import('../../../src/cards/answer/cards.ts');
const { createHighlightsCards } = await import('../../../src/highlights/cards/cards.ts');
const { loadDataset } = await import('../../../src/dataset/load/dataset.ts');
const { systemClock } = await import('../../../src/calendar/clock.ts');
const { createSender } = await import('../../../src/teams/sender.ts');
const { startDelivery } = await import('../../../src/start/sending/delivery.ts');
const { startHighlights } = await import('../../../src/start/sending/highlights.ts');
const { createEngine } = await import('../../../src/question/engine.ts');
const { createConnector } = await import('../../../src/teams/connector.ts');
const { isLoopbackService } = await import('../../../src/teams/service-url.ts');
const { openStorage } = await import('../../../src/storage/open.ts');

/** One instance of the bot without its ears: calendar, worker and sender, in a time that runs faster. */
const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    'database-url': { type: 'string' },
  },
});
/** What day it is: the simulation says so all the time. */
let calendar = await new Promise<number>((resolve) => {
  process.once('message', resolve as (message: unknown) => void);
});
process.on('message', (message) => {
  calendar = message as number;
});

const data = loadDataset(join(import.meta.dirname, '../../../data'));
const kit = loadCardKit();
const knowledge = createKnowledge({ data, engine: createEngine(data), cards: createCards(kit) });
const storage = openStorage({ dataDir: values['data-dir'] ?? '', databaseUrl: values['database-url'] });
const log = pino({ level: 'error' }, process.stderr);
const onError = (error: unknown) => {
  log.error({ err: error }, 'state not available');
};
const connector = createConnector({ getToken: null, isServiceUrl: isLoopbackService });
const delivery = startDelivery({
  storage,
  sender: createSender({ connector, appId: '', timeoutMs: 5000 }),
  tokens: null,
  clock: systemClock,
  onError,
  options: { leaseMs: 10_000, pollMs: 100, sweepMs: 1000 },
});
const highlights = startHighlights({
  storage,
  knowledge,
  cards: createHighlightsCards(kit),
  rolesOf: () => Promise.resolve(new Set()),
  timeZone: 'Asia/Tokyo',
  clock: systemClock,
  calendarNow: () => calendar,
  tickMs: 100,
  onPlanned: () => {
    delivery.wake();
  },
  onError,
  log,
});
process.once('SIGTERM', () => {
  void Promise.all([highlights.stop(), delivery.stop()])
    .then(() => storage.close())
    .then(() => process.exit(0));
});
await storage.ready();
// Not before it has looked at the calendar: else a kill right after each start would add up to more than seven days.
await systemClock.sleep(500);
process.send?.('ready');
