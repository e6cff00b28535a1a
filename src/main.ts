import packageJson from '../package.json' with { type: 'json' };
import { createOwners } from './access/owners.ts';
import { nameProblems } from './access/team-roles.ts';
import { createBot } from './bot/bot.ts';
import { decideDownloads } from './bot/downloads.ts';
import { createKnowledge } from './bot/knowledge.ts';
import { startTimer } from './bot/typing.ts';
import { createAdoptionCards } from './adoption/cards/cards.ts';
import { createBroadcastCards } from './broadcast/cards/cards.ts';
import { teamPages } from './broadcast/teams.ts';
import { systemClock } from './calendar/clock.ts';
import { createSteadyClock } from './calendar/steady-clock.ts';
import { createCards } from './cards/answer/cards.ts';
import { loadCardKit } from './cards/load.ts';
import { parseConfig } from './config.ts';
import { DatasetError, loadDataset, readDatasetFiles } from './dataset/load/dataset.ts';
import type { Feature } from './start/feature.ts';
import { createContactCards } from './contacts/cards.ts';
import { offerDrafts } from './broadcast/cards/home-card.ts';
import { createEditionCards } from './editions/cards/cards.ts';
import { createFollowCards } from './follow/cards/cards.ts';
import { createHighlightsCards, offerSubscription } from './highlights/cards/cards.ts';
import { beginEngine } from './question/engine.ts';
import {
  createComplaint,
  createLogger,
  logTeamStanding,
  logToken,
  logTraces,
  logClock,
} from './server/log.ts';
import { createMetrics } from './server/metrics.ts';
import { logTurnedAway } from './server/turned-away.ts';
import { startServer } from './server/server.ts';
import { startAdoption } from './start/adoption.ts';
import { startBroadcasts } from './start/sending/broadcasts.ts';
import { startDelivery } from './start/sending/delivery.ts';
import { countReplies } from './start/sending/replies.ts';
import { startFollow } from './start/follow.ts';
import { startReader } from './start/reader.ts';
import { offerEdit } from './rows/cards/actions.ts';
import { createFreshness } from './rows/freshness.ts';
import { createRowCards } from './rows/cards/cards.ts';
import { startRows } from './start/data/rows.ts';
import { startContacts } from './start/data/contacts.ts';
import { startErasing } from './start/erasing.ts';
import { startYears } from './start/data/years.ts';
import { startEditions } from './start/data/editions.ts';
import { startProposals } from './start/data/proposals.ts';
import { proposesWords } from './start/data/propose-words.ts';
import { startHighlights } from './start/sending/highlights.ts';
import { startReport } from './start/report.ts';
import { stopOnSignal } from './start/stop.ts';
import { startUnanswered } from './start/unanswered.ts';
import { answerExtras, createQuestionCards } from './unanswered/cards/cards.ts';
import { startTurnMemory } from './start/turn-memory.ts';
import { warmUpSoon } from './start/warm-up.ts';
import { createReportCards } from './report/cards.ts';
import { takenOverIn } from './report/chat.ts';
import { createOperationCards } from './operation/cards.ts';
import { startOperation } from './start/sending/operation.ts';
import { NewerState } from './storage/migrate.ts';
import { openStorage } from './storage/open.ts';
import { markProduction, sandboxProblem } from './storage/embedded/production.ts';
import { poolOptions } from './storage/server/settings.ts';
import { DataDirInUse } from './storage/sqlite.ts';
import { botFrameworkCallers } from './teams/authenticate.ts';
import { createConnector } from './teams/connector.ts';
import { openConversation } from './teams/conversation.ts';
import { entraTokens } from './teams/credentials.ts';
import { createFileTransfer } from './teams/file-transfer.ts';
import { createSender } from './teams/sender.ts';
import { isLoopbackService, isTeamsService } from './teams/service-url.ts';
import { createTokens } from './teams/own-token.ts';

/** For what was approved; then it listens, whatever the database says. */
const FOLLOW_MS = 3_000;

const result = parseConfig(process.env, process.argv.slice(2));
if (!result.ok) fail('Yokoten cannot start:', result.problems);
const { config } = result;
const { identity, sandbox, timeZone } = config;
const log = createLogger(config.logLevel);
const clock = createSteadyClock(systemClock, logClock(log));
const isTimeTrusted = () => clock.isTrusted(storage.aliveBefore());

