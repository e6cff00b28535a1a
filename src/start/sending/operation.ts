import type { Logger } from 'pino';
import { decideChat } from '../../bot/chats.ts';
import type { Feature, FeatureOptions } from '../feature.ts';
import {
  askWhatBecomes,
  createOperationChat,
  type OperationServices,
  tellOfPause,
} from '../../operation/chat.ts';
import type { Restored } from '../../operation/ports.ts';
import { logBrake } from '../../server/log.ts';
import { repeatWhenReady } from '../repeat.ts';

interface OperationOptions extends Omit<OperationServices, 'now'>, FeatureOptions {
  readonly log: Logger;
  /** false: nothing is planned by the calendar. */
  readonly isTimeTrusted: () => boolean;
}

/** What HR and operators are told of the sending itself. */
export interface Operation extends Feature {
  /** Sending pauses, and why; null: it goes on. */
  readonly braked: (reason: string | null) => void;
  /** Why nothing is sent at the moment, for cards; null = it is. */
  readonly pausedFor: () => string | null;
}

const tickMs = 30_000;
/** Everything that looks at the calendar has done so by then: at the start, and once a minute. */
const plannedAfterMs = 2 * 60_000;

/** Starts the look at whether the store has been restored; with the database away it waits for it. */
export function startOperation(options: OperationOptions): Operation {
  const { rolesOf, clock, log, store, onError } = options;
  const services: OperationServices = { ...options, now: () => clock.now() };
  let pause: { readonly reason: string; readonly from: number } | null = null;
  let loggedAt: number | null = null;
  /** Since when whatever is due is being planned, by a clock that nobody sets. */
  let planningFrom: number | null = null;
  const sayBraked = logBrake(log);

  async function notePlanned({ at, isPlanned }: Restored): Promise<void> {
    if (isPlanned === true) return;
    planningFrom = options.isTimeTrusted() ? (planningFrom ?? clock.elapsed()) : null;
    if (planningFrom !== null && clock.elapsed() - planningFrom >= plannedAfterMs) await store.planned(at);
  }

  async function tick(): Promise<void> {
    const restored = await store.restored();
    if (restored && restored.at !== loggedAt)
      log.error(
        { cause: restored.cause, asOf: restored.asOf },
        'nothing is sent: the state has been restored; HR decides what becomes of it (復元, or npm run restore)',
      );
    if (restored) await notePlanned(restored);
    loggedAt = restored?.at ?? null;
    await askWhatBecomes(services);
  }

  return {
    deciders: [decideChat(createOperationChat(services), rolesOf)],
    degradable: {
      // With the database away it is as it was: that the database is away is another check's to say.
      restored: () =>
        store.restored().then(
          (restored) => restored === null,
          () => loggedAt === null,
        ),
      sending: () => pause === null,
    },
    braked(reason) {
      sayBraked(reason);
      if (reason !== null) {
        pause = { reason, from: clock.now() };
        return;
      }
      if (pause) void tellOfPause(services, { ...pause, to: clock.now() }).catch(onError);
      pause = null;
    },
    pausedFor: () => (loggedAt === null ? (pause?.reason ?? null) : 'restored'),
    stop: repeatWhenReady(options, tick, tickMs),
  };
}
