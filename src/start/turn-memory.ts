import { memoryContexts, type ContextStore } from '../bot/memory/contexts.ts';
import { memoryLedger, type TurnLedger } from '../bot/memory/ledger.ts';
import { SharedLedger } from '../bot/memory/shared-ledger.ts';
import { sharedContexts, type TurnStore } from '../bot/memory/shared-memory.ts';
import type { Clock } from '../calendar/clock.ts';
import type { Feature } from './feature.ts';
import { repeat } from './repeat.ts';
import type { Dialect } from '../storage/schema.ts';

/** What is remembered of turns: each answered once, and what a follow-up refines. */
export interface TurnMemory extends Feature {
  readonly ledger: TurnLedger;
  readonly contexts: ContextStore;
  /** When turns that are still under way will not be waited for any longer; see SharedLedger. */
  leave(): Promise<void>;
}

export interface TurnMemoryServices {
  readonly storage: { readonly dialect: Dialect; readonly turns: TurnStore; ready(): Promise<void> };
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

const SWEEP_MS = 60_000;

/** In memory where one process is all there is, else in the database that the instances share. */
export function startTurnMemory({ storage, clock, onError }: TurnMemoryServices): TurnMemory {
  const ledger = memoryLedger(clock.now);
  const contexts = memoryContexts(clock.now);
  const feature = { deciders: [] };
  const nothing = () => Promise.resolve();
  if (storage.dialect === 'sqlite') return { ...feature, ledger, contexts, leave: nothing, stop: nothing };
  const services = { store: storage.turns, clock, onError };
  const shared = new SharedLedger(ledger, services);
  return {
    ...feature,
    ledger: shared,
    leave: () => shared.leave(),
    contexts: sharedContexts(contexts, services),
    stop: repeat(
      () => storage.ready().then(() => storage.turns.sweep(clock.now())),
      SWEEP_MS,
      clock,
      onError,
    ),
  };
}