const data = readDataset(config.datasetDir);
const freshness = createFreshness({ months: config.confirmEveryMonths, timeZone, now: () => clock.now() });
const kit = loadCardKit(undefined, {
  timeZone,
  dialogs: !sandbox,
  unconfirmedSince: freshness.unconfirmedSince,
});
const cards = createCards(kit, offerSubscription, answerExtras(config.keepsQuestions));
const knowledge = createKnowledge({ data, engine: beginEngine(data), cards });

const storage = openState();
const named = await nameProblems(config.roleTeams, teamPages(storage.reach));
if (named.length > 0) fail('Yokoten cannot start:', named);
const metrics = createMetrics({
  ledger: storage.ledger,
  edition: () => ({ id: editions.answering(), initiatives: knowledge().data.initiatives.length }),
  now: clock.now,
  version: packageJson.version,
});
const complainOfToken = logToken(log);
const onToken = (error: unknown) => {
  complainOfToken(error);
  metrics.onToken(error);
};
const tokens = identity && createTokens({ fetchToken: entraTokens(identity), clock, onChange: onToken });
const isServiceUrl = sandbox ? isLoopbackService : isTeamsService(config.serviceHosts);
const traces =
  config.traces &&
  (await import('./server/traces.ts')).createTraces({
    settings: config.traces,
    version: packageJson.version,
    clock,
    onError: logTraces(log),
  });
const toTeams = createConnector({
  getToken: tokens && (() => tokens.get()),
  isServiceUrl,
  onTime: clock.witness,
});
const connector = traces ? traces.ofConnector(toTeams) : toTeams;
const replies = countReplies(connector);
const sender = createSender({ connector, appId: identity?.appId ?? '' });

const complain = createComplaint(log, clock);
const onError = (error: unknown) => {
  if (error instanceof NewerState) fail('Yokoten cannot start:', [error.message]);
  complain(error);
  metrics.worker.failed?.(error);
};
const delivery = startDelivery({
  storage: { ...storage, slots: replies.beside(storage.slots) },
  sender,
  tokens,
  clock,
  events: {
    ...metrics.worker,
    braked: (reason) => {
      operation.braked(reason);
    },
  },
  onError,
  options: { repeatsGatewayErrors: config.repeatsGatewayErrors },
});
const files = createFileTransfer({ sandbox });
const onPlanned = () => {
  delivery.wake();
};
const pausedFor = () => operation.pausedFor();
const rolesOf = (objectId: string) => broadcasts.roles(objectId);
const ready = () => storage.ready();
/** What nearly every feature is made with. */
const common = {
  ready,
  knowledge,
  clock,
  timeZone,
  onPlanned,
  onError,
  onEdition: knowledge.onReplaced,
  isTimeTrusted,
  pausedFor,
  rolesOf,
};
const memory = startTurnMemory({ storage, clock, onError });
const hrAdmins = config.hrAdmins.map((id) => `person:${id}`);
const operation = startOperation({
  ...common,
  store: storage.restore,
  ledger: storage.ledger,
  cards: createOperationCards(kit),
  readers: hrAdmins,
  log,
});
const owners = createOwners(storage.owners, (personId) => broadcasts.isOutsider(personId));
const ownersOf = async (department: string) => {
  const owner = await owners.ownerOf(department);
  return owner ? [`person:${owner.personId}`] : hrAdmins;
};
const unanswered = startUnanswered({
  ...common,
  store: storage.questions,
  answers: storage.dialect === 'sqlite' ? null : storage.answers,
  cards: createQuestionCards(kit),
  keeps: config.keepsQuestions,
  ownersOf,
  proposeWords: proposesWords((wanted) => proposals.propose(wanted), timeZone, Date.now),
});
const broadcasts = startBroadcasts({
  ...common,
  storage,
  sender,
  files,
  cards: createBroadcastCards(kit),
  rules: config.broadcasts,
  admins: config.hrAdmins,
  teamRoles: config.roleTeams,
  onTeam: logTeamStanding(log),
});
/** Everything that runs beside the turns; the first whose decider knows a turn decides it. */
const earlier = startYears({ ...common, store: storage.editions });
const adoption = startAdoption({
  ...common,
  store: storage.adoptions,
  cards: createAdoptionCards(kit, identity?.appId ?? null, offerEdit),
  ownersOf,
  ownerOf: (department) => owners.ownerOf(department),
  historyOf: (row) => earlier.years.history(row),
});
const editions = startEditions({
  ...common,
  storage,
  folder: { files: readDatasetFiles(config.datasetDir), data },
  log,
});
const proposals = startProposals({
  ...common,
  storage,
  cards: createEditionCards(kit, offerDrafts),
  files,
  actor: (personId) => broadcasts.actor(personId),
  approvers: () => broadcasts.holders('editor', 'approver'),
  follow: () => editions.follow(),
});
const rows = startRows({
  ...common,
  store: storage.confirmations,
  owners,
  freshness,
  months: config.confirmEveryMonths,
  cards: createRowCards(kit),
  propose: (wanted) => proposals.propose(wanted),
});
const features: readonly Feature[] = [
  delivery,
  operation,
  memory,
  editions,
  startErasing({ ...common, people: storage.people, eraseAfterDays: config.eraseAfterDays, log }),
  proposals,
  adoption,
  earlier,
  rows,
  startContacts({
    ...common,
    store: owners,
    cards: createContactCards(kit),
    findPerson: (text) => broadcasts.findPerson(text),
  }),
  unanswered,
  startReport({
    ...common,
    store: storage.reports,
    ledger: storage.ledger,
    sources: {
      coverage: () => adoption.coverage(),
      openQuestions: () => unanswered.groups(),
      confirmations: () => rows.confirmations(),
    },
    cards: createReportCards(kit),
    readers: hrAdmins,
  }),
  startFollow({
    ...common,
    store: storage.follows,
    spread: storage.adoptions,
    lastAsked: (place) => unanswered.lastAsked(place),
    cards: createFollowCards(kit),
  }),
  broadcasts,
  startHighlights({
    ...common,
    storage,
    cards: createHighlightsCards(kit),
    takenOver: (month) => takenOverIn(storage.reports, month, timeZone),
    onPlanned: () => {
      metrics.onHighlights();
      onPlanned();
    },
    log,
  }),
];

