import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

// It is started again a hundred times.
enableCompileCache(join(tmpdir(), 'yokoten-simulation-cache'));

const { pino } = await import('pino');
const { loadCards } = await import('../cards/load.ts');
const { loadDataset } = await import('../dataset/load.ts');
const { systemClock } = await import('../delivery/clock.ts');
const { createSender } = await import('../delivery/sender.ts');
const { startProactive } = await import('../proactive.ts');
const { createEngine } = await import('../question/engine.ts');
const { botAuthentication } = await import('../server/authentication.ts');
const { openStorage } = await import('../storage/open.ts');

/** One instance of the bot without its ears: calendar, worker and sender, in a time that runs faster. */
const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    'database-url': { type: 'string' },
    /** When the calendar began, in real time; where it began and ends; how much faster it runs. */
    began: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    speed: { type: 'string' },
  },
});
const [began, from, to, speed] = [values.began, values.from, values.to, values.speed].map(Number) as [
  number,
  number,
  number,
  number,
];

const data = loadDataset(join(import.meta.dirname, '../../data'));
const knowledge = { data, engine: createEngine(data), cards: loadCards() };
const storage = openStorage({ dataDir: values['data-dir'] ?? '', databaseUrl: values['database-url'] });
const proactive = startProactive({
  storage,
  sender: createSender({ auth: botAuthentication(null), appId: '', timeoutMs: 5000 }),
  knowledge: () => knowledge,
  isHr: () => false,
  timeZone: 'Asia/Tokyo',
  clock: systemClock,
  calendarNow: () => Math.min(Math.round(from + (Date.now() - began) * speed), to),
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
