import { flushCompileCache } from 'node:module';
import { parseConfig } from './config.ts';
import { createLogger } from './server/log.ts';
import { botAuthentication } from './teams/authentication.ts';
import { TeamsAdapter } from './teams/adapter.ts';
import { startServer } from './server/server.ts';
import { createBot } from './bot/bot.ts';
import { memoryContexts } from './bot/contexts.ts';
import { memoryLedger } from './bot/ledger.ts';
import { startTimer } from './bot/typing.ts';
import { createCards } from './cards/answer/cards.ts';
import { loadCardKit } from './cards/load.ts';
import { createBroadcastCards } from './broadcast/cards/cards.ts';
import { createHighlightsCards, offerSubscription } from './highlights/cards/cards.ts';
import { DatasetError, loadDataset } from './dataset/load.ts';
import { createEngine } from './question/engine.ts';
import { systemClock } from './calendar/clock.ts';
import { createFileTransfer } from './teams/file-transfer.ts';
import { createSender } from './teams/sender.ts';
import { startProactive } from './start-highlights.ts';
import { startBroadcasting } from './start-broadcasts.ts';
import { createMetrics } from './server/metrics.ts';
import { openStorage } from './storage/open.ts';
import { DataDirInUse } from './storage/sqlite.ts';

/** Teams waits 15 s for an answer, orchestrators 10 s (Docker) or more for an exit. */
const DRAIN_MS = 9_000;

const result = parseConfig(process.env, process.argv.slice(2));
if (!result.ok) fail('Yokoten cannot start:', result.problems);
const { config } = result;
const log = createLogger(config.logLevel);

const dataset = readDataset(config.datasetDir);
const kit = loadCardKit();
const knowledge = {
  data: dataset,
  engine: createEngine(dataset),
  cards: createCards(kit, offerSubscription),
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
  cards: createHighlightsCards(kit),
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
  cards: createBroadcastCards(kit),
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
// What the first question would have to compile is compiled now, and kept for the next start.
const { engine, cards } = knowledge;
const today = new Date().toISOString().slice(0, 10);
const answer = engine.ask({ text: '取組', today, lang: 'ja', previous: null });
cards.answer(answer, dataset, { page: 0, previous: null });
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