const readings =
  config.reader &&
  startReader({
    settings: config.reader,
    identity,
    clock,
    onOutcome: (outcome, error) => {
      metrics.onReading(outcome);
      if (outcome === 'failed') log.warn({ err: error }, 'the reader has not answered');
    },
  });
const downloads = decideDownloads({
  makers: new Map(features.flatMap((feature) => [...(feature.downloads ?? [])])),
  files,
  kit,
  data: () => knowledge().data,
  audit: (entry) => storage.broadcasts.audit(entry),
  rolesOf,
  now: clock.now,
  onError,
});
const bot = createBot({
  knowledge,
  ledger: memory.ledger,
  contexts: memory.contexts,
  now: clock.now,
  timeZone,
  startTimer,
  log,
  onTurn: (report) => {
    metrics.onTurn(report);
    traces?.onTurn(report);
  },
  watch: unanswered.watch,
  deciders: [downloads, ...features.flatMap(({ deciders }) => deciders)],
  learnReach: delivery.learnReach,
  rolesOf,
  ...(readings && { readings }),
});
// What was approved answers from the first turn on; with the database away the folder does until it is back.
const patience = new AbortController();
await Promise.race([editions.follow().catch(onError), clock.sleep(FOLLOW_MS, patience.signal)]);
patience.abort();
const server = await startServer(
  {
    authenticate: identity && botFrameworkCallers({ appId: identity.appId }),
    admission: { allowedTenants: config.allowedTenants, isServiceUrl },
    openConversation: (activity) => openConversation(replies.connector, activity),
    bot: traces ? traces.ofBot(bot) : bot,
    onRefused: logTurnedAway({ log, clock, onRefused: metrics.onRefused }),
    degradable: Object.fromEntries(features.flatMap(({ degradable = {} }) => Object.entries(degradable))),
    metrics: metrics.getText,
    log,
  },
  config.listen,
  config.admin,
).catch((error: unknown) => fail('Yokoten cannot listen:', [String(error)]));

if (sandbox) log.warn('SANDBOX: nobody is asked who they are; only this machine can reach the bot');
const { port, adminPort } = server;
log.info({ host: config.listen.host, port, adminPort, initiatives: data.initiatives.length }, 'listening');
warmUpSoon(knowledge);

stopOnSignal({ server, memory, features, storage, traces, log });

function openState() {
  const problem = sandbox ? sandboxProblem(config.dataDir, config.databaseUrl) : null;
  if (problem !== null) return fail('The sandbox cannot start:', [problem]);
  try {
    if (!sandbox && config.databaseUrl === null) markProduction(config.dataDir);
    return openStorage({
      dataDir: config.dataDir,
      databaseUrl: config.databaseUrl ?? undefined,
      auditKey: config.auditKey,
      pool: poolOptions(config.databaseServer),
      onTime: clock.witness,
      onError: createComplaint(log, clock, 'database connection lost'),
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
