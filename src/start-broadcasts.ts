import { randomBytes } from 'node:crypto';
import { decideBroadcasts } from './bot/broadcasts.ts';
import type { StatefulDecide } from './bot/stateful.ts';
import type { AudienceSources } from './broadcast/decide/audience.ts';
import { createBroadcastDesk } from './broadcast/chat/desk.ts';
import type { BroadcastDeskParts } from './broadcast/chat/desk-parts.ts';
import { createDetails } from './broadcast/chat/details.ts';
import type { FileTransfer, UploadStore } from './broadcast/file-ports.ts';
import { forgetOld, tickBroadcasts } from './broadcast/jobs/jobs.ts';
import type { BroadcastStore } from './broadcast/ports.ts';
import { createProgress } from './broadcast/jobs/progress.ts';
import { type BroadcastRules, localTime } from './broadcast/decide/rules.ts';
import { createTeamRoles, type TeamRole, type TeamStanding } from './access/team-roles.ts';
import { createRenderer } from './broadcast/chat/views.ts';
import type { CardData } from './cards/cards.ts';
import type { BroadcastCards } from './broadcast/cards/cards.ts';
import type { Clock } from './calendar/clock.ts';
import type { Ledger, ReachStore, SlotBook } from './delivery/ports.ts';
import type { Sender } from './teams/sender.ts';
import type { Engine } from './question/answer.ts';

export interface BroadcastingParts {
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
  readonly data: () => CardData;
  readonly engine: () => Engine;
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
}

/** What runs beside the turns for broadcasts, and what turns need of it. */
export interface Broadcasting {
  readonly stateful: StatefulDecide;
  stop(): Promise<void>;
}

/** A scheduled broadcast is that late at most; so often are progress cards updated. */
const defaultTickMs = 5000;
/** What is kept for days need not be looked through at every tick. */
const forgetEveryMs = 3_600_000;

/** Starts the look at what is due; with the database away it waits for it. */
export function startBroadcasting(parts: BroadcastingParts): Broadcasting {
  const { storage, clock, sender, data, onError } = parts;
  const cards = () => parts.cards;
  const sources: AudienceSources = {
    uploads: storage.uploads,
    reach: storage.reach,
    roster: rosterOf(sender, storage.slots, clock),
  };
  const teamRoles = createTeamRoles({ wanted: parts.teamRoles, sources, clock, onChange: parts.onTeam });
  const deskParts: BroadcastDeskParts = {
    store: storage.broadcasts,
    ledger: storage.ledger,
    sources,
    render: createRenderer(cards, data),
    rules: parts.rules,
    now: () => clock.now(),
    onPlanned: parts.onPlanned,
    cards,
    data,
    find(words, lang) {
      const today = localTime(clock.now(), parts.rules.timeZone).slice(0, 10);
      const { hits } = parts.engine().ask({ text: words, today, lang, previous: null });
      // What is no question may still be a part of a name.
      return (hits.length > 0 ? hits : parts.engine().search(words)).map(({ initiative }) => initiative);
    },
    admins: parts.admins,
    teamRoles,
    uploads: storage.uploads,
    files: parts.files,
    newId: () => `broadcast-${randomBytes(8).toString('hex')}`,
    onError,
  };
  const progress = createProgress({
    ...deskParts,
    details: createDetails(deskParts),
    sender,
    slots: storage.slots,
    clock,
  });
  const stopping = new AbortController();

  let forgetAt = clock.now();
  async function tick(): Promise<void> {
    await storage.ready();
    await tickBroadcasts(deskParts);
    if (clock.now() >= forgetAt) {
      await forgetOld(deskParts);
      forgetAt = clock.now() + forgetEveryMs;
    }
    await progress();
  }

  async function look(): Promise<void> {
    // What is amiss with a team is better known from the log at the start than from a refusal later.
    void storage
      .ready()
      .then(() => teamRoles.standings())
      .catch(onError);
    while (!stopping.signal.aborted) {
      await tick().catch(onError);
      await clock.sleep(parts.tickMs ?? defaultTickMs, stopping.signal);
    }
  }

  const looking = look();
  return {
    stateful: decideBroadcasts(createBroadcastDesk(deskParts)),
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

/** Rosters count towards the app's limit as posts do, and have a limit of their own per conversation. */
function rosterOf(sender: Sender, slots: SlotBook, clock: Clock): AudienceSources['roster'] {
  return async function* (team) {
    let token: string | null = null;
    do {
      await waitForSlot(slots, clock, `members ${team.id}`);
      const page = await sender.members(team, token);
      yield page.members;
      token = page.next;
    } while (token !== null);
  };
}

async function waitForSlot(slots: SlotBook, clock: Clock, key: string): Promise<void> {
  for (;;) {
    const [slot] = await slots.reserve([key], []);
    await clock.sleep(slot!.inMs);
    if (slot!.booked) return;
  }
}
