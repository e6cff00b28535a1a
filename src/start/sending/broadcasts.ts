import { randomBytes } from 'node:crypto';
import { decideBroadcasts } from '../../bot/broadcasts.ts';
import type { CurrentKnowledge } from '../../bot/knowledge.ts';
import { findObjectIds } from '../../broadcast/decide/audience.ts';
import type { AudienceSources } from '../../broadcast/decide/people.ts';
import { findHolders } from '../../broadcast/chat/approvers.ts';
import { type ControlCard, createControlCard } from '../../broadcast/chat/control-card.ts';
import { createNotices, type Notices } from '../../broadcast/chat/notices.ts';
import type { ChatPorts } from '../../broadcast/chat/ports.ts';
import { reportDownloads } from '../../broadcast/chat/report-files.ts';
import { createBroadcastChat } from '../../broadcast/chat/requests.ts';
import type { FileTransfer, UploadStore } from '../../broadcast/file-ports.ts';
import { forgetOld } from '../../broadcast/jobs/jobs.ts';
import { createTick } from '../../broadcast/jobs/tick.ts';
import type { BroadcastStore, HighlightsSource } from '../../broadcast/ports.ts';
import { standings } from '../../broadcast/standing.ts';
import { teamsIn } from '../../broadcast/teams.ts';
import { createProgress } from '../../broadcast/jobs/progress.ts';
import { type BroadcastRules } from '../../broadcast/decide/settings.ts';
import { timeAt } from '../../calendar/zone.ts';
import { findActor } from '../../access/actor.ts';
import { createOutsiders, type IsOutsider } from '../../access/outsiders.ts';
import { createRefusals } from '../../access/audit/refusals.ts';
import type { GrantableRole, KnownActor, Role } from '../../access/roles.ts';
import { createTeamRoles, type TeamRole, type TeamStanding } from '../../access/team-roles.ts';
import { createLearnChannels, createMeetChannels } from '../../broadcast/jobs/learn-channels.ts';
import { createLearnNames } from '../../broadcast/jobs/learn-names.ts';
import { createRenderer } from '../../broadcast/compose/views.ts';
import type { CardData } from '../../cards/cards.ts';
import type { BroadcastCards } from '../../broadcast/cards/cards.ts';
import type { Clock } from '../../calendar/clock.ts';
import type { Ledger, ReachStore, SlotBook } from '../../delivery/ports.ts';
import { excerptMonths, excerptOf } from '../../highlights/excerpt.ts';
import type { Sender } from '../../teams/sender.ts';
import type { Feature } from '../feature.ts';
import { repeat } from '../repeat.ts';
import { cacheRosters } from './roster-cache.ts';
import { createTeamsReading, type TeamsReading } from './teams-reading.ts';

export interface BroadcastsOptions {
  readonly storage: {
    readonly ledger: Ledger;
    readonly reach: ReachStore;
    readonly slots: SlotBook;
    readonly broadcasts: BroadcastStore;
    readonly uploads: UploadStore;
    ready(): Promise<void>;
  };
  readonly sender: Sender;
  readonly files: FileTransfer;
  readonly knowledge: CurrentKnowledge;
  readonly cards: BroadcastCards;
  readonly rules: BroadcastRules;
  /** Entra object ids in lower case. */
  readonly admins: readonly string[];
  readonly teamRoles: readonly TeamRole[];
  /** Told at the start and whenever it changes how things stand with a team that gives a role. */
  readonly onTeam: (standing: TeamStanding) => void;
  readonly clock: Clock;
  readonly onPlanned: () => void;
  readonly onError: (error: unknown) => void;
  readonly tickMs?: number;
  /** false: the time may be wrong: what is scheduled waits, and nothing is forgotten. */
  readonly isTimeTrusted?: () => boolean;
  /** Why nothing is sent at the moment; null = it is. */
  readonly pausedFor?: () => string | null;
}

/** A scheduled broadcast is that late at most; so often are progress cards updated. */
const defaultTickMs = 5000;
/** What is kept for days need not be looked through at every tick. */
const forgetEveryMs = 3_600_000;

/** Broadcasts, and who may have to do with them. */
export interface Broadcasts extends Feature {
  /** What this person has now; what is granted is left out where it cannot be found out. */
  roles(objectId: string): Promise<ReadonlySet<Role>>;
  /** What this person may do now, and on what that rests. */
  actor(objectId: string): Promise<KnownActor>;
  /** Object ids of the admins and of those with one of these roles that can be written to. */
  holders(...roles: readonly GrantableRole[]): Promise<readonly string[]>;
  /** Whether Teams says that this person is not of the staff. */
  readonly isOutsider: IsOutsider;
  /** Of the staff, by object id or user principal name; null: the bot has met nobody of that name. */
  findPerson(text: string): Promise<{ readonly id: string; readonly name: string | null } | null>;
}

