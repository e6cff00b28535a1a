import type { Logger } from 'pino';
import type { CurrentKnowledge, Knowledge } from '../../bot/knowledge.ts';
import { decideChat, type RolesOf } from '../../bot/chats.ts';
import type { Clock } from '../../calendar/clock.ts';
import type { Dataset } from '../../dataset/schema.ts';
import type { Ledger } from '../../delivery/ports.ts';
import type { Feature } from '../feature.ts';
import { repeat } from '../repeat.ts';
import type { HighlightsCards } from '../../highlights/cards/cards.ts';
import { createHighlightsChat } from '../../highlights/chat.ts';
import type { HighlightsStore } from '../../highlights/ports.ts';
import { type HighlightsServices, planDue } from '../../highlights/tick.ts';

export interface HighlightsOptions {
  /** `ready` resolves when the database answers; it is asked before each look at the calendar. */
  readonly storage: {
    readonly highlights: HighlightsStore;
    readonly ledger: Pick<Ledger, 'counts' | 'rows'>;
    ready(): Promise<void>;
  };
  /** false: the time may be wrong, and a month that was skipped for it would be lost. */
  readonly isTimeTrusted?: () => boolean;
  /** Why nothing is sent at the moment; null = it is. */
  readonly pausedFor?: () => string | null;
  readonly knowledge: CurrentKnowledge<Knowledge<Dataset>>;
  readonly cards: HighlightsCards;
  readonly rolesOf: RolesOf;
  readonly timeZone: string;
  readonly takenOver?: HighlightsServices['takenOver'];
  readonly clock: Clock;
  /** The calendar's time, where it is not the clock's: simulations. */
  readonly calendarNow?: () => number;
  readonly tickMs?: number;
  readonly onPlanned: () => void;
  readonly onError: (error: unknown) => void;
  readonly log: Logger;
}

/** Highlights are due at full hours; half a minute late is on time. */
const defaultTickMs = 30_000;

/** Starts the look at the calendar; with the database away it waits for it. */
export function startHighlights(options: HighlightsOptions): Feature {
  const { storage, knowledge, cards, clock, log, timeZone, onPlanned, onError } = options;
  const calendarNow = options.calendarNow ?? clock.now;
  const services: HighlightsServices = {
    store: storage.highlights,
    knowledge,
    render: (content, data, lang) => cards.highlights(content, data, lang),
    timeZone,
    ...(options.takenOver && { takenOver: options.takenOver }),
  };
  async function tick(): Promise<void> {
    await storage.ready();
    if (options.isTimeTrusted?.() === false) return;
    const report = await knowledge.hold(() => planDue(services, calendarNow()));
    if (report.planned > 0) onPlanned();
    if (report.planned + report.skipped > 0) log.info(report, 'highlights');
  }

  const chat = createHighlightsChat({
    store: storage.highlights,
    ledger: storage.ledger,
    ...(options.pausedFor && { pausedFor: options.pausedFor }),
    knowledge,
    cards,
    timeZone,
    now: calendarNow,
    ...(options.takenOver && { takenOver: options.takenOver }),
    onPlanned,
    onError,
  });
  return {
    deciders: [decideChat(chat, options.rolesOf)],
    stop: repeat(tick, options.tickMs ?? defaultTickMs, clock, onError),
  };
}
