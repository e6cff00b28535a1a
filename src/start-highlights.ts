import type { Logger } from 'pino';
import { createLearnReach, type LearnReach } from './bot/reach.ts';
import type { StatefulDecide } from './bot/stateful.ts';
import { decideSubscriptions } from './bot/subscriptions.ts';
import type { Dataset } from './dataset/schema.ts';
import type { Clock } from './calendar/clock.ts';
import type { Ledger, ReachStore, SlotBook } from './delivery/ports.ts';
import type { Sender } from './teams/sender.ts';
import { startWorker, type Worker, type WorkerEvents, type WorkerOptions } from './delivery/worker.ts';
import type { HighlightsCards } from './highlights/cards/cards.ts';
import { createDesk } from './highlights/desk.ts';
import type { HighlightsStore } from './highlights/ports.ts';
import { type HighlightsParts, planDue } from './highlights/tick.ts';
import type { Engine } from './question/answer.ts';

export interface ProactiveParts {
  /** `ready` resolves when the database answers; it is asked before each look at the calendar. */
  readonly storage: {
    readonly ledger: Ledger;
    readonly reach: ReachStore;
    readonly slots: SlotBook;
    readonly highlights: HighlightsStore;
    ready(): Promise<void>;
  };
  readonly sender: Sender;
  readonly knowledge: () => { readonly data: Dataset; readonly engine: Engine };
  readonly cards: HighlightsCards;
  readonly isHr: (objectId: string) => boolean;
  readonly timeZone: string;
  readonly clock: Clock;
  /** The calendar's time, where it is not the clock's: simulations. */
  readonly calendarNow?: () => number;
  readonly tickMs?: number;
  readonly worker?: Partial<WorkerOptions>;
  readonly events?: WorkerEvents;
  readonly log: Logger;
}

/** What runs beside the turns, and what turns need of it. */
export interface Proactive {
  readonly stateful: readonly StatefulDecide[];
  readonly learnReach: LearnReach;
  readonly worker: Worker;
  /** Waits for what is being sent; nothing new is begun. */
  stop(): Promise<void>;
}

/** Highlights are due at full hours; half a minute late is on time. */
const defaultTickMs = 30_000;
/** With the database away the same complaint comes every second: one line a minute is enough. */
const complaintMs = 60_000;

/** Starts the delivery worker and the look at the calendar; with the database away both wait for it. */
export function startProactive(parts: ProactiveParts): Proactive {
  const { storage, clock, log, knowledge, cards, timeZone } = parts;
  const calendarNow = parts.calendarNow ?? clock.now;
  const complain = createComplaint(log, clock);
  const onError = (error: unknown) => {
    complain(error);
    parts.events?.failed?.(error);
  };
  const worker = startWorker({
    ready: () => storage.ready(),
    ledger: storage.ledger,
    reach: storage.reach,
    slots: storage.slots,
    ...parts.sender,
    clock,
    random: Math.random,
    events: { ...parts.events, failed: onError },
    options: parts.worker ?? {},
  });
  const highlights: HighlightsParts = {
    store: storage.highlights,
    knowledge,
    render: (content, data, lang) => cards.highlights(content, data, lang),
    timeZone,
  };
  const learnReach = createLearnReach(storage.reach, clock.now, onError);
  const stopping = new AbortController();

  async function tick(): Promise<void> {
    await storage.ready();
    await learnReach.retry();
    const report = await planDue(highlights, calendarNow());
    if (report.planned > 0) worker.wake();
    if (report.planned + report.skipped > 0) log.info(report, 'highlights');
  }

  async function look(): Promise<void> {
    while (!stopping.signal.aborted) {
      await tick().catch(onError);
      await clock.sleep(parts.tickMs ?? defaultTickMs, stopping.signal);
    }
  }

  const looking = look();
  const desk = createDesk({
    store: storage.highlights,
    knowledge,
    cards,
    timeZone,
    now: calendarNow,
    onPlanned: () => {
      worker.wake();
    },
    onError,
  });
  return {
    stateful: [decideSubscriptions(desk, parts.isHr)],
    learnReach,
    worker,
    async stop() {
      stopping.abort();
      await Promise.all([looking, worker.stop()]);
      // What was gathered and not yet written.
      await learnReach.retry();
    },
  };
}

function createComplaint(log: Logger, clock: Clock): (error: unknown) => void {
  let quietUntil = -Infinity;
  return (error) => {
    if (clock.elapsed() < quietUntil) return;
    quietUntil = clock.elapsed() + complaintMs;
    log.error({ err: error }, 'state not available');
  };
}