/** Starts the look at what is due; with the database away it waits for it. */
export function startBroadcasts(options: BroadcastsOptions): Broadcasts {
  const { storage, clock, sender, onError } = options;
  const { cards } = options;
  const data = () => options.knowledge().data;
  const reading = createTeamsReading(sender, storage.slots, clock);
  const sources: AudienceSources = {
    uploads: storage.uploads,
    reach: storage.reach,
    roster: cacheRosters(reading.roster, clock),
    channels: createMeetChannels({ reach: storage.reach, list: reading.channels, clock }),
  };
  const teamRoles = createTeamRoles({
    wanted: options.teamRoles,
    teams: teamsIn({ ...sources, roster: reading.roster }),
    clock,
    onChange: options.onTeam,
  });
  const refusals = createRefusals(
    (entry) => storage.broadcasts.audit(entry),
    () => clock.now(),
  );
  const ports: ChatPorts = {
    store: storage.broadcasts,
    ledger: storage.ledger,
    sources,
    render: createRenderer({ cards, data, now: () => clock.now(), rules: options.rules }),
    rules: options.rules,
    now: () => clock.now(),
    onPlanned: options.onPlanned,
    cards,
    data,
    find: finder(options),
    highlights: highlightsSource(data, options.rules.timeZone),
    isOutsider: createOutsiders(standings(sources, reading.member), clock),
    admins: options.admins,
    teamRoles,
    uploads: storage.uploads,
    files: options.files,
    refusals,
    newKey: () => randomBytes(16).toString('hex'),
    ...(options.pausedFor && { pausedFor: options.pausedFor }),
    onError,
  };
  const controlCard = createControlCard(ports);
  const stop = startLoops(options, { ports, controlCard }, reading);
  // What is amiss with a team is better known from the log at the start than from a refusal later.
  void storage
    .ready()
    .then(() => teamRoles.standings())
    .catch(onError);
  return {
    deciders: [decideBroadcasts(createBroadcastChat(ports, controlCard))],
    downloads: reportDownloads(ports),
    async roles(objectId) {
      try {
        return (await findActor(objectId, ports)).roles;
      } catch (error) {
        onError(error);
        return new Set<Role>(options.admins.includes(objectId) ? ['admin'] : []);
      }
    },
    actor: (objectId) => findActor(objectId, ports),
    holders: (...roles) => findHolders(ports, roles),
    isOutsider: ports.isOutsider,
    async findPerson(text) {
      const [id] = await findObjectIds([text], sources, clock.now());
      // Nobody from outside speaks for a department either.
      if (id === undefined || (await ports.isOutsider(id))) return null;
      return { id, name: (await storage.reach.get(`person:${id}`))?.name ?? null };
    },
    stop,
  };
}

/** What is done without being asked, until it is stopped: what is due, progress cards, names that Teams tells. */
function startLoops(
  options: BroadcastsOptions,
  { ports, controlCard }: { readonly ports: ChatPorts; readonly controlCard: ControlCard },
  reading: TeamsReading,
): () => Promise<void> {
  const { storage, clock, onError } = options;
  const progress = createProgress({
    ...ports,
    controlCard,
    send: options.sender.send,
    slots: storage.slots,
    clock,
  });
  const learnChannels = createLearnChannels(storage.reach, ports.sources.channels, clock);
  const learnNames = createLearnNames({ reach: storage.reach, member: reading.member, now: ports.now });
  const tickBroadcasts = createTick(
    tickPorts(ports, createNotices(ports, controlCard), options.isTimeTrusted),
  );
  let forgetAt = clock.now();
  async function tick(): Promise<void> {
    await storage.ready();
    // What one of them cannot do holds up no other.
    await options.knowledge.hold(tickBroadcasts).catch(onError);
    await ports.refusals.flush().catch(onError);
    // A clock that is years ahead for a moment must not take everything away.
    if (options.isTimeTrusted?.() !== false && clock.now() >= forgetAt) {
      forgetAt = clock.now() + forgetEveryMs;
      await forgetOld(ports).catch(onError);
    }
    await options.knowledge.hold(progress);
  }
  async function learn(): Promise<void> {
    await storage.ready();
    // Whoever is to get something comes first.
    if ((await storage.ledger.nextDueAt()) !== null) return;
    await learnChannels();
    await learnNames();
  }

  const tickMs = options.tickMs ?? defaultTickMs;
  const stops = [tick, learn].map((work) => repeat(work, tickMs, clock, onError));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** With who is told when a scheduled broadcast does not go out. */
function tickPorts(
  ports: ChatPorts,
  notices: Notices,
  mayRelease: () => boolean = () => true,
): Parameters<typeof createTick>[0] {
  const { store } = ports;
  return {
    ...ports,
    store: { ...store, due: (now) => (mayRelease() ? store.due(now) : Promise.resolve([])) },
    actor: (personId) => findActor(personId, ports),
    onHeld: async (broadcast, why) => {
      await notices.tellAuthor(broadcast, why);
      if (broadcast.state === 'submitted') await notices.askApprovers(broadcast, 'approvalWanted');
    },
  };
}

/** Initiatives for the form, by what somebody types there. */
function finder({ clock, knowledge, rules }: BroadcastsOptions): ChatPorts['find'] {
  return (words, lang) => {
    const today = timeAt(clock.now(), rules.timeZone).slice(0, 10);
    const { engine } = knowledge();
    const { hits } = engine.ask({ text: words, today, lang, previous: null });
    // What is no question may still be a part of a name.
    return (hits.length > 0 ? hits : engine.search(words, today, lang)).map(({ initiative }) => initiative);
  };
}

function highlightsSource(data: () => CardData, timeZone: string): HighlightsSource {
  return {
    months: (now) => excerptMonths(now, timeZone),
    pick: (broadcastId, month) => excerptOf(broadcastId, month, data()),
  };
}
