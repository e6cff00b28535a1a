import { createLearnReach, type LearnReach } from '../../bot/reach.ts';
import type { Clock } from '../../calendar/clock.ts';
import type { Ledger, ReachStore, SlotBook } from '../../delivery/ports.ts';
import type { WorkerOptions } from '../../delivery/options.ts';
import { startWorker, type WorkerEvents } from '../../delivery/worker.ts';
import type { Feature } from '../feature.ts';
import { repeat } from '../repeat.ts';
import type { Sender } from '../../teams/sender.ts';
import type { Tokens } from '../../teams/own-token.ts';

export interface DeliveryServices {
  /** `ready` resolves when the database answers. */
  readonly storage: {
    readonly ledger: Ledger;
    readonly reach: ReachStore;
    readonly slots: SlotBook;
    ready(): Promise<void>;
  };
  readonly sender: Sender;
  /** null in the sandbox. */
  readonly tokens: Tokens | null;
  readonly clock: Clock;
  readonly events?: WorkerEvents;
  readonly onError: (error: unknown) => void;
  readonly options?: Partial<WorkerOptions>;
}

/** The worker that sends, and what turns tell of who can be reached. */
export interface Delivery extends Feature {
  readonly learnReach: LearnReach;
  /** Something has been planned: looks for it now. */
  wake(): void;
}

/** How often what could not be written of who can be reached is written again. */
const retryMs = 30_000;

/** Starts sending what is due; with the database away, or no token to be had, it waits. */
export function startDelivery(services: DeliveryServices): Delivery {
  const { storage, sender, tokens, clock, onError } = services;
  const worker = startWorker({
    ready: () => storage.ready(),
    ledger: tokens ? whileTokensLast(storage.ledger, tokens) : storage.ledger,
    reach: storage.reach,
    slots: storage.slots,
    send: sender.send,
    openChat: sender.openChat,
    clock,
    random: Math.random,
    events: { ...services.events, failed: onError },
    options: services.options ?? {},
  });
  const learnReach = createLearnReach(storage.reach, clock.now, onError);
  const stopRetrying = repeat(() => learnReach.retry(), retryMs, clock, onError);
  return {
    deciders: [],
    degradable: {
      database: () => storage.ready().then(() => true),
      ...(tokens && { token: () => tokens.available }),
    },
    learnReach,
    wake: () => {
      worker.wake();
    },
    async stop() {
      await Promise.all([stopRetrying(), worker.stop()]);
      // What was gathered and not yet written.
      await learnReach.retry();
    },
  };
}

/** Without a token nothing can leave: what is due stays so, at no cost of a try. */
function whileTokensLast(ledger: Ledger, tokens: Tokens): Ledger {
  return {
    ...ledger,
    claim: (ask) =>
      tokens.get().then(
        () => ledger.claim(ask),
        () => [],
      ),
  };
}
