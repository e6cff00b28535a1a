import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

// It is started again a hundred times.
enableCompileCache(join(tmpdir(), 'yokoten-simulation-cache'));

const { pino } = await import('pino');
const { loadCardKit } = await import('../../../src/cards/load.ts');
const { createHighlightsCards } = await import('../../../src/highlights/cards/cards.ts');
const { loadDataset } = await import('../../../src/dataset/load.ts');
const { systemClock } = await import('../../../src/calendar/clock.ts');
const { createSender } = await import('../../../src/teams/sender.ts');
const { startProactive } = await import('../../../src/start-highlights.ts');
const { createEngine } = await import('../../../src/question/engine.ts');
const { botAuthentication } = await import('../../../src/teams/authentication.ts');
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
const knowledge = { data, engine: createEngine(data) };
const storage = openStorage({ dataDir: values['data-dir'] ?? '', databaseUrl: values['database-url'] });
const proactive = startProactive({
  storage,
  sender: createSender({ auth: botAuthentication(null), appId: '', timeoutMs: 5000 }),
  knowledge: () => knowledge,
  cards: createHighlightsCards(loadCardKit()),
  isHr: () => false,
  timeZone: 'Asia/Tokyo',
  clock: systemClock,
  calendarNow: () => calendar,
  tickMs: 100,
  worker: { leaseMs: 10_000, pollMs: 100, sweepMs: 1000 },
  log: pino({ level: 'error' }, process.stderr),
});
process.once('SIGTERM', () => {
  void proactive
    .stop()
    .then(() => storage.close())
    .then(() => process.exit(0));
});
await storage.ready();
// Not before it has looked at the calendar: else a kill right after each start would add up to more than seven days.
await systemClock.sleep(500);
process.send?.('ready');
