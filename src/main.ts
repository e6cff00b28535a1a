import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

// Before anything else is loaded: with the SDK's compiled code (and our stripped types) on disk, a start takes
// about half the time. Where the folder cannot be written, Node goes on without.
enableCompileCache(join(process.env['DATA_DIR'] ?? 'state', 'compile-cache'));

const { parseConfig } = await import('./config.ts');
const { createLogger } = await import('./server/log.ts');
const { botAuthentication } = await import('./server/authentication.ts');
const { TeamsAdapter } = await import('./server/adapter.ts');
const { startServer } = await import('./server/server.ts');
const { createBot } = await import('./bot/bot.ts');
const { memoryContexts } = await import('./bot/contexts.ts');
const { memoryLedger } = await import('./bot/ledger.ts');
const { startTimer } = await import('./bot/typing.ts');
const { loadCards } = await import('./cards/load.ts');
const { loadBroadcastCards } = await import('./cards/load-broadcast.ts');
const { DatasetError, loadDataset } = await import('./dataset/load.ts');
const { createEngine } = await import('./question/engine.ts');
const { systemClock } = await import('./delivery/clock.ts');
const { createFileTransfer } = await import('./bot/file-transfer.ts');
const { createSender } = await import('./delivery/sender.ts');
const { startProactive } = await import('./proactive.ts');
const { startBroadcasting } = await import('./broadcasting.ts');
const { createMetrics } = await import('./server/metrics.ts');
const { openStorage } = await import('./storage/open.ts');
const { DataDirInUse } = await import('./storage/sqlite.ts');

/** Teams waits 15 s for an answer, orchestrators 10 s (Docker) or more for an exit. */
const DRAIN_MS = 9_000;

const result = parseConfig(process.env, process.argv.slice(2));
if (!result.ok) fail('Yokoten cannot start:', result.problems);
const { config } = result;
const log = createLogger(config.logLevel);

const dataset = readDataset(config.datasetDir);
const knowledge = {
  data: dataset,
  engine: createEngine(dataset),
  cards: loadCards(join(import.meta.dirname, '../cards')),
};

const storage = openState();
const metrics = createMetrics(() => storage.ledger.totals());
// Clients of its own: the turns' ones retry by themselves.
const sender = createSender({
  auth: botAuthentication(config.identity),
  appId: config.identity?.appId ?? '',
});
const proactive = startProactive({
  storage,
  sender,
  knowledge: () => knowledge,
  isHr: (objectId) => config.hrAdmins.includes(objectId),
  timeZone: config.timeZone,
  clock: systemClock,
  events: metrics.worker,
  log,
});

const broadcasting = startBroadcasting({
  storage,
  sender,
  files: createFileTransfer({ sandbox: config.sandbox }),
  data: () => knowledge.data,
  engine: () => knowledge.engine,
  cards: loadBroadcastCards(join(import.meta.dirname, '../cards')),
  rules: config.broadcasts,
  admins: config.hrAdmins,
  teamRoles: config.roleTeams,
  onTeam: (standing) => {
    const { named, state } = standing;
    if (state === 'found')
      log.info({ team: named, id: standing.team.teamId, members: standing.members.size }, 'ROLE_TEAMS');
    else
      log.warn(
        { team: named, state, ...(state === 'ambiguous' && { ids: standing.ids }) },
        'ROLE_TEAMS gives no role',
      );
  },
  clock: systemClock,
  onPlanned: () => {
    proactive.worker.wake();
  },
  onError: (error) => {
    log.error({ err: error }, 'broadcasts');
    metrics.worker.failed?.(error);
  },
});

const bot = createBot({
  knowledge: () => knowledge,
  ledger: memoryLedger(Date.now),
  contexts: memoryContexts(Date.now),
  now: Date.now,
  timeZone: config.timeZone,
  startTimer,
  log,
  onTurn: metrics.onTurn,
  stateful: [broadcasting.stateful, ...proactive.stateful],
  learnReach: proactive.learnReach,
});
const server = await startServer(
  {
    adapter: new TeamsAdapter(botAuthentication(config.identity)),
    bot,
    admission: { allowedTenants: config.allowedTenants, sandbox: config.sandbox },
    open: () => true,
    readiness: {},
    degradable: { database: () => storage.ready().then(() => true) },
    texts: { '/metrics': metrics.getText },
    log,
  },
  config.host,
  config.port,
).catch((error: unknown) => fail('Yokoten cannot listen:', [String(error)]));

if (config.sandbox) log.warn('SANDBOX: nobody is asked who they are; only this machine can reach the bot');
log.info({ host: config.host, port: server.port, initiatives: dataset.initiatives.length }, 'listening');
flushCompileCache();

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'draining');
    void Promise.all([
      server.drain(DRAIN_MS),
      withinDrain(proactive.stop()),
      withinDrain(broadcasting.stop()),
    ]).then(async ([clean]) => {
      await withinDrain(storage.close());
      log.info({ clean }, 'stopped');
      process.exit(0);
    });
  });
}

/** What is not done by then is left: the next start finds it in the ledger. */
function withinDrain(work: Promise<void>): Promise<void> {
  return Promise.race([work, systemClock.sleep(DRAIN_MS)]);
}

function openState() {
  try {
    return openStorage({
      dataDir: config.dataDir,
      databaseUrl: config.databaseUrl ?? undefined,
      onError: (error) => {
        log.error({ err: error }, 'database connection lost');
      },
    });
  } catch (error) {
    if (error instanceof DataDirInUse) return fail('Yokoten cannot start:', [error.message]);
    return fail(`The state in ${config.dataDir} cannot be opened:`, [String(error)]);
  }
}

function readDataset(dir: string) {
  try {
    return loadDataset(dir);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    return fail(`The dataset in ${dir} cannot be used:`, error.problems);
  }
}

function fail(headline: string, problems: readonly string[]): never {
  process.stderr.write([headline, ...problems.map((problem) => `- ${problem}`), ''].join('\n'));
  process.exit(1);
}
